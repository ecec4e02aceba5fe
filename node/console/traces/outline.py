"""The outline of a weapon with a number wherever a mark was found; each leads to its row."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from accord.pages.charts.svg import Point, element
from accord.weapons.categories import kind_of
from accord.weapons.codes import MarkPosition, WeaponAction, WeaponType
from accord.weapons.firearm import Firearm, Mark

_P = MarkPosition
_APART: Final = 21.0  # between the numbers of one place


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    size: Point
    paths: Sequence[str]
    places: Mapping[MarkPosition, Point]


_PISTOL: Final = _Shape(
    size=(340, 210),
    paths=(
        "M28 44 H292 Q304 44 304 56 V78 H40 Q28 78 28 66 Z",
        "M44 78 H300 L292 92 H262 L288 176 Q290 190 276 190 H236 Q226 190 222 180 L196 110 H60"
        " Q44 108 44 92 Z",
        "M196 110 L204 130 Q206 146 190 146 H160 Q144 146 142 130 V110",
    ),
    places={
        _P.SLIDE: (150, 61),
        _P.BARREL: (50, 61),
        _P.BOLT: (240, 61),
        _P.FRAME: (120, 94),
        _P.RECEIVER: (120, 94),
        _P.LOWER_RECEIVER: (120, 94),
        _P.UPPER_RECEIVER: (190, 61),
        _P.CYLINDER: (200, 61),
        _P.TRIGGER_GUARD: (172, 128),
        _P.GRIP: (248, 150),
        _P.STOCK: (270, 176),
    },
)
_REVOLVER: Final = _Shape(
    size=(340, 210),
    paths=(
        "M24 58 H150 V78 H24 Z",
        "M150 46 H226 V102 H150 Z",
        "M150 40 H240 Q262 48 266 70 L292 170 Q296 188 280 190 H246 Q236 190 232 180 L214 122 H130"
        " V78 H150 Z",
        "M196 122 Q198 150 178 150 H160 Q142 150 142 122",
    ),
    places={
        _P.BARREL: (70, 68),
        _P.CYLINDER: (188, 74),
        _P.FRAME: (150, 112),
        _P.RECEIVER: (150, 112),
        _P.LOWER_RECEIVER: (150, 112),
        _P.UPPER_RECEIVER: (240, 58),
        _P.SLIDE: (110, 68),
        _P.BOLT: (240, 58),
        _P.TRIGGER_GUARD: (170, 138),
        _P.GRIP: (258, 150),
        _P.STOCK: (270, 176),
    },
)
_LONG: Final = _Shape(
    size=(560, 180),
    paths=(
        "M16 62 H240 V76 H16 Z",
        "M150 78 H240 V98 H150 Q144 88 150 78 Z",
        "M240 52 H380 Q388 52 388 60 V100 H240 Z",
        "M388 58 L536 72 Q544 74 544 82 V124 Q544 132 534 130 L400 100 H388 Z",
        "M346 100 L362 150 H386 L376 100 Z",
        "M300 100 V122 Q300 130 310 130 H338 Q348 128 350 114",
        "M262 100 L254 154 H288 L290 100 Z",
    ),
    places={
        _P.BARREL: (80, 69),
        _P.RECEIVER: (290, 76),
        _P.FRAME: (290, 76),
        _P.UPPER_RECEIVER: (270, 62),
        _P.LOWER_RECEIVER: (270, 90),
        _P.BOLT: (352, 70),
        _P.SLIDE: (200, 69),
        _P.CYLINDER: (320, 76),
        _P.TRIGGER_GUARD: (326, 120),
        _P.GRIP: (366, 130),
        _P.STOCK: (480, 96),
    },
)
_SHORT: Final = frozenset({WeaponType.PISTOL, WeaponType.SHOTGUN_PISTOL})
_NUMBERED: Final = 11.0  # radius


def outline(firearm: Firearm, title: str, anchor: Callable[[int], str]) -> Markup:
    """The picture; marks whose place is not known stand in its lower corner.

    `anchor` gives the address of the row of a mark, counted from 1.
    """
    shape = _shape(firearm)
    width, height = shape.size
    taken: Counter[MarkPosition] = Counter()
    numbers = [
        _number(count, _place(mark, shape, taken), anchor(count))
        for count, mark in enumerate(firearm.marks, 1)
    ]
    return element(
        "svg",
        {
            "viewBox": f"0 0 {width:.0f} {height:.0f}",
            "class": "outline",
            "role": "group",
            "aria-label": title,
        },
        *(element("path", {"d": one, "class": "o-body"}) for one in shape.paths),
        *numbers,
    )


def _shape(firearm: Firearm) -> _Shape:
    kind = kind_of(firearm)
    if kind.type not in _SHORT:
        return _LONG
    return _REVOLVER if kind.action is WeaponAction.REVOLVER else _PISTOL


def _place(mark: Mark, shape: _Shape, taken: Counter[MarkPosition]) -> Point:
    position = mark.position if mark.position in shape.places else MarkPosition.UNKNOWN
    x, y = shape.places.get(position, (18, shape.size[1] - 18))
    x += _APART * taken[position]
    taken[position] += 1
    return x, y


def _number(count: int, place: Point, address: str) -> Markup:
    x, y = place
    return element(
        "a",
        {"href": address, "class": "o-mark"},
        element("circle", {"cx": x, "cy": y, "r": _NUMBERED}),
        element("text", {"x": x, "y": y + 4.5, "text-anchor": "middle"}, str(count)),
    )

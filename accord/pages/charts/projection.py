"""From degrees to a page: Lambert's equal-area cylinder, true in shape at the region's middle."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import asin, ceil, cos, degrees, floor, pi, radians, sin

from accord.pages.charts.places import PLACES
from accord.pages.charts.svg import Point

_LEAST = 0.05  # of the earth's radius: no region is drawn larger than this
_LOW, _HIGH = 240.0, 470.0  # how high a map may be
_GRID = (1, 2, 5, 10, 20, 30)  # degrees
_LINES = 7  # at most, across


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where states are drawn: on a grid of degrees, or on a ring those that are nowhere."""

    size: Point
    points: Mapping[str, Point]
    meridians: Sequence[float] = ()
    parallels: Sequence[float] = ()
    edge: float = 0.0  # how far the map reaches
    ring: tuple[float, float, float] | None = None


def laid_out(codes: Sequence[str], width: float, margin: Point) -> Layout:
    """The map of the states that are on the earth, and the others on a ring after it."""
    known = [code for code in codes if code in PLACES]
    nowhere = [code for code in codes if code not in PLACES]
    if not known:
        return _on_ring(nowhere, (width, _HIGH * 0.8), margin, Layout(size=(0, 0), points={}))
    aside = width * 0.3 if nowhere else 0.0
    mapped = _mapped(known, width - aside, margin)
    return _on_ring(nowhere, (width, mapped.size[1]), margin, mapped) if nowhere else mapped


def cut(longitudes: Sequence[float]) -> float:
    """The longitude at which the earth is cut open: in the middle of the widest gap."""
    around = sorted(longitudes)
    gaps = [(right - left, left) for left, right in pairwise([*around, around[0] + 360])]
    wide, left = max(gaps)
    return left + wide / 2


def _mapped(codes: Sequence[str], width: float, margin: Point) -> Layout:
    start = cut([PLACES[code][1] for code in codes])
    stretch = max(cos(radians(sum(PLACES[code][0] for code in codes) / len(codes))), 0.2)
    flat = {code: _flat(PLACES[code], start, stretch) for code in codes}
    (west, east), (north, south) = (
        (min(values), max(values)) for values in zip(*flat.values(), strict=True)
    )
    inner = width - 2 * margin[0]
    wide, high = max(east - west, _LEAST), max(south - north, _LEAST)
    scale = min(inner / wide, (_HIGH - 2 * margin[1]) / high)
    height = min(_HIGH, max(_LOW, (south - north) * scale + 2 * margin[1]))
    left = width / 2 - (west + east) / 2 * scale
    top = height / 2 - (north + south) / 2 * scale
    step = next((one for one in _GRID if degrees(width / scale / stretch) / one <= _LINES), 30)
    first, last = (degrees((x - left) / scale / stretch) + start for x in (0.0, width))
    meridians = (radians(one - start) * stretch for one in _multiples(first, last, step))
    upper, lower = (degrees(asin(_sine((top - y) / scale * stretch))) for y in (0.0, height))
    parallels = (-sin(radians(one)) / stretch for one in _multiples(lower, upper, step))
    return Layout(
        size=(width, height),
        points={code: (left + x * scale, top + y * scale) for code, (x, y) in flat.items()},
        meridians=[left + x * scale for x in meridians],
        parallels=[top + y * scale for y in parallels],
        edge=width,
    )


def _flat(place: tuple[int, int], start: float, stretch: float) -> Point:
    latitude, longitude = place
    return radians((longitude - start) % 360) * stretch, -sin(radians(latitude)) / stretch


def _multiples(low: float, high: float, step: int) -> range:
    return range(ceil(low / step) * step, floor(high / step) * step + 1, step)


def _sine(value: float) -> float:
    return min(1.0, max(-1.0, value))


def _on_ring(codes: Sequence[str], size: Point, margin: Point, mapped: Layout) -> Layout:
    """Evenly around what the map leaves free, the first at the top."""
    x, y = (mapped.edge + size[0]) / 2, size[1] / 2
    beside = margin[0] / 2 if mapped.edge else margin[0]
    radius = max(10.0, min((size[0] - mapped.edge) / 2 - beside, y - margin[1]))
    turns = {code: 2 * pi * at / len(codes) for at, code in enumerate(codes)}
    ring = {code: (x + radius * sin(turn), y - radius * cos(turn)) for code, turn in turns.items()}
    return Layout(
        size=size,
        points={**mapped.points, **ring},
        meridians=mapped.meridians,
        parallels=mapped.parallels,
        edge=mapped.edge,
        ring=(x, y, radius),
    )

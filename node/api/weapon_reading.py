"""How a description is understood before anything is sent: pure."""

from dataclasses import dataclass

from accord.weapons.calibres import Calibre
from accord.weapons.codes import (
    MarkCondition,
    MarkKind,
    MarkPosition,
    WeaponAction,
    WeaponCategory,
    WeaponType,
)
from accord.weapons.completeness import CompletenessLevel, assess
from accord.weapons.firearm import Firearm, Mark
from accord.weapons.identify import Found, Words, identify
from accord.weapons.makers import Maker
from accord.weapons.normal import normal_forms
from accord.weapons.numbers import numbers_in
from accord.weapons.profile import VERSION
from accord.weapons.reading import ReadNumber, read_mark

_WORDS = frozenset({MarkKind.MANUFACTURER_NAME, MarkKind.MODEL, MarkKind.CALIBRE, MarkKind.YEAR})


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRead:
    """One number in the text of a mark: what it is, and how it is compared."""

    text: str
    compared: str  # the form without spaces and signs, look-alike letters of other scripts as Latin
    kind: MarkKind
    position: MarkPosition
    condition: MarkCondition
    certainty: float  # 0 to 1
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkRead:
    """One mark as it is understood."""

    text: str
    kind: MarkKind
    position: MarkPosition
    numbers: tuple[NumberRead, ...]
    reasons: tuple[str, ...]
    searchable: bool  # it identifies the weapon, by itself or in part


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A maker or calibre of our tables."""

    id: str
    name: str
    country: str = ""
    confidence: float  # 0 to 1
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KindUnderstood:
    """What kind of weapon the words say."""

    type: WeaponType | None
    action: WeaponAction | None
    category: WeaponCategory | None
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WeaponReading:
    """A whole description as it is understood, and what would complete it."""

    marks: tuple[MarkRead, ...]
    maker: Understood | None
    calibre: Understood | None
    kind: KindUnderstood | None
    completeness: CompletenessLevel
    missing: tuple[str, ...]  # serial, maker, calibre, type
    advice: tuple[str, ...]  # one sentence for each
    matching_profile: str


def reading_of(firearm: Firearm) -> WeaponReading:
    """How every part of a description is understood."""
    said = identify(Words.of(firearm))
    gate = assess(firearm)
    maker, calibre, kind = said.maker, said.calibre, said.kind
    return WeaponReading(
        marks=tuple(_mark(mark) for mark in firearm.marks),
        maker=None
        if maker.value is None
        else _understood(maker, maker.value.id, maker.value.name, maker.value.country),
        calibre=None
        if calibre.value is None
        else _understood(calibre, calibre.value.id, calibre.value.name),
        kind=None
        if kind.value is None
        else KindUnderstood(
            type=kind.value.type,
            action=kind.value.action,
            category=kind.value.category,
            confidence=kind.confidence,
            reason=kind.reason,
        ),
        completeness=gate.level,
        missing=gate.missing,
        advice=gate.advice,
        matching_profile=VERSION,
    )


def _mark(mark: Mark) -> MarkRead:
    reading = read_mark(mark.text) if mark.kind not in _WORDS else None
    return MarkRead(
        text=mark.text,
        kind=mark.kind,
        position=mark.position,
        numbers=() if reading is None else tuple(_number(one) for one in reading.numbers),
        reasons=() if reading is None else reading.reasons,
        searchable=bool(numbers_in((mark,))),
    )


def _number(number: ReadNumber) -> NumberRead:
    return NumberRead(
        text=number.text,
        compared=normal_forms(number.text).n2,
        kind=number.kind,
        position=number.position,
        condition=number.condition,
        certainty=number.certainty,
        reasons=number.reasons,
    )


def _understood(
    found: Found[Maker] | Found[Calibre], id_: str, name: str, country: str = ""
) -> Understood:
    return Understood(
        id=id_, name=name, country=country, confidence=found.confidence, reason=found.reason
    )

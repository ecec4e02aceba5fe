"""What the words of a firearm say, read once for any number of comparisons.

Registers repeat their words, so equal words become one `Told`, and two of them are compared once.
"""

from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

from accord.weapons import calibres, categories, countries, makers
from accord.weapons.calibres import Calibre
from accord.weapons.firearm import Firearm, YearRange
from accord.weapons.identify import Words, identify
from accord.weapons.makers import Maker
from accord.weapons.numbers import Number, numbers_of
from accord.weapons.relation import Relation
from accord.weapons.words import fold, is_stated

_SURE_TO_AGREE = 0.8  # a name with a letter wrong is still that name; a guess by the model is not
_SURE_TO_CONFLICT = 0.9  # a conflict hides a candidate, so a slip of reading must not make one
_KEPT = 1 << 14  # different descriptions, and pairs of them
# The fields of a firearm that `Told` is made of.
_TELLING = (
    *("category", "type", "action", "type_text", "legal_origin"),
    *("maker_text", "maker_id", "factory_code", "model_text"),
    *("calibre_text", "calibre_id", "country_of_manufacture"),
)
_telling_of = attrgetter(*_TELLING)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Told:
    """What words and codes tell; compared by identity, so that two are compared once."""

    maker: Maker | None
    maker_sure: float  # 0 to 1
    maker_words: str
    calibre: Calibre | None
    calibre_sure: float
    kind: categories.WeaponKind
    country: str
    model: str


class Related(NamedTuple):
    """How two descriptions relate, both ways alike."""

    maker: Relation
    calibre: Relation
    kind: Relation
    country: Relation
    same_model: bool | None  # None where one is not stated


class Description(NamedTuple):
    """A firearm as far as it can be compared."""

    numbers: tuple[Number, ...]
    on_frame: bool  # whether a number stands where the identity stands
    told: Told
    years: YearRange | None


def describe(firearm: Firearm) -> Description:
    """What a firearm's words and marks say."""
    numbers = numbers_of(firearm)
    on_frame = any(number.standing.on_frame for number in numbers)
    told = _told(_telling_of(firearm))
    return Description(numbers, on_frame, told, firearm.year_of_manufacture)


@lru_cache(maxsize=_KEPT)
def related(some: Told, other: Told) -> Related:
    """How what two descriptions tell relates; a maker that no table knows, by its spelling."""
    if some.maker_words and some.maker_words == other.maker_words:
        maker = Relation.SAME
    else:
        sure = min(some.maker_sure, other.maker_sure)
        maker = _tempered(makers.relation(some.maker, other.maker), sure)
    calibre = calibres.relation(some.calibre, other.calibre)
    return Related(
        maker=maker,
        calibre=_tempered(calibre, min(some.calibre_sure, other.calibre_sure)),
        kind=categories.relation(some.kind, other.kind),
        country=countries.relation(some.country, other.country),
        same_model=some.model == other.model if some.model and other.model else None,
    )


def years_relation(some: YearRange | None, other: YearRange | None) -> Relation:
    """SAME, CONFLICT, or UNKNOWN where one is not stated."""
    if not some or not other:
        return Relation.UNKNOWN
    apart = some.last < other.first or other.last < some.first
    return Relation.CONFLICT if apart else Relation.SAME


@lru_cache(maxsize=_KEPT)
def _told(telling: tuple[Any, ...]) -> Told:
    firearm = Firearm(**dict(zip(_TELLING, telling, strict=True)))
    found = identify(Words.of(firearm))
    maker, maker_sure = found.maker.value, found.maker.confidence
    calibre, calibre_sure = found.calibre.value, found.calibre.confidence
    maker_words = _words(firearm.maker_text)
    # Identifiers are the sender's hints: the words count, and the hint only without them.
    if not maker_words:
        hint = makers.by_factory_code(firearm.factory_code) or makers.by_id(firearm.maker_id)
        maker, maker_sure = (hint, 1.0) if hint else (maker, maker_sure)
    if not _words(firearm.calibre_text) and (stated := calibres.by_id(firearm.calibre_id)):
        calibre, calibre_sure = stated, 1.0
    kind = categories.kind_of(firearm)
    if kind.type is None and found.kind.value is not None:
        kind = found.kind.value
    return Told(
        maker=maker,
        maker_sure=maker_sure,
        maker_words=maker_words,
        calibre=calibre,
        calibre_sure=calibre_sure,
        kind=kind,
        country=firearm.country_of_manufacture,
        model=_words(firearm.model_text),
    )


def _tempered(relation: Relation, sure: float) -> Relation:
    """The relation of two readings, as far as the weaker of them may be trusted."""
    if relation is Relation.SAME and sure < _SURE_TO_AGREE:
        return Relation.COMPATIBLE
    if relation is Relation.CONFLICT and sure < _SURE_TO_CONFLICT:
        return Relation.UNKNOWN
    return relation


def _words(text: str) -> str:
    """The text's words if it says anything."""
    return fold(text) if is_stated(text) else ""

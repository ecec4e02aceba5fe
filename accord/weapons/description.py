"""What the words of a firearm say, read once for any number of comparisons."""

from dataclasses import dataclass
from functools import lru_cache

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """A firearm as far as it can be compared; relations to another go both ways alike."""

    numbers: tuple[Number, ...]
    on_frame: bool  # whether a number stands where the identity stands
    maker: Maker | None
    maker_sure: float  # 0 to 1
    maker_words: str
    calibre: Calibre | None
    calibre_sure: float
    kind: categories.WeaponKind
    country: str
    years: YearRange | None
    model: str

    def maker_relation(self, other: "Description") -> Relation:
        """The same also where no table knows a maker and both spell it alike."""
        if self.maker_words and self.maker_words == other.maker_words:
            return Relation.SAME
        relation = makers.relation(self.maker, other.maker)
        return _tempered(relation, min(self.maker_sure, other.maker_sure))

    def calibre_relation(self, other: "Description") -> Relation:
        """SAME, COMPATIBLE, CONFLICT or UNKNOWN."""
        relation = calibres.relation(self.calibre, other.calibre)
        return _tempered(relation, min(self.calibre_sure, other.calibre_sure))

    def kind_relation(self, other: "Description") -> Relation:
        """SAME, COMPATIBLE, CONFLICT or UNKNOWN."""
        return categories.relation(self.kind, other.kind)

    def country_relation(self, other: "Description") -> Relation:
        """SAME, FAMILY for a former State and its successor, CONFLICT or UNKNOWN."""
        return countries.relation(self.country, other.country)

    def years_relation(self, other: "Description") -> Relation:
        """SAME, CONFLICT or UNKNOWN."""
        if not self.years or not other.years:
            return Relation.UNKNOWN
        apart = self.years.last < other.years.first or other.years.last < self.years.first
        return Relation.CONFLICT if apart else Relation.SAME

    def same_model(self, other: "Description") -> bool | None:
        """Whether the models are spelled alike; None where one is not stated."""
        return self.model == other.model if self.model and other.model else None


def describe(firearm: Firearm) -> Description:
    """What a firearm's words and marks say."""
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
    numbers = numbers_of(firearm)
    return Description(
        numbers=numbers,
        on_frame=any(number.on_frame for number in numbers),
        maker=maker,
        maker_sure=maker_sure,
        maker_words=maker_words,
        calibre=calibre,
        calibre_sure=calibre_sure,
        kind=kind,
        country=firearm.country_of_manufacture,
        years=firearm.year_of_manufacture,
        model=_words(firearm.model_text),
    )


def _tempered(relation: Relation, sure: float) -> Relation:
    """The relation of two readings, as far as the weaker of them may be trusted."""
    if relation is Relation.SAME and sure < _SURE_TO_AGREE:
        return Relation.COMPATIBLE
    if relation is Relation.CONFLICT and sure < _SURE_TO_CONFLICT:
        return Relation.UNKNOWN
    return relation


@lru_cache(maxsize=4096)
def _words(text: str) -> str:
    """The text's words if it says anything."""
    return fold(text) if is_stated(text) else ""

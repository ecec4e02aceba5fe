"""What the words of a firearm say, read once for any number of comparisons."""

from dataclasses import dataclass
from functools import lru_cache

from accord.weapons import calibres, categories, countries, makers
from accord.weapons.calibres import Calibre
from accord.weapons.firearm import Firearm, YearRange
from accord.weapons.makers import Maker
from accord.weapons.numbers import Number, numbers_of
from accord.weapons.relation import Relation
from accord.weapons.words import fold, is_stated


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """A firearm as far as it can be compared; relations to another go both ways alike."""

    numbers: tuple[Number, ...]
    on_frame: bool  # whether a number stands where the identity stands
    maker: Maker | None
    maker_words: str
    calibre: Calibre | None
    kind: categories.WeaponKind
    country: str
    years: YearRange | None
    model: str

    def maker_relation(self, other: "Description") -> Relation:
        """A maker that no table knows is the same where it is spelled alike."""
        if self.maker is None and other.maker is None and self.maker_words:
            same = self.maker_words == other.maker_words
            return Relation.SAME if same else Relation.UNKNOWN
        return makers.relation(self.maker, other.maker)

    def calibre_relation(self, other: "Description") -> Relation:
        """SAME, COMPATIBLE, CONFLICT or UNKNOWN."""
        return calibres.relation(self.calibre, other.calibre)

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
    # Identifiers are the sender's hints: the words count, and the hint only without them.
    maker_words = _words(firearm.maker_text)
    if maker_words:
        maker = makers.resolve(firearm.maker_text)
    else:
        maker = makers.by_factory_code(firearm.factory_code) or makers.by_id(firearm.maker_id)
    if _words(firearm.calibre_text):
        calibre = calibres.resolve(firearm.calibre_text)
    else:
        calibre = calibres.by_id(firearm.calibre_id)
    numbers = numbers_of(firearm)
    return Description(
        numbers=numbers,
        on_frame=any(number.on_frame for number in numbers),
        maker=maker,
        maker_words=maker_words,
        calibre=calibre,
        kind=categories.kind_of(firearm),
        country=firearm.country_of_manufacture,
        years=firearm.year_of_manufacture,
        model=_words(firearm.model_text),
    )


@lru_cache(maxsize=4096)
def _words(text: str) -> str:
    """The text's words if it says anything."""
    return fold(text) if is_stated(text) else ""

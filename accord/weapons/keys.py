"""The keys by which a register selects candidates; grading comes after (`matching`)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from accord.weapons.firearm import Firearm
from accord.weapons.numbers import MIN_DIGITS, Number, numbers_of
from accord.weapons.pattern import Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchKeys:
    """What a register can index. Two descriptions whose keys share nothing never match."""

    exact: frozenset[str]  # N2
    loose: frozenset[str]  # N3, N4 and N6
    digits: frozenset[str]  # N5
    patterns: tuple[Pattern, ...]  # of numbers read in part; these have no other key

    def __bool__(self) -> bool:
        """Whether there is anything to search by."""
        return bool(self.exact or self.patterns)


def search_keys(firearm: Firearm) -> SearchKeys:
    """The keys of every number that identifies the weapon."""
    return keys_of(numbers_of(firearm))


def keys_of(numbers: Sequence[Number]) -> SearchKeys:
    """The keys of these numbers."""
    whole = [number.forms for number in numbers if number.pattern is None]
    return SearchKeys(
        exact=frozenset(forms.n2 for forms in whole),
        loose=frozenset(key for forms in whole for key in (forms.n3, forms.n4, *forms.n6)),
        digits=frozenset(forms.n5 for forms in whole if len(forms.n5) >= MIN_DIGITS),
        patterns=tuple(number.pattern for number in numbers if number.pattern is not None),
    )


def shares(some: SearchKeys, other: SearchKeys) -> bool:
    """Whether two descriptions can be of one weapon; symmetrical, and true wherever they match."""
    return (
        not some.exact.isdisjoint(other.exact)
        or not some.loose.isdisjoint(other.loose)
        or not some.digits.isdisjoint(other.digits)
        or _any_fits(some.patterns, other.exact)
        or _any_fits(other.patterns, some.exact)
        or any(mine.overlaps(theirs) for mine in some.patterns for theirs in other.patterns)
    )


def _any_fits(patterns: Iterable[Pattern], numbers: frozenset[str]) -> bool:
    return any(pattern.matches(number) for pattern in patterns for number in numbers)

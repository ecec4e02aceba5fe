"""The keys by which a register selects candidates; grading comes after (`matching`)."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from accord.weapons.firearm import Firearm
from accord.weapons.normal import NormalForms
from accord.weapons.numbers import MIN_DIGITS, Number, numbers_of
from accord.weapons.pattern import Pattern

_NONE = frozenset[str]()


class SearchKeys(NamedTuple):
    """What a register can index. Two descriptions whose keys share nothing never match."""

    exact: frozenset[str]  # N2
    loose: frozenset[str]  # N3, N4 and N6
    digits: frozenset[str]  # N5
    patterns: tuple[Pattern, ...]  # of numbers read in part; these have no other key

    @property
    def further(self) -> frozenset[str]:
        """The loose forms that are no exact one."""
        return _NONE if self.loose is self.exact else self.loose - self.exact

    def __bool__(self) -> bool:
        """Whether there is anything to search by."""
        return bool(self.exact or self.patterns)


def search_keys(firearm: Firearm) -> SearchKeys:
    """The keys of every number that identifies the weapon."""
    return keys_of(numbers_of(firearm))


def keys_of(numbers: Sequence[Number]) -> SearchKeys:
    """The keys of these numbers."""
    if len(numbers) == 1 and numbers[0].pattern is None:
        return keys_of_whole(numbers[0].forms)
    whole = [keys_of_whole(number.forms) for number in numbers if number.pattern is None]
    return SearchKeys(
        exact=frozenset().union(*(keys.exact for keys in whole)),
        loose=frozenset().union(*(keys.loose for keys in whole)),
        digits=frozenset().union(*(keys.digits for keys in whole)),
        patterns=tuple(number.pattern for number in numbers if number.pattern is not None),
    )


def keys_of_whole(forms: NormalForms) -> SearchKeys:
    """The keys of one number that was read whole."""
    _, _, n2, n3, n4, n5, n6, _ = forms
    exact = frozenset((n2,))
    loose = exact if n3 == n4 == n2 and n6 == (n2,) else frozenset((n3, n4, *n6))
    if n5 == n2 and len(n5) >= MIN_DIGITS:
        return SearchKeys(exact, loose, exact, ())
    return SearchKeys(exact, loose, frozenset((n5,)) if len(n5) >= MIN_DIGITS else _NONE, ())


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

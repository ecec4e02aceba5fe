"""Synthetic marks: as many as wanted, the same every time, in the shapes that makers use."""

import random
import string
from collections.abc import Sequence
from itertools import pairwise

SEED = 2026
_MASK = (1 << 64) - 1
_LETTERS = string.ascii_uppercase
_MAKERS = ("Taurus", "Glock", "Beretta", "FN", "Norinco", "Zastava", "CZ", "Rossi", "Colt", "IMBEL")


def mark(number: int) -> str:
    """The serial of the weapon with this number; runs of one maker, as registers hold them."""
    mixed = _mixed(number)
    shape, value = mixed % 20, mixed >> 8
    if shape < 6:  # digits alone
        return str(10**5 + value % (10**7 - 10**5))
    if shape < 13:  # a series of three letters
        return f"{_series(value)}{value // 17_576 % 10**5:05}"
    if shape < 16:  # a letter before
        return f"{_LETTERS[value % 26]}{value // 26 % 10**6:06}"
    if shape < 18:  # a letter after
        return f"{value // 26 % 10**6:06}{_LETTERS[value % 26]}"
    if shape < 19:  # letters inside
        return f"{value % 1000:03}{_LETTERS[value // 1000 % 26]}{value // 26_000 % 10**5:05}"
    year, letter = value // 10_000 % 16 + 8, _LETTERS[value % 26]
    return f"T{value % 10_000:04}-{year:02}{letter}{value // 26 % 10**5:05}"


def maker(number: int) -> str:
    """Who made the weapon with this number."""
    return _MAKERS[_mixed(number) % len(_MAKERS)]


def sample(count: int, size: int) -> list[int]:
    """Numbers of weapons to look for, out of so many."""
    return random.Random(SEED).choices(range(count), k=size)


def with_unknown(serial: str, unknown: int, chance: random.Random) -> str:
    """The serial with some characters unread."""
    places = chance.sample([at for at, one in enumerate(serial) if one.isalnum()], unknown)
    return _with(serial, places, "?" * unknown)


def with_slip(serial: str, chance: random.Random) -> str:
    """The serial with one character other than it is."""
    (at,) = chance.sample([at for at, one in enumerate(serial) if one.isalnum()], 1)
    others = string.digits if serial[at].isdigit() else _LETTERS
    return _with(serial, [at], chance.choice(others.replace(serial[at], "")))


def with_letter_inside(serial: str, chance: random.Random) -> str:
    """The serial with one letter more between two of its digits."""
    pairs = enumerate(pairwise(serial), start=1)
    places = [at for at, pair in pairs if "".join(pair).isdigit()]
    at = chance.choice(places)
    return serial[:at] + chance.choice("ABCEFHJKMN") + serial[at:]


def _with(serial: str, places: Sequence[int], characters: str) -> str:
    written = list(serial)
    for at, character in zip(places, characters, strict=True):
        written[at] = character
    return "".join(written)


def _series(value: int) -> str:
    return _LETTERS[value % 26] + _LETTERS[value // 26 % 26] + _LETTERS[value // 676 % 26]


def _mixed(number: int) -> int:
    """The finaliser of splitmix64: neighbours come out unlike each other."""
    mixed = (number + SEED) * 0x9E3779B97F4A7C15 & _MASK
    mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9 & _MASK
    mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB & _MASK
    return mixed ^ mixed >> 31

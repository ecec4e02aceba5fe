"""The keys under which a weapon is filed and looked for, as texts of one name space.

=  a whole number (N2), and < the same from its end
~  its loose forms (N3, N4, N6)
#  its digits (N5)
?  the anchor of a partly read number, and * the number itself
"""

import hashlib
from collections.abc import Iterator, Sequence

from accord.weapons.anchors import anchor_of, anchors_at
from accord.weapons.keys import SearchKeys
from accord.weapons.pattern import MAX_LENGTH, Pattern
from accord.weapons.slips import slips

_LAST = "\U0010ffff"


def filed(keys: SearchKeys) -> frozenset[str]:
    """Every key of a weapon that is filed."""
    return frozenset(
        (
            *certain(keys),
            *digits(keys),
            *(_key("<", number[::-1]) for number in keys.exact),
            *("?" + anchor for one in keys.patterns if (anchor := anchor_of(one))),
            *("*" + one.text for one in keys.patterns),
        )
    )


def certain(keys: SearchKeys) -> frozenset[str]:
    """The keys by which every weapon that can be graded A or B is found."""
    return frozenset(
        (
            *(_key("=", number) for number in keys.exact),
            *(_key("~", number) for number in keys.loose),
        )
    )


def digits(keys: SearchKeys) -> frozenset[str]:
    """The keys of the digits alone."""
    return frozenset(_key("#", number) for number in keys.digits)


def anchors(keys: SearchKeys) -> frozenset[str]:
    """The keys under which partly read numbers are filed that these whole ones may match."""
    return frozenset("?" + anchor for number in keys.exact for anchor in anchors_at(number))


def near(keys: SearchKeys) -> frozenset[str]:
    """The keys of the numbers that are one slip away."""
    whole = (number for number in keys.exact if len(number) <= MAX_LENGTH)
    return frozenset("=" + slip for number in whole for slip in slips(number))


def partly_read() -> tuple[str, str]:
    """The first and last key of all partly read numbers."""
    return "*", "*" + _LAST


def pattern_in(key: str) -> Pattern:
    """The partly read number of a key."""
    return Pattern.parse(key[1:])


def number_in(key: str) -> str:
    """The whole number of a key."""
    return key[1:] if key[0] == "=" else key[:0:-1]


def span(pattern: Pattern) -> tuple[str, str, str]:
    """The first and last key between which whole numbers of this pattern stand, and their LIKE.

    Goes by the beginning or the end, whichever was read further.
    """
    start = "".join(_read(pattern, range(len(pattern.positions)), 0))
    end = "".join(_read(pattern, range(len(pattern.positions) - 1, -1, -1), 1))
    shape = _like(pattern)
    if len(end) > len(start):
        return "<" + end, "<" + end + _LAST, "<" + shape[::-1]
    return "=" + start, "=" + start + _LAST, "=" + shape


def _read(pattern: Pattern, order: Sequence[int], behind: int) -> Iterator[str]:
    """The characters that stand certainly at one end, inwards."""
    for at in order:
        choices = pattern.positions[at]
        if len(choices) != 1 or at + behind in pattern.gaps:
            return
        yield from choices


def _like(pattern: Pattern) -> str:
    shape = ""
    for i, choices in enumerate(pattern.positions):
        shape += "%" if i in pattern.gaps else ""
        shape += "".join(choices) if len(choices) == 1 else "_"
    return shape + ("%" if len(pattern.positions) in pattern.gaps else "")


def _key(form: str, number: str) -> str:
    # Longer numbers match no pattern, and a database bounds the size of its keys.
    if len(number) <= MAX_LENGTH:
        return form + number
    return form + "sha256:" + hashlib.sha256(number.encode()).hexdigest()

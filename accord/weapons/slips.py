"""Whether two numbers are one slip of pen or keyboard apart."""

import string
from collections.abc import Iterator

MIN_LENGTH = 5  # characters of the shorter number; below, everything is near to everything


def one_slip_apart(some: str, other: str) -> bool:
    """Whether one character is other, missing or too many, or two neighbours are exchanged."""
    short, long = (some, other) if len(some) <= len(other) else (other, some)
    if len(short) < MIN_LENGTH or len(long) - len(short) > 1 or short == long:
        return False
    at = next((i for i, char in enumerate(short) if char != long[i]), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    if short[at + 1 :] == long[at + 1 :]:
        return True
    exchanged = short[at : at + 2] == long[at : at + 2][::-1]
    return exchanged and short[at + 2 :] == long[at + 2 :]


def slips(n2: str) -> Iterator[str]:
    """The numbers one slip away that Latin capitals, digits and its own characters can write."""
    if len(n2) < MIN_LENGTH - 1:
        return
    characters = sorted({*string.digits, *string.ascii_uppercase, *n2})
    for at in range(len(n2) + 1):
        start, rest = n2[:at], n2[at:]
        yield from (start + other + rest for other in characters)
        if rest:
            yield from (start + other + rest[1:] for other in characters)
            yield start + rest[1:]
        if len(rest) > 1:
            yield start + rest[1] + rest[0] + rest[2:]

"""How a whole number finds partly read ones: by a short run of read characters and its place.

A pattern has one anchor, the longest run that it states; a number has all the anchors that a
pattern which it matches can have.
"""

from collections.abc import Iterator

from accord.weapons.pattern import MAX_LENGTH, Pattern

_LONGEST = 3  # characters of a run
_FROM_START, _FROM_END, _ANYWHERE = "^", "$", "~"


def anchor_of(pattern: Pattern) -> str | None:
    """The pattern's anchor; None where no character was read."""
    best = max(_runs(pattern), key=lambda run: run[:2], default=None)
    return best[2] if best else None


def anchors_at(n2: str) -> frozenset[str]:
    """Every anchor that a pattern which this number matches can have."""
    if len(n2) > MAX_LENGTH:
        return frozenset()
    return frozenset(
        anchor
        for size in range(1, _LONGEST + 1)
        for start in range(len(n2) - size + 1)
        for anchor in _places(n2[start : start + size], start, len(n2) - start)
    )


def _runs(pattern: Pattern) -> Iterator[tuple[int, bool, str]]:
    """Size, whether the place is certain, and the anchor, of every run."""
    first, last = min(pattern.gaps, default=MAX_LENGTH), max(pattern.gaps, default=-1)
    length = len(pattern.positions)
    for start in range(length):
        run = ""
        for at in range(start, min(start + _LONGEST, length)):
            choices = pattern.positions[at]
            if len(choices) != 1 or (run and at in pattern.gaps):
                break
            run += "".join(choices)
            from_start, from_end, anywhere = _places(run, start, length - start)
            if start < first:
                yield len(run), True, from_start
            elif last <= at:
                yield len(run), True, from_end
            else:
                yield len(run), False, anywhere


def _places(run: str, from_start: int, from_end: int) -> tuple[str, str, str]:
    return (
        f"{_FROM_START}{from_start}:{run}",
        f"{_FROM_END}{from_end}:{run}",
        f"{_ANYWHERE}:{run}",
    )

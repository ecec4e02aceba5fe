"""Every number that is one slip away: a character other, fewer or more, or two exchanged."""

from collections.abc import Iterator, Sequence

from accord.weapons.bulk.packing import BITS, LONGEST, place

_ALL = (1 << BITS * LONGEST) - 1


def one_edit(codes: Sequence[int | None], alphabet: int) -> Iterator[tuple[int, set[int]]]:
    """The numbers one slip away, as integers by length; a code of None was met nowhere else."""
    strange = [at for at, code in enumerate(codes) if code is None]
    if len(strange) > 1:
        return  # no slip makes both fit
    length = len(codes)
    known = [code or 0 for code in codes]
    packed = sum(place(code, at) for at, code in enumerate(known))
    others = range(1, alphabet + 1)
    altered = {
        packed - place(known[at], at) + place(other, at)
        for at in strange or range(length)
        for other in others
    }
    if not strange:
        altered.update(_exchanged(packed, known))
        altered.discard(packed)
    yield length, altered
    if length > 1:
        yield length - 1, {_without(packed, at) for at in strange or range(length)}
    if not strange and length < LONGEST:
        opened = [_opened(packed, at) for at in range(length + 1)]
        yield (
            length + 1,
            {one + place(other, at) for at, one in enumerate(opened) for other in others},
        )


def _exchanged(packed: int, codes: Sequence[int]) -> Iterator[int]:
    for at in range(len(codes) - 1):
        further = codes[at + 1] - codes[at]
        yield packed + place(further, at) - place(further, at + 1)


def _without(packed: int, at: int) -> int:
    kept = _ALL ^ (_ALL >> BITS * at)
    return packed & kept | packed << BITS & (_ALL >> BITS * at)


def _opened(packed: int, at: int) -> int:
    kept = _ALL ^ (_ALL >> BITS * at)
    return packed & kept | (packed & ~kept) >> BITS

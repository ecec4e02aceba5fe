"""Every number that is one edit away: one character other, fewer or more."""

from collections.abc import Iterator, Sequence

from accord.weapons.bulk.packing import BITS, LONGEST, place

_ALL = (1 << BITS * LONGEST) - 1


def one_edit(codes: Sequence[int | None], alphabet: int) -> Iterator[tuple[int, set[int]]]:
    """The numbers one edit away, as integers by length; a code of None was met nowhere else."""
    strange = [at for at, code in enumerate(codes) if code is None]
    if len(strange) > 1:
        return  # no edit makes both fit
    length = len(codes)
    packed = sum(place(code, at) for at, code in enumerate(codes) if code is not None)
    others = range(1, alphabet + 1)
    yield (
        length,
        {
            packed - place(codes[at] or 0, at) + place(other, at)
            for at in strange or range(length)
            for other in others
            if other != codes[at]
        },
    )
    if length > 1:
        yield length - 1, {_without(packed, at) for at in strange or range(length)}
    if not strange and length < LONGEST:
        yield (
            length + 1,
            {
                opened + place(other, at)
                for at in range(length + 1)
                for opened in (_opened(packed, at),)
                for other in others
            },
        )


def _without(packed: int, at: int) -> int:
    kept = _ALL ^ (_ALL >> BITS * at)
    return packed & kept | packed << BITS & (_ALL >> BITS * at)


def _opened(packed: int, at: int) -> int:
    kept = _ALL ^ (_ALL >> BITS * at)
    return packed & kept | (packed & ~kept) >> BITS

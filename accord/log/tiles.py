"""Tiles (C2SP tlog-tiles): the log's hashes in files of 256, and what follows from them.

A proof or a root is a list of hashes over ranges of leaves. `tiles_for` says which tiles hold
them, so that a caller fetches those, in its own way, and `hashes` computes them.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from accord.encoding import decimal, exactly
from accord.errors import FormatError, VerificationError
from accord.merkle import Tree, node_hash

WIDTH = 256
HASH = 32
_BITS = 8  # a tile holds this many levels of the tree
_MAX_LEVEL = 63


class Range(NamedTuple):
    """The leaves from `start` up to and without `end`."""

    start: int
    end: int


class Tile(NamedTuple):
    """Up to 256 hashes of one level; a narrower one is partial."""

    level: int
    number: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Where it is served, below the log's prefix."""
        return f"tile/{self.level}/{_spelled(self.number, self.width)}"

    @property
    def entries_path(self) -> str:
        """Where the entries below a tile of level 0 are served."""
        return f"tile/entries/{_spelled(self.number, self.width)}"


def _spelled(number: int, width: int) -> str:
    groups = [f"{number % 1000:03d}"]
    while number := number // 1000:
        groups.append(f"x{number % 1000:03d}")
    partial = f".p/{width}" if width < WIDTH else ""
    return "/".join(reversed(groups)) + partial


def parse_number(text: str) -> tuple[int, int]:
    """Index and width from the last part of a tile's path.

    Raises:
        FormatError: not the one spelling of a number.
    """
    number, _, width = text.partition(".p/")
    groups = number.split("/")
    plain = [group.removeprefix("x") for group in groups]
    fits = len(groups) <= 6 and all(
        len(one) == 3 and one.isascii() and one.isdecimal() for one in plain
    )
    index = int("".join(plain)) if fits else -1
    wide = decimal(width) if width else WIDTH
    if index < 0 or not 1 <= wide <= WIDTH or _spelled(index, wide) != text:
        raise FormatError("tile.path", "not the path of a tile")
    return index, wide


def parse_level(text: str) -> int:
    """The level in a tile's path.

    Raises:
        FormatError: not a number from 0 to 63.
    """
    if (level := decimal(text)) > _MAX_LEVEL:
        raise FormatError("tile.path", f"a tile's level is at most {_MAX_LEVEL}")
    return level


def tile_at(level: int, index: int, size: int) -> Tile:
    """The tile of this place in a log of this size.

    Raises:
        FormatError: the log has none there.
    """
    width = min(WIDTH, (size >> _BITS * level) - WIDTH * index)
    if index < 0 or width < 1:
        raise FormatError("tile.absent", "the log has no such tile yet")
    return Tile(level, index, width)


def inclusion_ranges(index: int, size: int) -> list[Range]:
    """Whose hashes prove the leaf, its sibling first (RFC 6962, section 2.1.1).

    Raises:
        FormatError: the index is outside the tree.
    """
    if not 0 <= index < size:
        raise FormatError("tile.index", "the leaf index is outside the tree")
    found: list[Range] = []
    start, end = 0, size
    while end - start > 1:
        cut = start + _cut(end - start)
        if index < cut:
            found.append(Range(cut, end))
            end = cut
        else:
            found.append(Range(start, cut))
            start = cut
    return found[::-1]


def consistency_ranges(old: int, new: int) -> list[Range]:
    """Whose hashes prove that the old tree begins the new one (RFC 6962, section 2.1.2).

    Raises:
        FormatError: not 0 < old <= new.
    """
    if not 0 < old <= new:
        raise FormatError("tile.sizes", "consistency runs from a smaller log to a larger one")
    found: list[Range] = []
    start, end, whole = 0, new, True  # whole: the old tree ends where this subtree began
    while old != end:
        cut = start + _cut(end - start)
        if old <= cut:
            found.append(Range(cut, end))
            end = cut
        else:
            found.append(Range(start, cut))
            start, whole = cut, False
    return ([] if whole else [Range(start, end)]) + found[::-1]


def tiles_for(ranges: Iterable[Range], size: int) -> list[Tile]:
    """The tiles that hold what the hashes of these ranges are made of, each once."""
    found = {_place(one, size)[0]: None for each in ranges for one in _perfect(each)}
    return list(found)


def hashes(ranges: Iterable[Range], size: int, tiles: Mapping[Tile, bytes]) -> list[bytes]:
    """The hash of each range, from the tiles that `tiles_for` named; nothing is verified.

    Raises:
        FormatError: a tile is missing or has another size than its width.
    """
    return [_hash(each, size, tiles) for each in ranges]


def leaf_ranges(index: int, size: int) -> list[Range]:
    """What stands beside the leaves of one tile of level 0, left to right."""
    tile = tile_at(0, index, size)
    return _beside(Range(0, size), Range(WIDTH * index, WIDTH * index + tile.width))


def leaves(index: int, size: int, root: bytes, tiles: Mapping[Tile, bytes]) -> Sequence[bytes]:
    """The leaf hashes of one tile of level 0, proved by the root; of a few tiles, all are needed.

    Needs that tile and `tiles_for(leaf_ranges(index, size), size)`.

    Raises:
        FormatError: a tile is missing or has another size than its width.
        VerificationError: these are not the leaves under this root.
    """
    tile = tile_at(0, index, size)
    mine = Range(WIDTH * index, WIDTH * index + tile.width)
    found = _split(_content(tile, tiles))
    beside = iter(hashes(leaf_ranges(index, size), size, tiles))

    def root_of(within: Range) -> bytes:
        if within.end <= mine.start or mine.end <= within.start:
            return next(beside)
        if mine.start <= within.start and within.end <= mine.end:
            return Tree(found[within.start - mine.start : within.end - mine.start]).root
        cut = within.start + _cut(within.end - within.start)
        return node_hash(root_of(Range(within.start, cut)), root_of(Range(cut, within.end)))

    if root_of(Range(0, size)) != root:
        raise VerificationError("tile.root", "the tiles do not lead to the checkpoint's root")
    return found


def _beside(within: Range, mine: Range) -> list[Range]:
    if within.end <= mine.start or mine.end <= within.start:
        return [within]
    if mine.start <= within.start and within.end <= mine.end:
        return []
    cut = within.start + _cut(within.end - within.start)
    return _beside(Range(within.start, cut), mine) + _beside(Range(cut, within.end), mine)


def _cut(count: int) -> int:
    """The largest power of two below a count of at least 2."""
    return 1 << (count - 1).bit_length() - 1


class _Subtree(NamedTuple):
    """A full subtree of 2**height leaves, the number-th of its height."""

    height: int
    number: int


def _perfect(leaves: Range) -> list[_Subtree]:
    """The full subtrees that make up a range of a proof, the largest first."""
    found, start = [], leaves.start
    while start < leaves.end:
        height = (leaves.end - start).bit_length() - 1
        found.append(_Subtree(height, start >> height))
        start += 1 << height
    return found


def _place(subtree: _Subtree, size: int) -> tuple[Tile, int, int]:
    """The tile that holds a subtree, and from which of its hashes to which."""
    level, rest = divmod(subtree.height, _BITS)
    first = subtree.number << rest
    tile = tile_at(level, first // WIDTH, size)
    end = first % WIDTH + (1 << rest)
    if end > tile.width:
        raise FormatError("tile.absent", "the log has no such leaves yet")
    return tile, first % WIDTH, end


def _hash(leaves: Range, size: int, tiles: Mapping[Tile, bytes]) -> bytes:
    roots = []
    for subtree in _perfect(leaves):
        tile, first, end = _place(subtree, size)
        roots.append(Tree(_split(_content(tile, tiles)[HASH * first : HASH * end])).root)
    whole = roots.pop()
    while roots:
        whole = node_hash(roots.pop(), whole)
    return whole


def _content(tile: Tile, tiles: Mapping[Tile, bytes]) -> bytes:
    if (data := tiles.get(tile)) is None:
        raise FormatError("tile.absent", "a tile that is needed was not given")
    return exactly(data, HASH * tile.width, "tile")


def _split(data: bytes) -> Sequence[bytes]:
    return [data[at : at + HASH] for at in range(0, len(data), HASH)]

"""The hub's log: grown with every commit, kept as tiles, and read back for proofs.

A tile of level 0 is kept as the entries themselves, 32 bytes each, since their hashes follow from
them and readers are served both.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from accord.errors import VerificationError
from accord.log.growth import Growth
from accord.log.tiles import HASH, WIDTH, Range, Tile, consistency_ranges, hashes, tiles_for
from accord.merkle import EMPTY_ROOT, leaf_hash

Tiles = Mapping[tuple[int, int], bytes]  # by level and number, as they are kept


class TileSource(Protocol):
    """Where kept tiles are read."""

    def log_size(self) -> int:
        """How many leaves there are."""
        ...

    def tile(self, level: int, number: int) -> bytes | None:
        """A tile as it is kept, partial or full; None where there is none."""
        ...


class HubLog(NamedTuple):
    """The log's size and the tiles that are being filled; memory grows with its logarithm."""

    growth: Growth
    bundle: bytes  # the entries of the last tile of level 0, if it is partial

    @classmethod
    def at_end_of(cls, source: TileSource) -> "HubLog":
        """The log as its last tiles show it.

        Raises:
            FormatError: the last tiles do not fit the log's size.
        """
        size = source.log_size()
        edge, level = [], 0
        while count := size >> 8 * level:
            edge.append(source.tile(level, count // WIDTH) or b"" if count % WIDTH else b"")
            level += 1
        bundle = edge[0] if edge else b""
        return cls(Growth(size, [served(level, tile) for level, tile in enumerate(edge)]), bundle)

    @property
    def size(self) -> int:
        """How many leaves there are."""
        return self.growth.size

    def grown(self, entries: Sequence[bytes]) -> tuple["HubLog", Tiles]:
        """The log with further entries of 32 bytes, and the tiles that changed; this one stays."""
        if not entries:
            return self, {}
        growth = self.growth.copy()
        tiles = growth.append([leaf_hash(entry) for entry in entries])
        first, data = self.size // WIDTH, self.bundle + b"".join(entries)
        for at in range(0, len(data), HASH * WIDTH):
            tiles[0, first + at // (HASH * WIDTH)] = data[at : at + HASH * WIDTH]
        return HubLog(growth, data[len(data) // (HASH * WIDTH) * HASH * WIDTH :]), tiles


def served(level: int, kept: bytes) -> bytes:
    """A tile's hashes, from the tile as it is kept."""
    if level:
        return kept
    return b"".join([leaf_hash(kept[at : at + HASH]) for at in range(0, len(kept), HASH)])


def root_at(source: TileSource, size: int) -> bytes:
    """The root over the first leaves.

    Raises:
        FormatError: a tile is missing.
    """
    if size == 0:
        return EMPTY_ROOT
    return range_hashes(source, [Range(0, size)], size)[0]


def consistency_proof(source: TileSource, old: int, size: int) -> list[bytes]:
    """The proof that the log of the old size begins that of the new; empty from nothing.

    Raises:
        FormatError: a tile is missing.
    """
    return range_hashes(source, consistency_ranges(old, size), size) if 0 < old < size else []


def check_prefix(source: TileSource, size: int, root: bytes) -> None:
    """Returns only if the log still begins with what a checkpoint of it says.

    Raises:
        FormatError: a tile is missing.
        VerificationError: it does not.
    """
    if size > source.log_size() or root_at(source, size) != root:
        raise VerificationError(
            "log.not_a_prefix",
            "the log does not continue a checkpoint that the hub signed; restore the ledger",
        )


def range_hashes(source: TileSource, ranges: Iterable[Range], size: int) -> list[bytes]:
    """The hash of each range of leaves: a proof, or a root.

    Raises:
        FormatError: a tile is missing.
    """
    wanted = list(ranges)
    found: dict[Tile, bytes] = {}
    for tile in tiles_for(wanted, size):
        if (kept := source.tile(tile.level, tile.number)) is not None:
            found[tile] = served(tile.level, kept[: HASH * tile.width])
    return hashes(wanted, size, found)

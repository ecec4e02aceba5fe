"""What a checkpoint's own tiles prove: roots of older sizes, leaves, paths.

Tiles are remembered only once they have led to a signed root. Remembered tiles of one history
prove nothing under a checkpoint of another, so a proof that fails is tried again with fresh ones;
if these fail too the site does not show what the log signed, which is no proof against the log.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from accord import merkle
from accord.errors import AccordError, UncheckableError, VerificationError
from accord.log.checkpoint import Checkpoint
from accord.log.tiles import (
    HASH,
    Range,
    Tile,
    consistency_ranges,
    hashes,
    inclusion_ranges,
    leaf_ranges,
    leaves,
    tile_at,
    tiles_for,
)
from node.log.site import Site

T = TypeVar("T")

_REMEMBERED = 512  # tiles; 4 MiB at most
_AT_ONCE = 8
Tiles = Mapping[Tile, bytes]


class OlderRoot(NamedTuple):
    """The root that a log had at a smaller size, proved by the path from there."""

    root: bytes
    path: tuple[bytes, ...]


class ProvedLeaves(NamedTuple):
    """The leaf hashes of one tile of level 0, and the tiles that prove them."""

    leaves: Sequence[bytes]
    tiles: Tiles


class LogReader:
    """Reads one site; what it returns is proved by the checkpoint that was given."""

    def __init__(self, site: Site) -> None:
        """Starts with nothing remembered."""
        self._site = site
        self._known: OrderedDict[tuple[int, int], bytes] = OrderedDict()
        self._room = asyncio.Semaphore(_AT_ONCE)

    async def root_at(self, size: int, under: Checkpoint) -> OlderRoot:
        """The root of the first `size` leaves of the checkpoint's tree, at most all of them.

        Raises:
            TransportError: the site cannot be reached, or is too slow.
            UncheckableError: its tiles do not prove anything.
        """
        if size == under.size:
            return OlderRoot(under.root, ())
        if size == 0:
            return OlderRoot(merkle.EMPTY_ROOT, ())
        ranges = consistency_ranges(size, under.size)
        wanted = tiles_for([Range(0, size), *ranges], under.size)

        def proved(tiles: Tiles) -> OlderRoot:
            root, *path = hashes([Range(0, size), *ranges], under.size, tiles)
            merkle.verify_consistency(size, root, under.size, under.root, path)
            return OlderRoot(root, tuple(path))

        return await self._prove(wanted, proved)

    async def leaves(self, number: int, under: Checkpoint) -> ProvedLeaves:
        """The leaves of one tile of level 0.

        Raises:
            TransportError: the site cannot be reached, or is too slow.
            UncheckableError: its tiles do not prove anything.
        """
        beside = tiles_for(leaf_ranges(number, under.size), under.size)
        wanted = dict.fromkeys([tile_at(0, number, under.size), *beside])
        return await self._prove(
            wanted,
            lambda tiles: ProvedLeaves(leaves(number, under.size, under.root, tiles), tiles),
        )

    async def path(self, leaf: bytes, index: int, under: Checkpoint) -> tuple[bytes, ...]:
        """The inclusion path of a leaf hash.

        Raises:
            TransportError: the site cannot be reached, or is too slow.
            UncheckableError: its tiles do not prove that the leaf stands there.
        """
        ranges = inclusion_ranges(index, under.size)

        def proved(tiles: Tiles) -> tuple[bytes, ...]:
            path = tuple(hashes(ranges, under.size, tiles))
            if merkle.root_from_path(leaf, index, under.size, path) != under.root:
                raise VerificationError("tile.root", "the tiles do not lead to the root")
            return path

        return await self._prove(tiles_for(ranges, under.size), proved)

    def remember(self, tiles: Tiles) -> None:
        """Tiles that led to a signed root before."""
        for tile, data in tiles.items():
            place = tile.level, tile.number
            if len(self._known.get(place, b"")) <= len(data):
                self._known[place] = data
            self._known.move_to_end(place)
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)

    async def _prove(self, wanted: Iterable[Tile], proved: Callable[[Tiles], T]) -> T:
        tiles = list(wanted)
        known = {tile: data for tile in tiles if (data := self._recall(tile)) is not None}
        found = known | await self._fetch([tile for tile in tiles if tile not in known])
        try:
            result = proved(found)
        except AccordError:
            fresh = await self._fetch(known)
            found |= fresh
            try:
                result = proved(found)
            except AccordError as error:
                raise UncheckableError(
                    "log.tiles_unproved",
                    "the site's tiles do not lead to the checkpoint's root; what lies between "
                    "this node and the hub may have changed them",
                ) from error
            for tile in fresh:  # of another history
                self._known.pop((tile.level, tile.number), None)
        self.remember(found)
        return result

    def _recall(self, tile: Tile) -> bytes | None:
        data = self._known.get((tile.level, tile.number), b"")
        return data[: HASH * tile.width] if len(data) >= HASH * tile.width else None

    async def _fetch(self, tiles: Iterable[Tile]) -> dict[Tile, bytes]:
        async def one(tile: Tile) -> tuple[Tile, bytes]:
            async with self._room:
                return tile, await self._site.tile(tile)

        return dict(await asyncio.gather(*[one(tile) for tile in tiles]))

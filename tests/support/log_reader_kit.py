"""Somebody who has a log's key and its site's address, and nothing else."""

from collections.abc import Mapping, Sequence

import aiohttp

from accord.log.checkpoint import Checkpoint
from accord.log.quorum import LogTrust, SignedCheckpoint
from accord.log.tiles import WIDTH, Tile, leaf_ranges, leaves, tile_at, tiles_for


class SiteReader:
    """Reads a log over HTTP and believes what its checkpoint proves."""

    def __init__(self, http: aiohttp.ClientSession, site: str, trust: LogTrust) -> None:
        self._http = http
        self._base = f"http://{site}/log/"
        self._trust = trust

    async def get(self, path: str, status: int = 200) -> tuple[bytes, Mapping[str, str]]:
        """What is served at a path, and its headers."""
        async with self._http.get(self._base + path) as answer:
            assert answer.status == status, path
            return await answer.read(), answer.headers

    async def checkpoint(self) -> SignedCheckpoint:
        """The newest checkpoint."""
        note, _ = await self.get("checkpoint")
        return self._trust.open(note)

    async def leaves(self, under: Checkpoint | None = None) -> list[bytes]:
        """Every leaf hash of the log, proved by a checkpoint."""
        checkpoint = under or (await self.checkpoint()).checkpoint
        size, found = checkpoint.size, list[bytes]()
        for number in range(-(-size // WIDTH)):
            wanted = [tile_at(0, number, size), *tiles_for(leaf_ranges(number, size), size)]
            tiles = await self._tiles(wanted)
            found.extend(leaves(number, size, checkpoint.root, tiles))
        return found

    async def _tiles(self, wanted: Sequence[Tile]) -> dict[Tile, bytes]:
        return {tile: (await self.get(tile.path))[0] for tile in wanted}

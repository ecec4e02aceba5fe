"""The hub's public site over HTTP: checkpoints and tiles, bounded in size and time.

Whatever is wrong here is somebody's network, never a forgery: nothing that comes from the site is
believed before it leads to a root that the log signed.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Protocol

import aiohttp

from accord.errors import TransportError, UncheckableError
from accord.log.note import MAX_NOTE
from accord.log.tiles import HASH, WIDTH, Tile

_SECONDS = 10.0
_CHUNK = 16 * 1024
_NOT_FOUND = 404
_OK = 200


class Site(Protocol):
    """Where a log is read."""

    async def checkpoint(self) -> bytes:
        """The note it shows now; nothing is verified.

        Raises:
            TransportError: it cannot be reached, or is too slow.
            UncheckableError: it answers with something else.
        """
        ...

    async def tile(self, tile: Tile) -> bytes:
        """The hashes of a tile, as many as it is wide; nothing is verified.

        Raises:
            TransportError: it cannot be reached, or is too slow.
            UncheckableError: it answers with something else.
        """
        ...


class HttpSite:
    """Reads the site at an address that is asked for anew each time."""

    def __init__(self, session: aiohttp.ClientSession, address: Callable[[], str]) -> None:
        """Takes host and port of the site; see `http_site`."""
        self._session = session
        self._address = address

    async def checkpoint(self) -> bytes:
        """See `Site`."""
        found = await self._get("checkpoint", MAX_NOTE)
        if found is None:
            raise UncheckableError("log.site_empty", "the log's site shows no checkpoint yet")
        return found

    async def tile(self, tile: Tile) -> bytes:
        """See `Site`; a full tile stands in for a partial one that is no longer kept."""
        found = await self._get(tile.path, HASH * tile.width)
        if found is None and tile.width < WIDTH:
            found = await self._get(tile._replace(width=WIDTH).path, HASH * WIDTH)
        if found is None:
            raise UncheckableError("log.site_tile", "the log's site lacks a tile it must have")
        if len(found) not in (HASH * tile.width, HASH * WIDTH):
            raise UncheckableError("log.site_content", "the log's site served a broken tile")
        return found[: HASH * tile.width]

    async def _get(self, path: str, most: int) -> bytes | None:
        """The body; None if there is no such thing."""
        body = bytearray()
        try:
            async with (
                asyncio.timeout(_SECONDS),
                self._session.get(
                    f"http://{self._address()}/log/{path}",
                    allow_redirects=False,
                    headers={"Accept-Encoding": "identity"},
                ) as response,
            ):
                if response.status == _NOT_FOUND:
                    return None
                if response.status != _OK:
                    raise UncheckableError(
                        "log.site_status",
                        f"the log's site answered {response.status}; see that [hub] site is "
                        "the hub's site",
                    )
                async for chunk in response.content.iter_chunked(_CHUNK):
                    body += chunk
                    if len(body) > most:
                        raise UncheckableError(
                            "log.site_content", "the log's site served more than there can be"
                        )
        except TimeoutError:
            raise TransportError("log.site_slow", "the log's site is too slow") from None
        except (aiohttp.ClientError, OSError) as error:
            raise TransportError(
                "log.site_unreachable",
                "the log's site cannot be reached; check [hub] site and the line",
            ) from error
        return bytes(body)


@asynccontextmanager
async def http_site(address: Callable[[], str]) -> AsyncIterator[HttpSite]:
    """A site, for the time of the block."""
    async with aiohttp.ClientSession(auto_decompress=False) as session:
        yield HttpSite(session, address)

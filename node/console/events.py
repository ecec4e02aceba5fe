"""Server-sent events: tells open pages that something changed, never what (WHATWG HTML, 9.2)."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field

from aiohttp import web
from sqlalchemy import func, select

from accord.errors import AccordError, PolicyError
from accord.pages import headers
from node.api.services import Services
from node.console import cookies
from node.desk.tables import casework_event
from node.people.rights import Right

EVERY_S = 3.0
MOST = 200  # open at once; a page without events still works
_BEAT = 10  # looks until the session is asked for again; a sign of life keeps proxies on the line


@dataclass(slots=True)
class Events:
    """One look at the journal serves every open page."""

    services: Services
    _closed: asyncio.Event = field(default_factory=asyncio.Event)
    _open: int = 0
    _seen: tuple[int, int] = (-1, -(10**9))  # the journal's end, and when it was looked at
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """An endless answer; it ends with the session, which it does not keep alive."""
        if self._open >= MOST:
            raise web.HTTPServiceUnavailable
        await self._admit(request)
        response = web.StreamResponse(headers={**headers.PAGE, "Content-Type": "text/event-stream"})
        self._open += 1
        try:
            await response.prepare(request)
            await self._tell(request, response)
        except (AccordError, ConnectionError):
            pass  # the session has ended, or nobody listens any more
        finally:
            self._open -= 1
        return response

    async def close(self, _app: web.Application) -> None:
        """Ends every stream, so that open pages do not hold up the node's own end."""
        self._closed.set()

    async def _tell(self, request: web.Request, response: web.StreamResponse) -> None:
        known, looks = await self.end(), 0
        await response.write(b": open\n\n")
        while await self._pause() and not _left(request):
            looks += 1
            if looks % _BEAT == 0:  # however much there is to tell
                await self._admit(request)
            if (now := await self.end()) != known:
                known = now
                await response.write(f"event: changed\ndata: {now}\n\n".encode())
            elif looks % _BEAT == 0:
                await response.write(b": beat\n\n")

    async def _pause(self) -> bool:
        """Waits until the next look; whether there is to be one."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._closed.wait(), EVERY_S)
        return not self._closed.is_set()

    async def end(self) -> int:
        """Where the journal ends; looked at once for everybody within a moment."""
        async with self._lock:
            end, looked_ms = self._seen
            now = self.services.clock.now_ms()
            if now - looked_ms >= EVERY_S * 1000 / 2:
                end = await asyncio.to_thread(self._look)
                self._seen = end, now
            return end

    def _look(self) -> int:
        with self.services.store.read() as tx:
            return tx.execute(select(func.max(casework_event.c.number))).scalar() or 0

    async def _admit(self, request: web.Request) -> None:
        admit = self.services.people.admit
        actor = await asyncio.to_thread(admit, cookies.session_of(request), used=False)
        if Right.READ not in actor.rights:
            raise PolicyError("access.right_missing", "this needs the right READ")


def _left(request: web.Request) -> bool:
    """Whether the reader has gone on to another page."""
    return request.transport is None or request.transport.is_closing()

"""Server-sent events: tells open pages that something changed, never what (WHATWG HTML, 9.2)."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field

from aiohttp import web

from accord.errors import AccordError
from accord.pages import headers
from hub.console import cookies
from hub.console.app import Console

EVERY_S = 5.0
MOST = 50  # open at once; a page without events still works
_BEAT = 6  # looks until the session is asked for again; a sign of life keeps proxies on the line


@dataclass(slots=True)
class Events:
    """Looks at what the hub counts in memory; the ledger is not asked."""

    console: Console
    _closed: asyncio.Event = field(default_factory=asyncio.Event)
    _open: int = 0

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
        """Ends every stream, so that open pages do not hold up the hub's own end."""
        self._closed.set()

    async def _tell(self, request: web.Request, response: web.StreamResponse) -> None:
        known, looks = self.mark(), 0
        await response.write(b": open\n\n")
        while await self._pause() and not _left(request):
            looks += 1
            if looks % _BEAT == 0:  # however much there is to tell
                await self._admit(request)
            if (now := self.mark()) != known:
                known = now
                await response.write(b"event: changed\ndata: now\n\n")
            elif looks % _BEAT == 0:
                await response.write(b": beat\n\n")

    async def _pause(self) -> bool:
        """Waits until the next look; whether there is to be one."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._closed.wait(), EVERY_S)
        return not self._closed.is_set()

    def mark(self) -> object:
        """What is another one once a page would show something else."""
        sight = self.console.sight
        connected = frozenset(
            one.member for one in sight.desk.contacts.all().values() if one.since_ms is not None
        )
        return (
            sight.log_size(),
            connected,
            sight.desk.maintenance.pause,
            tuple(sight.health.reasons()),
        )

    async def _admit(self, request: web.Request) -> None:
        sessions = self.console.sight.door.sessions
        token = cookies.session_of(request)
        await asyncio.to_thread(sessions.caller, token, used=False)


def _left(request: web.Request) -> bool:
    """Whether the reader has gone on to another page."""
    return request.transport is None or request.transport.is_closing()

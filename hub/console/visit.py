"""One request of an operator who has signed in, and all that a page may do with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from aiohttp import web

from accord.pages import headers
from accord.pages.environment import Pages
from accord.pages.languages import Reader
from hub.console.sight import Sight
from hub.desk.sessions import Caller

Query = Mapping[str, str | int]
_NONE: Query = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Who reads, in which language, and the hub as they may see it."""

    request: web.Request
    caller: Caller
    reader: Reader
    sight: Sight
    pages: Pages
    paths: Mapping[str, str]  # of every page, by name
    frame: Mapping[str, Any]  # what the frame around a page shows

    @property
    def path(self) -> Mapping[str, str]:
        """The parts of the address that a page names in braces."""
        return self.request.match_info

    @property
    def query(self) -> Mapping[str, str]:
        """The query string."""
        return self.request.query

    async def form(self) -> dict[str, str]:
        """The texts of the form that was sent."""
        posted = await self.request.post()
        return {name: value for name, value in posted.items() if isinstance(value, str)}

    def to(self, page: str, query: Query = _NONE, /, **path: str) -> str:
        """The address of a page."""
        parts = {name: quote(value, safe="") for name, value in path.items()}
        found = self.paths[page].format(**parts)
        return f"{found}?{urlencode(query)}" if query else found

    def page(self, template: str, /, *, status: int = 200, **values: Any) -> web.Response:
        """A page in the frame."""
        text = self.pages.render(template, self.reader, **self.frame, visit=self, **values)
        return html(text, status)

    def see(self, page: str, query: Query = _NONE, /, **path: str) -> web.Response:
        """Sends the reader on to a page, after something was done (RFC 9110, 15.4.4)."""
        return see_other(self.to(page, query, **path))


def html(text: str, status: int = 200) -> web.Response:
    """A page, compressed where the browser can read that."""
    response = web.Response(
        status=status, text=text, content_type="text/html", charset="utf-8", headers=headers.PAGE
    )
    response.headers["Vary"] = "Cookie, Accept-Language, Accept-Encoding"
    response.enable_compression()
    return response


def see_other(address: str) -> web.Response:
    """The way on, as a page that is fetched anew."""
    return web.Response(status=303, headers={**headers.PAGE, "Location": address})

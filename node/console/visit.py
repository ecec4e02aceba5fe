"""One request of somebody who has signed in, and all that a page may do with it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from aiohttp import web

from accord.encoding import to_base64url
from accord.pages import headers
from accord.pages.environment import Pages, label
from accord.pages.languages import Reader
from node.api.calls import Asked, Calls
from node.api.codec import codec
from node.api.route import Call
from node.api.tags import tag_of_seen
from node.people.rights import Actor, Right

Query = Mapping[str, str | int]
_NONE: Query = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Who reads, in which language, and the calls of the interface on their behalf."""

    request: web.Request
    actor: Actor
    reader: Reader
    calls: Calls
    pages: Pages
    random: Callable[[int], bytes]
    refill: Sequence[tuple[str, str]]  # what was typed into this page's form and not taken yet
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

    def new_key(self) -> str:
        """An idempotency key for a form: it is done once, however often it is sent."""
        return to_base64url(self.random(16))

    def may(self, right: Right) -> bool:
        """Whether to offer what needs this right; the call itself insists on it."""
        return right in self.actor.rights

    async def call(self, name: str, *, query: Query = _NONE, **path: str) -> Any:
        """The answer of a route that changes nothing.

        Raises:
            AccordError: whatever the route refuses; the frame shows it.
        """
        return await self.calls.answer(name, self._call(name, None, path, query))

    async def tagged(self, name: str, **path: str) -> tuple[Any, str]:
        """The same with the entity tag, so that a form changes only what was seen."""
        found = await self.call(name, query=_NONE, **path)
        route = self.calls.named(name).route
        return found, tag_of_seen(codec(route.answer).encode(found))

    async def ask(self, name: str, body: Any, **path: str) -> Any:
        """The answer of a route that takes a body and changes nothing, such as a search."""
        return await self.calls.answer(name, self._call(name, body, path, _NONE))

    async def submit(
        self,
        name: str,
        body: Any = None,
        *,
        key: str = "",
        unchanged: str = "",
        query: Query = _NONE,
        **path: str,
    ) -> Any:
        """Does what a form asks for, once, however often it is sent.

        Raises:
            AccordError: whatever the route refuses.
            ChangedError: what the officer saw has changed since.
        """
        performer = self.calls.named(name)
        raw = codec(performer.route.body).encode(body) if performer.route.body else b""
        place = performer.route.path.format(**path)
        target = f"{place}?{urlencode(query)}" if query else place
        asked = Asked(target=target, raw=raw, key=key, unchanged=unchanged)
        reply = await self.calls.perform(name, self._call(name, body, path, query), asked)
        return performer.writer.decode(reply.body)

    async def posted(self) -> list[tuple[str, str | bytes]]:
        """The fields of the form that was sent; a file as its bytes."""
        return await fields(self.request)

    @staticmethod
    def done(name: str) -> Query:
        """The query with which the next page says that this was done."""
        return {"_done": name}

    def to(self, page: str, query: Query = _NONE, /, **path: str) -> str:
        """The address of a page."""
        parts = {name: quote(value, safe="") for name, value in path.items()}
        found = self.paths[page].format(**parts)
        return f"{found}?{urlencode(query)}" if query else found

    def label(self, value: object) -> str:
        """A code in the reader's words."""
        return label(self.reader, self.pages.labels, value)

    def fields(self, paths: Iterable[str]) -> dict[str, str]:
        """Fields to choose from, as forms call them."""
        return {path: self.pages.field(self.reader, path) for path in paths}

    def page(self, template: str, /, *, status: int = 200, **values: Any) -> web.Response:
        """A page in the frame."""
        text = self.pages.render(template, self.reader, **self.frame, visit=self, **values)
        return html(self.request, text, status)

    def see(self, page: str, query: Query = _NONE, /, **path: str) -> web.Response:
        """Sends the reader on to a page, after something was done (RFC 9110, 15.4.4)."""
        return web.Response(
            status=303, headers={**headers.PAGE, "Location": self.to(page, query, **path)}
        )

    def file(self, content: bytes, name: str, media: str = "") -> web.Response:
        """A file to keep; a browser never opens it as a page."""
        return web.Response(
            body=content,
            content_type=media or "application/octet-stream",
            headers={**headers.PAGE, "Content-Disposition": f'attachment; filename="{name}"'},
        )

    def _call(self, name: str, body: Any, path: Mapping[str, str], query: Query) -> Call[Any]:
        asked = {key: str(value) for key, value in query.items()}
        for parameter in self.calls.named(name).route.query:
            if parameter.name in asked:
                parameter.check(asked[parameter.name])
        return Call(
            officer=self.actor.name,
            actor=self.actor,
            address=self.request.remote or "",
            path=dict(path),
            query=asked,
            body=body,
        )


async def fields(request: web.Request) -> list[tuple[str, str | bytes]]:
    """The fields of a form in their order; a file as its bytes."""
    form = await request.post()
    return [
        (name, value.file.read() if isinstance(value, web.FileField) else str(value))
        for name, value in form.items()
    ]


def html(request: web.Request, text: str, status: int = 200) -> web.Response:
    """A page, compressed where the browser can read that."""
    response = web.Response(
        status=status, text=text, content_type="text/html", charset="utf-8", headers=headers.PAGE
    )
    response.headers["Vary"] = "Cookie, Accept-Language, Accept-Encoding"
    response.enable_compression()
    return response

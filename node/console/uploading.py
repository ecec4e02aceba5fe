"""A page that takes a text file, chosen or pasted, and hands its text to a route."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from aiohttp import web

from accord.errors import AccordError, FormatError
from node.api import problem
from node.console.page import Page
from node.console.visit import Visit
from node.people.rights import Right

_TEMPLATE: Final = "console/upload.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """One kind of file that is taken in; texts are marked for the catalogues."""

    route: str  # by name; the page is called so too
    path: str  # under /console, with the route's own parts in braces
    title: str
    text: str
    label: str  # of the box
    submit: str
    back: str  # the page to return to
    body: Callable[[str], Any]
    after: Callable[[Visit, Any], web.StreamResponse]
    done: str = ""  # what the next page says
    section: str = ""
    right: Right = Right.WORK

    def page(self) -> Page:
        """The page."""
        return Page(
            path=self.path,
            name=self.route,
            show=self.show,
            post=self.post,
            right=self.right,
            section=self.section,
            done=self.done,
        )

    async def show(self, visit: Visit) -> web.StreamResponse:
        """The empty page, or what was pasted before a session ended."""
        return self._page(visit, dict(visit.refill).get("content", ""))

    async def post(self, visit: Visit) -> web.StreamResponse:
        """What the route makes of the text; a file that was chosen goes before what was pasted."""
        posted = await visit.posted()
        pasted = "".join(str(value) for name, value in posted if name == "content")
        key = "".join(str(value) for name, value in posted if name == "_key")
        path: dict[str, Any] = dict(visit.path)
        try:
            text = _chosen(posted) or pasted
            answer = await visit.submit(self.route, self.body(text), key=key, **path)
        except AccordError as error:
            return self._page(visit, pasted, error)
        return self.after(visit, answer)

    def _page(
        self, visit: Visit, pasted: str, fault: AccordError | None = None
    ) -> web.StreamResponse:
        return visit.page(
            _TEMPLATE,
            status=problem.of_error(fault).status if fault else 200,
            upload=self,
            pasted=pasted,
            fault=fault,
            key=visit.new_key(),
            back=visit.to(self.back, **visit.path),
        )


def _chosen(posted: list[tuple[str, str | bytes]]) -> str:
    """The text of the file, if one was chosen.

    Raises:
        FormatError: it is not text in UTF-8.
    """
    content = b"".join(value for name, value in posted if name == "file" and type(value) is bytes)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormatError("file.not_text", "the file is not text in UTF-8") from error

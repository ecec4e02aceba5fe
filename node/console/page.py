"""One row of the console's table: a path, who may see it, and what makes the page."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from node.console.visit import Visit
from node.people.rights import Right

Maker = Callable[[Visit], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of somebody who has signed in; what it shows is checked again by each call."""

    path: str  # under /console
    name: str
    show: Maker
    post: Maker | None = None  # what its form does
    right: Right | None = Right.READ  # none: whoever has signed in
    section: str = ""  # the entry of the menu that it belongs to
    done: str = ""  # what the next page says once its form was sent; marked
    secret: bool = False  # what is typed there is a password, or a code
    first: bool = False  # also for those who must see to password or second factor first


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the menu, shown to those who hold the right."""

    section: str
    label: str  # marked for the catalogues
    page: str  # by name
    right: Right | None = Right.READ


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Entries under one heading of the menu."""

    label: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsoleRoom:
    """Everything that a subject adds to the console."""

    package: str  # with `templates` and `locale`
    pages: tuple[Page, ...]

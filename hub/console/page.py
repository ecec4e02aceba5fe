"""One row of the console's table: a path, who may do what there, and what makes the page."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from hub.console.visit import Visit

Maker = Callable[[Visit], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of somebody who has signed in; every one may be read by every operator."""

    path: str
    name: str
    show: Maker
    post: Maker | None = None  # what its form does
    own: bool = False  # about oneself: also for viewers, and before all is set up
    section: str = ""  # the entry of the menu that it belongs to


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the menu."""

    section: str
    label: str  # marked for the catalogues
    page: str  # by name


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Entries under one heading of the menu."""

    label: str
    entries: tuple[Entry, ...]

"""What a page says when something is not possible, in either console."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from accord.errors import AccordError
from accord.pages.marked import marked as _N

FAILED: Final = 500
_UNREADABLE: Final = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One failure as a reader sees it."""

    status: int
    title: str  # marked for the catalogues
    text: str = ""  # what to do about it, likewise
    error: AccordError | None = None


_TITLES: Final[Mapping[int, str]] = {
    _UNREADABLE: _N("This could not be read"),
    401: _N("Please sign in"),
    403: _N("This is not yours to see or do"),
    404: _N("There is nothing here"),
    409: _N("Not possible as things stand"),
    412: _N("Somebody changed this meanwhile"),
    413: _N("That is too much at once"),
    422: _N("This is not allowed"),
    429: _N("Too many requests; please wait a moment"),
    FAILED: _N("Something went wrong on our side"),
    502: _N("The register failed"),
    503: _N("Not available just now"),
}
# What a failure without an error of ours can say.
_TEXTS: Final[Mapping[int, str]] = {
    403: _N("Your account has no right to it. An administrator can change what you may do."),
    404: _N("The address may be mistyped, or what was here has moved."),
    FAILED: _N(
        "Try again: nothing is done twice. If it fails again, tell an administrator the time."
    ),
}


def fault(status: int, error: AccordError | None = None) -> Fault:
    """The fault of a failure of HTTP itself, or that one of our errors makes."""
    unknown = _UNREADABLE if error is None else FAILED
    title = _TITLES.get(status, _TITLES[unknown])
    text = _TEXTS.get(status, "") if error is None else ""
    return Fault(status=status, title=title, text=text, error=error)

"""What a page says when something is not possible: the same kinds as the interface's problems."""

from dataclasses import dataclass

from accord.errors import AccordError
from accord.pages.marked import marked as _N
from node.api import problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One failure as a reader sees it."""

    status: int
    title: str  # marked for the catalogues
    text: str = ""  # what to do about it, likewise
    error: AccordError | None = None


_TITLES = {
    400: _N("This could not be read"),
    401: _N("Please sign in"),
    403: _N("This is not yours to see or do"),
    404: _N("There is nothing here"),
    409: _N("Not possible as things stand"),
    412: _N("Somebody changed this meanwhile"),
    413: _N("That is too much at once"),
    422: _N("This is not allowed"),
    429: _N("Too many requests; please wait a moment"),
    500: _N("The node failed"),
    502: _N("The register failed"),
    503: _N("Not available just now"),
}
# What a failure without an error of ours can say.
_TEXTS = {
    403: _N("Your account has no right to it. An administrator can change what you may do."),
    404: _N("The address may be mistyped, or what was here has moved."),
    500: _N("Try again: nothing is done twice. If it fails again, tell an administrator the time."),
}


def of_error(error: AccordError) -> Fault:
    """The fault that one of our errors makes."""
    found = problem.of_error(error)
    return Fault(
        status=found.status,
        title=_TITLES.get(found.status, _TITLES[500]),
        error=error,
    )


def of_status(status: int) -> Fault:
    """The fault of a failure of HTTP itself."""
    title = _TITLES.get(status, _TITLES[400])
    return Fault(status=status, title=title, text=_TEXTS.get(status, ""))

"""What a page says when something is not possible."""

from dataclasses import dataclass

from accord.access.errors import NotSignedInError, TooManyError
from accord.errors import AccordError, FormatError, PolicyError
from accord.pages.marked import marked as _N


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One failure as a reader sees it."""

    status: int
    title: str  # marked for the catalogues
    error: AccordError | None = None


_TITLES = {
    400: _N("This could not be read"),
    401: _N("Please sign in"),
    403: _N("This is not yours to see or do"),
    404: _N("There is nothing here"),
    413: _N("That is too much at once"),
    422: _N("This is not allowed"),
    429: _N("Too many requests; please wait a moment"),
    500: _N("The hub failed to make this page"),
    503: _N("Not available just now"),
}
_STATUS: tuple[tuple[type[AccordError], int], ...] = (
    (NotSignedInError, 401),
    (TooManyError, 429),
    (FormatError, 400),
    (PolicyError, 422),
)


def status_of(error: AccordError) -> int:
    """The HTTP status of one of our errors."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 503)


def of_error(error: AccordError) -> Fault:
    """The fault that one of our errors makes."""
    status = status_of(error)
    return Fault(status=status, title=_TITLES[status], error=error)


def of_status(status: int) -> Fault:
    """The fault of a failure of HTTP itself."""
    return Fault(status=status, title=_TITLES.get(status, _TITLES[400]))

"""Which HTTP status each of our errors has in the console."""

from accord.access.errors import NotSignedInError, TooManyError
from accord.errors import AccordError, FormatError, PolicyError

_STATUS: tuple[tuple[type[AccordError], int], ...] = (
    (NotSignedInError, 401),
    (TooManyError, 429),
    (FormatError, 400),
    (PolicyError, 422),
)


def status_of(error: AccordError) -> int:
    """The HTTP status of one of our errors."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 503)

"""What a refused sign-in says, in the reader's words."""

from collections.abc import Mapping
from typing import Final

from accord.access.errors import TooManyError
from accord.errors import AccordError
from accord.pages.languages import Reader
from accord.pages.marked import marked as _N

_SAID: Final[Mapping[str, str]] = {
    "login.failed": _N("The name, the password or the code is wrong."),
    "login.locked": _N(
        "Too many failed sign-ins with this name. Wait %(wait)s, or ask an administrator."
    ),
    "login.too_many": _N("Too many sign-ins from this address. Wait %(wait)s."),
    "login.busy": _N("Many are signing in just now. Try again in a moment."),
    "password.weak": _N(
        "Choose a stronger password: four or five words, without your name, and not the old one."
    ),
    "password.differs": _N("The new password was not typed the same twice."),
    "factor.wrong": _N("This is not the code that the authenticator shows now."),
}


def refusal(reader: Reader, error: AccordError) -> str:
    """The sentence for a reader; the error's own where none is translated."""
    if (said := _SAID.get(error.code)) is None:
        return error.text
    wait_ms = error.wait_seconds * 1000 if isinstance(error, TooManyError) else 0
    return reader.text(said, wait=reader.span(wait_ms)) if "%(" in said else reader.text(said)

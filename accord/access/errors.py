"""How signing in fails."""

from accord.errors import AccordError


class NotSignedInError(AccordError):
    """Nobody that the node knows: no token, one that has ended, or credentials that are wrong."""


class TooManyError(AccordError):
    """Too many attempts; come again later."""

    def __init__(self, code: str, text: str, wait_ms: int) -> None:
        super().__init__(code, text)
        self.wait_seconds = max(1, -(-wait_ms // 1000))


def wrong() -> NotSignedInError:
    """The one answer to every wrong sign-in: it does not say what was wrong."""
    return NotSignedInError("login.failed", "the name, the password or the code is wrong")

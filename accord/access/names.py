"""What an account may be called."""

import re

from accord.errors import FormatError

_NAME = re.compile(r"[a-z][a-z0-9._-]{1,39}", re.ASCII)
_TAKEN = frozenset({"node", "hub", "api", "cli", "machine", "nobody"})  # actors that are no account


def is_name(name: str) -> bool:
    """Whether an account could be called so."""
    return _NAME.fullmatch(name) is not None


def check_name(name: str) -> None:
    """Passes for a name that a new account may have.

    Raises:
        FormatError: `account.name`.
    """
    if not is_name(name) or name in _TAKEN:
        raise FormatError(
            "account.name",
            "name: 2 to 40 of a-z, 0-9, full stop, hyphen and underscore, beginning with a letter; "
            f"not {', '.join(sorted(_TAKEN))}",
        )

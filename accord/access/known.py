"""Browsers in which somebody has signed in before: no stranger's guesses lock them out of these.

Failures in such a browser count apart from all others with the name, and by the same rule. So the
lock of a name, and the limit of an address that many share, stop strangers and nobody else.
"""

from collections.abc import Callable
from typing import Final

from accord.access.vault import Vault
from accord.encoding import from_hex
from accord.errors import AccordError

KEPT_S: Final = 180 * 24 * 3600  # in the browser
LONGEST: Final = 512
_PURPOSE: Final = "known browser v1"
_BROWSER_BYTES: Final = 8


def mark(vault: Vault, name: str, random: Callable[[int], bytes]) -> str:
    """What a browser keeps after a good sign-in with this name; it opens nothing."""
    lines = _PURPOSE, name, random(_BROWSER_BYTES).hex()
    return vault.seal("\n".join(lines).encode()).hex()


def counted_as(vault: Vault, name: str, kept: str) -> str:
    """Under what failures count: the name, or one browser that is known for it."""
    if not 0 < len(kept) <= LONGEST:
        return name
    try:
        lines = vault.open(from_hex(kept)).decode().split("\n")
    except (AccordError, UnicodeDecodeError):
        return name
    return f"{name}#{lines[2]}" if lines[:2] == [_PURPOSE, name] else name

"""The bearer token that guards the interface: made once, readable by its owner only."""

import hmac
import os
import stat
from collections.abc import Callable
from pathlib import Path

from accord.encoding import to_base64url
from accord.errors import FormatError, PolicyError

TOKEN_BYTES = 32


def load_or_make(path: Path, random: Callable[[int], bytes]) -> str:
    """The token in the file; made there with mode 0600 where the file is missing.

    Raises:
        PolicyError: others than the owner may read the file.
        FormatError: the file holds no token.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return load(path)
    token = to_base64url(random(TOKEN_BYTES))
    with os.fdopen(descriptor, "w") as file:
        file.write(token + "\n")
        file.flush()
        os.fsync(file.fileno())
    return token


def load(path: Path) -> str:
    """The token in an existing file.

    Raises:
        PolicyError: others than the owner may read the file.
        FormatError: the file holds no token.
        OSError: the file cannot be read.
    """
    if mode := stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise PolicyError(
            "token.file_open_to_others",
            f"{path.name} can be read by others (mode bits {mode:o}); run: chmod 600 {path}",
        )
    token = path.read_text().strip()
    if len(token) < 32 or not token.isascii() or not token.isprintable():
        raise FormatError(
            "token.malformed", f"{path.name} holds no token; remove the file and restart the node"
        )
    return token


def accepts(token: str, authorization: str) -> bool:
    """Whether an Authorization header carries the token; compared in constant time."""
    scheme, _, given = authorization.partition(" ")
    return scheme.lower() == "bearer" and hmac.compare_digest(
        given.strip().encode(), token.encode()
    )

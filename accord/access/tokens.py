"""Opaque tokens of sessions and of machines: random, shown once, kept as digests."""

from collections.abc import Callable
from hashlib import sha256

from accord.encoding import to_base64url

TOKEN_BYTES = 32


def new_secret(prefix: str, random: Callable[[int], bytes]) -> str:
    """An opaque token of 256 bits."""
    return prefix + to_base64url(random(TOKEN_BYTES))


def digest_of(token: str) -> bytes:
    """What is kept of a token: it is random, so one digest without salt is enough."""
    return sha256(token.encode()).digest()

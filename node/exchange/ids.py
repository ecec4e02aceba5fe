"""Message ids: version 7 UUIDs, which sort by time and so are kind to an index."""

from collections.abc import Callable
from uuid import UUID


def uuid7(now_ms: int, random: Callable[[int], bytes]) -> UUID:
    """A UUIDv7 (RFC 9562, section 5.7): 48 bits of time, 74 random bits."""
    noise = int.from_bytes(random(10), "big")
    high, low = noise >> 68, noise & (1 << 62) - 1
    return UUID(int=now_ms << 80 | 7 << 76 | (high & 0xFFF) << 64 | 2 << 62 | low)

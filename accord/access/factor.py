"""The second factor: codes by time (RFC 6238), each good once, and recovery codes."""

from collections.abc import Callable
from hashlib import sha256
from hmac import compare_digest

from pyotp import TOTP

from accord.encoding import to_base32

STEP_SECONDS = 30
ISSUER = "Accord"
RECOVERY_CODES = 10


def new_secret(random: Callable[[int], bytes]) -> str:
    """A secret of 160 bits, as RFC 4226 recommends."""
    return to_base32(random(20))


def uri(secret: str, name: str, member: str) -> str:
    """What an authenticator reads from a QR code."""
    return TOTP(secret, name=f"{name}@{member}", issuer=ISSUER).provisioning_uri()


def step_of(secret: str, code: str, now_ms: int, used: int) -> int | None:
    """The time step whose code this is; none where it is wrong or was used already.

    A clock may be one step fast or slow (RFC 6238, 5.2); a step before the last used one is spent.
    """
    digits = "".join(code.split())
    if len(digits) != 6 or not digits.isascii() or not digits.isdigit():
        return None
    totp, now = TOTP(secret), now_ms // 1000 // STEP_SECONDS
    found = None
    for step in (now - 1, now, now + 1):
        if compare_digest(totp.generate_otp(step), digits) and step > used:
            found = step
    return found


def new_recovery_codes(random: Callable[[int], bytes]) -> tuple[str, ...]:
    """Codes of 80 bits for the day the telephone is lost; each is good once."""
    return tuple(_spelled(random(10)) for _ in range(RECOVERY_CODES))


def recovery_digest(code: str) -> bytes:
    """What is kept of a recovery code; case, spaces and hyphens do not matter."""
    return sha256("".join(code.split()).replace("-", "").lower().encode()).digest()


def _spelled(content: bytes) -> str:
    text = to_base32(content).lower()
    return "-".join(text[start : start + 4] for start in range(0, 16, 4))

"""Passwords: what they must be, and how they are kept (argon2id, RFC 9106)."""

import unicodedata
from collections.abc import Callable

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from accord.encoding import to_base32
from accord.errors import PolicyError

SHORTEST = 12
LONGEST = 256
FEWEST_DIFFERENT = 6
SALT_BYTES = 16


def cheap_hasher() -> PasswordHasher:
    """For tests, which guess nothing."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class Passwords:
    """Makes and compares the digests of passwords; both take long on purpose."""

    def __init__(
        self, random: Callable[[int], bytes], hasher: PasswordHasher | None = None
    ) -> None:
        """Takes another cost than argon2-cffi's default, which is RFC 9106's second choice."""
        self._random = random
        self._hasher = hasher or PasswordHasher()
        # Compared where there is no account, so that its absence takes as long as a wrong password.
        self._nobody = self.digest("nobody")

    def digest(self, password: str) -> str:
        """What is kept of a password."""
        return self._hasher.hash(_normal(password), salt=self._random(SALT_BYTES))

    def agrees(self, kept: str, password: str) -> bool:
        """Whether this is the password; takes the same time where none is kept."""
        if len(password) > LONGEST:
            password = ""
        try:
            self._hasher.verify(kept or self._nobody, _normal(password))
        except (VerificationError, InvalidHashError):
            return False
        return bool(kept)


def check_password(password: str, name: str) -> None:
    """Passes where a password may be used by the account with this name.

    Raises:
        PolicyError: `password.weak`, with what it must be.
    """
    text = _normal(password)
    if not SHORTEST <= len(text) <= LONGEST:
        _refuse(f"use {SHORTEST} to {LONGEST} characters, such as four or five words")
    if len(set(text)) < FEWEST_DIFFERENT:
        _refuse(f"use at least {FEWEST_DIFFERENT} different characters")
    if name.casefold() in text.casefold():
        _refuse("leave the account's name out")


def passing_password(random: Callable[[int], bytes]) -> str:
    """A password for the first sign-in: 100 bits, easy to read aloud."""
    text = to_base32(random(13)).lower()[:20]
    return "-".join(text[start : start + 5] for start in range(0, 20, 5))


def _normal(password: str) -> str:
    """However a keyboard composes accents, it is the same password (NIST SP 800-63B, 3.1.1.2)."""
    return unicodedata.normalize("NFKC", password)


def _refuse(remedy: str) -> None:
    raise PolicyError("password.weak", f"password: {remedy}")

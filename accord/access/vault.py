"""Seals the secrets of second factors under a key beside the database, not in it."""

from collections.abc import Callable
from hashlib import sha256

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from accord.errors import UncheckableError


class Vault:
    """Opens what it sealed; a copy of the database alone opens nothing."""

    def __init__(self, secret: str, random: Callable[[int], bytes]) -> None:
        """Takes a secret of 256 bits or more, in any spelling."""
        self._box = SecretBox(sha256(secret.encode()).digest())
        self._random = random

    def seal(self, content: bytes) -> bytes:
        """The content, sealed."""
        return bytes(self._box.encrypt(content, self._random(SecretBox.NONCE_SIZE)))

    def open(self, sealed: bytes) -> bytes:
        """What was sealed.

        Raises:
            UncheckableError: under another key.
        """
        try:
            return self._box.decrypt(sealed)
        except CryptoError as error:
            raise UncheckableError(
                "vault.other_key",
                "the second factor was sealed under another key; restore the key's file beside the "
                "database, or have an administrator reset the second factor",
            ) from error

"""Opens the private keys that a settings file names, under the passphrase that it names."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from accord.crypto.keyfile import load_encryption_key, load_signing_key
from accord.crypto.keys import EncryptionKey, Signer
from accord.custody import passphrase
from accord.custody.pem import open_pem
from accord.custody.places import KeyPlace, TokenKey
from accord.custody.token import TokenSigner
from accord.errors import AccordError, UncheckableError

K = TypeVar("K")


class Keyring:
    """Opens keys, fetching the passphrase once and only if one is sealed."""

    def __init__(
        self,
        source: str,
        *,
        read: Callable[[Path, str], bytes],
        environ: Mapping[str, str],
    ) -> None:
        """Takes the passphrase's source (may be empty) and how a setting's file is read."""
        self._source = source
        self._read = read
        self._environ = environ
        self._passphrase: bytes | None = None

    def signer(self, place: KeyPlace, key: str) -> Signer:
        """The Ed25519 key that a setting names.

        Raises:
            FormatError: it cannot be read, or is not such a key.
            UncheckableError: it is sealed and no passphrase is at hand, or its token is away.
            VerificationError: another passphrase or PIN.
        """
        if isinstance(place, TokenKey):
            pin = passphrase.fetch(place.pin, self._read, self._environ, f"{key}: pin-source")
            return TokenSigner(place, pin)
        return self._open(place, key, load_signing_key)

    def opener(self, file: Path, key: str) -> EncryptionKey:
        """The X25519 key that a setting names; raises what `signer` raises."""
        return self._open(file, key, load_encryption_key)

    def tls_key(self, file: Path, key: str) -> bytes:
        """The TLS key that a setting names, in PEM without a passphrase, never to be written.

        Raises what `signer` raises.
        """
        return self._open(file, key, open_pem)

    def passphrase(self) -> bytes | None:
        """The passphrase, or `None` where the settings name none.

        Raises:
            FormatError, UncheckableError: it is not where the settings say.
        """
        if self._passphrase is None and self._source:
            where = "[keys] passphrase"
            self._passphrase = passphrase.fetch(self._source, self._read, self._environ, where)
        return self._passphrase

    def _open(self, file: Path, key: str, load: Callable[[bytes, bytes | None], K]) -> K:
        data = self._read(file, key)
        try:
            try:
                return load(data, None)
            except UncheckableError:  # it is sealed
                return load(data, self.passphrase())
        except AccordError as error:
            raise type(error)(error.code, f"{file}: {error.text}") from error

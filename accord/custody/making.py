"""New private keys, each with the file for it, sealed or plain."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from accord.crypto.keyfile import Seal, dump_key
from accord.crypto.keys import EncryptionKey, SigningKey
from accord.custody.certificate import TlsIdentity, make_tls
from accord.custody.pem import seal_pem


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes keys; randomness gives bytes for a size, but TLS keys draw on that of OpenSSL."""

    random: Callable[[int], bytes]
    seal: Seal | None  # None: plain files

    def signing(self) -> tuple[SigningKey, bytes]:
        """An Ed25519 key and its file."""
        key = SigningKey(self.random(32))
        return key, dump_key(key, self.seal)

    def encryption(self) -> tuple[EncryptionKey, bytes]:
        """An X25519 key and its file."""
        key = EncryptionKey(self.random(32))
        return key, dump_key(key, self.seal)

    def tls(self, name: str, now_ms: int) -> TlsIdentity:
        """A TLS key, as it goes into its file, with its certificate for a name."""
        made = make_tls(name, now_ms)
        if self.seal is None:
            return made
        return replace(made, key_pem=seal_pem(made.key_pem, self.seal.passphrase))

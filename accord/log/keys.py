"""The keys that sign notes: the log's own, and those of the witnesses that cosign.

Formats: C2SP signed-note (types 0x01 and 0x04) and tlog-cosignature.
"""

from hashlib import sha256
from typing import NamedTuple

from accord.crypto.keys import Signer, verify
from accord.encoding import exactly, from_base64, from_hex, to_base64
from accord.errors import FormatError

LOG = 0x01  # Ed25519 over the text
WITNESS = 0x04  # Ed25519 over the text and a time
_MAX_TIME_S = 2**63 - 1


class VerifierKey(NamedTuple):
    """A name, what its signatures cover, and the Ed25519 public key that checks them."""

    name: str
    kind: int
    public: bytes

    @property
    def key_id(self) -> bytes:
        """Four bytes that name the key in a signature line."""
        return sha256(f"{self.name}\n".encode() + bytes([self.kind]) + self.public).digest()[:4]

    @property
    def text(self) -> str:
        """The key as a vkey line: `name+id+base64`."""
        key = to_base64(bytes([self.kind]) + self.public)
        return f"{self.name}+{self.key_id.hex()}+{key}"

    def check(self, text: str, signature: bytes) -> None:
        """Returns only if the signature, without its key id, is good for this note text.

        Raises:
            FormatError: it has the wrong size, or a time out of range.
            VerificationError: it is bad.
        """
        if self.kind == WITNESS:
            at_s = cosigned_at_s(signature)
            verify(self.public, _timed(text, at_s), signature[8:])
        else:
            verify(self.public, text.encode(), exactly(signature, 64, "note.signature"))


def check_name(name: str) -> str:
    """The same name, if a key may have it.

    Raises:
        FormatError: empty, no UTF-8 text, or with a space, a plus sign or a control character.
    """
    odd = any(
        one.isspace() or one == "+" or one < " " or "\ud800" <= one <= "\udfff" for one in name
    )
    if odd or not name:
        raise FormatError("note.name", "a key's name is text without spaces, '+' and controls")
    return name


def parse_key(text: str) -> VerifierKey:
    """The key of a vkey line.

    Raises:
        FormatError: not a vkey, an unknown type, or an id that is not this key's.
    """
    parts = text.split("+", 2)  # base64 may hold a plus sign
    if len(parts) != 3:
        raise FormatError("note.vkey", "a verifier key is name+id+base64")
    name, id_, raw = check_name(parts[0]), from_hex(parts[1]), from_base64(parts[2])
    if not raw or raw[0] not in (LOG, WITNESS):
        raise FormatError("note.vkey", "the verifier key is of an unknown type")
    key = VerifierKey(name, raw[0], exactly(raw[1:], 32, "note.vkey"))
    if key.key_id != id_:
        raise FormatError("note.vkey", "the verifier key's id is another key's")
    return key


def sign_text(text: str, signer: Signer) -> bytes:
    """The log's signature over a note's text."""
    return signer.sign(text.encode())


def cosign_text(text: str, signer: Signer, at_s: int) -> bytes:
    """A witness's timestamped signature: it saw this text, consistent with all before, by then."""
    return at_s.to_bytes(8, "big") + signer.sign(_timed(text, at_s))


def cosigned_at_s(signature: bytes) -> int:
    """When a witness says it cosigned, in seconds since 1970.

    Raises:
        FormatError: not the size of a cosignature, or a time out of range.
    """
    at_s = int.from_bytes(exactly(signature, 72, "note.cosignature")[:8], "big")
    if at_s > _MAX_TIME_S:
        raise FormatError("note.cosignature", "the cosignature's time is out of range")
    return at_s


def _timed(text: str, at_s: int) -> bytes:
    return f"cosignature/v1\ntime {at_s}\n{text}".encode()

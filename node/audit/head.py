"""A head: where the trail ends at some time, signed by the member whose trail it is."""

from dataclasses import dataclass

from accord.crypto.keys import Signer, verify
from accord.encoding import framed, pae

_TYPE = "application/vnd.accord.audit-head"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """How many entries there were, and the hash of the last one."""

    member: str
    authority: str
    number: int
    hash: bytes
    at_ms: int

    def signed_bytes(self) -> bytes:
        """What the signature is over."""
        parts = (
            self.member.encode(),
            self.authority.encode(),
            str(self.number).encode(),
            self.hash,
            str(self.at_ms).encode(),
        )
        return pae(_TYPE, framed(parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedHead:
    """A head, the key that signed it, and the signature."""

    head: Head
    public: bytes
    signature: bytes

    def check(self) -> None:
        """Returns only if the signature is good under the key; whose key it is, others know.

        Raises:
            FormatError: a key or a signature of another size.
            VerificationError: `crypto.signature`.
        """
        verify(self.public, self.head.signed_bytes(), self.signature)


def sign(head: Head, signer: Signer) -> SignedHead:
    """The head under the member's key.

    Raises:
        UncheckableError: whatever holds the key cannot be reached now.
    """
    return SignedHead(head=head, public=signer.public, signature=signer.sign(head.signed_bytes()))

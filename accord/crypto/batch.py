"""One Ed25519 signature over many bodies, through the RFC 6962 tree of what leaves together.

The signer signs `PAE(payload type, root)` once; each body carries that signature, its index, the
tree's size and its path, and stands alone. Signing costs a batch, not a message, so a slow HSM can
hold the key, and a verifier that meets the same root again has already checked it.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from accord import merkle
from accord.crypto.keys import Signer, verify
from accord.encoding import pae
from accord.errors import FormatError

HEADERS = "application/vnd.accord.headers.v1"
STATEMENTS = "application/vnd.accord.statements.v1"
MAX_BATCH = 4096


@dataclass(frozen=True, slots=True)
class BatchSignature:
    """The signature a body carries: who signed which root, and the way from the body to it."""

    key_id: bytes
    signature: bytes
    index: int
    size: int
    path: tuple[bytes, ...]


def _tree(bodies: Sequence[bytes]) -> merkle.Tree:
    if not 1 <= len(bodies) <= MAX_BATCH:
        raise FormatError("batch.size", f"a batch holds 1 to {MAX_BATCH} bodies")
    return merkle.Tree([merkle.leaf_hash(body) for body in bodies])


def sign_root(payload_type: str, bodies: Sequence[bytes], signer: Signer) -> bytes:
    """The one signature over the bodies, for a reader that sees all of them in order."""
    return signer.sign(pae(payload_type, _tree(bodies).root))


def verify_root(payload_type: str, bodies: Sequence[bytes], public: bytes, sig: bytes) -> None:
    """Returns only if the one signature covers exactly these bodies in this order.

    Raises:
        VerificationError: it does not.
    """
    verify(public, pae(payload_type, _tree(bodies).root), sig)


def spread(bodies: Sequence[bytes], key_id: bytes, signature: bytes) -> list[BatchSignature]:
    """The standalone form of one root signature, for each body."""
    tree = _tree(bodies)
    size = len(bodies)
    return [BatchSignature(key_id, signature, i, size, tuple(tree.path(i))) for i in range(size)]


def sign_batch(payload_type: str, bodies: Sequence[bytes], signer: Signer) -> list[BatchSignature]:
    """Signs the bodies together; each gets a signature that stands alone."""
    tree = _tree(bodies)
    size, signature = len(bodies), signer.sign(pae(payload_type, tree.root))
    return [
        BatchSignature(signer.key_id, signature, i, size, tuple(tree.path(i))) for i in range(size)
    ]


class BatchVerifier:
    """Checks standalone signatures, remembering the roots that were good."""

    def __init__(self, capacity: int = 1024) -> None:
        """Keeps at most `capacity` roots, the least recently met leaving first."""
        self._capacity = capacity
        self._good: OrderedDict[tuple[bytes, bytes, bytes, str], None] = OrderedDict()

    def verify(
        self, payload_type: str, body: bytes, signature: BatchSignature, public: bytes
    ) -> None:
        """Returns only if the signature covers the body under this public key.

        Raises:
            FormatError: the batch is larger than any signer makes.
            VerificationError: the path or the signature is bad.
        """
        if signature.size > MAX_BATCH:
            raise FormatError("batch.size", f"a batch holds at most {MAX_BATCH} bodies")
        root = merkle.root_from_path(
            merkle.leaf_hash(body), signature.index, signature.size, signature.path
        )
        known = (root, signature.signature, public, payload_type)
        if known in self._good:
            self._good.move_to_end(known)
            return
        verify(public, pae(payload_type, root), signature.signature)
        self._good[known] = None
        if len(self._good) > self._capacity:
            self._good.popitem(last=False)

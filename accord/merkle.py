"""RFC 6962 Merkle trees over SHA-256: roots, inclusion paths and consistency proofs.

It stands below `crypto` because one signature covers a tree of headers (docs/adr/0002).
"""

from collections.abc import Sequence
from hashlib import sha256

from accord.errors import VerificationError

EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    """The hash of one entry: H(0x00 || entry)."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees: H(0x01 || left || right)."""
    return sha256(b"\x01" + left + right).digest()


class Tree:
    """A whole small tree in memory: the root, and the inclusion path of every leaf."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        """Takes leaf hashes; keeps every level, an odd last hash rising unchanged."""
        levels = [list(leaves)]
        while len(level := levels[-1]) > 1:
            above = [node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
            if len(level) % 2:
                above.append(level[-1])
            levels.append(above)
        self._levels = levels

    @property
    def root(self) -> bytes:
        """MTH of the leaves; SHA-256 of nothing for none."""
        return self._levels[-1][0] if self._levels[-1] else EMPTY_ROOT

    def path(self, index: int) -> list[bytes]:
        """The inclusion path of a leaf, its sibling first."""
        path = []
        for level in self._levels[:-1]:
            sibling = index ^ 1
            if sibling < len(level):
                path.append(level[sibling])
            index >>= 1
        return path


def root_from_path(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes:
    """The root that an inclusion path of a leaf hash leads to (RFC 6962, section 2.1.1).

    Raises:
        VerificationError: the index is outside the tree, or the path has the wrong length.
    """
    if not 0 <= index < size:
        raise VerificationError("merkle.index", "the leaf index is outside the tree")
    inner = (index ^ (size - 1)).bit_length()
    border = (index >> inner).bit_count()
    if len(path) != inner + border:
        raise VerificationError("merkle.path_length", "the path does not fit the tree's size")
    root = leaf
    for level, sibling in enumerate(path):
        if level < inner and not index >> level & 1:
            root = node_hash(root, sibling)
        else:
            root = node_hash(sibling, root)
    return root


def verify_consistency(
    old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]
) -> None:
    """Returns only if the proof shows that the old tree begins the new one (RFC 6962, 2.1.2).

    Raises:
        VerificationError: it does not; before an empty tree there is nothing to prove.
    """
    if not 0 < old_size <= new_size:
        raise VerificationError("merkle.sizes", "the new tree must not be smaller than the old")
    if old_size == new_size:
        if proof or old_root != new_root:
            raise VerificationError("merkle.consistency", "two roots for one size")
        return
    last = old_size - 1
    inner = (last ^ (new_size - 1)).bit_length()
    border = (last >> inner).bit_count()
    shift = (old_size & -old_size).bit_length() - 1
    rest = list(proof)
    whole = old_size == 1 << shift
    if len(rest) != inner - shift + border + (0 if whole else 1):
        raise VerificationError("merkle.path_length", "the proof does not fit the trees' sizes")
    old = new = old_root if whole else rest.pop(0)
    mask = last >> shift
    for level, sibling in enumerate(rest):
        if level >= inner - shift or mask >> level & 1:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
        else:
            new = node_hash(new, sibling)
    if (old, new) != (old_root, new_root):
        raise VerificationError("merkle.consistency", "the proof does not join the two roots")

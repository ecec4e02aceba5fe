"""Proof of a withheld leaf: the hub promised a place in its log, and another leaf stands there.

accord-log-withheld@v1
statement <base64 of a serialised SignedStatement>
index <decimal>
leaf <base64 of 32 bytes>      the leaf hash that stands there
path <base64 of 32 bytes>      any number: its inclusion path
checkpoint <base64 of a note>
"""

from typing import NamedTuple

from accord.encoding import decimal, exactly, from_base64, to_base64
from accord.errors import FormatError, VerificationError
from accord.log.note import MAX_NOTE
from accord.log.quorum import LogTrust
from accord.merkle import leaf_hash, root_from_path

_HEAD = "accord-log-withheld@v1"
_MAX_PROOF = 4 * MAX_NOTE + 512 * 1024  # of base64; a statement has at most 256 KiB
_MAX_PATH = 64


class WithheldProof(NamedTuple):
    """The signed promise, what stands in its place, and the checkpoint that says so."""

    statement: bytes
    at: int  # the index that was promised
    leaf: bytes
    path: tuple[bytes, ...]
    checkpoint: bytes

    def encode(self) -> bytes:
        """The file's bytes."""
        lines = [
            _HEAD,
            f"statement {to_base64(self.statement)}",
            f"index {self.at}",
            f"leaf {to_base64(self.leaf)}",
            *[f"path {to_base64(one)}" for one in self.path],
            f"checkpoint {to_base64(self.checkpoint)}",
        ]
        return "".join(f"{line}\n" for line in lines).encode()

    def verify(self, entry: bytes, trust: LogTrust) -> None:
        """Returns only if the log shows another leaf where this entry was promised.

        The entry is the SHA-256 of the statement, whose signature and index the caller has checked.

        Raises:
            FormatError: the checkpoint cannot be read.
            VerificationError: the checkpoint is not the log's, or nothing is withheld.
        """
        checkpoint = trust.open(self.checkpoint).checkpoint
        root = root_from_path(self.leaf, self.at, checkpoint.size, self.path)
        if root != checkpoint.root:
            raise VerificationError("proof.root", "the leaf is not at this place in the log")
        if self.leaf == leaf_hash(entry):
            raise VerificationError("withheld.none", "the log holds what was promised")


def parse_withheld(data: bytes) -> WithheldProof:
    """The proof in these bytes; nothing is verified.

    Raises:
        FormatError: names what is not as it should be.
    """
    if len(data) > _MAX_PROOF:
        raise FormatError("withheld.too_large", f"such a proof has at most {_MAX_PROOF} bytes")
    try:
        head, *lines = data.decode("ascii").split("\n")
    except UnicodeDecodeError as error:
        raise FormatError("withheld.lines", "a proof of a withheld leaf is ASCII text") from error
    if head != _HEAD or not lines or lines.pop():
        raise FormatError("withheld.head", f"such a proof begins with {_HEAD} and ends in a line")
    parts = [line.partition(" ") for line in lines]
    names, values = [one[0] + one[1] for one in parts], [one[2] for one in parts]
    path = ["path "] * (len(names) - 4)
    if len(path) > _MAX_PATH or names != ["statement ", "index ", "leaf ", *path, "checkpoint "]:
        raise FormatError("withheld.lines", "not the lines of a proof of a withheld leaf")
    statement, at, *hashes, checkpoint = values
    leaf, *inner = [exactly(from_base64(one), 32, "withheld.hash") for one in hashes]
    return WithheldProof(
        from_base64(statement), decimal(at), leaf, tuple(inner), from_base64(checkpoint)
    )

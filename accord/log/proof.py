"""Proof files (C2SP tlog-proof): a leaf's index, its inclusion path and a checkpoint, in text."""

from typing import NamedTuple

from accord.encoding import decimal, exactly, from_base64, to_base64
from accord.errors import FormatError, VerificationError
from accord.log.note import MAX_NOTE
from accord.log.quorum import LogTrust, SignedCheckpoint
from accord.merkle import leaf_hash, root_from_path

_HEAD = "c2sp.org/tlog-proof@v1"
_MAX_PROOF = 2 * MAX_NOTE
_MAX_PATH = 63


class LogProof(NamedTuple):
    """One leaf's place in the log; `extra` is nobody's statement and proves nothing."""

    leaf: int
    path: tuple[bytes, ...]
    checkpoint: bytes  # the note, verbatim
    extra: bytes = b""  # empty: the file has no such line

    def encode(self) -> bytes:
        """The file's bytes."""
        lines = [_HEAD]
        if self.extra:
            lines.append(f"extra {to_base64(self.extra)}")
        lines.append(f"index {self.leaf}")
        lines += map(to_base64, self.path)
        return "\n".join([*lines, "", ""]).encode() + self.checkpoint

    def verify(self, entry: bytes, trust: LogTrust) -> SignedCheckpoint:
        """The checkpoint under which the log holds this entry at this index.

        Raises:
            FormatError: the checkpoint cannot be read.
            VerificationError: the checkpoint is not the log's, or the path leads elsewhere.
        """
        signed = trust.open(self.checkpoint)
        checkpoint = signed.checkpoint
        root = root_from_path(leaf_hash(entry), self.leaf, checkpoint.size, self.path)
        if root != checkpoint.root:
            raise VerificationError("proof.root", "the entry is not at this place in the log")
        return signed


def parse_proof(data: bytes) -> LogProof:
    """The proof in these bytes; nothing is verified.

    Raises:
        FormatError: names what is not as it should be.
    """
    if len(data) > _MAX_PROOF:
        raise FormatError("proof.too_large", f"a proof has at most {_MAX_PROOF} bytes")
    head, blank, checkpoint = data.partition(b"\n\n")
    try:
        lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError as error:
        raise FormatError("proof.lines", "a proof is ASCII text before its checkpoint") from error
    if not blank or lines.pop(0) != _HEAD:
        raise FormatError("proof.head", f"a proof begins with {_HEAD}")
    extra = b""
    if lines and lines[0].startswith("extra "):
        extra = from_base64(lines.pop(0).removeprefix("extra "))
        if not extra:
            raise FormatError("proof.extra", "a proof without extra data has no line for it")
    if not lines or not lines[0].startswith("index "):
        raise FormatError("proof.index", "a proof names the index of its leaf")
    index = decimal(lines.pop(0).removeprefix("index "))
    if len(lines) > _MAX_PATH:
        raise FormatError("proof.path", f"a path has at most {_MAX_PATH} hashes")
    path = tuple(exactly(from_base64(line), 32, "proof.path") for line in lines)
    return LogProof(index, path, checkpoint, extra)

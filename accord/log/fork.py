"""Proof of a fork: two checkpoints that one log signed and that cannot be states of one log.

    accord-log-fork@v1
    first <base64 of a note>
    second <base64 of a note>
    root <base64 of 32 bytes>      only where the sizes differ
    path <base64 of 32 bytes>      any number

Two roots for one size prove themselves. Where the first log is smaller, `root` is the one that the
second checkpoint's own tree had at that size, and the path is its proof (RFC 6962, section 2.1.2).
"""

from typing import NamedTuple

from accord.encoding import exactly, from_base64, to_base64
from accord.errors import FormatError, VerificationError
from accord.log.note import MAX_NOTE
from accord.log.quorum import LogTrust
from accord.merkle import verify_consistency

_HEAD = "accord-log-fork@v1"
_MAX_PROOF = 4 * MAX_NOTE
_MAX_PATH = 64


class ForkProof(NamedTuple):
    """Both notes, verbatim, and why they contradict each other."""

    first: bytes
    second: bytes
    root: bytes | None = None
    path: tuple[bytes, ...] = ()

    def encode(self) -> bytes:
        """The file's bytes."""
        lines = [_HEAD, f"first {to_base64(self.first)}", f"second {to_base64(self.second)}"]
        if self.root is not None:
            lines.append(f"root {to_base64(self.root)}")
        lines += [f"path {to_base64(one)}" for one in self.path]
        return "".join(f"{line}\n" for line in lines).encode()

    def verify(self, trust: LogTrust) -> None:
        """Returns only if the log signed both, and they contradict each other.

        Raises:
            FormatError: a note cannot be read.
            VerificationError: the log did not sign one, or they may be of one log.
        """
        first, second = (trust.open(note).checkpoint for note in (self.first, self.second))
        other = second.root
        if self.root is not None:
            other = self.root
            verify_consistency(first.size, other, second.size, second.root, self.path)
        elif first.size != second.size:
            raise VerificationError("fork.sizes", "the sizes differ and no root is proved")
        if first.root == other:
            raise VerificationError("fork.none", "both checkpoints may be of one log")


def parse_fork(data: bytes) -> ForkProof:
    """The proof in these bytes; nothing is verified.

    Raises:
        FormatError: names what is not as it should be.
    """
    if len(data) > _MAX_PROOF:
        raise FormatError("fork.too_large", f"a proof of a fork has at most {_MAX_PROOF} bytes")
    try:
        head, *lines = data.decode("ascii").split("\n")
    except UnicodeDecodeError as error:
        raise FormatError("fork.lines", "a proof of a fork is ASCII text") from error
    if head != _HEAD or not lines or lines.pop():
        raise FormatError("fork.head", f"a proof of a fork begins with {_HEAD} and ends in a line")
    values = [line.partition(" ") for line in lines]
    names = [name + space for name, space, _ in values]
    rooted = names[2:3] == ["root "]
    paths = names[3 if rooted else 2 :]
    if names[:2] != ["first ", "second "] or set(paths) - {"path "} or len(paths) > _MAX_PATH:
        raise FormatError("fork.lines", "a proof of a fork is two notes, a root and a path")
    first, second, *hashes = [from_base64(value) for _, _, value in values]
    for one in hashes:
        exactly(one, 32, "fork.hash")
    root = hashes.pop(0) if rooted else None
    return ForkProof(first, second, root, tuple(hashes))

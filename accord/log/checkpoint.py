"""Checkpoints (C2SP tlog-checkpoint): the log's name, its size and its root, as a note's text."""

from typing import NamedTuple

from accord.encoding import decimal, exactly, from_base64, to_base64
from accord.errors import FormatError


class Checkpoint(NamedTuple):
    """One state of a log."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The text to sign."""
        return "\n".join([self.origin, str(self.size), to_base64(self.root), *self.extensions, ""])


def parse_checkpoint(text: str) -> Checkpoint:
    """The checkpoint in a note's text; whether its root can be true is not asked here.

    Raises:
        FormatError: names the line.
    """
    *lines, end = text.split("\n")
    if end or len(lines) < 3:
        raise FormatError("checkpoint.lines", "a checkpoint has an origin, a size and a root")
    origin, size, root, *extensions = lines
    if not origin:
        raise FormatError("checkpoint.no_origin", "a checkpoint names its log in the first line")
    if not all(extensions):
        raise FormatError("checkpoint.extension", "an extension line is not empty")
    root_hash = exactly(from_base64(root), 32, "checkpoint.root")
    return Checkpoint(origin, decimal(size), root_hash, tuple(extensions))

"""The witness's rule (C2SP tlog-witness): cosign what follows from all it cosigned before.

The exchange is the specification's, whatever carries it: a request body in, a status and a body
out. What the witness holds must be durable before the answer leaves it.
"""

from collections.abc import Callable
from typing import NamedTuple

from accord.encoding import decimal, exactly, from_base64, to_base64
from accord.errors import AccordError, FormatError, VerificationError
from accord.log.checkpoint import Checkpoint
from accord.log.note import MAX_NOTE, SignatureLine
from accord.log.quorum import LogTrust
from accord.merkle import verify_consistency

SIZE_CONTENT_TYPE = "text/x.tlog.size"
_MAX_REQUEST = 2 * MAX_NOTE
_MAX_PROOF = 63
_STATUS = {"checkpoint.origin": 404, "checkpoint.empty": 422}  # what is not told by a signature


class AddCheckpoint(NamedTuple):
    """A request to cosign: the size last cosigned, the way from there, and the new checkpoint."""

    old_size: int
    proof: tuple[bytes, ...]
    note: bytes

    def encode(self) -> bytes:
        """The request's body."""
        lines = [f"old {self.old_size}", *map(to_base64, self.proof), "", ""]
        return "\n".join(lines).encode() + self.note


class Held(NamedTuple):
    """The last checkpoint a witness cosigned, or a monitor believed."""

    size: int
    root: bytes


class Answer(NamedTuple):
    """What the witness says, and what it must hold durably before it says it."""

    status: int
    body: bytes
    held: Held | None = None
    split: bool = False  # the log signed two roots for one size: proof of a fork


def parse_add_checkpoint(data: bytes) -> AddCheckpoint:
    """The request in these bytes.

    Raises:
        FormatError: names what is not as it should be.
    """
    if len(data) > _MAX_REQUEST:
        raise FormatError("witness.too_large", f"a request has at most {_MAX_REQUEST} bytes")
    head, blank, note = data.partition(b"\n\n")
    try:
        first, *lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError as error:
        raise FormatError("witness.request", "a request is ASCII before its note") from error
    if not blank or not first.startswith("old "):
        raise FormatError("witness.request", "a request is an old size, a proof and a note")
    if len(lines) > _MAX_PROOF:
        raise FormatError("witness.proof", f"a proof has at most {_MAX_PROOF} hashes")
    proof = tuple(exactly(from_base64(line), 32, "witness.proof") for line in lines)
    return AddCheckpoint(decimal(first.removeprefix("old ")), proof, note)


def answer(
    body: bytes, held: Held | None, trust: LogTrust, cosign: Callable[[str], SignatureLine]
) -> Answer:
    """The answer to a request, by what the witness cosigned last."""
    try:
        request = parse_add_checkpoint(body)
        checkpoint = trust.open(request.note).checkpoint
    except FormatError as error:
        return _refused(400, error)
    except VerificationError as error:
        return _refused(_STATUS.get(error.code, 403), error)
    split = held is not None and held.size == checkpoint.size and held.root != checkpoint.root
    if request.old_size > checkpoint.size:
        larger = FormatError("witness.old_size", "the old size is larger than the checkpoint's")
        return _refused(400, larger, split=split)
    last = held.size if held else 0
    if request.old_size != last:
        return Answer(409, b"%d\n" % last, split=split)
    try:
        _follows(request, held, checkpoint)
    except VerificationError as error:
        return _refused(422, error, split=split)
    line = cosign(checkpoint.text)
    return Answer(200, line.text.encode(), Held(checkpoint.size, checkpoint.root))


def _follows(request: AddCheckpoint, held: Held | None, checkpoint: Checkpoint) -> None:
    if held is not None and held.size:
        verify_consistency(*held, checkpoint.size, checkpoint.root, request.proof)
    elif request.proof:
        raise VerificationError("witness.from_empty", "from an empty log nothing is to be proved")


def _refused(status: int, error: AccordError, *, split: bool = False) -> Answer:
    return Answer(status, f"{error}\n".encode(), split=split)

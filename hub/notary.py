"""The hub's statements and checkpoints: what it says, signed so that it can be held to it."""

from collections.abc import Sequence

from accord.crypto.batch import STATEMENTS, BatchSignature, sign_batch, sign_root
from accord.crypto.keys import Signer
from accord.log.checkpoint import Checkpoint
from accord.log.keys import LOG, VerifierKey, sign_text
from accord.log.note import Note, SignatureLine, parse_note
from accord.wire.relay import (
    Body,
    SignedStatement,
    Statement,
    encode_signed,
    encode_statement,
)


class Notary:
    """Makes and signs statements in the hub's name."""

    def __init__(self, hub: str, signer: Signer) -> None:
        """Takes the hub's name in the directory and its statement key."""
        self._hub = hub
        self._signer = signer

    @property
    def key_id(self) -> bytes:
        """Eight bytes that name the statement key."""
        return self._signer.key_id

    def state(self, made_ms: int, leaf: int, body: Body) -> bytes:
        """The statement's bytes; the same body, time and leaf give the same bytes."""
        return encode_statement(Statement(self._hub, made_ms, leaf, body))

    def sign_frame(self, statements: Sequence[bytes]) -> bytes:
        """One signature over all the statements of a frame, in order."""
        return sign_root(STATEMENTS, statements, self._signer)

    def sign_alone(self, statement: bytes) -> BatchSignature:
        """A signature with which one statement stands alone; the same each time."""
        return sign_batch(STATEMENTS, [statement], self._signer)[0]

    def sealed(self, statements: Sequence[bytes]) -> list[bytes]:
        """Serialised SignedStatements that stand alone, all under one signature."""
        signatures = sign_batch(STATEMENTS, statements, self._signer)
        return [
            encode_signed(SignedStatement(*one)) for one in zip(statements, signatures, strict=True)
        ]


class LogNotary:
    """Signs checkpoints with the log's own key."""

    def __init__(self, origin: str, public: bytes, signer: Signer) -> None:
        """Takes the log's name and its key, both as the directory has them."""
        self._key = VerifierKey(origin, LOG, public)
        self._signer = signer

    def checkpoint(self, size: int, root: bytes) -> bytes:
        """The signed note that the log has this root at this size."""
        text = Checkpoint(self._key.name, size, root).text
        line = SignatureLine.of(self._key, sign_text(text, self._signer))
        return Note(text, (line,)).encode()

    def signed(self, note: bytes) -> bool:
        """Whether a note of this hub bears this key's signature, not only an older key's."""
        lines = parse_note(note).signatures
        return (self._key.name, self._key.key_id) in {(line.name, line.key_id) for line in lines}

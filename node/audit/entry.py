"""One entry of the audit trail, and the hash that binds it to all before it."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from accord.encoding import framed

FIRST = sha256(b"accord audit trail v1").digest()  # what stands before the first entry


class Act(StrEnum):
    """What somebody did, or tried to."""

    CASEWORK = "CASEWORK"  # a step of a case, request, notice, transfer ...: the journal holds it
    SIGNED_IN = "SIGNED_IN"
    SIGN_IN_FAILED = "SIGN_IN_FAILED"
    SIGNED_OUT = "SIGNED_OUT"
    SESSION_ENDED = "SESSION_ENDED"  # by somebody else, or with the account
    REFUSED = "REFUSED"  # the right was missing, or a restriction forbade it
    READ_TRAIL = "READ_TRAIL"
    EXPORTED = "EXPORTED"
    ACCOUNT_MADE = "ACCOUNT_MADE"
    ACCOUNT_CHANGED = "ACCOUNT_CHANGED"
    PASSWORD_CHANGED = "PASSWORD_CHANGED"  # noqa: S105 - an act
    FACTOR_CHANGED = "FACTOR_CHANGED"
    TOKEN_MADE = "TOKEN_MADE"  # noqa: S105 - an act
    TOKEN_REVOKED = "TOKEN_REVOKED"  # noqa: S105 - an act
    ARCHIVED = "ARCHIVED"
    DELETED = "DELETED"
    ERASED = "ERASED"  # the words of one step, as their provider wants it (R6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row; a casework step carries its number in the journal and a digest over all of it."""

    number: int = 0  # given by the trail
    at_ms: int
    actor: str
    act: str
    subject: str = ""
    detail: str = ""
    event: int | None = None
    event_digest: bytes | None = None

    def chained(self, before: bytes) -> bytes:
        """The entry's hash; `before` is that of the entry with the number one less."""
        parts = (
            before,
            str(self.number).encode(),
            str(self.at_ms).encode(),
            self.actor.encode(),
            self.act.encode(),
            self.subject.encode(),
            self.detail.encode(),
            b"" if self.event is None else str(self.event).encode(),
            self.event_digest or b"",
        )
        return sha256(framed(parts)).digest()

"""The register of officials who may sign, and what becomes of what they signed (A/75/78, 116)."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from accord.cases.certificate_requirements import check_signatory
from accord.cases.rule import insist
from accord.cases.signatory import (
    SIGNATORY,
    Signatory,
    SignatoryChange,
    SignatoryEntry,
    SignatoryEvent,
    changed,
)
from accord.errors import FormatError, PolicyError
from accord.wire.kinds import MessageKind
from node.certificates import tables
from node.certificates.answering import Answers
from node.certificates.rows import CERTIFICATES, SIGNATORIES, Side, SignatoryRow, entry_id
from node.desk.desk import Desk
from node.desk.documents import dump
from node.desk.steps import is_ours, note, send
from node.desk.tables import casework_message

REVOKE = "signatory.revoke"
ACTS = frozenset({REVOKE})
_LONGEST_TOKEN = 32


@dataclass(frozen=True, slots=True)
class SignatoryService:
    """What an officer does with the officials of the own State; every call is one step.

    Raises (every method):
        PolicyError: unknown id, a missing field, or the same person twice.
        TransitionError: the step is not allowed in the status; says what is.
    """

    desk: Desk
    answers: Answers

    def enter(self, tx: Connection, signatory: Signatory, *, by: str) -> str:
        """Enters an official, PENDING until somebody else activates the entry; gives its id."""
        if not is_ours(self.desk, signatory.state):
            raise PolicyError("signatory.foreign_state", "state: is not our own State")
        if signatory.changes:
            raise FormatError("signatory.history", "changes: the node keeps the history itself")
        check_token(signatory.official)
        insist(check_signatory(signatory, ""))
        key = entry_id(signatory.state, signatory.official)
        if SIGNATORIES.find(tx, tables.signatory.c.entry_id == key):
            raise PolicyError("signatory.token_taken", "official: the register has this token")
        now_ms = self.desk.now_ms()
        pending = SignatoryChange(
            status=SIGNATORY.initial, effective_from_ms=now_ms, recorded_ms=now_ms
        )
        entry = self._entry(replace(signatory, changes=(pending,)))
        SIGNATORIES.insert(
            tx,
            SignatoryRow(
                entry_id=key,
                state=signatory.state,
                official=signatory.official,
                status=SIGNATORY.initial,
                entered_by=by,
                updated_ms=now_ms,
                document=dump(entry),
            ),
        )
        note(
            self.desk,
            tx,
            key,
            event="ENTER",
            by=by,
            states=("", SIGNATORY.initial),
            document=entry,
        )
        return key

    def activate(self, tx: Connection, key: str, *, by: str) -> None:
        """Confirms the entry; never by the person who made it."""
        if self._own(tx, key).entered_by == by:
            raise PolicyError(
                "signatory.same_person", "a second person must activate what you entered"
            )
        self._change(tx, key, SignatoryEvent.ACTIVATE, by=by, reason="")

    def suspend(self, tx: Connection, key: str, reason: str, *, by: str) -> None:
        """Ends the authority for a time, from now on."""
        self._change(tx, key, SignatoryEvent.SUSPEND, by=by, reason=_given(reason))

    def reinstate(self, tx: Connection, key: str, reason: str, *, by: str) -> None:
        """Gives the authority back, from now on."""
        self._change(tx, key, SignatoryEvent.REINSTATE, by=by, reason=_given(reason))

    def revoke(
        self,
        tx: Connection,
        key: str,
        reason: str,
        *,
        by: str,
        effective_from_ms: int | None = None,
    ) -> bool:
        """Ends the authority for good, also backwards; False while a second person has to ask too.

        Whatever was signed after that instant stops being authentic, and whoever was told that it
        was is told.
        """
        row = self._own(tx, key)
        SIGNATORY.step(row.status, SignatoryEvent.REVOKE)
        since_ms = self.desk.now_ms() if effective_from_ms is None else effective_from_ms
        act = f"{effective_from_ms} {_given(reason)}".encode()
        if not self.desk.signoff.passes(tx, REVOKE, key, act, by):
            return False
        self._change(
            tx, key, SignatoryEvent.REVOKE, by=by, reason=reason, effective_from_ms=since_ms
        )
        of = tables.certificate.c
        for certificate in CERTIFICATES.all(
            tx, of.signatory == key, of.side == Side.ISSUED, order=of.number
        ):
            self.answers.reconsider(tx, certificate)
        return True

    def lodge(self, tx: Connection, key: str, members: tuple[str, ...], *, by: str) -> None:
        """Gives other States the entry with its specimens (A/75/78, para 116)."""
        row = self._own(tx, key)
        for member in members:
            if not self.desk.region.directory.member(member).active or member == self.desk.member:
                raise PolicyError("signatory.recipient", "members: name other, active members")
        if not members:
            raise PolicyError("signatory.recipient", "members: name at least one")
        self._send(tx, self._entry(row.signatory), key, tuple(sorted(set(members))), by=by)

    def _change(
        self,
        tx: Connection,
        key: str,
        event: SignatoryEvent,
        *,
        by: str,
        reason: str,
        effective_from_ms: int | None = None,
    ) -> None:
        row = self._own(tx, key)
        now_ms = self.desk.now_ms()
        after = changed(
            row.signatory,
            event,
            effective_from_ms=now_ms if effective_from_ms is None else effective_from_ms,
            recorded_ms=now_ms,
            reason=reason,
        )
        entry = self._entry(after)
        SIGNATORIES.update(
            tx, replace(row, status=after.status, updated_ms=now_ms, document=dump(entry))
        )
        note(
            self.desk,
            tx,
            key,
            event=event,
            by=by,
            states=(row.status, after.status),
            text=reason,
            document=entry,
        )
        if lodged := self.lodged_with(tx, key):
            self._send(tx, entry, key, lodged, by=by)

    def lodged_with(self, tx: Connection, key: str) -> tuple[str, ...]:
        """The members that have the entry, and so need to learn of its changes."""
        of = casework_message.c
        found = tx.execute(
            select(of.recipient)
            .where(of.root == key, of.kind == int(MessageKind.SIGNATORY_ENTRY))
            .distinct()
            .order_by(of.recipient)
        )
        members = self.desk.region.directory.members
        return tuple(
            row.recipient
            for row in found
            if row.recipient in members and members[row.recipient].active
        )

    def _send(
        self, tx: Connection, entry: SignatoryEntry, key: str, to: tuple[str, ...], *, by: str
    ) -> None:
        send(
            self.desk,
            tx,
            key,
            entry,
            to=to,
            conversation=self.desk.new_conversation(),
            by=by,
            event="LODGE",
            text=", ".join(to),
        )

    def _entry(self, signatory: Signatory) -> SignatoryEntry:
        preamble = self.desk.opening(signatory.official, handling="OFFICIAL", language="en")
        return SignatoryEntry(preamble=preamble, signatory=signatory)

    def _own(self, tx: Connection, key: str) -> SignatoryRow:
        row = SIGNATORIES.load(tx, key)
        if not is_ours(self.desk, row.state):
            raise PolicyError("signatory.foreign_state", "only its own State changes an entry")
        return row


def check_token(official: str) -> None:
    """Passes for a token of an official.

    Raises:
        FormatError: `signatory.token`: too long, or with characters that an id does not have.
    """
    plain = official.isascii() and official.replace("-", "").replace("_", "").isalnum()
    if not plain or len(official) > _LONGEST_TOKEN:
        raise FormatError(
            "signatory.token",
            f"official: at most {_LONGEST_TOKEN} letters, digits, hyphens and underscores",
        )


def _given(reason: str) -> str:
    if not reason.strip():
        raise PolicyError("signatory.reason_missing", "reason: say why")
    return reason

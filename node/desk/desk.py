"""What every service of an officer works with: who we are, the time, and the way out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Final, Protocol
from uuid import UUID

from sqlalchemy import Connection

from accord.cases.codes import UseRestriction
from accord.cases.trace import Preamble
from accord.dates import Clock, PartialDate
from accord.trust.trusted import TrustedRegion
from accord.wire.kinds import MessageKind, Priority, Purpose
from accord.wire.payload import encode_payload
from node.desk import agenda, journal
from node.desk.agenda import Task
from node.desk.signoff import Signoff
from node.desk.tables import casework_message
from node.exchange.messages import OutgoingMessage
from node.store.engine import after_commit

DAY_MS = 24 * 3600 * 1000
NODE = "node"  # the actor of what the node does by rule
PURPOSES: Final[Mapping[str, Purpose]] = MappingProxyType(
    {
        "trace": Purpose.TRACING,
        "notice": Purpose.NOTICE,
        "transfer": Purpose.TRANSFER,
        "certificate": Purpose.TRANSFER,
        "exemption": Purpose.TRANSFER,
        "statistics": Purpose.STATISTICS,
        "inquiry": Purpose.TRACING,
    }
)
QUEUED = "QUEUED"


class Outbox(Protocol):
    """The way out: `node.exchange.outbox.Outbox`."""

    def enqueue(self, tx: Connection, message: OutgoingMessage) -> UUID:
        """Sends the message if and when this transaction commits."""
        ...


class Bell:
    """Rung, from any thread, once a task is durable; who answers is said when it exists."""

    def __init__(self) -> None:
        self._answer: Callable[[], None] | None = None

    def answered_by(self, answer: Callable[[], None]) -> None:
        """From now on the bell calls this."""
        self._answer = answer

    def ring(self) -> None:
        """Calls whoever answers; without one, the agenda is read in its own time."""
        if self._answer is not None:
            self._answer()


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message about one subject, before it is sealed."""

    root: str  # the case, notice or file whose timeline it belongs to
    subject: str  # the root itself, or one of its parts
    recipients: tuple[str, ...]  # member ids
    kind: MessageKind
    message: Any
    conversation: UUID
    urgent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One member's casework desk."""

    member: str
    authority: str
    clock: Clock
    region: TrustedRegion
    outbox: Outbox
    random: Callable[[int], bytes]
    bell: Bell
    signoff: Signoff

    def now_ms(self) -> int:
        """The time, in milliseconds since 1970."""
        return self.clock.now_ms()

    def today(self) -> PartialDate:
        """The date, in UTC."""
        return PartialDate.of(datetime.fromtimestamp(self.now_ms() / 1000, UTC).date())

    def new_conversation(self) -> UUID:
        """A random id for a new leg."""
        return UUID(bytes=self.random(16), version=4)

    def opening(
        self, case_reference: str, *, handling: str, language: str, urgency: str = ""
    ) -> Preamble:
        """Opens the first message about a matter of ours."""
        return Preamble(
            authority=self.authority,
            case_reference=case_reference,
            handling=handling,
            use_restrictions=(UseRestriction.R0,),
            language=language,
            urgency_justification=urgency,
        )

    def preamble(self, echoed: Preamble, in_reply_to: UUID | None = None) -> Preamble:
        """Opens a further message of a case: what the first said, under our authority."""
        return Preamble(
            authority=self.authority,
            official_role=echoed.official_role,
            case_reference=echoed.case_reference,
            in_reply_to=str(in_reply_to) if in_reply_to else "",
            handling=echoed.handling,
            use_restrictions=(UseRestriction.R0,),
            language=echoed.language,
            urgency_justification=echoed.urgency_justification,
        )

    def send(self, tx: Connection, letter: Letter) -> tuple[UUID, bytes]:
        """Leaves a message in the outbox; gives its id and its bytes.

        Raises:
            FormatError: the message holds what a reader would refuse.
        """
        now_ms = self.now_ms()
        payload = encode_payload(letter.kind, letter.message)
        message_id = self.outbox.enqueue(
            tx,
            OutgoingMessage(
                recipients=letter.recipients,
                kind=letter.kind,
                payload=payload,
                conversation_id=letter.conversation,
                priority=Priority.URGENT if letter.urgent else Priority.ROUTINE,
                purpose=PURPOSES[letter.kind.family],
                not_after_ms=now_ms + self.region.policy.max_message_days * DAY_MS,
            ),
        )
        tx.execute(
            casework_message.insert(),
            [
                {
                    "message_id": message_id.bytes,
                    "recipient": recipient,
                    "root": letter.root,
                    "subject": letter.subject,
                    "kind": int(letter.kind),
                    "status": QUEUED,
                    "code": "",
                    "sent_ms": now_ms,
                    "updated_ms": now_ms,
                }
                for recipient in letter.recipients
            ],
        )
        return message_id, payload

    def note(self, tx: Connection, step: journal.Step) -> None:
        """Adds a step to the journal."""
        self.note_all(tx, (step,))

    def note_all(self, tx: Connection, steps: Sequence[journal.Step]) -> None:
        """Adds steps to the journal, in their order."""
        journal.record_all(tx, self.now_ms(), steps)

    def schedule(
        self, tx: Connection, kind: str, subject: str, after_ms: int = 0, attempts: int = 0
    ) -> None:
        """Has something done later; the worker learns of it after the commit."""
        due_ms = self.now_ms() + after_ms
        agenda.schedule(tx, Task(kind=kind, subject=subject, due_ms=due_ms, attempts=attempts))
        after_commit(tx, self.bell.ring)

    def schedule_each(self, tx: Connection, kind: str, subjects: Iterable[str]) -> None:
        """Has something done about each of different subjects, as soon as may be."""
        due_ms = self.now_ms()
        tasks = [Task(kind=kind, subject=subject, due_ms=due_ms) for subject in subjects]
        if tasks:
            agenda.schedule_all(tx, tasks)
            after_commit(tx, self.bell.ring)

    def cancel(self, tx: Connection, kind: str, subject: str) -> None:
        """Forgets what was to be done."""
        agenda.cancel(tx, kind, subject)

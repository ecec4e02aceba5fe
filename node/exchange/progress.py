"""Progress of what was sent: the hub's verified statements become delivery states.

A state only moves forward (`DeliveryStatus`), so answers and reports may come in any order and
any number of times.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, bindparam, select, text, update

from accord.crypto.batch import STATEMENTS, BatchVerifier, verify_root
from accord.dates import Clock
from accord.errors import VerificationError
from accord.trust.directory import HubEntry
from accord.v1.relay_pb2 import SignedStatement, SubmitResponse
from accord.wire.kinds import MessageKind
from accord.wire.relay import (
    DeliveryReport,
    NonDelivery,
    Receipt,
    Refusal,
    Statement,
    decode_statement,
    read_signature,
)
from node.exchange.frames import Entry, Frame
from node.exchange.messages import DeliveryStatus, Promise, Source, StatusListener
from node.exchange.tables import hub_statement, outbox_answer, outbox_delivery, outbox_message
from node.store.bulk import Prepared, PreparedIn, inserts
from node.store.engine import Store, next_number

_MAX_CODE = 100
_OF_NOBODY = {kind for kind in MessageKind if kind.family in {"probe", "exchange"}}

_ACCEPT = Prepared(
    update(outbox_delivery)
    .where(
        outbox_delivery.c.position.between(bindparam("first"), bindparam("last")),
        outbox_delivery.c.frame == bindparam("in_frame"),
        text("status = 'SEALED'"),
    )
    .values(status=text("'ACCEPTED'"), changed_ms=bindparam("now_ms")),
    ("now_ms", "first", "last", "in_frame"),
)
_KEEP_ANSWER = inserts(outbox_answer, "frame", "received_ms", "response")
_END = Prepared(
    update(outbox_delivery)
    .where(
        outbox_delivery.c.position == bindparam("at"),
        outbox_delivery.c.recipient == bindparam("to"),
    )
    .values(
        status=bindparam("new_status"),
        code=bindparam("new_code"),
        report=bindparam("in_report"),
        changed_ms=bindparam("now_ms"),
    ),
    ("new_status", "new_code", "in_report", "now_ms", "at", "to"),
)
_KEEP_STATEMENT = inserts(hub_statement, "number", "received_ms", "statement")
_DELIVERIES = PreparedIn(
    lambda positions: (
        select(outbox_delivery.c.position, outbox_delivery.c.recipient, outbox_delivery.c.status)
        .where(outbox_delivery.c.position.in_(positions))
        .order_by(outbox_delivery.c.position, outbox_delivery.c.recipient)
    )
)
_FIND = PreparedIn(
    lambda ids: (
        select(outbox_message.c.position, outbox_message.c.message_id, outbox_message.c.kind)
        .join(outbox_delivery, outbox_delivery.c.position == outbox_message.c.position)
        .where(
            outbox_message.c.message_id.in_(ids),
            outbox_delivery.c.recipient == bindparam("to"),
            text("outbox_delivery.status IN ('SEALED', 'ACCEPTED')"),
        )
    ),
    ("to",),
)


Promised = Callable[[Connection, Sequence[Promise]], None]


def no_promises(_tx: Connection, _promises: Sequence[Promise]) -> None:
    """Keeps none: for an exchange whose hub's log nobody watches."""


class Answered(NamedTuple):
    """A frame, and what the hub answered to it."""

    frame: Frame
    response: SubmitResponse


class _Read(NamedTuple):
    """What an answer says: which messages are refused, each with the code."""

    frame: int
    refused: list[tuple[Entry, str]]
    last_leaf: int


class Progress:
    """Verifies and applies what the hub says; blocking, in the caller's transaction."""

    def __init__(
        self,
        *,
        store: Store,
        clock: Clock,
        hub: HubEntry,
        listener: StatusListener | None,
        promised: Promised = no_promises,
    ) -> None:
        """Takes the hub's entry of the directory, and who keeps the leaves it promises."""
        self._store = store
        self._clock = clock
        self._hub = hub
        self._listener = listener
        self._promised = promised
        self._verifier = BatchVerifier()

    def answered(self, answers: Sequence[Answered]) -> int:
        """Keeps the hub's answers to frames and moves their messages on; the number refused.

        Raises:
            VerificationError: the hub did not sign one, or it answers something else.
            FormatError: a statement cannot be read.
        """
        read = [self._read_answer(answer) for answer in answers]
        refused = [one for each in read for one in each.refused]
        with self._store.begin() as tx:
            self._keep_answers(tx, answers, refused)
            self._promise(tx, Source.ANSWER, [(one.frame, one.last_leaf) for one in read])
        return len(refused)

    def never_sealed(self, tx: Connection, entry: Entry, code: str) -> None:
        """Ends a message that could not be sealed."""
        self._refuse(tx, [(entry, code)])

    def verified(self, raw: SignedStatement) -> Statement:
        """The statement, if the hub signed it.

        Raises:
            VerificationError: it did not.
            FormatError: it cannot be read.
        """
        statement = decode_statement(raw.statement)
        signature = read_signature(raw.signature)
        key = self._hub.statement_key(signature.key_id, statement.made_ms)
        self._verifier.verify(STATEMENTS, raw.statement, signature, key.public)
        return statement

    def reported(self, tx: Connection, reports: Sequence[tuple[bytes, Statement]]) -> None:
        """Keeps verified reports, each beside its signed bytes, and moves messages to their end."""
        if not reports:
            return
        now_ms = self._clock.now_ms()
        first = next_number(tx, hub_statement.c.number)
        _KEEP_STATEMENT.many(
            tx, [(number, now_ms, raw) for number, (raw, _) in enumerate(reports, first)]
        )
        leaves = [(number, one.leaf) for number, (_, one) in enumerate(reports, first)]
        self._promise(tx, Source.REPORT, leaves)
        for number, (_, statement) in enumerate(reports, first):
            match statement.body:
                case DeliveryReport(recipient, delivered, rejections):
                    codes = dict.fromkeys(delivered)
                    self._end(tx, number, recipient, codes, DeliveryStatus.DELIVERED)
                    rejected = {one.message_id: one.code for one in rejections}
                    self._end(tx, number, recipient, rejected, DeliveryStatus.REJECTED)
                case NonDelivery(recipient, lost, code):
                    ended = dict.fromkeys(lost, _readable(code))
                    self._end(tx, number, recipient, ended, DeliveryStatus.UNDELIVERED)
                case _:
                    pass  # receipts and refusals come as answers

    def _promise(self, tx: Connection, source: Source, leaves: Sequence[tuple[int, int]]) -> None:
        now_ms = self._clock.now_ms()
        self._promised(tx, [Promise(source, number, leaf, now_ms) for number, leaf in leaves])

    def _read_answer(self, answer: Answered) -> "_Read":
        frame, response = answer
        if len(response.results) != len(frame.entries):
            raise VerificationError("hub.answer", "the hub answered another number of messages")
        bodies = [result.statement for result in response.results]
        statements = [decode_statement(body) for body in bodies]
        signed = response.signature
        newest_ms = max(statement.made_ms for statement in statements)
        key = self._hub.statement_key(signed.key_id, newest_ms)
        verify_root(STATEMENTS, bodies, key.public, signed.signature)
        refused: list[tuple[Entry, str]] = []
        for entry, statement in zip(frame.entries, statements, strict=True):
            match statement.body:
                case Receipt(entry.message_id, entry.header_digest):
                    pass
                case Refusal(None | entry.message_id, _, code):
                    refused.append((entry, _readable(code)))
                case _:
                    raise VerificationError("hub.answer", "the hub answered another message")
        return _Read(frame.number, refused, max(one.leaf for one in statements))

    def _keep_answers(
        self, tx: Connection, answers: Sequence[Answered], refused: Sequence[tuple[Entry, str]]
    ) -> None:
        now_ms = self._clock.now_ms()
        _KEEP_ANSWER.many(
            tx, [(frame.number, now_ms, one.SerializeToString()) for frame, one in answers]
        )
        self._refuse(tx, refused)
        entries = [entry for frame, _ in answers for entry in frame.entries]
        told = {entry.position: entry for entry in self._told(entries)}
        moving = [one for one in self._deliveries(tx, told) if one[2] == DeliveryStatus.SEALED]
        _ACCEPT.many(
            tx,
            [
                (now_ms, frame.entries[0].position, frame.entries[-1].position, frame.number)
                for frame, _ in answers
            ],
        )
        for position, recipient, _ in moving:
            message_id = told[position].message_id
            self._tell(tx, message_id, recipient, DeliveryStatus.ACCEPTED, None)

    def _refuse(self, tx: Connection, refused: Iterable[tuple[Entry, str]]) -> None:
        now_ms = self._clock.now_ms()
        for entry, code in refused:
            for position, recipient, status in self._deliveries(tx, [entry.position]):
                if not DeliveryStatus(status).final:
                    end = DeliveryStatus.REFUSED
                    _END.one(tx, end.value, code, None, now_ms, position, recipient)
                    if self._told([entry]):
                        self._tell(tx, entry.message_id, recipient, end, code)

    def _end(
        self,
        tx: Connection,
        report: int,
        recipient: str,
        codes: dict[UUID, str] | dict[UUID, None],
        end: DeliveryStatus,
    ) -> None:
        if not codes:
            return
        now_ms = self._clock.now_ms()
        found = [
            Entry(position, UUID(bytes=raw), kind, b"")
            for position, raw, kind in _FIND.all(tx, [one.bytes for one in codes], recipient)
        ]
        _END.many(
            tx,
            [
                (end.value, codes[one.message_id], report, now_ms, one.position, recipient)
                for one in found
            ],
        )
        for one in self._told(found):
            self._tell(tx, one.message_id, recipient, end, codes[one.message_id])

    def _told(self, entries: Sequence[Entry]) -> list[Entry]:
        """Those that someone wants to hear about."""
        if self._listener is None:
            return []
        return [entry for entry in entries if entry.kind not in _OF_NOBODY]

    def _tell(
        self,
        tx: Connection,
        message_id: UUID,
        recipient: str,
        status: DeliveryStatus,
        code: str | None,
    ) -> None:
        if self._listener is not None:
            self._listener.on_status(tx, message_id, recipient, status, code)

    @staticmethod
    def _deliveries(tx: Connection, positions: Collection[int]) -> list[tuple[int, str, str]]:
        """Position, recipient and status, in order."""
        return [
            (position, recipient, status)
            for position, recipient, status in _DELIVERIES.all(tx, list(positions))
        ]


def _readable(code: str) -> str:
    """A code that can be stored and shown, whatever the hub sent."""
    fits = 1 <= len(code) <= _MAX_CODE and code.isascii() and code.isprintable()
    return code if fits else "hub.code_unreadable"

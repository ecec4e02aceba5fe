"""The sealer: takes what waits in the outbox and makes a frame of it, once and for ever.

A frame is durable before it is sent, and sent again byte for byte until the hub answers it. One
frame holds messages of one priority; urgent ones go first.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, bindparam, func, select, text, update

from accord.crypto.keys import Signer
from accord.dates import Clock
from accord.envelope import Draft, Link, Sealed, seal
from accord.errors import AccordError, UncheckableError
from accord.trust.trusted import TrustedRegion
from accord.v1.relay_pb2 import SubmitRequest
from accord.wire.kinds import MessageKind, Priority, Purpose
from node.exchange.frames import Entry, Frame, next_open_frame
from node.exchange.progress import Progress
from node.exchange.tables import (
    outbox_delivery,
    outbox_frame,
    outbox_link,
    outbox_message,
    outbox_span,
)
from node.store.bulk import Prepared, inserts
from node.store.engine import Store, next_number

MAX_MESSAGES = 256
MAX_BYTES = 3 * 1024 * 1024  # of payload; the frame with headers and signatures stays below 4 MiB
_OVERHEAD = 1024  # bytes of header and signature, for each message and each recipient
_MAX_RECIPIENTS = 64

# Written out and not bound: only so does the database use the index of what is pending.
_PENDING = text("outbox_delivery.status = 'PENDING'")

_WAITING = Prepared(
    select(
        outbox_delivery.c.position,
        outbox_delivery.c.recipient,
        func.length(outbox_message.c.payload),
    )
    .join(outbox_message, outbox_message.c.position == outbox_delivery.c.position)
    .where(_PENDING, outbox_delivery.c.priority == bindparam("of_priority"))
    .order_by(outbox_delivery.c.position, outbox_delivery.c.recipient)
    .limit(MAX_MESSAGES + _MAX_RECIPIENTS),
    ("of_priority",),
)
_BODIES = Prepared(
    select(
        outbox_message.c.position,
        outbox_message.c.message_id,
        outbox_message.c.kind,
        outbox_message.c.conversation_id,
        outbox_message.c.purpose,
        outbox_message.c.created_ms,
        outbox_message.c.not_after_ms,
        outbox_message.c.payload,
    )
    .where(
        outbox_message.c.position.between(bindparam("first"), bindparam("last")),
        outbox_message.c.priority == bindparam("of_priority"),
    )
    .order_by(outbox_message.c.position),
    ("first", "last", "of_priority"),
)
_KEEP = inserts(
    outbox_frame, "frame", "first_position", "last_position", "sealed_ms", "request", "content_keys"
)
_MARK_SEALED = Prepared(
    update(outbox_delivery)
    .where(
        outbox_delivery.c.position.between(bindparam("first"), bindparam("last")),
        outbox_delivery.c.priority == bindparam("of_priority"),
        _PENDING,
    )
    .values(status=text("'SEALED'"), frame=bindparam("in_frame"), changed_ms=bindparam("now_ms")),
    ("in_frame", "now_ms", "first", "last", "of_priority"),
)
_LINKS = Prepared(
    select(outbox_link.c.recipient, outbox_link.c.sequence, outbox_link.c.header_digest)
)
_INSERT_SPAN = inserts(outbox_span, "recipient", "first", "last", "frame")
_INSERT_LINK = inserts(outbox_link, "recipient", "sequence", "header_digest")
_UPDATE_LINK = Prepared(
    update(outbox_link)
    .where(outbox_link.c.recipient == bindparam("of"))
    .values(sequence=bindparam("at"), header_digest=bindparam("digest")),
    ("at", "digest", "of"),
)


class _Waiting(NamedTuple):
    position: int
    draft: Draft


class Sealer:
    """Makes frames; blocking, for one thread at a time."""

    def __init__(
        self,
        *,
        store: Store,
        clock: Clock,
        me: str,
        signer: Signer,
        region: TrustedRegion,
        random: Callable[[int], bytes],
        progress: Progress,
    ) -> None:
        """Takes this member's id and signing key."""
        self._store = store
        self._clock = clock
        self._me = me
        self._signer = signer
        self._region = region
        self._random = random
        self._progress = progress

    def next_open(self, after: int) -> Frame | None:
        """The first unanswered frame behind the numbered one."""
        with self._store.read() as tx:
            return next_open_frame(tx, after)

    def seal_next(self) -> Frame | None:
        """Seals what waits, most urgent first, up to one frame; None if nothing waits.

        What cannot be sealed ends as REFUSED with its code and holds nothing else up.

        Raises:
            UncheckableError: the signing key's token is away; everything waits.
        """
        with self._store.begin() as tx:
            for priority in _BY_URGENCY:
                while recipients := _recipients(tx, priority):
                    if frame := self._seal(tx, priority, recipients):
                        return frame
        return None

    def _seal(
        self, tx: Connection, priority: Priority, recipients: dict[int, list[str]]
    ) -> Frame | None:
        waiting = self._drafts(tx, priority, recipients)
        links = _load_links(tx)
        before = dict(links)
        try:
            sealed = self._seal_all(waiting, links)
        except UncheckableError:
            raise
        except AccordError:
            waiting = self._without_unsealable(tx, waiting)
            links = dict(before)
            sealed = self._seal_all(waiting, links) if waiting else []
        if not sealed:
            return None
        frame = self._keep(tx, priority, waiting, sealed)
        _save_links(tx, frame.number, before, links)
        return frame

    def _drafts(
        self, tx: Connection, priority: Priority, recipients: dict[int, list[str]]
    ) -> list[_Waiting]:
        rows = _BODIES.one(tx, min(recipients), max(recipients), int(priority))
        policy_version = self._region.policy.version
        return [
            _Waiting(
                position,
                Draft(
                    message_id=UUID(bytes=message_id),
                    recipients=tuple(recipients[position]),
                    kind=MessageKind(kind),
                    conversation_id=UUID(bytes=conversation_id),
                    created_ms=created_ms,
                    not_after_ms=not_after_ms,
                    priority=priority,
                    purpose=Purpose(purpose),
                    policy_version=policy_version,
                    payload=payload,
                ),
            )
            for (
                position,
                message_id,
                kind,
                conversation_id,
                purpose,
                created_ms,
                not_after_ms,
                payload,
            ) in rows.fetchall()
            if position in recipients
        ]

    def _seal_all(self, waiting: Sequence[_Waiting], links: dict[str, Link]) -> list[Sealed]:
        return seal(
            [one.draft for one in waiting],
            sender=self._me,
            signer=self._signer,
            directory=self._region.directory,
            links=links,
            random=self._random,
        )

    def _without_unsealable(self, tx: Connection, waiting: list[_Waiting]) -> list[_Waiting]:
        good: list[_Waiting] = []
        for one in waiting:
            try:
                self._seal_all([one], {})
            except UncheckableError:
                raise
            except AccordError as error:
                entry = Entry(one.position, one.draft.message_id, int(one.draft.kind), b"")
                self._progress.never_sealed(tx, entry, error.code)
            else:
                good.append(one)
        return good

    def _keep(
        self,
        tx: Connection,
        priority: Priority,
        waiting: Sequence[_Waiting],
        sealed: Sequence[Sealed],
    ) -> Frame:
        now_ms = self._clock.now_ms()
        first, last = waiting[0].position, waiting[-1].position
        request = SubmitRequest(envelopes=[one.envelope for one in sealed]).SerializeToString()
        number = next_number(tx, outbox_frame.c.frame)
        keys = b"".join(one.content_key for one in sealed)
        _KEEP.one(tx, number, first, last, now_ms, request, keys)
        _MARK_SEALED.one(tx, number, now_ms, first, last, int(priority))
        entries = (
            Entry(one.position, one.draft.message_id, int(one.draft.kind), envelope.header_digest)
            for one, envelope in zip(waiting, sealed, strict=True)
        )
        return Frame(number, request, tuple(entries))


_BY_URGENCY = (Priority.URGENT, Priority.ROUTINE)


def _recipients(tx: Connection, priority: Priority) -> dict[int, list[str]]:
    """The oldest waiting messages that fit one frame: recipients by position."""
    rows = _WAITING.one(tx, int(priority)).fetchall()
    found: dict[int, list[str]] = {}
    sizes: dict[int, int] = {}
    for position, recipient, size in rows:
        found.setdefault(position, []).append(recipient)
        sizes[position] = sizes.get(position, size + _OVERHEAD) + _OVERHEAD
    if len(rows) == MAX_MESSAGES + _MAX_RECIPIENTS:
        found.popitem()  # its recipients may be cut off
    chosen: dict[int, list[str]] = {}
    total = 0
    for position, recipients in found.items():
        total += sizes[position]
        if chosen and (total > MAX_BYTES or len(chosen) == MAX_MESSAGES):
            break
        chosen[position] = recipients
    return chosen


def _load_links(tx: Connection) -> dict[str, Link]:
    """The last header to each member there ever was a message to: a few dozen at most."""
    return {name: Link(sequence, digest) for name, sequence, digest in _LINKS.one(tx).fetchall()}


def _save_links(
    tx: Connection, frame: int, before: dict[str, Link], after: dict[str, Link]
) -> None:
    """Keeps the heads, and which numbers of each recipient the frame holds."""
    for recipient, link in after.items():
        was = before.get(recipient)
        if was is None:
            _INSERT_LINK.one(tx, recipient, link.sequence, link.header_digest)
        elif link != was:
            _UPDATE_LINK.one(tx, link.sequence, link.header_digest, recipient)
        else:
            continue
        first = was.sequence + 1 if was else 1
        _INSERT_SPAN.one(tx, recipient, first, link.sequence, frame)

"""The inbox's rows: what arrived, what was refused, and how far each sender has come."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, select, update

from accord.wire.exchange import EndReason
from accord.wire.header import Header
from node.exchange.links import Gap, SenderLink
from node.exchange.messages import InboxStatus
from node.exchange.tables import (
    inbox_fork,
    inbox_gap,
    inbox_link,
    inbox_message,
    inbox_rejected,
    inbox_state,
)
from node.store.bulk import Prepared, PreparedIn, inserts
from node.store.engine import next_number

_INSERT_MESSAGE = inserts(
    inbox_message,
    "position",
    "message_id",
    "sender",
    "kind",
    "conversation_id",
    "created_ms",
    "received_ms",
    "priority",
    "policy_version",
    "payload",
    "envelope",
    "hub_position",
    "accepted_ms",
    "leaf",
)
_INSERT_STATE = inserts(inbox_state, "position", "status", "changed_ms")
_INSERT_REJECTED = inserts(
    inbox_rejected, "number", "received_ms", "message_id", "code", "envelope"
)
_INSERT_GAP = inserts(
    inbox_gap, "sender", "first", "last", "noticed_ms", "before", "claimed", "reason", "code"
)
_INSERT_FORK = inserts(inbox_fork, "sender", "sequence", "noticed_ms")
_INSERT_LINK = inserts(inbox_link, "sender", "sequence", "header_digest")
_UPDATE_LINK = Prepared(
    update(inbox_link)
    .where(inbox_link.c.sender == bindparam("of"))
    .values(sequence=bindparam("at"), header_digest=bindparam("digest")),
    ("at", "digest", "of"),
)
_DELETE_GAPS = Prepared(delete(inbox_gap).where(inbox_gap.c.sender == bindparam("of")), ("of",))
_LINK = Prepared(
    select(inbox_link.c.sequence, inbox_link.c.header_digest).where(
        inbox_link.c.sender == bindparam("of")
    ),
    ("of",),
)
_OF_GAP = (
    inbox_gap.c.first,
    inbox_gap.c.last,
    inbox_gap.c.noticed_ms,
    inbox_gap.c.before,
    inbox_gap.c.claimed,
    inbox_gap.c.reason,
    inbox_gap.c.code,
)
_MISSING = Prepared(
    select(inbox_gap.c.sender, *_OF_GAP)
    .where(inbox_gap.c.reason.is_(None))
    .order_by(inbox_gap.c.sender, inbox_gap.c.first)
)
_GAPS = Prepared(
    select(*_OF_GAP).where(inbox_gap.c.sender == bindparam("of")).order_by(inbox_gap.c.first),
    ("of",),
)
_FORKS = Prepared(
    select(inbox_fork.c.sequence)
    .where(inbox_fork.c.sender == bindparam("of"))
    .order_by(inbox_fork.c.sequence),
    ("of",),
)
_KNOWN = PreparedIn(
    lambda ids: select(inbox_message.c.message_id).where(inbox_message.c.message_id.in_(ids))
)


_NOT_ACCEPTED = (None, None, None)


class Accepted(NamedTuple):
    """What the hub says of an envelope's receipt."""

    position: int
    made_ms: int
    leaf: int


class Opened(NamedTuple):
    """An envelope that was verified and opened."""

    header: Header
    header_digest: bytes
    payload: bytes
    envelope: bytes
    accepted: Accepted | None = None  # None where its sender repaired it


@dataclass(frozen=True, slots=True)
class Rejected:
    """An envelope that this node does not believe, and why."""

    message_id: UUID | None
    code: str
    envelope: bytes
    header: Header | None = None  # where its signature was good


def store_new(tx: Connection, arrived: Sequence[Opened], me: str, now_ms: int) -> int:
    """Stores those not seen before, and follows their senders' chains; how many were new."""
    seen = known(tx, [one.header.message_id.bytes for one in arrived])
    new: list[Opened] = []
    for one in arrived:
        if one.header.message_id.bytes not in seen:
            seen.add(one.header.message_id.bytes)
            new.append(one)
    if not new:
        return 0
    first = next_number(tx, inbox_message.c.position)
    _INSERT_MESSAGE.many(
        tx,
        [
            (
                position,
                one.header.message_id.bytes,
                one.header.sender,
                int(one.header.kind),
                one.header.conversation_id.bytes,
                one.header.created_ms,
                now_ms,
                int(one.header.priority),
                one.header.policy_version,
                one.payload,
                one.envelope,
                *(one.accepted or _NOT_ACCEPTED),
            )
            for position, one in enumerate(new, first)
        ],
    )
    received = InboxStatus.RECEIVED.value
    _INSERT_STATE.many(tx, [(first + n, received, now_ms) for n in range(len(new))])
    _follow(tx, new, me, now_ms)
    return len(new)


def store_rejected(tx: Connection, rejected: Sequence[Rejected], now_ms: int) -> None:
    """Keeps what was not believed, for whoever looks into it."""
    if not rejected:
        return
    first = next_number(tx, inbox_rejected.c.number)
    _INSERT_REJECTED.many(
        tx,
        [
            (
                number,
                now_ms,
                one.message_id.bytes if one.message_id else None,
                one.code,
                one.envelope,
            )
            for number, one in enumerate(rejected, first)
        ],
    )


def load_link(tx: Connection, sender: str) -> SenderLink:
    """What is known of a sender's chain."""
    head = _LINK.one(tx, sender).fetchone()
    if head is None:
        return SenderLink()
    sequence, digest = head
    gaps = tuple(_gap(row) for row in _GAPS.one(tx, sender).fetchall())
    forks = tuple(row[0] for row in _FORKS.one(tx, sender).fetchall())
    return SenderLink(sequence, digest, gaps, forks)


def save_links(
    tx: Connection,
    before: Mapping[str, SenderLink],
    after: Mapping[str, SenderLink],
    now_ms: int,
) -> None:
    """Keeps what has changed of some senders' chains."""
    for sender, link in after.items():
        was = before[sender]
        if was.sequence == 0:
            _INSERT_LINK.one(tx, sender, link.sequence, link.header_digest)
        elif link.sequence != was.sequence:
            _UPDATE_LINK.one(tx, link.sequence, link.header_digest, sender)
        if link.gaps != was.gaps:
            _DELETE_GAPS.one(tx, sender)
            _INSERT_GAP.many(tx, [(sender, *_row(gap)) for gap in link.gaps])
        new_forks = set(link.forks) - set(was.forks)
        _INSERT_FORK.many(tx, [(sender, sequence, now_ms) for sequence in sorted(new_forks)])


def missing(tx: Connection) -> dict[str, list[Gap]]:
    """Every sender's gaps that nothing explains, ascending."""
    found: dict[str, list[Gap]] = {}
    for sender, *row in _MISSING.one(tx).fetchall():
        found.setdefault(sender, []).append(_gap(row))
    return found


def known(tx: Connection, ids: Sequence[bytes]) -> set[bytes]:
    """Those of some message ids that have arrived before."""
    return {message_id for (message_id,) in _KNOWN.all(tx, ids)}


def _follow(tx: Connection, new: Iterable[Opened], me: str, now_ms: int) -> None:
    before: dict[str, SenderLink] = {}
    after: dict[str, SenderLink] = {}
    for one in new:
        sender, mine = one.header.sender, one.header.addressee(me)
        if mine is None:
            continue
        if sender not in before:
            before[sender] = after[sender] = load_link(tx, sender)
        after[sender] = after[sender].received(
            mine.sequence, mine.previous_header, one.header_digest, now_ms
        )
    save_links(tx, before, after, now_ms)


def _gap(row: Sequence[Any]) -> Gap:
    first, last, noticed_ms, before, claimed, reason, code = row
    why = EndReason(reason) if reason else None
    return Gap(first, last, noticed_ms, before or b"", claimed or b"", why, code or "")


def _row(gap: Gap) -> tuple[object, ...]:
    why = gap.reason.value if gap.reason else None
    edges = (gap.before or None, gap.claimed or None)
    return gap.first, gap.last, gap.noticed_ms, *edges, why, gap.code or None

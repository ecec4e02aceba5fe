"""Test messages to peers: whether each can be reached, told by the hub's own statements.

A probe travels as every message does, sealed and signed and by way of the outbox, and carries
nothing. What is kept of it is which was the last to each peer.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, delete, insert, select

from accord.dates import Clock
from accord.errors import PolicyError
from accord.trust.trusted import TrustedRegion
from accord.wire.kinds import MessageKind, Priority, Purpose
from node.exchange.ids import uuid7
from node.exchange.messages import DeliveryStatus, OutgoingMessage
from node.exchange.outbox import Outbox
from node.exchange.tables import outbox_answer, outbox_delivery, outbox_message, peer_probe

LASTS_MS = 3_600_000  # a peer that is away for longer is told of by the hub
_TAKEN = frozenset(
    {
        DeliveryStatus.ACCEPTED,
        DeliveryStatus.DELIVERED,
        DeliveryStatus.REJECTED,
        DeliveryStatus.UNDELIVERED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeView:
    """Where the last test message to a peer stands."""

    member: str
    status: DeliveryStatus | None = None  # none: no test message was ever sent to it
    sent_ms: int | None = None
    accepted_ms: int | None = None  # when the hub took it
    ended_ms: int | None = None
    round_trip_ms: int | None = None  # until the hub's report of delivery was here
    code: str = ""  # why it was refused, rejected or not delivered


class Probes:
    """Sends test messages and tells where they stand; in the caller's transaction."""

    def __init__(
        self,
        *,
        me: str,
        clock: Clock,
        region: Callable[[], TrustedRegion],
        outbox: Outbox,
        random: Callable[[int], bytes],
    ) -> None:
        self._me = me
        self._clock = clock
        self._region = region
        self._outbox = outbox
        self._random = random

    def send(self, tx: Connection, member: str = "") -> None:
        """Sends one to every active member, or to this one; none where one is still on its way.

        Raises:
            PolicyError: `probe.unknown_peer`, or `probe.not_permitted`.
        """
        peers = self.peers()
        if member and member not in peers:
            raise PolicyError(
                "probe.unknown_peer", "member: is no other active member; choose one of the list"
            )
        own = self._region().directory.member(self._me)
        if not MessageKind.PROBE.permitted(own.kinds):
            raise PolicyError(
                "probe.not_permitted",
                "the directory does not permit test messages to this member; ask the secretariat "
                "to add the kind 'probe'",
            )
        now_ms = self._clock.now_ms()
        under_way = {one.member for one in self.views(tx) if _under_way(one, now_ms)}
        due = [one for one in ((member,) if member else peers) if one not in under_way]
        # One message a peer: what the hub says of one must not depend on another.
        ids = self._outbox.enqueue_many(tx, [self._message(peer, now_ms) for peer in due])
        for peer, message_id in zip(due, ids, strict=True):
            tx.execute(delete(peer_probe).where(peer_probe.c.member == peer))
            tx.execute(insert(peer_probe).values(member=peer, message_id=message_id.bytes))

    def peers(self) -> tuple[str, ...]:
        """The other active members."""
        members = self._region().directory.members.values()
        return tuple(sorted(one.id for one in members if one.active and one.id != self._me))

    def views(self, tx: Connection) -> tuple[ProbeView, ...]:
        """The last to each active member, also where there was none."""
        return last_probes(tx, self.peers())

    def _message(self, peer: str, now_ms: int) -> OutgoingMessage:
        return OutgoingMessage(
            recipients=(peer,),
            kind=MessageKind.PROBE,
            payload=b"",
            conversation_id=uuid7(now_ms, self._random),
            priority=Priority.URGENT,
            purpose=Purpose.TEST,
            not_after_ms=now_ms + LASTS_MS,
        )


def last_probes(tx: Connection, peers: tuple[str, ...]) -> tuple[ProbeView, ...]:
    """Where the last test message to each of these stands."""
    delivery, message = outbox_delivery, outbox_message
    rows = tx.execute(
        select(
            peer_probe.c.member,
            message.c.created_ms,
            delivery.c.status,
            delivery.c.code,
            delivery.c.changed_ms,
            outbox_answer.c.received_ms,
        )
        .join(message, message.c.message_id == peer_probe.c.message_id)
        .join(
            delivery,
            and_(
                delivery.c.position == message.c.position,
                delivery.c.recipient == peer_probe.c.member,
            ),
        )
        .outerjoin(outbox_answer, outbox_answer.c.frame == delivery.c.frame)
    )
    found = {row.member: _view(row) for row in rows}
    return tuple(found.get(peer, ProbeView(member=peer)) for peer in peers)


def _view(row: Any) -> ProbeView:
    status = DeliveryStatus(row.status)
    delivered = status is DeliveryStatus.DELIVERED
    return ProbeView(
        member=row.member,
        status=status,
        sent_ms=row.created_ms,
        accepted_ms=row.received_ms if status in _TAKEN else None,
        ended_ms=row.changed_ms if status.final else None,
        round_trip_ms=row.changed_ms - row.created_ms if delivered else None,
        code=row.code or "",
    )


def _under_way(view: ProbeView, now_ms: int) -> bool:
    if view.status is None or view.sent_ms is None or view.status.final:
        return False
    return now_ms < view.sent_ms + LASTS_MS

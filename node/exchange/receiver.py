"""The receiver: verifies again what the hub delivers, opens it and makes it durable.

The hub is not believed: every envelope is checked against the directory as if it came from the
street. What fails is kept with its code and named to the hub as rejected; everything else of the
batch goes on.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from accord.crypto.keys import Opener
from accord.dates import Clock
from accord.trust.trusted import TrustedRegion
from accord.v1.relay_pb2 import CollectResponse, Delivery, Lane
from accord.wire.relay import Rejection, Statement
from node.exchange.gate import Gate
from node.exchange.inbox import Accepted, Opened, Rejected, store_new, store_rejected
from node.exchange.progress import Progress
from node.store.engine import Store


@dataclass(frozen=True, slots=True)
class LaneAcknowledgement:
    """Everything of a lane up to this position is durable here."""

    lane: "Lane.ValueType"
    up_to: int
    deliveries: int
    rejections: tuple[Rejection, ...]


def together(acknowledgements: Iterable[LaneAcknowledgement]) -> list[LaneAcknowledgement]:
    """The same in fewer: one for each lane, and one more for each that names rejections."""
    done: list[LaneAcknowledgement] = []
    open_: dict[Lane.ValueType, LaneAcknowledgement] = {}
    for one in acknowledgements:
        before = open_.pop(one.lane, None)
        deliveries = one.deliveries + (before.deliveries if before else 0)
        merged = replace(one, deliveries=deliveries)
        if one.rejections:
            done.append(merged)
        else:
            open_[one.lane] = merged
    return [*done, *open_.values()]


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of some delivered frames."""

    acknowledgements: tuple[LaneAcknowledgement, ...]
    new_messages: int
    rejection_codes: tuple[str, ...]


class Receiver:
    """Takes deliveries in; blocking, for one thread at a time."""

    def __init__(
        self,
        *,
        store: Store,
        clock: Clock,
        me: str,
        openers: Mapping[bytes, Opener],
        region: TrustedRegion,
        progress: Progress,
    ) -> None:
        """Takes this member's id and encryption keys by key id."""
        self._store = store
        self._clock = clock
        self._me = me
        self._gate = Gate(me=me, openers=openers, region=region)
        self._progress = progress

    def take(self, frames: Sequence[CollectResponse]) -> Taken:
        """Makes everything in the frames durable in one commit; only then may it be acknowledged.

        Raises:
            VerificationError: the hub's own statement is not signed by the hub.
        """
        now_ms = self._clock.now_ms()
        batch = _Batch()
        for frame in frames:
            for delivery in frame.deliveries:
                self._sort(frame.lane, delivery, batch, now_ms)
        with self._store.begin() as tx:
            new = store_new(tx, batch.opened, self._me, now_ms)
            store_rejected(tx, [one for _, one in batch.rejected], now_ms)
            self._progress.reported(tx, batch.statements)
        return Taken(batch.acknowledgements(), new, tuple(one.code for _, one in batch.rejected))

    def _sort(
        self, lane: "Lane.ValueType", delivery: Delivery, batch: "_Batch", now_ms: int
    ) -> None:
        batch.arrived(lane, delivery.position)
        if delivery.HasField("statement"):
            statement = self._progress.verified(delivery.statement)
            batch.statements.append((delivery.statement.SerializeToString(), statement))
            return
        match self._gate.examine(delivery.envelope, now_ms):
            case Rejected() as rejected:
                batch.rejected.append((lane, rejected))
            case opened:
                at_ms = delivery.accepted_ms
                accepted = Accepted(delivery.position, at_ms, delivery.leaf) if at_ms else None
                batch.opened.append(opened._replace(accepted=accepted))


class _Batch:
    """Deliveries sorted by what they turned out to be."""

    def __init__(self) -> None:
        self.opened: list[Opened] = []
        self.rejected: list[tuple[Lane.ValueType, Rejected]] = []
        self.statements: list[tuple[bytes, Statement]] = []
        self._up_to: dict[Lane.ValueType, int] = {}
        self._counts: dict[Lane.ValueType, int] = {}

    def arrived(self, lane: "Lane.ValueType", position: int) -> None:
        self._up_to[lane] = max(position, self._up_to.get(lane, 0))
        self._counts[lane] = self._counts.get(lane, 0) + 1

    def acknowledgements(self) -> tuple[LaneAcknowledgement, ...]:
        return tuple(
            LaneAcknowledgement(
                lane,
                up_to,
                self._counts[lane],
                tuple(
                    Rejection(one.message_id, one.code)
                    for rejected_in, one in self.rejected
                    if rejected_in == lane and one.message_id is not None
                ),
            )
            for lane, up_to in self._up_to.items()
        )

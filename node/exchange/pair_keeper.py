"""The keeper of pairs: tells each peer our counters when it is time, and repairs what they lack."""

import asyncio
from collections.abc import Callable, Sequence

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from accord.dates import Clock
from accord.errors import AccordError
from accord.trust.trusted import TrustedRegion
from accord.wire.exchange import ExchangeCounters, ExchangeRepair, MissingRange
from accord.wire.kinds import MessageKind, Priority, Purpose
from accord.wire.payload import encode_payload
from node.exchange.archive import last_sent, sealed_by
from node.exchange.contact import Line
from node.exchange.ids import uuid7
from node.exchange.inbox import load_link, missing
from node.exchange.messages import OutgoingMessage
from node.exchange.outbox import Outbox
from node.exchange.pair_rules import Pace, counters_due, repair_due, settled
from node.exchange.pairs import PairState, load_pairs, save_pair
from node.exchange.repairs import repairs
from node.store.engine import Store

Checkpoint = Callable[[Connection], bytes]

_VALID_MS = 24 * 3600 * 1000  # later counters say more, and a repair is made again when asked for
_REPAIRED = "exchange.pair_repaired"
_UNSEEN = "exchange.pairs_unseen"
_LOG = structlog.get_logger("accord.node.exchange")


class PairKeeper:
    """Looks at every pair that ever spoke; blocking except for `run`."""

    def __init__(
        self,
        *,
        me: str,
        clock: Clock,
        store: Store,
        region: TrustedRegion,
        outbox: Outbox,
        random: Callable[[int], bytes],
        line: Callable[[], Line],
        checkpoint: Checkpoint = lambda _tx: b"",
        may_send: Callable[[], bool] = lambda: True,
        pace: Pace | None = None,
    ) -> None:
        """Takes how the line stands, and what gives the newest checkpoint seen.

        While `may_send` says no, nothing is left in the outbox either.
        """
        self._me = me
        self._clock = clock
        self._store = store
        self._region = region
        self._outbox = outbox
        self._random = random
        self._line = line
        self._checkpoint = checkpoint
        self._may_send = may_send
        self._pace = pace or Pace()

    async def run(self) -> None:
        """Looks at the pairs until cancelled."""
        while True:
            try:
                await asyncio.to_thread(self.look)
            except OperationalError:
                _LOG.warning(_UNSEEN, code="store.unavailable")
            except AccordError as error:  # what cannot be said to one peer must stop nothing else
                _LOG.warning(_UNSEEN, code=error.code)
            await asyncio.sleep(self._pace.look_ms / 1000)

    def look(self) -> None:
        """Leaves in the outbox whatever is due to any peer; nothing while there is no line."""
        line = self._line()
        if not line.connected or not self._may_send():
            return
        now_ms = self._clock.now_ms()
        with self._store.read() as tx:
            states = {one: state for one, state in load_pairs(tx).items() if self._may_hear(one)}
            gaps = missing(tx)
            made = {
                member: repairs(tx, member, state.theirs.missing)
                for member, state in states.items()
                if state.theirs is not None
                and repair_due(state.heard_ms, state.served_ms, state.theirs, now_ms, self._pace)
            }
            unheard = {one for one, state in states.items() if self._unheard(tx, one, state)}
        due = {
            member: lacked
            for member, state in states.items()
            if counters_due(
                state.told,
                lacked := settled(gaps.get(member, ()), now_ms, self._pace),
                line.since_ms,
                now_ms,
                self._pace,
                unheard=member in unheard,
            )
        }
        if not due and not made:
            return
        with self._store.begin() as tx:
            for member, given in made.items():
                self._repair(tx, member, given, now_ms)
            for member, lacked in due.items():
                self._say(tx, member, lacked, now_ms)

    def _unheard(self, tx: Connection, member: str, state: PairState) -> bool:
        """Whether the peer's counters, newer than our last, lack what had time to arrive.

        It cannot know of numbers behind the last that it received; our counters tell it.
        """
        if state.said_ms is None or state.theirs is None or state.heard_ms is None:
            return False
        if state.heard_ms <= state.said_ms:
            return False
        had_time_ms = state.heard_ms - self._pace.settle_ms
        return state.theirs.received < sealed_by(tx, member, had_time_ms)

    def _may_hear(self, member: str) -> bool:
        known = self._region.directory.members.get(member)
        return known is not None and known.active and member != self._me

    def _say(
        self, tx: Connection, member: str, lacked: tuple[MissingRange, ...], now_ms: int
    ) -> None:
        sent, sent_header = last_sent(tx, member)
        link = load_link(tx, member)
        counters = ExchangeCounters(
            sent=sent,
            sent_header=sent_header,
            received=link.sequence,
            received_header=link.header_digest,
            missing=lacked,
            checkpoint=self._checkpoint(tx),
        )
        payload = encode_payload(MessageKind.EXCHANGE_COUNTERS, counters)
        self._send(tx, member, MessageKind.EXCHANGE_COUNTERS, payload, now_ms)
        save_pair(tx, member, said=payload, said_ms=now_ms)

    def _repair(
        self, tx: Connection, member: str, made: Sequence[ExchangeRepair], now_ms: int
    ) -> None:
        for one in made:
            payload = encode_payload(MessageKind.EXCHANGE_REPAIR, one)
            self._send(tx, member, MessageKind.EXCHANGE_REPAIR, payload, now_ms)
        save_pair(tx, member, served_ms=now_ms)
        _LOG.info(_REPAIRED, member=member, count=sum(len(one.envelopes) for one in made))

    def _send(
        self, tx: Connection, member: str, kind: MessageKind, payload: bytes, now_ms: int
    ) -> None:
        message = OutgoingMessage(
            recipients=(member,),
            kind=kind,
            payload=payload,
            conversation_id=uuid7(now_ms, self._random),
            priority=Priority.ROUTINE,
            purpose=Purpose.EXCHANGE,
            not_after_ms=now_ms + _VALID_MS,
        )
        self._outbox.enqueue(tx, message)

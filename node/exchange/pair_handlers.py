"""What a node does with the counters and the repairs of its peers."""

from collections.abc import Callable, Mapping

from sqlalchemy import Connection, select

from accord.dates import Clock
from accord.envelope import parse
from accord.errors import FormatError
from accord.wire.exchange import EndReason, ExchangeCounters, ExchangeRepair
from accord.wire.header import decode_header
from accord.wire.kinds import MessageKind
from accord.wire.payload import decode_payload
from node.exchange.archive import header_digest, last_sent
from node.exchange.gate import Gate
from node.exchange.inbox import (
    Opened,
    Rejected,
    known,
    load_link,
    save_links,
    store_new,
    store_rejected,
)
from node.exchange.links import SenderLink
from node.exchange.messages import Handler, IncomingMessage
from node.exchange.pair_rules import REPAIR_UNFOUNDED, Finding, Ours, compare
from node.exchange.pairs import load_pair, save_findings, save_pair
from node.exchange.tables import inbox_message

OnCheckpoint = Callable[[Connection, str, bytes], None]

_UNFOUNDED = {"repair.other_sender", "repair.not_missing", "envelope.misaddressed"}


class CountersHandler:
    """Compares a peer's counters with ours and keeps them; what is due follows from them."""

    def __init__(self, *, me: str, clock: Clock, on_checkpoint: OnCheckpoint) -> None:
        """Takes who looks at checkpoints: called in the transaction, with sender and note."""
        self._me = me
        self._clock = clock
        self._on_checkpoint = on_checkpoint

    def handle(self, tx: Connection, message: IncomingMessage) -> None:
        """Late counters bring their checkpoint and nothing else: newer ones have been compared.

        Raises:
            FormatError: the payload is not counters.
        """
        theirs = decode_payload(message.kind, message.payload)
        if not isinstance(theirs, ExchangeCounters):
            raise FormatError("pair.counters", "the payload is not counters")
        if theirs.checkpoint:
            self._on_checkpoint(tx, message.sender, theirs.checkpoint)
        before = load_pair(tx, message.sender)
        if before.theirs_ms is not None and message.created_ms <= before.theirs_ms:
            return
        now_ms = self._clock.now_ms()
        findings = compare(theirs, before.theirs, self._ours(tx, message))
        save_findings(tx, message.sender, findings, now_ms)
        save_pair(
            tx,
            message.sender,
            theirs=message.payload,
            theirs_ms=message.created_ms,
            heard_ms=now_ms,
        )

    def _ours(self, tx: Connection, message: IncomingMessage) -> Ours:
        envelope = tx.execute(
            select(inbox_message.c.envelope).where(
                inbox_message.c.message_id == message.message_id.bytes
            )
        ).scalar_one()
        mine = decode_header(parse(bytes(envelope)).header).addressee(self._me)
        if mine is None:
            raise FormatError("pair.addressee", "the counters are addressed to somebody else")
        sender = message.sender
        sent, digest = last_sent(tx, sender)
        return Ours(
            sent=sent,
            sent_header=lambda at: digest if at == sent else header_digest(tx, sender, at),
            sequence=mine.sequence,
            previous_header=mine.previous_header,
            reused=mine.sequence in load_link(tx, sender).forks,
        )


class RepairHandler:
    """Takes in what was lost, by the same gate as everything else, and explains what stays lost.

    A handler runs for a message that was repaired after its not-after as for any other: the
    sender's last word is that it was delivered or is on its way, and both ends must act alike.
    """

    def __init__(self, *, me: str, clock: Clock, gate: Gate) -> None:
        """Takes the gate that delivered envelopes pass too."""
        self._me = me
        self._clock = clock
        self._gate = gate

    def handle(self, tx: Connection, message: IncomingMessage) -> None:
        """Stores the envelopes that its sender owed us; they are dispatched next.

        Raises:
            FormatError: the payload is not a repair.
        """
        repair = decode_payload(message.kind, message.payload)
        if not isinstance(repair, ExchangeRepair):
            raise FormatError("pair.repair", "the payload is not a repair")
        sender, now_ms = message.sender, self._clock.now_ms()
        owed = load_link(tx, sender)
        opened: list[Opened] = []
        rejected: list[Rejected] = []
        for envelope in repair.envelopes:
            match self._examine(tx, envelope, sender, owed, now_ms):
                case Rejected() as one:
                    rejected.append(one)
                case found:
                    opened.append(found)
        store_new(tx, opened, self._me, now_ms)
        store_rejected(tx, rejected, now_ms)
        if any(one.header is None or one.code in _UNFOUNDED for one in rejected):
            save_findings(tx, sender, [Finding(REPAIR_UNFOUNDED, 0)], now_ms)
        before = after = load_link(tx, sender)
        for one in rejected:
            if (number := self._number(one, sender)) is not None:
                after = after.explained(number, number, EndReason.REJECTED, one.code)
        for why in repair.explanations:
            after = after.explained(why.first, why.last, why.reason, why.code)
        if after != before:
            save_links(tx, {sender: before}, {sender: after}, now_ms)

    def _examine(
        self, tx: Connection, envelope: bytes, sender: str, owed: SenderLink, now_ms: int
    ) -> Opened | Rejected:
        found = self._gate.examine(envelope, now_ms)
        if isinstance(found, Rejected):
            return found
        header = found.header
        mine = header.addressee(self._me)
        if header.sender != sender:
            code = "repair.other_sender"
        elif mine is not None and owed.lacks(mine.sequence):
            return found
        elif known(tx, [header.message_id.bytes]):
            return found  # it came by itself meanwhile, and has its one effect
        else:
            code = "repair.not_missing"
        return Rejected(header.message_id, code, envelope, header)

    def _number(self, one: Rejected, sender: str) -> int | None:
        """The number under which the sender itself sealed what is not believed."""
        if one.header is None or one.header.sender != sender:
            return None
        mine = one.header.addressee(self._me)
        return mine.sequence if mine else None


def pair_handlers(
    *,
    me: str,
    clock: Clock,
    gate: Gate,
    on_checkpoint: OnCheckpoint = lambda _tx, _sender, _note: None,
) -> Mapping[MessageKind, Handler]:
    """The handlers of the exchange's own messages."""
    return {
        MessageKind.EXCHANGE_COUNTERS: CountersHandler(
            me=me, clock=clock, on_checkpoint=on_checkpoint
        ),
        MessageKind.EXCHANGE_REPAIR: RepairHandler(me=me, clock=clock, gate=gate),
    }

"""Two ends of a pair without a line: what one seals, a test carries to the other as it likes."""

from collections.abc import Callable, Sequence
from hashlib import sha256
from random import Random

from exchange_messages import probe
from exchanges import TRACE, Recording
from stores import open_store

from accord.crypto.batch import STATEMENTS, sign_root
from accord.envelope import parse
from accord.testing.clock import ManualClock
from accord.testing.region import build_region
from accord.trust.trusted import TrustedRegion
from accord.v1 import relay_pb2 as pb
from accord.wire.header import decode_header
from accord.wire.kinds import MessageKind, Priority
from accord.wire.relay import Receipt, Refusal, Statement, encode_statement
from node.exchange.contact import Line
from node.exchange.dispatcher import Dispatcher, NoEffect
from node.exchange.gate import Gate
from node.exchange.inbox import load_link
from node.exchange.links import SenderLink
from node.exchange.outbox import Outbox
from node.exchange.pair_handlers import pair_handlers
from node.exchange.pair_keeper import PairKeeper
from node.exchange.pair_reading import pair_views
from node.exchange.pair_views import PairView
from node.exchange.progress import Answered, Progress
from node.exchange.receiver import Receiver
from node.exchange.sealer import Sealer

NOW = ManualClock().now_ms()
REGION = build_region(now_ms=NOW, random=Random(7).randbytes)
TRUSTED = REGION.trusted(NOW)

Refuse = Callable[[bytes], str | None]


class End:
    """One member's exchange, step by step and in memory."""

    def __init__(
        self, name: str, clock: ManualClock, seed: int, trusted: TrustedRegion = TRUSTED
    ) -> None:
        keys = REGION.members[name]
        random = Random(seed).randbytes
        openers = {keys.encryption.key_id: keys.encryption}
        self.name = name
        self.clock = clock
        self.store = open_store("sqlite://")
        self.recording = Recording()
        self.connected = True
        self.may_send = True
        self.contact_ms = clock.now_ms()
        self.notes: list[tuple[str, bytes]] = []
        self.note = b""
        self.failures: list[str] = []  # codes of messages whose handler failed
        self.outbox = Outbox(clock=clock, random=random, wake=lambda: None)
        self.progress = Progress(
            store=self.store, clock=clock, hub=trusted.directory.hub, listener=None
        )
        self.sealer = Sealer(
            store=self.store,
            clock=clock,
            me=name,
            signer=keys.signing,
            region=trusted,
            random=random,
            progress=self.progress,
        )
        self.receiver = Receiver(
            store=self.store,
            clock=clock,
            me=name,
            openers=openers,
            region=trusted,
            progress=self.progress,
        )
        self.dispatcher = Dispatcher(
            store=self.store,
            clock=clock,
            handlers={
                MessageKind.PROBE: NoEffect(),
                TRACE: self.recording,
                **pair_handlers(
                    me=name,
                    clock=clock,
                    gate=Gate(me=name, openers=openers, region=trusted),
                    on_checkpoint=lambda _tx, sender, note: self.notes.append((sender, note)),
                ),
            },
        )
        self.keeper = PairKeeper(
            me=name,
            clock=clock,
            store=self.store,
            region=trusted,
            outbox=self.outbox,
            random=random,
            line=self._line,
            checkpoint=lambda _tx: self.note,
            may_send=lambda: self.may_send,
        )

    def _line(self) -> Line:
        return Line(
            connected=self.connected,
            since_ms=self.contact_ms,
            last_heard_ms=None,
            fault=None,
            fault_text=None,
            received=0,
            refused=0,
            rejected=0,
            failed=0,
        )

    def write(self, *recipients: str, payload: bytes = b"x", urgent: bool = False) -> None:
        """Leaves a message in the outbox."""
        priority = Priority.URGENT if urgent else Priority.ROUTINE
        with self.store.begin() as tx:
            self.outbox.enqueue(
                tx, probe(*recipients, payload=payload, kind=TRACE, priority=priority)
            )

    def post(self, refuse: Refuse = lambda _envelope: None) -> list[bytes]:
        """Seals what waits and has the hub answer it; the envelopes that the hub took."""
        taken: list[bytes] = []
        while frame := self.sealer.seal_next():
            statements = []
            for envelope in pb.SubmitRequest.FromString(frame.request).envelopes:
                statements.append(self._answer(envelope, refuse(envelope)))
                if refuse(envelope) is None:
                    taken.append(envelope)
            key = REGION.hub_key
            response = pb.SubmitResponse(
                results=[pb.SubmitResult(statement=one) for one in statements],
                signature=pb.StatementSignature(
                    key_id=key.key_id, signature=sign_root(STATEMENTS, statements, key)
                ),
            )
            self.progress.answered([Answered(frame, response)])
        return taken

    def _answer(self, envelope: bytes, code: str | None) -> bytes:
        parsed = parse(envelope)
        body = (
            Refusal(None, sha256(envelope).digest(), code, "no")
            if code
            else Receipt(decode_header(parsed.header).message_id, parsed.header_digest, 1)
        )
        return encode_statement(Statement("hub", self.clock.now_ms(), 0, body))

    def take(self, envelopes: Sequence[bytes]) -> None:
        """Receives and dispatches, as after one frame of the hub."""
        deliveries = [
            pb.Delivery(position=number, envelope=one) for number, one in enumerate(envelopes, 1)
        ]
        self.receiver.take([pb.CollectResponse(lane=pb.LANE_ROUTINE, deliveries=deliveries)])
        more = True
        while more:
            done = self.dispatcher.dispatch_next()
            more = done.more
            self.failures += done.failures

    def link(self, sender: str) -> SenderLink:
        with self.store.read() as tx:
            return load_link(tx, sender)

    def pair(self, member: str) -> PairView:
        with self.store.read() as tx:
            return {view.member: view for view in pair_views(tx)}[member]

    def codes(self, member: str) -> set[str]:
        """What does not add up with a member."""
        return {one.code for one in self.pair(member).findings}

    def payloads(self) -> list[bytes]:
        """What the application was given."""
        return [one.payload for one in self.recording.seen]

    def close(self) -> None:
        self.store.close()


def talk(one: End, other: End) -> int:
    """Carries everything both ways until nobody has anything to say; how many envelopes."""
    carried = 0
    while True:
        for end in (one, other):
            end.keeper.look()
        there, back = one.post(), other.post()
        if not there and not back:
            return carried
        carried += len(there) + len(back)
        other.take(there)
        one.take(back)


def contact(one: End, other: End) -> int:
    """A new session of both with the hub, and all that follows at once."""
    for end in (one, other):
        end.contact_ms = end.clock.now_ms()
    return talk(one, other)


def kinds(envelopes: Sequence[bytes]) -> list[MessageKind]:
    """What some envelopes carry."""
    return [decode_header(parse(one).header).kind for one in envelopes]

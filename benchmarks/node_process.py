"""A node under measurement: its real store and exchange, and a handler that looks at the clock.

The messages are trace comments, not probes, so that sender and recipient do for each of them what
they do for casework: status changes reach a listener, arrivals reach a handler, each in its
transaction. The payload begins with the time of submission.
"""

import argparse
import asyncio
import os
import signal
import struct
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from uuid import UUID, uuid4

import uvloop
from sqlalchemy import Connection

from accord.crypto.keyfile import load_encryption_key, load_signing_key
from accord.trust.trusted import refresh
from accord.wire.kinds import MessageKind, Priority, Purpose
from benchmarks.latency import summary
from benchmarks.load import FRAME, Load
from benchmarks.process import write_json
from node.clock import WallClock
from node.exchange.exchange import Exchange, Identity
from node.exchange.hub_client import HubClient
from node.exchange.messages import DeliveryStatus, IncomingMessage, OutgoingMessage
from node.exchange.outbox import Outbox
from node.exchange.wake import Wake
from node.main import collect_rarely
from node.store.engine import Store, open_engine, sqlite_url
from node.store.migrate import migrate
from node.tls import channel_credentials
from node.trust import published

CONTENT = 1024
BACKLOG = 8 * FRAME  # messages submitted and not yet receipted, at full load
DAY_MS = 24 * 3600 * 1000
KIND = MessageKind.TRACE_COMMENT
TIME = struct.Struct(">d")


class Receipts:
    """When each message was submitted, and how long its receipt took."""

    def __init__(self) -> None:
        self.submitted: dict[UUID, float] = {}
        self.latencies: list[float] = []
        self.bad = 0

    def on_status(
        self,
        tx: Connection,
        message_id: UUID,
        recipient: str,
        status: DeliveryStatus,
        code: str | None,
    ) -> None:
        """Notes the first status of each message."""
        if code is not None:
            self.bad += 1
        if (moment := self.submitted.pop(message_id, None)) is not None:
            self.latencies.append(time.monotonic() - moment)


class Arrivals:
    """How long each message took to be opened and stored here."""

    def __init__(self) -> None:
        self.latencies: list[float] = []
        self.first = self.last = 0.0

    def handle(self, tx: Connection, message: IncomingMessage) -> None:
        """Looks at the clock; the message was committed before."""
        (moment,) = TIME.unpack_from(message.payload)
        self.last = time.monotonic()
        self.first = self.first or moment
        self.latencies.append(self.last - moment)


class Node:
    """Store, outbox and exchange of one member, from a folder that a region was written to."""

    def __init__(self, region: Path, member: str, receipts: Receipts, arrivals: Arrivals) -> None:
        folder, clock, wake = region / member, WallClock(), Wake()
        keys = folder / "keys"
        root = (region / "root.json").read_bytes()
        trusted = refresh(root, None, published(region / "trust"), clock.now_ms())
        encryption = load_encryption_key((keys / "encryption.key").read_bytes())
        self.store = Store(open_engine(sqlite_url(folder / "node.sqlite")))
        migrate(self.store)
        self.outbox = Outbox(clock=clock, random=os.urandom, wake=wake.set)
        self.now_ms = clock.now_ms
        self.exchange = Exchange(
            store=self.store,
            clock=clock,
            region=trusted,
            identity=Identity(
                member=member,
                signer=load_signing_key((keys / "signing.key").read_bytes()),
                openers={encryption.key_id: encryption},
            ),
            hub=HubClient(
                address=(region / "hub.address").read_text,
                credentials=channel_credentials(
                    hub_certificates=trusted.directory.hub.tls_certificates,
                    tls_key=(keys / "tls.key").read_bytes(),
                    tls_certificate=(keys / "tls.pem").read_bytes(),
                ),
            ),
            handlers={KIND: arrivals},
            listener=receipts,
            random=os.urandom,
            wake=wake,
        )

    def submit(self, moments: list[float], content: bytes, receipts: Receipts) -> None:
        """Leaves one message for each moment in the outbox, durably."""
        now_ms = self.now_ms()
        messages = [
            OutgoingMessage(
                recipients=("XB",),
                kind=KIND,
                payload=TIME.pack(moment) + content[TIME.size :],
                conversation_id=uuid4(),
                priority=Priority.ROUTINE,
                purpose=Purpose.TRACING,
                not_after_ms=now_ms + DAY_MS,
            )
            for moment in moments
        ]
        with self.store.begin() as tx:
            ids = self.outbox.enqueue_many(tx, messages)
            receipts.submitted.update(zip(ids, moments, strict=True))


async def until(done: Callable[[], bool], every: float = 0.02) -> None:
    """Polls, because a wake-up for each message would be measured too."""
    while not done():  # noqa: ASYNC110 - see above
        await asyncio.sleep(every)


async def send(node: Node, folder: Path, load: Load, receipts: Receipts) -> None:
    """Offers the load; done once every message has its receipt."""
    content = os.urandom(CONTENT)
    sent = 0
    async for moments in load.batches():
        if not load.rate:
            await until(lambda: sent - len(receipts.latencies) <= BACKLOG, 0.002)  # noqa: B023 - awaited
        at_once = [time.monotonic()] * len(moments) if not load.rate else list(moments)
        await asyncio.to_thread(node.submit, at_once, content, receipts)
        sent += len(moments)
    await until(lambda: len(receipts.latencies) >= load.messages)
    write_json(
        folder / "sender.json", {"receipt": summary(receipts.latencies), "bad": receipts.bad}
    )


async def receive(folder: Path, messages: int, arrivals: Arrivals) -> None:
    """Done once every message has arrived."""
    await until(lambda: len(arrivals.latencies) >= messages)
    document: Mapping[str, object] = {
        "delivery": summary(arrivals.latencies),
        "seconds": arrivals.last - arrivals.first,
        "messages": len(arrivals.latencies),
    }
    write_json(folder / "recipient.json", dict(document))


async def run(role: str, folder: Path, load: Load) -> None:
    """One node until SIGTERM."""
    receipts, arrivals = Receipts(), Arrivals()
    node = Node(folder / "region", "XA" if role == "sender" else "XB", receipts, arrivals)
    exchange = asyncio.create_task(node.exchange.run())
    await until(lambda: node.exchange.line().connected)
    write_json(folder / f"{role}.ready.json", {})
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    if role == "sender":
        await send(node, folder, load, receipts)
    else:
        await receive(folder, load.messages, arrivals)
    await stop.wait()
    exchange.cancel()
    await asyncio.gather(exchange, return_exceptions=True)
    node.store.close()


def main() -> None:
    """The sending or the receiving process."""
    parser = argparse.ArgumentParser()
    parser.add_argument("role", choices=["sender", "recipient"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--messages", type=int, required=True)
    parser.add_argument("--rate", type=float, default=0)
    given = parser.parse_args()
    collect_rarely()
    uvloop.run(run(given.role, given.folder, Load(given.messages, given.rate)))


if __name__ == "__main__":
    main()

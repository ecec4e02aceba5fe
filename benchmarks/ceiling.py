"""The ceiling: the same cryptography, streams and commits as Accord's, with no logic at all.

Three processes. The sender seals 1 KiB contents, signs a tree of up to 64 headers and streams the
frame, each header with the path by which it stands alone; the hub checks each, commits the frame,
signs a receipt for it and forwards it; the recipient checks each again, opens every content and
commits. With `--durable` sender and recipient also commit each frame to SQLite, as nodes must;
without it only the hub does, like the skeleton that Accord grew from.

The primitives are those of `accord.crypto`. There are no protobuf messages, no admission, no
mailboxes, no duplicates, no status of anything, no casework.
"""

import argparse
import asyncio
import marshal
import os
import signal
import sqlite3
import struct
import time
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import grpc
import uvloop

from accord.crypto.batch import (
    HEADERS,
    STATEMENTS,
    BatchSignature,
    BatchVerifier,
    sign_batch,
    sign_root,
    verify_root,
)
from accord.crypto.content import (
    SealedContent,
    open_content,
    seal_content,
    unwrap,
    wrap,
    wrap_key_for,
)
from accord.crypto.keys import EncryptionKey, SigningKey
from benchmarks.latency import summary
from benchmarks.load import IN_FLIGHT, Load
from benchmarks.process import write_json

CONTENT = 1024
# id, wrapped key, digest of the body, commitment, digest of the header before, time of submission
HEADER = struct.Struct(">16s48s32s32s32sd")
SIGNATURE = 64
SIGNING = SigningKey(sha256(b"sign").digest())
OPENING = EncryptionKey(sha256(b"open").digest())
HUB = SigningKey(sha256(b"hub").digest())
SUBMIT, COLLECT = "/bare.Relay/Submit", "/bare.Relay/Collect"
Stream = grpc.aio.StreamStreamMultiCallable[bytes, bytes]
OPTIONS = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]


class Store:
    """One table, one commit a frame, in a thread of its own."""

    def __init__(self, path: Path) -> None:
        """Keeps its table in this file."""
        self._thread = ThreadPoolExecutor(1)
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")
        self._db.execute("CREATE TABLE item (id BLOB PRIMARY KEY, body BLOB) WITHOUT ROWID")

    def _write(self, items: Sequence[bytes]) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        self._db.executemany("INSERT INTO item VALUES (?, ?)", [(one[:16], one) for one in items])
        self._db.execute("COMMIT")

    async def commit(self, items: Sequence[bytes]) -> None:
        """Returns when the items are durable."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._write, items)


def new_id() -> bytes:
    """A message id that grows with time, as UUIDv7 does."""
    return (time.time_ns() // 1000).to_bytes(8, "big") + os.urandom(8)


@dataclass(frozen=True, slots=True)
class Frame:
    """What goes over a stream: one signature, one ephemeral key, items and their paths."""

    signature: bytes
    ephemeral: bytes
    items: list[bytes]  # header and body
    paths: list[tuple[bytes, ...]]

    def dump(self) -> bytes:
        """The frame's bytes."""
        return marshal.dumps((self.signature, self.ephemeral, self.items, self.paths))


def load(data: bytes) -> Frame:
    """The frame in these bytes, which come from the process next door."""
    return Frame(*marshal.loads(data))  # noqa: S302 - a benchmark on loopback


def seal_frame(submitted: Sequence[float], content: bytes) -> Frame:
    """A frame of sealed contents behind one signature."""
    ephemeral = EncryptionKey(os.urandom(32))
    shared = ephemeral.agree(OPENING.public)
    wrap_key = wrap_key_for(shared, ephemeral.public, OPENING.public)
    headers, bodies, before = [], [], bytes(32)
    for moment in submitted:
        key, name = os.urandom(32), new_id()
        sealed = seal_content(content, key, name)
        digest = sha256(sealed.ciphertext).digest()
        wrapped = wrap(key, wrap_key, name, name)
        header = HEADER.pack(name, wrapped, digest, sealed.commitment, before, moment)
        before = sha256(header).digest()
        headers.append(header)
        bodies.append(sealed.ciphertext)
    signatures = sign_batch(HEADERS, headers, SIGNING)
    items = [header + body for header, body in zip(headers, bodies, strict=True)]
    paths = [one.path for one in signatures]
    return Frame(signatures[0].signature, ephemeral.public, items, paths)


def check_frame(frame: Frame, verifier: BatchVerifier) -> list[bytes]:
    """The digests of the headers, every signature and every body checked."""
    digests, size = [], len(frame.items)
    for index, (item, path) in enumerate(zip(frame.items, frame.paths, strict=True)):
        header = item[: HEADER.size]
        signature = BatchSignature(SIGNING.key_id, frame.signature, index, size, path)
        verifier.verify(HEADERS, header, signature, SIGNING.public)
        if sha256(item[HEADER.size :]).digest() != HEADER.unpack(header)[2]:
            raise ValueError("a body is not what was signed")
        digests.append(sha256(header).digest())
    return digests


def open_frame(frame: Frame, verifier: BatchVerifier) -> None:
    """Checks the frame and opens every content."""
    check_frame(frame, verifier)
    shared = OPENING.agree(frame.ephemeral)
    wrap_key = wrap_key_for(shared, frame.ephemeral, OPENING.public)
    for item in frame.items:
        name, wrapped, _, commitment, _, _ = HEADER.unpack_from(item)
        key = unwrap(wrapped, wrap_key, name, name)
        open_content(SealedContent(item[HEADER.size :], commitment), key, name)


def moments(frame: Frame) -> list[float]:
    """When each item was submitted."""
    return [HEADER.unpack_from(item)[5] for item in frame.items]


@dataclass
class Hub:
    """Commits every frame and hands it on."""

    store: Store
    verifier: BatchVerifier = field(default_factory=BatchVerifier)
    mailbox: asyncio.Queue[bytes] = field(default_factory=lambda: asyncio.Queue(IN_FLIGHT * 2))

    async def submit(self, frames: AsyncIterator[bytes], _context: object) -> AsyncIterator[bytes]:
        """Answers each frame once it is durable."""
        async for data in frames:
            frame = load(data)
            digests = await asyncio.to_thread(check_frame, frame, self.verifier)
            await self.store.commit(frame.items)
            await self.mailbox.put(data)
            yield sign_root(STATEMENTS, digests, HUB) + b"".join(digests)

    async def collect(
        self, acknowledgements: AsyncIterator[bytes], _context: object
    ) -> AsyncIterator[bytes]:
        """Delivers frames; an acknowledgement comes back for each."""
        reader = asyncio.ensure_future(_drain(acknowledgements))
        try:
            while True:
                yield await self.mailbox.get()
        finally:
            reader.cancel()


async def _drain(stream: AsyncIterator[bytes]) -> None:
    async for _ in stream:
        pass


def _credentials(folder: Path, name: str) -> tuple[bytes, bytes]:
    return (folder / f"{name}.key").read_bytes(), (folder / f"{name}.pem").read_bytes()


async def serve_hub(folder: Path) -> None:
    """The hub process."""
    hub = Hub(Store(folder / "hub.db"))
    server = grpc.aio.server(options=OPTIONS)
    methods: dict[str, grpc.RpcMethodHandler[bytes, bytes]] = {
        "Submit": grpc.stream_stream_rpc_method_handler(hub.submit),
        "Collect": grpc.stream_stream_rpc_method_handler(hub.collect),
    }
    handler = grpc.method_handlers_generic_handler("bare.Relay", methods)
    server.add_generic_rpc_handlers((handler,))
    clients = b"".join(_credentials(folder, name)[1] for name in ("sender", "recipient"))
    port = server.add_secure_port(
        "127.0.0.1:0",
        grpc.ssl_server_credentials(
            [_credentials(folder, "hub")], clients, require_client_auth=True
        ),
    )
    await server.start()
    write_json(folder / "hub.json", {"address": f"127.0.0.1:{port}"})
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await stop.wait()
    await server.stop(None)


def _channel(folder: Path, name: str, address: str) -> grpc.aio.Channel:
    key, certificate = _credentials(folder, name)
    trusted = (folder / "hub.pem").read_bytes()
    credentials = grpc.ssl_channel_credentials(trusted, key, certificate)
    named = [*OPTIONS, ("grpc.ssl_target_name_override", "hub")]
    return grpc.aio.secure_channel(address, credentials, options=named)


async def send(folder: Path, address: str, load: Load, durable: bool) -> None:
    """The sender process: offers the load and notes when each message had its receipt."""
    store = Store(folder / "sender.db") if durable else None
    content = os.urandom(CONTENT)
    latencies: list[float] = []
    waiting: asyncio.Queue[Sequence[float]] = asyncio.Queue()
    free = asyncio.Semaphore(IN_FLIGHT)

    async def frames() -> AsyncIterator[bytes]:
        async for submitted in load.batches():
            await free.acquire()
            frame = await asyncio.to_thread(seal_frame, submitted, content)
            if store:
                await store.commit(frame.items)
            waiting.put_nowait(submitted)
            yield frame.dump()

    async with _channel(folder, "sender", address) as channel:
        submit: Stream = channel.stream_stream(SUBMIT)
        async for receipt in submit(frames()):
            free.release()
            digests = [receipt[at : at + 32] for at in range(SIGNATURE, len(receipt), 32)]
            verify_root(STATEMENTS, digests, HUB.public, receipt[:SIGNATURE])
            now = time.monotonic()
            latencies.extend(now - moment for moment in waiting.get_nowait())
    write_json(folder / "sender.json", {"receipt": summary(latencies)})
    await asyncio.Event().wait()  # until the parent has read what this process used


async def receive(folder: Path, address: str, messages: int, durable: bool) -> None:
    """The recipient process: opens everything and notes when each message was delivered."""
    store = Store(folder / "recipient.db") if durable else None
    latencies: list[float] = []
    verifier = BatchVerifier()
    done: asyncio.Queue[bytes | None] = asyncio.Queue()

    async def acknowledgements() -> AsyncIterator[bytes]:
        while (one := await done.get()) is not None:
            yield one

    first = last = 0.0
    async with _channel(folder, "recipient", address) as channel:
        collect: Stream = channel.stream_stream(COLLECT)
        call = collect(acknowledgements())
        write_json(folder / "recipient.ready.json", {})
        async for data in call:
            frame = load(data)
            await asyncio.to_thread(open_frame, frame, verifier)
            if store:
                await store.commit(frame.items)
            done.put_nowait(b"ok")
            last = time.monotonic()
            submitted = moments(frame)
            first = first or submitted[0]
            latencies.extend(last - moment for moment in submitted)
            if len(latencies) >= messages:
                break
        done.put_nowait(None)
        call.cancel()
    document = {"delivery": summary(latencies), "seconds": last - first, "messages": len(latencies)}
    write_json(folder / "recipient.json", document)
    await asyncio.Event().wait()


def main() -> None:
    """One of the three processes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("role", choices=["hub", "sender", "recipient"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--address", default="")
    parser.add_argument("--messages", type=int, default=0)
    parser.add_argument("--rate", type=float, default=0)
    parser.add_argument("--durable", action="store_true")
    given = parser.parse_args()
    match given.role:
        case "hub":
            uvloop.run(serve_hub(given.folder))
        case "sender":
            load = Load(given.messages, given.rate)
            uvloop.run(send(given.folder, given.address, load, given.durable))
        case _:
            uvloop.run(receive(given.folder, given.address, given.messages, given.durable))


if __name__ == "__main__":
    main()

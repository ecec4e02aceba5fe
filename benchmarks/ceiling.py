"""The ceiling: the same cryptography, streams and commits as Accord's, with no logic at all.

Three processes. The sender seals 1 KiB contents, signs a tree of up to 64 and streams the frame;
the hub checks the root, commits the frame and forwards it; the recipient checks the root, opens
every content and commits. With `--durable` sender and recipient also commit each frame to SQLite,
as nodes must; without it only the hub does, like the skeleton that Accord grew from.
"""

import argparse
import asyncio
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
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as decrypt
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt as encrypt

from accord.crypto.batch import HEADERS, sign_root, verify_root
from accord.crypto.keys import EncryptionKey, SigningKey
from benchmarks.latency import summary
from benchmarks.load import IN_FLIGHT, Load
from benchmarks.process import write_json

CONTENT = 1024
HEADER = struct.Struct(">16s48s32sd")  # id, wrapped key, digest of the body, time of submission
ITEM = HEADER.size + CONTENT + 16
SIGNATURE = 64
SIGNING = SigningKey(sha256(b"sign").digest())
OPENING = EncryptionKey(sha256(b"open").digest())
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


def seal_frame(submitted: Sequence[float], content: bytes) -> bytes:
    """A frame of sealed contents behind one signature."""
    ephemeral = EncryptionKey(os.urandom(32))
    shared = ephemeral.agree(OPENING.public)
    headers, bodies = [], []
    for moment in submitted:
        key, name = os.urandom(32), new_id()
        body = encrypt(content, name, bytes(24), key)
        wrapped = encrypt(key, name, name + bytes(8), shared)
        headers.append(HEADER.pack(name, wrapped, sha256(body).digest(), moment))
        bodies.append(body)
    items = [header + body for header, body in zip(headers, bodies, strict=True)]
    return b"".join([sign_root(HEADERS, headers, SIGNING), ephemeral.public, *items])


def read_frame(frame: bytes) -> list[bytes]:
    """The frame's items, the signature and every digest checked."""
    items = [frame[at : at + ITEM] for at in range(SIGNATURE + 32, len(frame), ITEM)]
    headers = [item[: HEADER.size] for item in items]
    verify_root(HEADERS, headers, SIGNING.public, frame[:SIGNATURE])
    for item in items:
        if sha256(item[HEADER.size :]).digest() != HEADER.unpack_from(item)[2]:
            raise ValueError("a body is not what was signed")
    return items


def open_frame(frame: bytes) -> list[bytes]:
    """The frame's items, each of them opened."""
    items, shared = read_frame(frame), OPENING.agree(frame[SIGNATURE : SIGNATURE + 32])
    for item in items:
        name, wrapped, _, _ = HEADER.unpack_from(item)
        key = decrypt(wrapped, name, name + bytes(8), shared)
        decrypt(item[HEADER.size :], name, bytes(24), key)
    return items


@dataclass
class Hub:
    """Commits every frame and hands it on."""

    store: Store
    mailbox: asyncio.Queue[bytes] = field(default_factory=lambda: asyncio.Queue(IN_FLIGHT * 2))

    async def submit(self, frames: AsyncIterator[bytes], _context: object) -> AsyncIterator[bytes]:
        """Answers each frame once it is durable."""
        async for frame in frames:
            items = await asyncio.to_thread(read_frame, frame)
            await self.store.commit(items)
            await self.mailbox.put(frame)
            yield b"ok"

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
                await store.commit(read_items(frame))
            waiting.put_nowait(submitted)
            yield frame

    async with _channel(folder, "sender", address) as channel:
        submit: Stream = channel.stream_stream(SUBMIT)
        async for _ in submit(frames()):
            free.release()
            now = time.monotonic()
            latencies.extend(now - moment for moment in waiting.get_nowait())
    write_json(folder / "sender.json", {"receipt": summary(latencies)})
    await asyncio.Event().wait()  # until the parent has read what this process used


def read_items(frame: bytes) -> list[bytes]:
    """The frame's items, unchecked: the sender made them."""
    return [frame[at : at + ITEM] for at in range(SIGNATURE + 32, len(frame), ITEM)]


async def receive(folder: Path, address: str, messages: int, durable: bool) -> None:
    """The recipient process: opens everything and notes when each message was delivered."""
    store = Store(folder / "recipient.db") if durable else None
    latencies: list[float] = []
    done: asyncio.Queue[bytes | None] = asyncio.Queue()

    async def acknowledgements() -> AsyncIterator[bytes]:
        while (one := await done.get()) is not None:
            yield one

    first = last = 0.0
    async with _channel(folder, "recipient", address) as channel:
        collect: Stream = channel.stream_stream(COLLECT)
        call = collect(acknowledgements())
        write_json(folder / "recipient.ready.json", {})
        async for frame in call:
            items = await asyncio.to_thread(open_frame, frame)
            if store:
                await store.commit(items)
            done.put_nowait(b"ok")
            last = time.monotonic()
            moments = [HEADER.unpack_from(item)[3] for item in items]
            first = first or moments[0]
            latencies.extend(last - moment for moment in moments)
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

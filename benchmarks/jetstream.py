"""The peer that engineers would reach for: a durable broker, three servers, fsync on every write.

It neither signs nor seals; a publisher waits for each message's confirmation, many at once.
"""

import asyncio
import shutil
import socket
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.latency import summary

SERVERS, WINDOW = 3, 256


def _free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [int(one.getsockname()[1]) for one in sockets]
    for one in sockets:
        one.close()
    return ports


def _configuration(number: int, clients: Sequence[int], routes: Sequence[int], data: Path) -> str:
    peers = ", ".join(f"nats://127.0.0.1:{port}" for port in routes)
    return f"""
server_name: s{number}
listen: 127.0.0.1:{clients[number]}
jetstream {{ store_dir: "{data}", sync_interval: always }}
cluster {{ name: bench, listen: 127.0.0.1:{routes[number]}, routes: [{peers}] }}
"""


async def _publish(clients: Sequence[int], messages: int, content: bytes) -> dict[str, Any]:
    import nats
    from nats.js.api import StreamConfig

    async def still_starting(_: Exception) -> None:
        """The client tries again by itself."""

    addresses = [f"nats://127.0.0.1:{port}" for port in clients]
    connection = await nats.connect(addresses, error_cb=still_starting)
    try:
        stream = connection.jetstream(timeout=30)
        for _ in range(100):
            try:
                await stream.add_stream(
                    StreamConfig(name="bench", subjects=["bench"], num_replicas=SERVERS)
                )
                break
            except (nats.js.errors.APIError, nats.errors.Error, TimeoutError):
                await asyncio.sleep(0.2)  # the servers are still electing a leader
        window, latencies = asyncio.Semaphore(WINDOW), list[float]()

        async def one() -> None:
            async with window:
                start = time.monotonic()
                await stream.publish("bench", content)
                latencies.append(time.monotonic() - start)

        start = time.monotonic()
        await asyncio.gather(*(one() for _ in range(messages)))
        seconds = time.monotonic() - start
        return {"per_second": round(messages / seconds), "receipt": summary(latencies)}
    finally:
        await connection.close()


def run(folder: Path, messages: int, content: bytes) -> dict[str, Any]:
    """Messages a second, published one by one with up to 256 confirmations awaited.

    Raises:
        ImportError: nats-py or nats-server is not installed.
    """
    import nats as _  # noqa: F401 - absent means that this peer is not measured

    program = shutil.which("nats-server")
    if program is None:
        raise ImportError("nats-server is not on the PATH")
    folder.mkdir(parents=True)
    ports = _free_ports(2 * SERVERS)
    clients, routes = ports[:SERVERS], ports[SERVERS:]
    servers = []
    try:
        for number in range(SERVERS):
            path = folder / f"s{number}.conf"
            path.write_text(_configuration(number, clients, routes, folder / f"s{number}"))
            with (folder / f"s{number}.log").open("wb") as log:
                servers.append(subprocess.Popen([program, "-c", str(path)], stdout=log, stderr=log))
        return asyncio.run(_publish(clients, messages, content))
    finally:
        for server in servers:
            server.terminate()
        for server in servers:
            server.wait(10)

"""A node's interface that runs beside a test, found as the command line finds a real one."""

import asyncio
import json
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from aiohttp import web

CONFIG = """
[node]
member = "XA"
authority = "XA-NPC"
data = "data"
[hub]
address = "127.0.0.1:1"
[trust]
root = "root.json"
repository = "trust"
[keys]
signing = "keys/signing.key"
encryption = "keys/encryption.key"
tls_key = "keys/tls.key"
tls_certificate = "keys/tls.pem"
[api]
listen = "127.0.0.1:0"
"""


def configured(folder: Path, token: str) -> Path:
    """A node.toml with its token file; gives the file."""
    (folder / "data").mkdir()
    token_file = folder / "data" / "api.token"
    token_file.touch(0o600)
    token_file.write_text(token + "\n")
    config = folder / "node.toml"
    config.write_text(CONFIG)
    return config


@contextmanager
def running(config: Path, build: Callable[[], web.Application]) -> Iterator[None]:
    """Serves the application in a thread of its own until the block ends."""
    started, loop = threading.Event(), asyncio.new_event_loop()
    stop = asyncio.Event()

    async def serve() -> None:
        runner = web.AppRunner(build(), access_log=None)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            run = {"pid": os.getpid(), "http": f"127.0.0.1:{runner.addresses[0][1]}"}
            (config.parent / "data" / "run.json").write_text(json.dumps(run))
            started.set()
            await stop.wait()
        finally:
            await runner.cleanup()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    try:
        assert started.wait(20)
        yield
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(20)
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()

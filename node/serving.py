"""Where a node listens, and how the outside learns of it."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager

from aiohttp import web

from accord.errors import FormatError
from node.config import NodeConfig


@contextmanager
def alone(config: NodeConfig) -> Iterator[None]:
    """The data folder is this process's own until the block ends.

    Raises:
        FormatError: `node.already_running`.
    """
    config.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (config.data / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise FormatError(
                "node.already_running",
                f"{config.data}: another node process uses this data folder; stop it first",
            ) from error
        yield


async def serve(stack: AsyncExitStack, app: web.Application, listen: str, key: str) -> str:
    """The address under which the application answers until the stack is left."""
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    host, _, port = listen.rpartition(":")
    try:
        await web.TCPSite(runner, host.strip("[]"), int(port)).start()
    except OSError as error:
        raise FormatError(
            "config.address_taken",
            f"{key}: cannot listen on {listen}; name a free address",
        ) from error
    return f"{host}:{runner.addresses[0][1]}"


def write_run_file(stack: AsyncExitStack, config: NodeConfig, http: str) -> None:
    """Tells the outside where the node is, only once it is there."""
    fresh = config.run_file.with_suffix(".new")
    fresh.write_text(json.dumps({"pid": os.getpid(), "http": http}) + "\n", "utf-8")
    fresh.replace(config.run_file)
    stack.callback(config.run_file.unlink, missing_ok=True)

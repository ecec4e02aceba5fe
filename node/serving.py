"""Where a node listens, and how the outside learns of it."""

import json
import os
from contextlib import AsyncExitStack

from aiohttp import web

from accord.errors import FormatError
from node.config import NodeConfig


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

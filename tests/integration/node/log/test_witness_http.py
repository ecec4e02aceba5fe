"""tlog-witness over HTTP, as its specification writes it."""

import asyncio
from collections.abc import Awaitable, Callable
from hashlib import sha256
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from watch_kit import ORIGIN, WITNESS_KEY, Watch, entries, new_log, watching

from accord.log.note import parse_lines
from accord.log.witness import AddCheckpoint
from node.log.witness import Cosigner, Witness
from node.log.witness_http import make_witness_site

Client = TestClient[web.Request, web.Application]
PLACE = f"/{sha256(ORIGIN.encode()).hexdigest()}/checkpoint"


def witnessed(use: Callable[[Watch, Client], Awaitable[None]]) -> None:
    async def run(watch: Watch) -> None:
        witness = Witness(
            store=watch.store,
            clock=watch.clock,
            cosigner=Cosigner("XB", WITNESS_KEY, WITNESS_KEY.public),
            trust=lambda: watch.trust,
            alarms=watch.alarms,
            show=watch.monitor.show,
        )
        async with TestClient(TestServer(make_witness_site(witness))) as client:
            await use(watch, client)

    with watching() as watch:
        asyncio.run(run(watch))


async def add(client: Client, old: int, note: bytes) -> tuple[int, bytes, str]:
    answer = await client.post("/add-checkpoint", data=AddCheckpoint(old, (), note).encode())
    return answer.status, await answer.read(), answer.headers["Content-Type"]


def test_a_checkpoint_is_cosigned_and_shown_to_monitors() -> None:
    async def use(watch: Watch, client: Client) -> None:
        assert (await client.get(PLACE)).status == 404
        note = watch.site.log.note()
        status, lines, _ = await add(client, 0, note)
        assert status == 200
        shown: Any = await client.get(PLACE)
        assert await shown.read() == note + lines
        assert watch.trust.open(note + lines).witnessed
        assert len(parse_lines(lines.decode())) == 1
        assert (await client.get("/00/checkpoint")).status == 404

    witnessed(use)


def test_each_refusal_has_the_specifications_status() -> None:
    async def use(watch: Watch, client: Client) -> None:
        log = watch.site.log
        await add(client, 0, log.note(200))
        assert await add(client, 100, log.note()) == (409, b"200\n", "text/x.tlog.size")
        assert (await add(client, 400, log.note()))[0] == 400
        assert (await add(client, 200, log.note()))[0] == 422
        stranger = log.note().replace(b"\n\n", b"x\n\n")
        assert (await add(client, 200, stranger))[0] in {400, 403}
        large = await client.post("/add-checkpoint", data=bytes(1_000_000))
        assert large.status == 413
        assert (await add(client, 200, new_log(entries(200, of=9)).note()))[0] == 422
        assert (await add(client, 200, log.note(200)))[0] == 503

    witnessed(use)

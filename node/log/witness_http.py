"""The witness for everybody: C2SP tlog-witness over plain HTTP, which needs no other protection."""

import asyncio
from hashlib import sha256

from aiohttp import web

from accord.log.note import MAX_NOTE
from accord.log.witness import SIZE_CONTENT_TYPE
from node.log.witness import Witness

_CONFLICT = 409


def make_witness_site(witness: Witness) -> web.Application:
    """`POST /add-checkpoint` and `GET /<hex SHA-256 of the log's name>/checkpoint`."""

    async def add_checkpoint(request: web.Request) -> web.Response:
        answer = await asyncio.to_thread(witness.answer, await request.read())
        kind = SIZE_CONTENT_TYPE if answer.status == _CONFLICT else "text/plain"
        return web.Response(status=answer.status, body=answer.body, content_type=kind)

    async def checkpoint(request: web.Request) -> web.Response:
        found = await asyncio.to_thread(witness.cosigned)
        asked = request.match_info["origin"]
        if found is None or asked != sha256(witness.origin.encode()).hexdigest():
            raise web.HTTPNotFound
        return web.Response(body=found.note, content_type="text/plain", charset="utf-8")

    app = web.Application(client_max_size=2 * MAX_NOTE)
    app.router.add_post("/add-checkpoint", add_checkpoint)
    app.router.add_get("/{origin}/checkpoint", checkpoint)
    return app

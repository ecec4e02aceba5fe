"""What a hub promised a node: statements, kept as the exchange keeps them, and how they matured."""

import asyncio
from collections.abc import Sequence
from hashlib import sha256

from sqlalchemy import insert, select
from watch_kit import Watch

from accord.crypto.batch import STATEMENTS, sign_batch, sign_root
from accord.crypto.keys import SigningKey
from accord.v1.relay_pb2 import (
    SignedStatement,
    Statement,
    StatementSignature,
    SubmitResponse,
    SubmitResult,
)
from accord.wire.relay import signature_message
from node.exchange.messages import Promise, Source
from node.exchange.tables import (
    hub_statement,
    outbox_answer,
    outbox_frame,
)
from node.log.promises import keep
from node.log.tables import log_promise

HUB_KEY = SigningKey(bytes([2] * 32))


def statements(count: int, first_leaf: int) -> list[bytes]:
    return [
        Statement(hub="hub", made_ms=1, leaf=leaf).SerializeToString()
        for leaf in range(first_leaf, first_leaf + count)
    ]


def digests(bodies: Sequence[bytes]) -> list[bytes]:
    return [sha256(body).digest() for body in bodies]


def answer(watch: Watch, frame: int, bodies: Sequence[bytes]) -> None:
    """The node holds the hub's receipts to one frame."""
    signature = sign_root(STATEMENTS, bodies, HUB_KEY)
    response = SubmitResponse(
        results=[SubmitResult(statement=body) for body in bodies],
        signature=StatementSignature(key_id=HUB_KEY.key_id, signature=signature),
    )
    now_ms = watch.clock.now_ms()
    with watch.store.begin() as tx:
        tx.execute(
            insert(outbox_frame).values(
                frame=frame,
                first_position=1,
                last_position=1,
                sealed_ms=now_ms,
                request=b"",
                content_keys=b"",
            )
        )
        tx.execute(
            insert(outbox_answer).values(
                frame=frame, received_ms=now_ms, response=response.SerializeToString()
            )
        )
        last = Statement.FromString(bodies[-1]).leaf
        keep(tx, [Promise(Source.ANSWER, frame, last, now_ms)])


def report(watch: Watch, number: int, body: bytes) -> None:
    """The node holds one report of the hub."""
    (signature,) = sign_batch(STATEMENTS, [body], HUB_KEY)
    signed = SignedStatement(statement=body, signature=signature_message(signature))
    now_ms = watch.clock.now_ms()
    with watch.store.begin() as tx:
        tx.execute(
            insert(hub_statement).values(
                number=number, received_ms=now_ms, statement=signed.SerializeToString()
            )
        )
        keep(tx, [Promise(Source.REPORT, number, Statement.FromString(body).leaf, now_ms)])


def step(watch: Watch) -> None:
    async def once() -> None:
        if (believed := await watch.monitor.look()) is not None:
            await watch.maturing.mature(believed)

    asyncio.run(once())


def states(watch: Watch) -> list[str]:
    with watch.store.read() as tx:
        query = select(log_promise.c.state).order_by(log_promise.c.source, log_promise.c.number)
        return list(tx.execute(query).scalars())

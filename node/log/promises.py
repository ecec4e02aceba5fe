"""Promises: the hub's statements here, each of which names a leaf, and how far they matured."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, insert, select, text, update

from accord.crypto.batch import spread
from accord.log.tiles import Tile
from accord.merkle import leaf_hash
from accord.v1.relay_pb2 import SignedStatement, Statement, SubmitResponse
from accord.wire.relay import signature_message
from node.exchange.messages import Promise, Source
from node.exchange.tables import hub_statement, outbox_answer, outbox_delivery, outbox_message
from node.log.tables import log_note, log_promise, log_tile
from node.store.bulk import Prepared, PreparedIn, inserts

# Written out and not bound: only so does the database use the index of what is open.
_OPEN = text("state IN ('ACCEPTED', 'LOGGED')")
_ACCEPTED = text("state = 'ACCEPTED'")

_INSERT = inserts(log_promise, "source", "number", "last_leaf", "state", "accepted_ms")
_MATURE = Prepared(
    update(log_promise)
    .where(log_promise.c.source == bindparam("of"), log_promise.c.number == bindparam("at"))
    .values(
        state=bindparam("new_state"),
        logged_ms=func.coalesce(log_promise.c.logged_ms, bindparam("now_ms")),
        witnessed_ms=bindparam("seen_ms"),
        note=bindparam("under"),
    ),
    ("new_state", "now_ms", "seen_ms", "under", "of", "at"),
)


class Maturity(StrEnum):
    """How far a promise has come."""

    ACCEPTED = "ACCEPTED"  # the hub's signature is verified
    LOGGED = "LOGGED"  # under a believed checkpoint
    WITNESSED = "WITNESSED"  # under one that the policy's quorum has cosigned
    WITHHELD = "WITHHELD"  # another leaf stands there: the alarm holds the proof


class Place(NamedTuple):
    """One statement of a promise: where its leaf must stand, and what it is."""

    at: int  # the index of its leaf
    leaf: bytes  # leaf hash


class OpenPromise(NamedTuple):
    """The statements of one frame or report that are to be found in the log."""

    source: Source
    number: int
    places: tuple[Place, ...]


def keep(tx: Connection, promises: Sequence[Promise]) -> None:
    """Writes down what the hub promised, in the transaction that keeps its statements."""
    accepted = Maturity.ACCEPTED.value
    _INSERT.many(
        tx, [(int(one.source), one.number, one.last_leaf, accepted, one.at_ms) for one in promises]
    )


def covered(tx: Connection, size: int, *, witnessed: bool, most: int) -> list[OpenPromise]:
    """The oldest open promises whose leaves a log of this size holds.

    A checkpoint that is not witnessed has nothing to say of those already logged.
    """
    rows = tx.execute(
        select(log_promise.c.source, log_promise.c.number)
        .where(_OPEN if witnessed else _ACCEPTED, log_promise.c.last_leaf < size)
        .order_by(log_promise.c.last_leaf)
        .limit(most)
    ).all()
    return [
        OpenPromise(Source(row.source), row.number, _places(tx, Source(row.source), row.number))
        for row in rows
    ]


def _places(tx: Connection, source: Source, number: int) -> tuple[Place, ...]:
    return tuple(
        Place(Statement.FromString(body).leaf, leaf_hash(sha256(body).digest()))
        for body in _bodies(tx, source, number)
    )


def _bodies(tx: Connection, source: Source, number: int) -> list[bytes]:
    """The exact bytes of the statements."""
    if source is Source.ANSWER:
        return [one.statement for one in _answer(tx, number).results]
    return [_report(tx, number).statement]


def signed_statement(tx: Connection, source: Source, number: int, index: int) -> bytes:
    """The statement with this leaf, serialised with a signature that stands alone."""
    if source is Source.REPORT:
        return _report(tx, number).SerializeToString()
    answer = _answer(tx, number)
    bodies = [one.statement for one in answer.results]
    signatures = spread(bodies, answer.signature.key_id, answer.signature.signature)
    body, signature = next(
        (body, signature)
        for body, signature in zip(bodies, signatures, strict=True)
        if Statement.FromString(body).leaf == index
    )
    signed = SignedStatement(statement=body, signature=signature_message(signature))
    return signed.SerializeToString()


def _answer(tx: Connection, frame: int) -> SubmitResponse:
    found = select(outbox_answer.c.response).where(outbox_answer.c.frame == frame)
    return SubmitResponse.FromString(tx.execute(found).scalar_one())


def _report(tx: Connection, number: int) -> SignedStatement:
    found = select(hub_statement.c.statement).where(hub_statement.c.number == number)
    return SignedStatement.FromString(tx.execute(found).scalar_one())


def mature(
    tx: Connection,
    promises: Mapping[tuple[Source, int], Maturity],
    *,
    note: bytes,
    tiles: Mapping[Tile, bytes],
    now_ms: int,
) -> None:
    """Moves promises on, and keeps the note and the tiles that prove them."""
    digest = sha256(note).digest()
    _MATURE.many(
        tx,
        [
            (
                state.value,
                now_ms,
                now_ms if state is Maturity.WITNESSED else None,
                digest,
                int(source),
                number,
            )
            for (source, number), state in promises.items()
        ],
    )
    tx.execute(update(log_note).where(log_note.c.digest == digest).values(matured=True))
    widest: dict[tuple[int, int], bytes] = {}
    for tile, hashes in tiles.items():
        place = tile.level, tile.number
        widest[place] = max(hashes, widest.get(place, b""), key=len)
    for (level, number), hashes in widest.items():
        _keep_tile(tx, level, number, hashes)


def _keep_tile(tx: Connection, level: int, number: int, hashes: bytes) -> None:
    here = (log_tile.c.level == level) & (log_tile.c.number == number)
    known = tx.execute(select(func.length(log_tile.c.hashes)).where(here)).scalar_one_or_none()
    if known is None:
        tx.execute(insert(log_tile).values(level=level, number=number, hashes=hashes))
    elif known < len(hashes):
        tx.execute(update(log_tile).where(here).values(hashes=hashes))


class Matured(NamedTuple):
    """Since when the hub's statement about a message is here, in the log, and witnessed."""

    accepted_ms: int | None
    logged_ms: int | None
    witnessed_ms: int | None


_OF_MESSAGES = PreparedIn(
    lambda ids: (
        select(
            outbox_message.c.message_id,
            log_promise.c.accepted_ms,
            log_promise.c.logged_ms,
            log_promise.c.witnessed_ms,
        )
        .distinct()
        .join(outbox_delivery, outbox_delivery.c.position == outbox_message.c.position)
        .join(log_promise, log_promise.c.number == outbox_delivery.c.frame)
        .where(outbox_message.c.message_id.in_(ids), log_promise.c.source == int(Source.ANSWER))
    )
)


def maturities(tx: Connection, message_ids: Sequence[bytes]) -> Mapping[bytes, Matured]:
    """How far the receipts, or refusals, of these messages have matured; those that have any."""
    rows = _OF_MESSAGES.all(tx, message_ids)
    return {bytes(message_id): Matured(*times) for message_id, *times in rows}


class Waiting(NamedTuple):
    """How many promises stand where, in frames and reports."""

    accepted: int
    logged: int
    overdue: int  # accepted for longer than a log takes


def waiting(tx: Connection, accepted_before_ms: int) -> Waiting:
    """What is still open; what was accepted before that time and is not logged is overdue."""
    accepted = select(func.count()).select_from(log_promise).where(_ACCEPTED)
    logged = select(func.count()).select_from(log_promise).where(text("state = 'LOGGED'"))
    late = accepted.where(log_promise.c.accepted_ms < accepted_before_ms)
    counts = [tx.execute(one).scalar_one() for one in (accepted, logged, late)]
    return Waiting(*counts)

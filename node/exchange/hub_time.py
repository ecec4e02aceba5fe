"""How far this machine's clock is from the hub's."""

from google.protobuf.message import DecodeError
from sqlalchemy import Connection, select

from accord.errors import FormatError
from accord.v1.relay_pb2 import SubmitResponse
from accord.wire.relay import decode_statement
from node.exchange.tables import outbox_answer


def clock_ahead_ms(tx: Connection) -> int | None:
    """Milliseconds by which our clock is ahead, by the hub's last answer to what we sent.

    The time on the line counts as ours, so a slow line looks like a clock ahead. None where the hub
    has not answered yet.
    """
    row = tx.execute(
        select(outbox_answer).order_by(outbox_answer.c.frame.desc()).limit(1)
    ).one_or_none()
    if row is None:
        return None
    try:
        results = SubmitResponse.FromString(row.response).results
        made_ms = [decode_statement(result.statement).made_ms for result in results]
    except (DecodeError, FormatError):
        return None  # an answer of a release that we do not read
    received_ms: int = row.received_ms
    return received_ms - max(made_ms) if made_ms else None

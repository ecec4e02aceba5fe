"""What is kept of each pair: the last counters each way, and what does not add up."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import structlog
from sqlalchemy import Connection, Row, insert, select, union, update

from accord.errors import FormatError
from accord.wire.exchange import ExchangeCounters
from accord.wire.kinds import MessageKind
from accord.wire.payload import decode_payload
from node.exchange.pair_rules import Finding
from node.exchange.tables import inbox_link, outbox_link, pair, pair_finding
from node.store.engine import after_commit

_FOUND = "exchange.pair_discrepancy"


@dataclass(frozen=True, slots=True, kw_only=True)
class PairState:
    """The last counters each way; times are this node's, except `theirs_ms`."""

    said: ExchangeCounters | None = None
    said_ms: int | None = None
    theirs: ExchangeCounters | None = None
    theirs_ms: int | None = None  # when the peer made them
    heard_ms: int | None = None
    served_ms: int | None = None

    @property
    def told(self) -> tuple[int, ExchangeCounters] | None:
        """Our last counters, and when."""
        if self.said is None or self.said_ms is None:
            return None
        return self.said_ms, self.said


def peers(tx: Connection) -> list[str]:
    """Every member that anything was ever sealed to or received from."""
    either = union(select(outbox_link.c.recipient), select(inbox_link.c.sender))
    return sorted(tx.execute(either).scalars())


def load_pair(tx: Connection, member: str) -> PairState:
    """What is kept of the pair with a member."""
    row = tx.execute(select(pair).where(pair.c.member == member)).first()
    return _state(row) if row is not None else PairState()


def load_pairs(tx: Connection) -> dict[str, PairState]:
    """What is kept of every pair, by member."""
    states = {row.member: _state(row) for row in tx.execute(select(pair))}
    return {member: states.get(member, PairState()) for member in peers(tx)}


def _state(row: Row[Any]) -> PairState:
    return PairState(
        said=_read(row.said),
        said_ms=row.said_ms,
        theirs=_read(row.theirs),
        theirs_ms=row.theirs_ms,
        heard_ms=row.heard_ms,
        served_ms=row.served_ms,
    )


def save_pair(tx: Connection, member: str, **changes: bytes | int) -> None:
    """Keeps some columns of a pair's row."""
    changed = tx.execute(update(pair).where(pair.c.member == member).values(**changes))
    if not changed.rowcount:
        tx.execute(insert(pair).values(member=member, **changes))


def save_findings(tx: Connection, member: str, findings: Iterable[Finding], now_ms: int) -> None:
    """Keeps what is not known yet, and names it in the log once it is durable."""
    rows = tx.execute(
        select(pair_finding.c.code, pair_finding.c.sequence).where(pair_finding.c.member == member)
    )
    known = {(code, sequence) for code, sequence in rows}
    for (code, _), sequence in findings:
        if (code, sequence) in known:
            continue
        known.add((code, sequence))
        tx.execute(
            insert(pair_finding).values(
                member=member, code=code, sequence=sequence, noticed_ms=now_ms
            )
        )
        after_commit(tx, _Naming(member, code))


@dataclass(frozen=True, slots=True)
class _Naming:
    member: str
    code: str

    def __call__(self) -> None:
        structlog.get_logger("accord.node.exchange").warning(
            _FOUND, member=self.member, code=self.code
        )


def _read(payload: bytes | None) -> ExchangeCounters | None:
    if payload is None:
        return None
    read = decode_payload(MessageKind.EXCHANGE_COUNTERS, bytes(payload))
    if not isinstance(read, ExchangeCounters):
        raise FormatError("pair.counters", "the stored counters are not counters")
    return read

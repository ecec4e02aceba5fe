"""Open hits in the order in which they press: the nearest clock first, then what has none."""

from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, and_, or_, select

from node.notices import tables
from node.notices.rows import HITS, HitRow

_HIT: Final = tables.hit.c


def open_hits(
    tx: Connection, *, limit: int, before: str = "", todo: ColumnElement[bool] | None = None
) -> list[HitRow]:
    """One page of the hits that still move; `before` is the last id of the page before."""
    last = HITS.load(tx, before) if before else None
    ticking = last is None or (last.due_ms is not None and last.state in tables.CLOCKED_STATES)
    found: list[HitRow] = []
    if ticking:
        past = None if last is None else _after(last)
        query = select(tables.hit).where(tables.CLOCKED).order_by(_HIT.due_ms, _HIT.number)
        found = _read(tx, query, past, todo, limit)
    if len(found) < limit:
        past = None if ticking or last is None else _HIT.number < last.number
        query = select(tables.hit).where(tables.UNCLOCKED).order_by(_HIT.number.desc())
        found += _read(tx, query, past, todo, limit - len(found))
    return found


def _after(last: HitRow) -> ColumnElement[bool]:
    return or_(
        _HIT.due_ms > last.due_ms,
        and_(_HIT.due_ms == last.due_ms, _HIT.number > last.number),
    )


def _read(
    tx: Connection,
    query: Select[Any],
    past: ColumnElement[bool] | None,
    todo: ColumnElement[bool] | None,
    limit: int,
) -> list[HitRow]:
    wanted = [one for one in (past, todo) if one is not None]
    found = tx.execute(query.where(*wanted).limit(limit)).mappings()
    return [HITS.read(row) for row in found]

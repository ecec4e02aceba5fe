"""Trace cases and requests from abroad, as retention sees them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Column, Connection, Select, Table, delete, select, update

from accord.cases.codes import UseRestriction
from accord.cases.restrictions import Use, blocking
from accord.cases.trace import TraceResponse
from accord.cases.trace_leg import OPEN
from accord.trust.policy_retention import RetentionPolicy
from node.casework.tables import candidate, incoming_request, trace_case, trace_leg
from node.casework.views import Standing
from node.desk import documents
from node.retention.keeping import Kept, Restricted


@dataclass(frozen=True, slots=True)
class TraceKeeping:
    """One of the two kinds: the table of its matters, and the one of their parts."""

    name: str
    table: Table
    key: Column[str]
    parts: Table
    part_of: Column[str]

    def years(self, policy: RetentionPolicy) -> int:
        """See `Keeping`."""
        return policy.trace_years

    def ended(self, tx: Connection, before_ms: int, limit: int) -> list[str]:
        """See `Keeping`."""
        query = self._closed(before_ms).order_by(self.table.c.updated_ms, self.key)
        old = tx.execute(query).scalars().all()
        return list(islice((root for root in old if not self._waits(tx, root)), limit))

    def rows(self, tx: Connection, root: str) -> Iterator[Kept]:
        """See `Keeping`."""
        closed = (self.key == root) & (self.table.c.standing == Standing.CLOSED)
        if tx.execute(select(self.key).where(closed)).first() is None or self._waits(tx, root):
            return
        for table, column in ((self.table, self.key), (self.parts, self.part_of)):
            number = table.c.number
            found = tx.execute(select(table).where(column == root).order_by(number))
            for row in found.mappings():
                yield Kept(table.name, dict(row))

    def restricted(
        self, tx: Connection, after_ms: int, before_ms: int
    ) -> Iterator[tuple[str, Restricted]]:
        """See `Keeping`: answers that were given to us under R6."""
        if self.parts is not trace_leg:
            return
        case, leg = trace_case.c, trace_leg.c
        legs = (
            select(leg.case_id, leg.leg_id, leg.member, leg.response)
            .join(trace_case, case.case_id == leg.case_id)
            .where(
                case.standing == Standing.CLOSED,
                leg.response.is_not(None),
                case.updated_ms < before_ms,
                leg.heard_ms < before_ms,
                (case.updated_ms >= after_ms) | (leg.heard_ms >= after_ms),
            )
            .order_by(leg.number)
        )
        for row in tx.execute(legs):
            answer = documents.load(TraceResponse, row.response)
            if _to_delete(answer.preamble.use_restrictions):
                yield row.case_id, Restricted(row.leg_id, row.member, UseRestriction.R6)

    def erase(self, tx: Connection, subject: str) -> None:
        """See `Keeping`."""
        this = trace_leg.c.leg_id == subject
        tx.execute(update(trace_leg).where(this).values(response=None))

    def delete(self, tx: Connection, root: str) -> None:
        """See `Keeping`."""
        tx.execute(delete(self.parts).where(self.part_of == root))
        tx.execute(delete(self.table).where(self.key == root))

    def _closed(self, before_ms: int) -> Select[str]:
        return select(self.key).where(
            self.table.c.standing == Standing.CLOSED, self.table.c.updated_ms < before_ms
        )

    def _waits(self, tx: Connection, root: str) -> bool:
        """Whether another State still owes an answer, though the case has its outcome."""
        if self.parts is not trace_leg:
            return False
        waiting = (trace_leg.c.case_id == root) & trace_leg.c.state.in_(OPEN)
        return tx.execute(select(trace_leg.c.leg_id).where(waiting)).first() is not None


CASES = TraceKeeping("trace_case", trace_case, trace_case.c.case_id, trace_leg, trace_leg.c.case_id)
REQUESTS = TraceKeeping(
    "incoming_request",
    incoming_request,
    incoming_request.c.request_id,
    candidate,
    candidate.c.request_id,
)


def _to_delete(restrictions: Sequence[UseRestriction]) -> bool:
    return bool(blocking(restrictions, Use.KEEP_AFTER_CLOSE))

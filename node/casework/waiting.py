"""Requests and cases that wait for an officer, the most urgent first; no document is read."""

from sqlalchemy import Connection, RowMapping, select

from accord.cases.clocks import Deadline
from accord.cases.reminders import waiting_for
from accord.cases.trace_leg import LegState
from node.casework.tables import incoming_request, trace_case
from node.casework.views import Standing
from node.desk.waiting import Waiting, WorkItem, WorkKind, waiting

_STUCK = (Standing.OFFICER.value, Standing.BLOCKED.value)


def requests_waiting(tx: Connection, limit: int) -> Waiting:
    """Other States' requests whose next step is ours."""
    of = incoming_request.c
    ours = of.standing == Standing.OFFICER.value
    found = tx.execute(
        select(
            of.request_id,
            of.case_reference,
            of.requester,
            of.weapon,
            of.state,
            of.urgent,
            of.updated_ms,
            of.policy_version,
            of.acknowledge_due_ms,
            of.acknowledge_rule,
            of.respond_due_ms,
            of.respond_rule,
            of.clarify_due_ms,
            of.clarify_rule,
        )
        .where(ours)
        .order_by(of.respond_due_ms, of.number)
        .limit(limit)
    ).mappings()
    return waiting(
        tx, WorkKind.REQUEST, (_request(row) for row in found), limit, incoming_request, ours
    )


def cases_waiting(tx: Connection, limit: int) -> Waiting:
    """Our own cases whose next step is ours, those among them that the gate holds back."""
    of = trace_case.c
    ours = of.standing.in_(_STUCK)
    found = [
        row
        for standing in _STUCK  # one range of the index each
        for row in tx.execute(
            select(of.case_id, of.weapon, of.state, of.standing, of.updated_ms)
            .where(of.standing == standing)
            .order_by(of.updated_ms, of.number)
            .limit(limit)
        ).mappings()
    ]
    return waiting(tx, WorkKind.CASE, (_case(row) for row in found), limit, trace_case, ours)


def _request(row: RowMapping) -> WorkItem:
    def deadline(due_ms: int, rule: str) -> Deadline:
        return Deadline(due_ms=due_ms, rule=rule, policy_version=row["policy_version"])

    clarify_ms = row["clarify_due_ms"]
    owed = waiting_for(
        LegState(row["state"]),
        acknowledge=deadline(row["acknowledge_due_ms"], row["acknowledge_rule"]),
        respond=deadline(row["respond_due_ms"], row["respond_rule"]),
        clarify=None if clarify_ms is None else deadline(clarify_ms, row["clarify_rule"]),
    )
    return WorkItem(
        kind=WorkKind.REQUEST,
        id=row["request_id"],
        reference=row["case_reference"],
        partner=row["requester"],
        weapon=row["weapon"],
        state=row["state"],
        urgent=row["urgent"],
        since_ms=row["updated_ms"],
        due_ms=None if owed is None else owed.deadline.due_ms,
    )


def _case(row: RowMapping) -> WorkItem:
    blocked = row["standing"] == Standing.BLOCKED
    return WorkItem(
        kind=WorkKind.CASE,
        id=row["case_id"],
        reference="",
        partner="",
        weapon=row["weapon"],
        state=Standing.BLOCKED if blocked else row["state"],
        urgent=False,
        since_ms=row["updated_ms"],
    )

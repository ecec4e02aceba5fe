"""The route of the work list: everything that waits for an officer, the most urgent first."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from node.api.route import AnyRoute, Call, Query, Route
from node.api.services import Services
from node.casework.tables import trace_case
from node.casework.views import Standing
from node.casework.waiting import cases_waiting, requests_waiting
from node.certificates.waiting import checks_waiting
from node.desk.tables import signoff
from node.desk.waiting import Tally, WorkItem, counted, most_urgent
from node.exemptions.waiting import exemptions_waiting
from node.inquiries.waiting import inquiries_waiting
from node.notices.waiting import hits_waiting, notices_waiting
from node.transfers.waiting import transfers_waiting

MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTally:
    """How many cases wait for one thing; `more` than could be counted in a moment."""

    standing: Standing
    cases: int
    more: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTallies:
    """How many cases wait for what."""

    tallies: tuple[CaseTally, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkList:
    """The first lines of the work list, and how much of each kind there is."""

    items: tuple[WorkItem, ...]
    tallies: tuple[Tally, ...]


def _work(services: Services, tx: Connection, call: Call[None]) -> WorkList:
    limit = int(call.query.get("limit", MOST))
    us = services.member
    waiting = (
        requests_waiting(tx, limit),
        cases_waiting(tx, limit),
        hits_waiting(tx, us, limit),
        inquiries_waiting(tx, limit),
        notices_waiting(tx, us, limit),
        transfers_waiting(tx, us, limit),
        checks_waiting(tx, limit),
        exemptions_waiting(tx, services.clock.now_ms(), limit),
    )
    items = most_urgent((item for one in waiting for item in one.items), limit)
    return WorkList(items=_asked(tx, items), tallies=tuple(one.tally for one in waiting))


def _asked(tx: Connection, items: tuple[WorkItem, ...]) -> tuple[WorkItem, ...]:
    """The same with whoever asked for an act that needs a second person."""
    of = signoff.c
    ids = [item.id for item in items]
    found = tx.execute(select(of.subject, of.by).where(of.subject.in_(ids)))
    asked = {row.subject: row.by for row in found}
    return tuple(replace(item, asked_by=asked.get(item.id, "")) for item in items)


def _tallies(_services: Services, tx: Connection, _call: Call[None]) -> CaseTallies:
    found = tuple(
        CaseTally(standing=one, cases=number, more=more)
        for one in Standing
        for number, more in (counted(tx, trace_case, trace_case.c.standing == one.value),)
    )
    return CaseTallies(tallies=found)


ROUTES: tuple[AnyRoute, ...] = (
    Route(
        method="GET",
        path="/v1/work",
        name="listWork",
        tag="work",
        summary="Everything that waits for an officer here, the most urgent first",
        answer=WorkList,
        work=_work,
        query=(Query(name="limit", description="lines of the list", minimum=1, maximum=MOST),),
    ),
    Route(
        method="GET",
        path="/v1/case-tallies",
        name="tallyCases",
        tag="work",
        summary="How many cases wait for what, as far as can be counted in a moment",
        answer=CaseTallies,
        work=_tallies,
    ),
)

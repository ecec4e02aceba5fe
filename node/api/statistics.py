"""Routes of a State's own statistics: computed, opened down to the cases, approved, sent."""

import asyncio
from typing import Any

from sqlalchemy import Connection

from accord.cases.statistics import StatisticalReturn
from accord.cases.statistics_codes import CounterCode, Dimension, Marking
from accord.cases.statistics_mirror import publishable
from accord.cases.statistics_sdg import sdg_table
from accord.cases.statistics_sheets import filled, long_format, read_template, register_sheet
from accord.cases.statistics_tally import cells, tally
from accord.cases.statistics_weapons import observations
from accord.errors import FormatError
from node.api.route import AnyRoute, Call, Query, Route
from node.api.services import Services
from node.api.statistics_bodies import (
    Approved,
    ComputeWanted,
    CountedWeapon,
    Numbered,
    SdgNow,
    Template,
)
from node.desk import documents
from node.people.rights import Right
from node.statistics.presenting import sdg_view
from node.statistics.returns import ACT
from node.statistics.views import BehindList, ReturnDetail, ReturnList, Sheet

_MOST = 2_000  # records of one answer
_CSV = "text/csv"


def number(call: Call[Any], name: str) -> int:
    """A number in the path.

    Raises:
        FormatError: it is none.
    """
    text = call.path[name]
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise FormatError("path.number", f"{name}: give a whole number")
    return int(text)


def _now(services: Services, tx: Connection, call: Call[None]) -> SdgNow:
    year = number(call, "year")
    room = services.statistics
    weapons = [one for one in room.statistician.weapons(tx) if one.day.year == year]
    return SdgNow(
        year=year,
        sdg=sdg_view(sdg_table(cells(tally(observations(weapons))))),
        weapons=tuple(
            CountedWeapon(
                subject=one.subject,
                others=one.records[1:],
                weapons=one.weapons,
                circumstance=one.circumstance,
                tracing=one.level,
                marking=Marking.UNIQUE if one.uniquely_marked else Marking.NOT_UNIQUE,
            )
            for one in weapons[:_MOST]
        ),
        more=max(0, len(weapons) - _MOST),
    )


def _list(services: Services, tx: Connection, call: Call[None]) -> ReturnList:
    return services.statistics.views.versions(tx, number(call, "year"))


async def _compute(services: Services, call: Call[ComputeWanted]) -> Numbered:
    """Counts in a view that changes nothing, so that the exchange need not wait for it."""
    room, year = services.statistics, number(call, "year")

    def work() -> int:
        with services.store.read() as tx:
            figures = room.statistician.compute(tx, year)
        with services.store.begin() as tx:
            return room.returns.keep(tx, figures, by=call.officer, nil_report=call.body.nil_report)

    return Numbered(version=await asyncio.to_thread(work))


def _show(services: Services, tx: Connection, call: Call[Any]) -> ReturnDetail:
    return services.statistics.views.detail(tx, number(call, "year"), number(call, "version"))


def _behind(services: Services, tx: Connection, call: Call[None]) -> BehindList:
    code = call.query.get("counter", CounterCode.ARMS)
    only = {name.upper(): value for name, value in call.query.items() if name != "counter"}
    return services.statistics.views.behind(
        tx, number(call, "year"), number(call, "version"), CounterCode(code), only
    )


def _approve(services: Services, tx: Connection, call: Call[None]) -> Approved:
    year, version = number(call, "year"), number(call, "version")
    returns = services.statistics.returns
    approved = returns.approve(tx, year, version, by=call.officer)
    waits = returns.desk.signoff.waits_for(tx, ACT, returns.reference(year, version))
    return Approved(approved=approved, waits_for_second=waits)


def _send(services: Services, tx: Connection, call: Call[None]) -> ReturnDetail:
    year, version = number(call, "year"), number(call, "version")
    services.statistics.returns.send(tx, year, version, by=call.officer)
    return _show(services, tx, call)


def _discard(services: Services, tx: Connection, call: Call[None]) -> ReturnDetail:
    year, version = number(call, "year"), number(call, "version")
    services.statistics.returns.discard(tx, year, version, by=call.officer)
    return _show(services, tx, call)


def _return(services: Services, tx: Connection, call: Call[Any]) -> StatisticalReturn:
    row = services.statistics.returns.load(tx, number(call, "year"), number(call, "version"))
    return documents.load(StatisticalReturn, row.document)


def _long(services: Services, tx: Connection, call: Call[None]) -> Sheet:
    one = _return(services, tx, call)
    name = f"{one.preamble.case_reference}.csv"
    return Sheet(name=name, media_type=_CSV, text=long_format(one))


def _register(services: Services, tx: Connection, call: Call[None]) -> Sheet:
    one = _return(services, tx, call)
    lines = one.register_lines
    if call.query.get("for_publication") == "yes":
        lines = publishable(lines)
    name = f"{one.preamble.case_reference}-register.csv"
    return Sheet(name=name, media_type=_CSV, text=register_sheet(one, lines))


async def _filled(services: Services, call: Call[Template]) -> Sheet:
    template = read_template(call.body.text.encode())

    def work() -> Sheet:
        with services.store.read() as tx:
            one = _return(services, tx, call)
        name = f"{one.preamble.case_reference}-template.csv"
        return Sheet(name=name, media_type=_CSV, text=filled(template, one))

    return await asyncio.to_thread(work)


_YEAR = "/v1/statistics/years/{year}"
_VERSION = _YEAR + "/versions/{version}"

ROUTES: tuple[AnyRoute, ...] = (
    Route(
        method="GET",
        path=_YEAR,
        name="showProportionTraced",
        tag="statistics",
        summary="SDG 16.4.2 as at now, with the cases behind it",
        answer=SdgNow,
        work=_now,
    ),
    Route(
        method="GET",
        path=_YEAR + "/versions",
        name="listReturns",
        tag="statistics",
        summary="The computed versions of a year's figures, the newest first",
        answer=ReturnList,
        work=_list,
    ),
    Route(
        method="POST",
        path=_YEAR + "/versions",
        name="computeReturn",
        tag="statistics",
        summary="Compute the year's figures as a new version; nothing leaves the node",
        body=ComputeWanted,
        answer=Numbered,
        wait=_compute,
        creates=True,
    ),
    Route(
        method="GET",
        path=_VERSION,
        name="showReturn",
        tag="statistics",
        summary="One version: counters, indicators, times, weapons counted once",
        answer=ReturnDetail,
        work=_show,
    ),
    Route(
        method="GET",
        path=_VERSION + "/behind",
        name="openFigure",
        tag="statistics",
        summary="The cases and entries behind one figure of our own",
        answer=BehindList,
        work=_behind,
        query=(
            Query(name="counter", description="the counter", choices=tuple(CounterCode)),
            *(
                Query(name=one.value.lower(), description=f"only this code of {one}")
                for one in Dimension
            ),
        ),
    ),
    Route(
        method="POST",
        path=_VERSION + "/approval",
        name="approveReturn",
        tag="statistics",
        summary="Approve a version and send it to the secretariat; older ones are put aside",
        answer=Approved,
        work=_approve,
        right=Right.APPROVE,
    ),
    Route(
        method="POST",
        path=_VERSION + "/sending",
        name="sendReturn",
        tag="statistics",
        summary="Send an approved version again that did not arrive",
        answer=ReturnDetail,
        work=_send,
    ),
    Route(
        method="POST",
        path=_VERSION + "/discarding",
        name="discardReturn",
        tag="statistics",
        summary="Say that a computed version is not to be approved; it is kept",
        answer=ReturnDetail,
        work=_discard,
    ),
    Route(
        method="GET",
        path=_VERSION + "/sheet",
        name="exportReturn",
        tag="statistics",
        summary="The counters in long format, as CSV",
        answer=Sheet,
        work=_long,
    ),
    Route(
        method="POST",
        path=_VERSION + "/template",
        name="fillTemplate",
        tag="statistics",
        summary="The cells of a workbook's template with their values, as CSV",
        body=Template,
        answer=Sheet,
        wait=_filled,
    ),
    Route(
        method="GET",
        path=_VERSION + "/register",
        name="exportRegister",
        tag="statistics",
        summary="The report to the UN Register of Conventional Arms, as CSV",
        answer=Sheet,
        work=_register,
        query=(
            Query(
                name="for_publication",
                description="without what is commercially sensitive",
                choices=("yes", "no"),
            ),
        ),
    ),
)

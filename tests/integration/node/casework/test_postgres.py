"""Casework whose stores are databases of a real PostgreSQL server."""

from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial

import pytest
from casework_kit import AUTOMATIC, Federation, case_draft, rifle, sold_abroad, stolen_here
from postgres import fresh_database, postgres_server

from accord.cases.codes import Outcome, RecoveryCircumstance
from accord.cases.statistics_entries import RecoveryEntry
from accord.dates import PartialDate
from node.casework.views import Standing

STATES = ("XA", "XB", "XC")


@pytest.fixture
def region() -> Iterator[Federation]:
    with ExitStack() as stack:
        server = stack.enter_context(postgres_server())
        databases = {state: stack.enter_context(fresh_database(server)) for state in STATES}
        federation = Federation(STATES, default=AUTOMATIC, databases=databases)
        stack.callback(federation.close)
        yield federation


def test_a_trace_across_three_states(region: Federation) -> None:
    region["XA"].records.append(sold_abroad(rifle(), "XA", "XB"))
    region["XB"].records.append(stolen_here(rifle(), "XB"))
    requester = region["XC"]
    open_case = partial(requester.casework.cases.open_case, draft=case_draft(), by="ana")
    case_id = requester.write(open_case)
    region.settle()
    case = requester.read(partial(requester.casework.views.case_detail, case_id=case_id))
    assert case.summary.standing is Standing.CLOSED
    assert case.summary.outcome is not None
    assert case.summary.outcome.outcome is Outcome.TRACED_INTERNATIONAL
    assert [leg.member for leg in case.legs] == ["XA", "XB"]
    (listed,) = requester.read(requester.casework.views.list_cases)
    assert listed == case.summary


def test_a_year_of_statistics(region: Federation) -> None:
    desk, secretariat = region["XC"], region["XA"]
    own, regional = desk.rooms.statistics, secretariat.rooms.statistics
    found = RecoveryEntry(
        day=PartialDate(year=2025),
        quantity=40,
        circumstance=RecoveryCircumstance.FOUND,
        outcome=Outcome.ESTABLISHED_OTHER_MEANS,
        source="protocol 7",
    )
    desk.write(lambda tx: own.entries.add(tx, found, by="ana"))
    desk.write(lambda tx: own.entries.correct(tx, "XC-RECOVERY-000001", found, by="ana"))
    figures = desk.read(lambda tx: own.statistician.compute(tx, 2025))
    version = desk.write(lambda tx: own.returns.keep(tx, figures, by="ana"))
    desk.write(lambda tx: own.returns.approve(tx, 2025, version, by="ben"))
    region.settle()
    compiled = secretariat.write(lambda tx: regional.compilations.compile(tx, 2025, by="ana"))
    secretariat.write(lambda tx: regional.compilations.publish(tx, 2025, compiled, by="ben"))
    region.settle()
    (shown,) = desk.read(lambda tx: own.views.publications(tx, 2025))
    assert shown.percent == 100.0
    seen = secretariat.read(lambda tx: regional.views.regional(tx, 2025))
    assert seen.without_data == ("XA", "XB")

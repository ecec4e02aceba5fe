"""Casework whose stores are databases of a real PostgreSQL server."""

from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial

import pytest
from casework_kit import AUTOMATIC, Federation, case_draft, rifle, sold_abroad, stolen_here
from postgres import fresh_database, postgres_server

from accord.cases.codes import Outcome
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

"""A weapon traced across three States, by rule and by officers."""

from collections.abc import Callable

from casework_kit import AUTOMATIC, Federation, case_draft, rifle, sold_abroad, stolen_here

from accord.cases.codes import DiversionMethod, DiversionStage, Outcome
from node.casework.views import Standing

Make = Callable[..., Federation]


def test_by_rule_the_chain_is_followed_to_the_theft(federation: Make) -> None:
    region = federation(default=AUTOMATIC)
    region["XA"].records.append(sold_abroad(rifle(), "XA", "XB"))
    region["XB"].records.append(stolen_here(rifle("AR-104417"), "XB"))
    officer = region["XC"]
    case_id = officer.write(lambda tx: officer.casework.cases.open_case(tx, case_draft(), by="ana"))
    region.settle()
    case = officer.read(lambda tx: officer.casework.views.case_detail(tx, case_id))
    assert case.summary.state == "TRACED_INTERNATIONAL", case.timeline
    assert case.summary.standing is Standing.CLOSED
    outcome = case.summary.outcome
    assert outcome is not None
    assert outcome.outcome is Outcome.TRACED_INTERNATIONAL
    point = outcome.point_of_diversion
    assert point is not None
    assert (point.state, point.stage, point.method) == (
        "XB",
        DiversionStage.END_USE,
        DiversionMethod.THEFT_FROM_CIVILIAN,
    )
    assert [leg.state for leg in case.legs] == ["ANSWERED_REFERRED", "ANSWERED_FULL"]
    assert [link.party for link in case.chain] == ["", "", "", "holder 1"]

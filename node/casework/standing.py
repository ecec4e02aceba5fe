"""What a case or request waits for: pure functions of how it stands."""

from collections.abc import Sequence

from accord.cases.trace_case import CaseState
from accord.cases.trace_leg import CLARIFYING, OPEN, LegState
from accord.weapons.completeness import CompletenessLevel
from node.casework.rows import CaseRow, LegRow, RequestRow
from node.casework.views import Standing


def case_standing(case: CaseRow, legs: Sequence[LegRow]) -> Standing:
    """Who has to act on a case."""
    if case.closed:
        return Standing.CLOSED
    if case.state in {CaseState.REGISTERED, CaseState.DOMESTIC_TRACE}:
        return Standing.SEARCHING if case.domestic is None else Standing.OFFICER
    if any(leg.state is LegState.INFO_REQUESTED for leg in legs):
        return Standing.OFFICER
    if any(leg.open for leg in legs):
        return Standing.ABROAD
    if (
        case.state in {CaseState.INTERNATIONAL, CaseState.WAITING_LEGS}
        and case.completeness is CompletenessLevel.INSUFFICIENT
    ):
        return Standing.BLOCKED
    return Standing.OFFICER


def request_standing(request: RequestRow) -> Standing:
    """Who has to act on a request from abroad."""
    if request.clarification_asked or request.undelivered or request.state in CLARIFYING:
        return Standing.OFFICER
    if request.state not in OPEN:
        return Standing.CLOSED
    if request.state is LegState.INFO_REQUESTED:
        return Standing.ABROAD
    return Standing.SEARCHING if request.proposal is None else Standing.OFFICER

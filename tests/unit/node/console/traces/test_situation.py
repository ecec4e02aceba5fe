"""What an officer is told to do about a case."""

from dataclasses import replace

from api_fake import case_of

from accord.cases.trace_case import CaseState
from node.casework.views import CaseDetail, Standing
from node.console.traces.situation import next_steps, other_steps, status_of, waits


def case(state: CaseState, standing: Standing = Standing.OFFICER) -> CaseDetail:
    made = case_of("XA-2026-00001")
    return replace(made, summary=replace(made.summary, state=state, standing=standing))


def test_every_turn_that_waits_for_an_officer_says_why() -> None:
    turns = (
        CaseState.DOMESTIC_TRACE,
        CaseState.HIT_FLOW,
        CaseState.INTERNATIONAL,
        CaseState.WAITING_LEGS,
        CaseState.ESTABLISHED,
        CaseState.EXHAUSTED,
    )
    assert len({waits(case(state)) for state in turns}) == len(turns)
    assert waits(case(CaseState.NOT_PURSUED, Standing.CLOSED)) == "This case is closed."


def test_a_case_that_is_stuck_says_so_before_its_turn() -> None:
    stuck = case(CaseState.INTERNATIONAL, Standing.BLOCKED)
    assert status_of(stuck.summary) is Standing.BLOCKED
    assert status_of(case(CaseState.INTERNATIONAL).summary) is CaseState.INTERNATIONAL


def test_a_step_is_offered_once() -> None:
    stuck = case(CaseState.INTERNATIONAL, Standing.BLOCKED)
    assert [one.act for one in next_steps(stuck)] == ["reviseCase"]
    assert "reviseCase" not in {one.act for one in other_steps(stuck)}


def test_a_case_leads_to_the_bureau_s_file_and_to_an_inquiry() -> None:
    others = {one.act: one.query for one in other_steps(case(CaseState.INTERNATIONAL))}
    assert others["handOver"] == {"kind": "TRACE", "subjects": "XA-2026-00001"}
    assert others["openInquiry"] == {"case_id": "XA-2026-00001"}
    closed = [one.act for one in other_steps(case(CaseState.NOT_PURSUED, Standing.CLOSED))]
    assert closed == ["reopenCase", "handOver"]

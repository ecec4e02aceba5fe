"""The requester's side: gate, guards, own registers, questions, restrictions, ends."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from casework_kit import (
    AUTOMATIC,
    Federation,
    case_draft,
    rifle,
    sold_abroad,
    stolen_here,
)

from accord.cases.codes import (
    Disposition,
    Ground,
    NotEstablishedReason,
    Outcome,
    RecordStatus,
    UseRestriction,
    WhyYou,
)
from accord.dates import PartialDate
from accord.errors import PolicyError, TransitionError
from accord.weapons.codes import MarkCondition, MarkKind
from accord.weapons.firearm import Mark
from accord.wire.kinds import MessageKind
from node.casework.drafts import CaseDraft, OutcomeDraft
from node.casework.views import CaseDetail, Standing
from node.exchange.messages import DeliveryStatus

Make = Callable[..., Federation]
SEND: dict[str, Any] = {"state": "XA", "why": WhyYou.COUNTRY_OF_MANUFACTURE, "by": "ana"}


def opened(region: Federation, draft: CaseDraft | None = None) -> str:
    desk = region["XC"]
    open_case = partial(desk.casework.cases.open_case, draft=draft or case_draft(), by="ana")
    case_id = desk.write(open_case)
    region.settle()
    return case_id


def detail(region: Federation, case_id: str) -> CaseDetail:
    return region["XC"].read(partial(region["XC"].casework.views.case_detail, case_id=case_id))


def do(region: Federation, name: str, **values: Any) -> Any:
    desk = region["XC"]
    result = desk.write(partial(getattr(desk.casework.cases, name), **values))
    region.settle()
    return result


def holder(region: Federation, state: str, name: str, **values: Any) -> None:
    desk = region[state]
    request = desk.read(desk.casework.views.list_requests)[0]
    step = partial(getattr(desk.casework.requests, name), request_id=request.request_id)
    desk.write(partial(step, by="bo", **values))
    region.settle()


def test_the_own_registers_come_first_and_can_end_the_case(federation: Make) -> None:
    region = federation()
    region["XC"].records.append(stolen_here(rifle(), "XC"))
    case = detail(region, opened(region))
    assert case.summary.state == "TRACED_DOMESTIC"
    assert case.summary.outcome is not None
    assert case.summary.outcome.outcome is Outcome.TRACED_DOMESTIC
    assert case.domestic is not None
    assert case.domestic.chain[-1].party == "Jane Doe", "our own records may name our own holders"


def test_the_record_of_this_very_recovery_is_no_origin(federation: Make) -> None:
    region = federation()
    seized = replace(
        stolen_here(rifle(), "XC"),
        status=RecordStatus.SEIZED,
        status_date=PartialDate(year=2025, month=11),
    )
    region["XC"].records.append(seized)
    assert detail(region, opened(region)).summary.state == "INTERNATIONAL"


def test_an_earlier_seizure_is_an_origin(federation: Make) -> None:
    region = federation()
    seized = replace(
        stolen_here(rifle(), "XC"),
        status=RecordStatus.SEIZED,
        status_date=PartialDate(year=2019),
    )
    region["XC"].records.append(seized)
    assert detail(region, opened(region)).summary.state == "TRACED_DOMESTIC"


def test_a_doubtful_own_record_waits_for_an_officer(federation: Make) -> None:
    region = federation()
    region["XC"].records.append(stolen_here(rifle("AR 1O4417"), "XC"))
    case_id = opened(region)
    assert detail(region, case_id).summary.standing is Standing.OFFICER
    do(region, "decide_domestic", case_id=case_id, found=False, by="ana")
    case = detail(region, case_id)
    assert case.summary.state == "INTERNATIONAL"
    assert case.request.domestic_trace is not None
    assert "not confirmed" in case.request.domestic_trace.reason


def test_our_own_export_record_points_at_its_destination(federation: Make) -> None:
    region = federation(default=AUTOMATIC)
    ours = rifle(country_of_manufacture="XC")
    region["XC"].records.append(sold_abroad(ours, "XC", "XB"))
    region["XB"].records.append(stolen_here(ours, "XB"))
    case = detail(region, opened(region, case_draft(ours)))
    assert [(leg.member, leg.why) for leg in case.legs] == [("XB", WhyYou.LAST_LEGAL_IMPORT)]
    assert case.summary.state == "TRACED_INTERNATIONAL"


def test_registers_that_stay_away_are_said_to_be_so(federation: Make) -> None:
    region = federation()
    region["XC"].away = True
    case_id = opened(region)
    assert detail(region, case_id).summary.standing is Standing.SEARCHING
    for _ in range(5):
        region.clock.advance(hours=1)
        region.settle()
    case = detail(region, case_id)
    assert case.summary.state == "INTERNATIONAL"
    assert case.domestic_failures == ("national: away",)
    assert case.request.domestic_trace is not None
    assert case.request.domestic_trace.result == "NOT_POSSIBLE"


def test_the_import_mark_is_the_shorter_way(federation: Make) -> None:
    region = federation()
    case = detail(region, opened(region, case_draft(rifle(import_country="XB"))))
    assert [(one.state, one.why) for one in case.suggestions] == [
        ("XB", WhyYou.LAST_LEGAL_IMPORT),
        ("XA", WhyYou.COUNTRY_OF_MANUFACTURE),
    ]


def test_a_former_state_is_answered_for_by_its_successor(federation: Make) -> None:
    region = federation(default=AUTOMATIC)
    case = detail(region, opened(region, case_draft(rifle(country_of_manufacture="YUCS"))))
    assert [(leg.state_asked, leg.member) for leg in case.legs] == [("YUCS", "XA")]


def test_an_unidentified_weapon_is_blocked_with_advice(federation: Make) -> None:
    region = federation(default=AUTOMATIC)
    case_id = opened(region, case_draft(rifle(marks=())))
    case = detail(region, case_id)
    assert case.summary.standing is Standing.BLOCKED
    assert case.advice
    assert not case.legs
    assert all(one.obstacle for one in case.suggestions)
    with pytest.raises(PolicyError, match="not identified well enough"):
        do(region, "send_leg", case_id=case_id, **SEND)
    do(region, "record_outcome", case_id=case_id, draft=None, by="ana")
    outcome = detail(region, case_id).summary.outcome
    assert outcome is not None
    assert outcome.reason is NotEstablishedReason.INSUFFICIENT_IDENTIFICATION


def test_urgency_opens_the_gate_with_a_reason(federation: Make) -> None:
    region = federation()
    never = Mark(kind=MarkKind.MANUFACTURER_SERIAL, condition=MarkCondition.NEVER_MARKED)
    draft = case_draft(rifle(marks=(never,)), urgency_justification="armed gang at large")
    case_id = opened(region, draft)
    with pytest.raises(PolicyError) as caught:
        do(region, "send_leg", case_id=case_id, **SEND)
    assert caught.value.code == "casework.reason_needed"
    do(region, "send_leg", case_id=case_id, override_reason="armed gang", **SEND)
    assert region["XA"].read(region["XA"].casework.views.list_requests)[0].urgent


def test_a_partial_description_needs_a_reason(federation: Make) -> None:
    region = federation()
    case_id = opened(region, case_draft(rifle(calibre_text="")))
    with pytest.raises(PolicyError) as caught:
        do(region, "send_leg", case_id=case_id, **SEND)
    assert caught.value.code == "casework.reason_needed"
    assert do(region, "send_leg", case_id=case_id, override_reason="no gauge here", **SEND)


def test_one_open_leg_for_each_state_and_none_to_ourselves(federation: Make) -> None:
    region = federation()
    case_id = opened(region)
    do(region, "send_leg", case_id=case_id, **SEND)
    with pytest.raises(PolicyError) as caught:
        do(region, "send_leg", case_id=case_id, **SEND)
    assert caught.value.code == "guard.open_leg"
    with pytest.raises(PolicyError) as caught:
        do(region, "send_leg", case_id=case_id, **(SEND | {"state": "XC"}))
    assert caught.value.code == "guard.own_state"
    with pytest.raises(PolicyError) as caught:
        do(region, "send_leg", case_id=case_id, **(SEND | {"state": "DE"}))
    assert caught.value.code == "casework.nobody_answers"


def test_a_referral_in_a_circle_ends_without_an_origin(federation: Make) -> None:
    region = federation(default=AUTOMATIC)
    region["XA"].records.append(sold_abroad(rifle(), "XA", "XB"))
    region["XB"].records.append(sold_abroad(rifle(), "XB", "XA"))
    case = detail(region, opened(region))
    assert [leg.member for leg in case.legs] == ["XA", "XB"]
    assert case.summary.state == "NOT_ESTABLISHED"


def test_no_record_anywhere(federation: Make) -> None:
    region = federation(default=AUTOMATIC)
    case = detail(region, opened(region))
    outcome = case.summary.outcome
    assert outcome is not None
    assert outcome.reason is NotEstablishedReason.NO_RECORD


def test_an_officer_follows_a_referral_and_closes(federation: Make) -> None:
    region = federation(rules={"XA": AUTOMATIC, "XB": AUTOMATIC})
    region["XA"].records.append(sold_abroad(rifle(), "XA", "XB"))
    region["XB"].records.append(stolen_here(rifle(), "XB"))
    case_id = opened(region)
    first = do(region, "send_leg", case_id=case_id, **SEND)
    assert detail(region, case_id).summary.standing is Standing.OFFICER
    do(region, "follow_referral", case_id=case_id, leg_id=first, by="ana")
    assert detail(region, case_id).proposed_outcome is not None
    do(region, "record_outcome", case_id=case_id, draft=None, by="ana")
    assert detail(region, case_id).summary.state == "TRACED_INTERNATIONAL"
    for state in ("XA", "XB"):
        views = region[state].casework.views
        request = region[state].read(views.list_requests)[0]
        told = region[state].read(partial(views.request_detail, request_id=request.request_id))
        assert told.outcome is not None, "whoever helped learns how it ended"


def test_a_question_pauses_the_clock_and_a_reply_resumes_the_search(federation: Make) -> None:
    region = federation()
    case_id = opened(region)
    leg_id = do(region, "send_leg", case_id=case_id, **SEND)
    before = detail(region, case_id).legs[0].respond_by
    assert before is not None
    holder(region, "XA", "ask", fields=("firearm.photographs",), text="a photograph?")
    asked = detail(region, case_id)
    assert asked.summary.standing is Standing.OFFICER
    assert asked.legs[0].question is not None
    assert asked.legs[0].respond_by is None
    region.clock.advance(days=10)
    corrected = rifle("AR 104418")
    region["XA"].records.append(stolen_here(corrected, "XA"))
    do(region, "reply_question", leg_id=leg_id, text="see", firearm=corrected, by="ana")
    after = detail(region, case_id)
    assert after.legs[0].respond_by is not None
    assert after.legs[0].respond_by.due_ms == before.due_ms + 10 * 24 * 3600 * 1000
    assert after.request.firearm.marks == corrected.marks
    holder(region, "XA", "approve")
    assert detail(region, case_id).summary.state == "ESTABLISHED"


def test_a_question_left_unanswered_returns_the_request_at_both_ends(federation: Make) -> None:
    region = federation()
    case_id = opened(region)
    do(region, "send_leg", case_id=case_id, **SEND)
    holder(region, "XA", "ask", fields=("firearm.photographs",), text="")
    region.clock.advance(days=61)
    region.settle()
    assert detail(region, case_id).legs[0].state == "RETURNED_INCOMPLETE"
    region.clock.advance(days=60)
    region.settle()
    requests = region["XA"].read(region["XA"].casework.views.list_requests)
    assert [one.state for one in requests] == ["RETURNED_INCOMPLETE"]


def test_silence_and_lateness_are_flags_and_a_late_answer_counts(federation: Make) -> None:
    region = federation()
    region["XA"].records.append(stolen_here(rifle(), "XA"))
    case_id = opened(region)
    do(region, "send_leg", case_id=case_id, **SEND)
    assert not detail(region, case_id).summary.overdue
    region.clock.advance(days=31)
    assert detail(region, case_id).summary.overdue
    assert not detail(region, case_id).legs[0].silent
    region.clock.advance(days=31)
    assert detail(region, case_id).legs[0].silent
    holder(region, "XA", "approve")
    case = detail(region, case_id)
    assert case.summary.state == "ESTABLISHED"
    assert not case.summary.overdue


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (DeliveryStatus.REFUSED, "UNDELIVERED"),
        (DeliveryStatus.UNDELIVERED, "UNDELIVERED"),
        (DeliveryStatus.REJECTED, "REJECTED"),
    ],
)
def test_a_request_that_cannot_arrive_ends_its_leg(
    federation: Make, status: DeliveryStatus, state: str
) -> None:
    region = federation()
    desk = region["XC"]
    case_id = opened(region)
    desk.write(partial(desk.casework.cases.send_leg, case_id=case_id, **SEND))
    [(_, recipient, message)] = [
        one for one in desk.posted() if one[2].kind is MessageKind.TRACE_REQUEST
    ]
    desk.told(message.message_id, recipient, status, "hub.reason")
    case = detail(region, case_id)
    assert case.legs[0].state == state
    assert case.legs[0].messages[0].code == "hub.reason"
    assert case.summary.standing is Standing.OFFICER
    assert case.suggestions[0].obstacle == "", "it may be asked again"


def test_restrictions_stay_attached_and_r3_blocks_the_export(federation: Make) -> None:
    region = federation()
    region["XA"].records.append(stolen_here(rifle(), "XA"))
    case_id = opened(region)
    do(region, "send_leg", case_id=case_id, **SEND)
    bound = (UseRestriction.R2, UseRestriction.R3)
    holder(region, "XA", "approve", use_restrictions=bound)
    do(region, "record_outcome", case_id=case_id, draft=None, by="ana")
    case = detail(region, case_id)
    assert case.restrictions == bound
    desk = region["XC"]
    export = desk.write(
        partial(desk.casework.views.export_case, case_id=case_id, recipient="court", by="ana")
    )
    assert export.answers == ()
    assert [one.provider for one in export.withheld] == ["XA"]
    assert export.outcome is not None
    assert export.outcome.point_of_diversion is None
    assert "held back" in detail(region, case_id).timeline[-1].text, "the attempt is recorded"


def test_a_refusal_can_be_explained_and_widened(federation: Make) -> None:
    region = federation()
    region["XA"].records.append(stolen_here(rifle(), "XA"))
    case_id = opened(region)
    leg_id = do(region, "send_leg", case_id=case_id, **SEND)
    holder(region, "XA", "refuse", grounds=(Ground.G1,), explanation="an investigation is open")
    case = detail(region, case_id)
    assert case.legs[0].state == "REFUSED"
    assert case.summary.state == "EXHAUSTED"
    do(region, "ask_clarification", leg_id=leg_id, text="until when?", by="ana")
    request = region["XA"].read(region["XA"].casework.views.list_requests)[0]
    assert request.standing is Standing.OFFICER
    holder(region, "XA", "clarify", text="the investigation goes on")
    assert detail(region, case_id).legs[0].state == "REFUSAL_UPHELD"
    do(region, "record_outcome", case_id=case_id, draft=None, by="ana")
    outcome = detail(region, case_id).summary.outcome
    assert outcome is not None
    assert outcome.reason is NotEstablishedReason.REFUSED


def test_withdrawal_ends_both_sides(federation: Make) -> None:
    region = federation()
    case_id = opened(region)
    leg_id = do(region, "send_leg", case_id=case_id, **SEND)
    do(region, "withdraw", leg_id=leg_id, reason="found otherwise", by="ana")
    assert detail(region, case_id).legs[0].state == "WITHDRAWN"
    request = region["XA"].read(region["XA"].casework.views.list_requests)[0]
    assert (request.state, request.standing) == ("WITHDRAWN", Standing.CLOSED)


def test_a_restored_number_is_a_reason_to_ask_again(federation: Make) -> None:
    region = federation(rules={"XA": AUTOMATIC})
    case_id = opened(region)
    do(region, "send_leg", case_id=case_id, **SEND)
    assert detail(region, case_id).summary.state == "EXHAUSTED"
    restored = rifle("AR 999001")
    do(region, "revise", case_id=case_id, firearm=restored, reason="restored", by="ana")
    assert detail(region, case_id).suggestions[0].obstacle == ""
    region["XA"].records.append(stolen_here(restored, "XA"))
    do(region, "send_leg", case_id=case_id, **SEND)
    assert detail(region, case_id).summary.state == "ESTABLISHED"


def test_exceptions_and_new_evidence(federation: Make) -> None:
    region = federation()
    case_id = opened(region)
    with pytest.raises(PolicyError):
        do(region, "not_pursued", case_id=case_id, reason=NotEstablishedReason.REFUSED, by="ana")
    reason = NotEstablishedReason.AMNESTY_NOT_TRACED
    do(region, "not_pursued", case_id=case_id, reason=reason, by="ana")
    assert detail(region, case_id).summary.state == "NOT_PURSUED"
    with pytest.raises(TransitionError):
        do(region, "send_leg", case_id=case_id, **SEND)
    do(region, "reopen", case_id=case_id, reason="a witness", by="ana")
    draft = OutcomeDraft(outcome=Outcome.ESTABLISHED_OTHER_MEANS)
    do(region, "record_outcome", case_id=case_id, draft=draft, by="ana")
    assert detail(region, case_id).summary.state == "ESTABLISHED_OTHER_MEANS"


def test_an_incomplete_draft_is_refused_with_the_field(federation: Make) -> None:
    region = federation()
    with pytest.raises(PolicyError, match="illicit_basis"):
        opened(region, case_draft(illicit_basis=()))


def test_dispositions_are_counted_apart(federation: Make) -> None:
    region = federation(default=AUTOMATIC)
    opened(region)
    desk = region["XA"]
    counts = desk.read(desk.casework.views.counts)
    assert counts.requests == {"ANSWERED_NEGATIVE": 1}
    request = desk.read(desk.casework.views.list_requests)[0]
    assert request.disposition is Disposition.NO_RECORD
    assert region["XC"].read(region["XC"].casework.views.counts).cases == {"NOT_ESTABLISHED": 1}

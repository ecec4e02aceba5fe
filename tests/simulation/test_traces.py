"""Traces between three States, paragraph by paragraph of the International Tracing Instrument.

Corvina (XC) has recovered a rifle made in Arvenia (XA) and sold to Belmara (XB).
"""

from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from casework_kit import Federation, case_draft, rifle, sold_abroad, stolen_here
from notice_kit import DAY_MS, OFFICER, Lend, Notices, theft, trusted

from accord.cases.age import Age
from accord.cases.codes import (
    Awaited,
    Disposition,
    Ground,
    NotEstablishedReason,
    Outcome,
    ResponseKind,
    UseRestriction,
    WhyYou,
)
from accord.cases.hit_codes import DismissalReason
from accord.cases.trace import TraceOutcome, TraceQuestion, TraceReminder
from accord.dates import PartialDate
from accord.errors import PolicyError, TransitionError
from accord.trust.policy_calendars import NationalCalendar
from accord.weapons.firearm import YearRange
from accord.wire.kinds import MessageKind
from node.casework.drafts import AnswerDraft, OutcomeDraft
from node.casework.rules import CaseworkRules, Mode
from node.casework.views import CaseDetail, LegView, RequestDetail, Standing
from node.desk.documents import load
from node.exchange.messages import DeliveryStatus

MAKER: dict[str, Any] = {"state": "XA", "why": WhyYou.COUNTRY_OF_MANUFACTURE}
OPEN_INVESTIGATION: dict[str, Any] = {
    "grounds": (Ground.G1,),
    "explanation": "an investigation is open",
}


def do(region: Federation, name: str, **values: Any) -> Any:
    """What Corvina's officer does with a case."""
    desk = region["XC"]
    done = desk.write(partial(getattr(desk.casework.cases, name), by=OFFICER, **values))
    region.settle()
    return done


def holder(region: Federation, state: str, name: str, **values: Any) -> None:
    """What the holder's officer does with the newest request."""
    desk = region[state]
    request_id = request(region, state).summary.request_id
    step = partial(getattr(desk.casework.requests, name), request_id=request_id, by="bo")
    desk.write(partial(step, **values))
    region.settle()


def case(region: Federation, case_id: str) -> CaseDetail:
    desk = region["XC"]
    return desk.read(partial(desk.casework.views.case_detail, case_id=case_id))


def leg(region: Federation, case_id: str, number: int = 1) -> LegView:
    return case(region, case_id).legs[number - 1]


def request(region: Federation, state: str) -> RequestDetail:
    desk = region[state]
    newest = desk.read(desk.casework.views.list_requests)[0]
    return desk.read(partial(desk.casework.views.request_detail, request_id=newest.request_id))


def opened(region: Federation, **draft: Any) -> str:
    firearm = draft.pop("firearm", rifle())
    return str(do(region, "open_case", draft=case_draft(firearm, **draft)))


def asked(region: Federation, **draft: Any) -> str:
    """A case of Corvina's with one leg to Arvenia."""
    case_id = opened(region, **draft)
    do(region, "send_leg", case_id=case_id, **MAKER)
    return case_id


def reminders(region: Federation) -> list[TraceReminder]:
    sent = region["XC"].sent(MessageKind.TRACE_REMINDER)
    return [load(TraceReminder, one.payload) for one in sent]


# --- ITI 5: from the point of manufacture or importation, through the lines of supply


def test_the_maker_and_the_importer_are_asked_side_by_side_and_both_answers_count(
    region: Notices,
) -> None:
    region["XA"].records.append(sold_abroad(rifle(), "XA", "XB"))
    region["XB"].records.append(stolen_here(rifle(), "XB"))
    case_id = asked(region, firearm=rifle(import_country="XB", import_year=1979))
    do(region, "send_leg", case_id=case_id, state="XB", why=WhyYou.LAST_LEGAL_IMPORT)
    assert [one.open for one in case(region, case_id).legs] == [True, True]
    holder(region, "XA", "approve")
    waiting = case(region, case_id)
    assert (waiting.summary.state, waiting.legs[0].state) == ("WAITING_LEGS", "ANSWERED_REFERRED")
    holder(region, "XB", "approve")
    found = case(region, case_id)
    assert found.summary.state == "ESTABLISHED"
    assert [link.state for link in found.chain] == ["XA", "XA", "XB", "XB"]


def test_a_referral_to_a_state_that_is_being_asked_is_no_second_leg(region: Notices) -> None:
    region["XA"].records.append(sold_abroad(rifle(), "XA", "XB"))
    case_id = asked(region, firearm=rifle(import_country="XB", import_year=1979))
    do(region, "send_leg", case_id=case_id, state="XB", why=WhyYou.LAST_LEGAL_IMPORT)
    holder(region, "XA", "approve")
    leg_id = leg(region, case_id).leg_id
    with pytest.raises(PolicyError) as caught:
        do(region, "follow_referral", case_id=case_id, leg_id=leg_id)
    assert caught.value.code == "guard.open_leg"


# --- ITI 4: what the instrument covers


def test_a_weapon_from_the_future_is_a_mistake_that_is_told_at_entry(region: Notices) -> None:
    made = YearRange(first=2027, last=2027)
    with pytest.raises(PolicyError, match=r"firearm\.year_of_manufacture"):
        opened(region, firearm=rifle(year_of_manufacture=made))
    assert region["XC"].read(region["XC"].casework.views.list_cases) == ()


def test_a_description_without_a_category_is_told_at_entry_and_not_when_it_is_to_leave(
    region: Notices,
) -> None:
    with pytest.raises(PolicyError, match=r"firearm\.category: choose"):
        opened(region, firearm=rifle(category=None, type=None, model_text="", calibre_text=""))


def test_what_was_made_by_1899_may_be_an_antique_and_is_asked_about_only_with_a_reason(
    region: Notices,
) -> None:
    case_id = opened(region, firearm=rifle(year_of_manufacture=YearRange(first=1898, last=1898)))
    assert case(region, case_id).age is Age.ANTIQUE
    with pytest.raises(PolicyError) as caught:
        do(region, "send_leg", case_id=case_id, **MAKER)
    assert caught.value.code == "casework.antique"
    do(region, "send_leg", case_id=case_id, override_reason="converted to fire today", **MAKER)
    assert request(region, "XA").age is Age.ANTIQUE


def test_what_was_made_before_1946_may_be_left_untraced(region: Notices) -> None:
    case_id = opened(region, firearm=rifle(year_of_manufacture=YearRange(first=1943, last=1944)))
    assert case(region, case_id).age is Age.PRE_1946
    do(region, "not_pursued", case_id=case_id, reason=NotEstablishedReason.PRE_1946)
    outcome = case(region, case_id).summary.outcome
    assert outcome is not None
    assert (outcome.outcome, outcome.reason) == (
        Outcome.NOT_ESTABLISHED,
        NotEstablishedReason.PRE_1946,
    )


# --- ITI 18, 19: prompt answers, and a receipt within a reasonable time


def test_the_clock_of_an_acknowledgement_is_that_of_the_state_that_owes_it(lend: Lend) -> None:
    believed = trusted()
    own = NationalCalendar(state="XA", holidays=frozenset({"2026-01-02"}), zone="Asia/Tokyo")
    policy = replace(believed.policy, calendars={"XA": own})
    region = lend(replace(believed, policy=policy))
    case_id = opened(region)
    desk = region["XC"]
    desk.write(partial(desk.casework.cases.send_leg, case_id=case_id, by=OFFICER, **MAKER))
    due = leg(region, case_id).acknowledge_by
    assert due is not None
    # Thursday 1 January 2026, 09:00 in Tokyo. Friday is a holiday there, then comes the weekend:
    # the second working day is Tuesday 6 January, which ends in Tokyo at 15:00 UTC.
    assert due.due_ms == 1_767_711_600_000
    assert (due.rule, due.policy_version) == ("acknowledge within 2 working days", 1)


def test_who_is_late_is_reminded_at_the_policys_intervals_and_only_so_often(
    region: Notices,
) -> None:
    region["XA"].records.append(stolen_here(rifle(), "XA"))
    case_id = asked(region)
    due = leg(region, case_id).respond_by
    assert due is not None
    region.pass_time(30 * DAY_MS + 1)
    assert leg(region, case_id).respond_by.overdue  # type: ignore[union-attr]
    assert reminders(region) == []
    region.pass_time(DAY_MS)
    (first,) = reminders(region)
    assert (first.awaited, first.owed_by, first.level) == (Awaited.RESPONSE, "XA", 1)
    assert (first.due_ms, first.rule) == (due.due_ms, "answer within 30 days")
    shown = request(region, "XA").summary
    assert (shown.overdue, shown.reminders, shown.escalated) == (True, 1, False)
    for _ in range(10):
        region.pass_time(7 * DAY_MS)
    assert [one.level for one in reminders(region)] == [1, 2, 3]
    assert [one.escalated for one in reminders(region)] == [False, False, True]
    assert leg(region, case_id).escalated
    assert request(region, "XA").summary.escalated
    # Nothing was closed: late answers count.
    holder(region, "XA", "approve")
    assert case(region, case_id).summary.state == "ESTABLISHED"
    assert not case(region, case_id).summary.overdue


def test_a_state_that_has_the_request_and_says_nothing_is_reminded_of_its_receipt(
    region: Notices,
) -> None:
    case_id = opened(region)
    desk = region["XC"]
    desk.write(partial(desk.casework.cases.send_leg, case_id=case_id, by=OFFICER, **MAKER))
    ((position, member, message),) = [
        one for one in desk.posted() if one[2].kind is MessageKind.TRACE_REQUEST
    ]
    region.carried["XC"] = position
    region.pass_time(10 * DAY_MS)
    assert reminders(region) == []  # it is still with the hub
    desk.told(message.message_id, member, DeliveryStatus.DELIVERED)
    region.pass_time(8 * DAY_MS)
    assert [one.awaited for one in reminders(region)] == [Awaited.ACKNOWLEDGEMENT]
    assert leg(region, case_id).acknowledge_by.overdue  # type: ignore[union-attr]


def test_a_reminder_of_what_is_not_owed_moves_nothing(region: Notices) -> None:
    asked(region)
    conversation = region["XC"].sent(MessageKind.TRACE_REQUEST)[0].conversation_id
    before = request(region, "XA")
    reminder = TraceReminder(
        preamble=replace(before.request.preamble, in_reply_to="1"),
        awaited=Awaited.RESPONSE,
        owed_by="XB",
        due_ms=1,
        rule="at once",
        policy_version=1,
        level=1,
    )
    kind = MessageKind.TRACE_REMINDER
    region["XA"].take(region["XC"].saying(kind, reminder, conversation))
    after = request(region, "XA")
    assert after.summary == before.summary
    assert after.timeline[-1].event == "NOT_ACCEPTED"
    region["XA"].take(region["XB"].saying(kind, reminder, conversation))
    assert region["XA"].failed == [(kind, "casework.unknown_conversation")]


# --- ITI 21: further information


def test_while_a_question_waits_for_the_requester_nothing_is_overdue_and_nobody_reminded(
    region: Notices,
) -> None:
    case_id = asked(region)
    holder(region, "XA", "ask", fields=("firearm.photographs",), text="")
    region.pass_time(50 * DAY_MS)
    assert reminders(region) == []
    assert not case(region, case_id).summary.overdue
    leg_id = leg(region, case_id).leg_id
    do(region, "reply_question", leg_id=leg_id, text="none", firearm=None)
    region.pass_time(29 * DAY_MS)
    assert not case(region, case_id).summary.overdue
    region.pass_time(3 * DAY_MS)
    assert [one.awaited for one in reminders(region)] == [Awaited.RESPONSE]


def test_an_answer_to_a_request_that_was_returned_still_counts(region: Notices) -> None:
    region["XA"].records.append(stolen_here(rifle(), "XA"))
    case_id = asked(region)
    holder(region, "XA", "ask", fields=("firearm.photographs",), text="")
    region.pass_time(61 * DAY_MS)
    assert leg(region, case_id).state == "RETURNED_INCOMPLETE"
    assert case(region, case_id).summary.state == "WAITING_LEGS"
    holder(region, "XA", "approve")  # the holder had it in hand for as long as mail may take
    assert leg(region, case_id).late
    assert case(region, case_id).summary.state == "ESTABLISHED"


# --- ITI 22, 23: delay, restrict, refuse; the reasons, and their clarification


def test_interim_delayed_restricted_refused_and_negative_are_five_different_things(
    region: Notices,
) -> None:
    region["XA"].records.append(stolen_here(rifle(), "XA"))
    interim = AnswerDraft(disposition=Disposition.NO_RECORD, kind=ResponseKind.INTERIM)
    delayed = AnswerDraft(
        disposition=Disposition.DELAYED, kind=ResponseKind.INTERIM, **OPEN_INVESTIGATION
    )
    negative = AnswerDraft(disposition=Disposition.RECORDS_EXPIRED)
    acts: tuple[tuple[str, dict[str, Any], str, bool], ...] = (
        ("answer", {"draft": interim}, "IN_PROGRESS", True),
        ("answer", {"draft": delayed}, "DELAYED", True),
        ("restrict", {"withheld": ("chain",), **OPEN_INVESTIGATION}, "ANSWERED_RESTRICTED", False),
        ("refuse", OPEN_INVESTIGATION, "REFUSED", False),
        ("answer", {"draft": negative}, "ANSWERED_NEGATIVE", False),
    )
    for act, values, state, still_open in acts:
        case_id = asked(region)
        holder(region, "XA", act, **values)
        assert (leg(region, case_id).state, leg(region, case_id).open) == (state, still_open), act


def test_a_delay_is_due_by_the_day_that_was_announced(region: Notices) -> None:
    case_id = asked(region)
    draft = AnswerDraft(
        disposition=Disposition.DELAYED,
        kind=ResponseKind.INTERIM,
        expected_lifting=PartialDate(year=2026, month=3),
        **OPEN_INVESTIGATION,
    )
    holder(region, "XA", "answer", draft=draft)
    for due in (leg(region, case_id).respond_by, request(region, "XA").summary.respond_by):
        assert due is not None
        assert (due.due_ms, due.rule) == (1_775_001_600_000, "answer by 2026-03, as announced")
    region.pass_time(60 * DAY_MS)
    assert not case(region, case_id).summary.overdue
    region.pass_time(31 * DAY_MS)
    assert case(region, case_id).summary.overdue
    assert request(region, "XA").summary.overdue
    assert [one.rule for one in reminders(region)] == ["answer by 2026-03, as announced"]


@pytest.mark.parametrize(
    ("act", "values", "problem"),
    [
        ("refuse", {"grounds": (), "explanation": "not convenient"}, "G1 to G4"),
        ("refuse", {"grounds": (Ground.G1,), "explanation": " "}, "reasons"),
        ("restrict", {"withheld": (), **OPEN_INVESTIGATION}, "withheld"),
        ("restrict", {"withheld": ("chain",), "grounds": (), "explanation": "x"}, "G1 to G4"),
    ],
)
def test_no_act_without_its_ground_its_reasons_and_what_is_withheld(
    region: Notices, act: str, values: dict[str, Any], problem: str
) -> None:
    region["XA"].records.append(stolen_here(rifle(), "XA"))
    case_id = asked(region)
    before = request(region, "XA")
    with pytest.raises(PolicyError, match=problem):
        holder(region, "XA", act, **values)
    assert request(region, "XA") == before
    assert leg(region, case_id).response is None


def test_a_clarification_has_a_clock_of_its_own(region: Notices) -> None:
    region["XA"].records.append(stolen_here(rifle(), "XA"))
    case_id = asked(region)
    holder(region, "XA", "refuse", **OPEN_INVESTIGATION)
    leg_id = leg(region, case_id).leg_id
    do(region, "ask_clarification", leg_id=leg_id, text="until when?")
    for due in (leg(region, case_id).clarify_by, request(region, "XA").clarify_by):
        assert due is not None
        assert (due.rule, due.overdue) == ("clarify within 15 days", False)
    region.pass_time(16 * DAY_MS + 1)
    assert case(region, case_id).summary.overdue
    assert request(region, "XA").summary.overdue
    assert [one.awaited for one in reminders(region)] == [Awaited.CLARIFICATION]
    holder(region, "XA", "clarify", text="until June")
    assert leg(region, case_id).state == "REFUSAL_UPHELD"
    assert leg(region, case_id).clarify_by is None
    assert request(region, "XA").clarify_by is None
    region.pass_time(60 * DAY_MS)
    assert len(reminders(region)) == 1


def test_a_delay_may_be_asked_about_and_stays_a_delay(region: Notices) -> None:
    case_id = asked(region)
    delayed = AnswerDraft(
        disposition=Disposition.DELAYED, kind=ResponseKind.INTERIM, **OPEN_INVESTIGATION
    )
    holder(region, "XA", "answer", draft=delayed)
    do(region, "ask_clarification", leg_id=leg(region, case_id).leg_id, text="until when?")
    assert leg(region, case_id).clarify_by is not None
    holder(region, "XA", "clarify", text="until June")
    assert (leg(region, case_id).state, leg(region, case_id).clarify_by) == ("DELAYED", None)


def test_a_requester_that_cannot_guarantee_confidentiality_may_be_refused_and_may_undertake_it(
    lend: Lend,
) -> None:
    region = lend()
    region["XA"].records.append(stolen_here(rifle(), "XA"))
    case_id = asked(region, confidentiality_obstacle="Press Act, section 3")
    assert request(region, "XA").summary.standing is Standing.OFFICER
    holder(region, "XA", "refuse", grounds=(Ground.G3,), explanation="no guarantee is given")
    leg_id = leg(region, case_id).leg_id
    undertaking = "a court order seals the file"
    do(
        region,
        "ask_clarification",
        leg_id=leg_id,
        text="we can seal it",
        revised_undertaking=undertaking,
    )
    assert undertaking in request(region, "XA").clarification_asked
    found = request(region, "XA").proposal
    assert found is not None
    assert found.matched is not None
    widened = AnswerDraft(
        disposition=Disposition.FULL,
        matched=found.matched,
        chain=found.chain,
        last_legal_record=found.last_legal_record,
        reported_lost_or_stolen=True,
    )
    holder(region, "XA", "clarify", text="as undertaken", widened=widened)
    assert leg(region, case_id).state == "ANSWERED_FULL"
    assert case(region, case_id).summary.state == "ESTABLISHED"


# --- ITI 15: restrictions on use, and no release to others


def test_what_one_state_reserved_is_not_told_to_another_with_the_outcome(region: Notices) -> None:
    region["XA"].records.append(sold_abroad(rifle(), "XA", "XB"))
    region["XB"].records.append(stolen_here(rifle(), "XB"))
    case_id = asked(region)
    holder(region, "XA", "approve")
    do(region, "follow_referral", case_id=case_id, leg_id=leg(region, case_id).leg_id)
    bound = (UseRestriction.R2, UseRestriction.R3)
    holder(region, "XB", "approve", use_restrictions=bound)
    do(region, "record_outcome", case_id=case_id, draft=None)
    closed = case(region, case_id)
    assert closed.summary.outcome is not None
    assert closed.summary.outcome.point_of_diversion is not None
    told = {state: request(region, state).outcome for state in ("XA", "XB")}
    assert all(isinstance(one, TraceOutcome) for one in told.values())
    assert told["XA"].point_of_diversion is None  # type: ignore[union-attr]
    assert told["XA"].preamble.use_restrictions == bound  # type: ignore[union-attr]
    assert told["XB"].point_of_diversion == closed.summary.outcome.point_of_diversion  # type: ignore[union-attr]
    assert "held back from XA" in closed.timeline[-1].text


# --- A/75/78, para 119: the own register and the notices come before any other State


def test_a_hit_on_a_notice_comes_before_any_other_state_and_its_confirmation_ends_the_search(
    region: Notices,
) -> None:
    notice_id = region.publish(theft(rifle()))
    case_id = opened(region)
    assert case(region, case_id).summary.state == "HIT_FLOW"
    with pytest.raises(TransitionError):
        do(region, "send_leg", case_id=case_id, **MAKER)
    hit_id = region.only_hit("XC")
    region.ask(hit_id, "XC")
    region.answer(hit_id)
    found = case(region, case_id)
    assert found.summary.state == "ESTABLISHED"
    assert found.notice is not None
    assert (found.notice.notice_id, found.notice.reported_lost_or_stolen) == (notice_id, True)
    do(region, "record_outcome", case_id=case_id, draft=None)
    outcome = case(region, case_id).summary.outcome
    assert outcome is not None
    assert outcome.outcome is Outcome.TRACED_INTERNATIONAL
    assert outcome.point_of_diversion is not None
    assert outcome.point_of_diversion.from_date == PartialDate(year=2025, month=12, day=31)


def test_a_hit_that_is_dismissed_opens_the_way_abroad(region: Notices) -> None:
    region.publish(theft(rifle()))
    case_id = opened(region)
    hit_id = region.only_hit("XC")
    finder = region.room("XC").finder
    region["XC"].write(
        lambda tx: finder.dismiss(
            tx, hit_id, DismissalReason.MARKS_DIFFER, "another import mark", by=OFFICER
        )
    )
    region.settle()
    going_on = case(region, case_id)
    assert going_on.summary.state == "INTERNATIONAL"
    assert [(one.system, one.hit) for one in going_on.request.notice_searches] == [
        ("XC registers", False),
        ("regional notices", True),
    ]
    do(region, "send_leg", case_id=case_id, **MAKER)
    assert case(region, case_id).summary.state == "WAITING_LEGS"


def test_a_weapon_traced_before_it_was_reported_stolen_is_found_by_the_later_notice(
    region: Notices,
) -> None:
    case_id = asked(region)
    region.publish(theft(rifle()), state="XB")
    hit_id = region.only_hit("XC")
    region.ask(hit_id, "XC")
    region.answer(hit_id, "XB")
    assert case(region, case_id).summary.state == "ESTABLISHED"


# --- reopening: new evidence, and the closed year's figures revised


def test_a_closed_case_keeps_what_comes_and_moves_only_when_an_officer_reopens_it(
    region: Notices,
) -> None:
    region["XA"].records.append(stolen_here(rifle(), "XA"))
    case_id = asked(region)
    lost = OutcomeDraft(outcome=Outcome.NOT_ESTABLISHED, reason=NotEstablishedReason.NO_REPLY)
    # The answer and the closing cross in the mail.
    desk, away = region["XC"], region["XA"]
    away.write(
        partial(
            away.casework.requests.approve,
            request_id=request(region, "XA").summary.request_id,
            by="bo",
        )
    )
    desk.write(partial(desk.casework.cases.record_outcome, case_id=case_id, draft=lost, by=OFFICER))
    region.settle()
    closed = case(region, case_id)
    assert (closed.summary.state, closed.legs[0].state) == ("NOT_ESTABLISHED", "WITHDRAWN")
    assert (closed.summary.late_answers, closed.legs[0].late) == (1, True)
    assert closed.summary.outcome is not None
    assert closed.summary.outcome.reason is NotEstablishedReason.NO_REPLY

    region.pass_time(400 * DAY_MS)
    do(region, "reopen", case_id=case_id, reason="Arvenia's answer came late")
    assert case(region, case_id).summary.state == "ESTABLISHED"
    do(region, "record_outcome", case_id=case_id, draft=None)
    revised = case(region, case_id)
    assert revised.summary.outcome is not None
    assert revised.summary.outcome.outcome is Outcome.TRACED_INTERNATIONAL
    told = [one.text for one in revised.timeline if one.event == "OUTCOME"]
    assert told == ["NOT_ESTABLISHED NO_REPLY", "TRACED_INTERNATIONAL"], "history is kept"


def test_a_question_about_a_closed_case_changes_nothing(region: Notices) -> None:
    case_id = asked(region)
    conversation = region["XC"].sent(MessageKind.TRACE_REQUEST)[0].conversation_id
    do(region, "not_pursued", case_id=case_id, reason=NotEstablishedReason.AMNESTY_NOT_TRACED)
    before = case(region, case_id)
    question = TraceQuestion(
        preamble=replace(before.request.preamble, in_reply_to="1"), text="is it a carbine?"
    )
    region["XC"].take(region["XA"].saying(MessageKind.TRACE_QUESTION, question, conversation))
    after = case(region, case_id)
    assert (after.summary, after.legs) == (
        replace(before.summary, updated_ms=after.summary.updated_ms),
        before.legs,
    )
    assert after.timeline[-1].event == "LATE"


def test_a_notice_confirmed_after_the_case_was_closed_is_new_evidence(region: Notices) -> None:
    case_id = opened(region)
    lost = OutcomeDraft(outcome=Outcome.NOT_ESTABLISHED, reason=NotEstablishedReason.NO_RECORD)
    do(region, "record_outcome", case_id=case_id, draft=lost)
    region.publish(theft(rifle()))
    hit_id = region.only_hit("XC")
    region.ask(hit_id, "XC")
    region.answer(hit_id)
    closed = case(region, case_id)
    assert closed.summary.state == "NOT_ESTABLISHED"
    assert closed.timeline[-1].event == "NOTICE_CONFIRMED"
    do(region, "reopen", case_id=case_id, reason="it was reported stolen")
    assert case(region, case_id).summary.state == "ESTABLISHED"


def test_by_rule_an_antique_waits_for_an_officer(lend: Lend) -> None:
    region = lend()
    desk = region["XC"]
    desk.rules = CaseworkRules(send=Mode.AUTOMATIC)
    desk.start()
    case_id = opened(region, firearm=rifle(year_of_manufacture=YearRange(first=1880, last=1880)))
    waiting = case(region, case_id)
    desk.rules = CaseworkRules()
    assert waiting.legs == ()
    assert waiting.timeline[-1].event == "NOT_SENT"

"""Hits between three States: a lead, two questions, three requests (SIS art 39; Nlets; NCIC)."""

from dataclasses import replace
from itertools import permutations

import pytest
from casework_kit import rifle
from notice_kit import (
    DAY_MS,
    HOUR_MS,
    MINUTE_MS,
    OFFICER,
    Lend,
    Notices,
    confirmation,
    recovery,
    theft,
    trusted,
)
from notice_samples import COMPARED, pistol

from accord.adapter import RegistryRecord
from accord.cases.codes import RecordStatus
from accord.cases.hit_codes import (
    DismissalReason,
    FieldResult,
    FindingEvent,
    HitAction,
    HitAnswer,
    HitDispositionKind,
    Instruction,
    NotConfirmedReason,
)
from accord.cases.hit_life import HitState
from accord.cases.notice_codes import CancelReason, Distribution, NoticeState
from accord.cases.trace_case import CaseState
from accord.errors import PolicyError, TransitionError
from accord.weapons.codes import MarkCondition, MarkKind, MarkPosition, MatchGrade
from accord.weapons.firearm import Mark
from accord.wire.kinds import MessageKind
from node.desk.sighting import Sighting, Source
from node.exchange.messages import DeliveryStatus, IncomingMessage
from node.notices.hit_forms import Acted, Disposed, HitByHand


@pytest.fixture
def awake(lend: Lend) -> Notices:
    """A region whose desks are all open day and night."""
    return lend(trusted(round_the_clock={"XA", "XB", "XC"}))


def posted(region: Notices, state: str, kind: MessageKind) -> list[IncomingMessage]:
    region[state].post_waits = True
    return [one for _, _, one in region[state].posted() if one.kind is kind]


def act(region: Notices, hit_id: str, action: HitAction, state: str = "XB") -> None:
    finder = region.room(state).finder
    region[state].write(lambda tx: finder.act(tx, hit_id, Acted(action=action), by=OFFICER))
    region.settle()


def report(region: Notices, hit_id: str, state: str = "XB") -> None:
    room = region.room(state)
    region[state].write(lambda tx: room.report_recovery(tx, hit_id, recovery(), by=OFFICER))
    region.settle()


def cancel(region: Notices, notice_id: str) -> None:
    region.act("XA", "cancel", notice_id, CancelReason.WRONG_WEAPON, "another pistol was stolen")


# --- candidates, in both directions


def test_a_weapon_that_is_found_is_compared_with_the_notices(region: Notices) -> None:
    notice_id = region.publish()
    region.seize()
    (hit,) = region.hits("XB")
    assert (hit.notice_id, hit.grade, hit.state) == (notice_id, MatchGrade.A, HitState.CANDIDATE)


def test_a_weapon_traced_on_monday_and_reported_stolen_on_thursday_still_hits(
    region: Notices,
) -> None:
    region.seize()
    assert region.hits("XB") == ()
    region.pass_time(3 * DAY_MS)
    notice_id = region.publish()
    assert [one.notice_id for one in region.hits("XB")] == [notice_id]


def test_a_question_that_was_asked_is_forgotten_when_policy_says(lend: Lend) -> None:
    region = lend(trusted(reverse_search_days=30))
    asked = Sighting(
        source=Source.INQUIRY,
        subject="XB-Q-1",
        finder="XA",
        reference="XA-Q-1",
        firearm=pistol(),
    )
    region["XA"].write(lambda tx: region.room("XA").search.sighted(tx, asked))
    region.pass_time(31 * DAY_MS)
    region.publish(state="XB")
    assert region.hits("XA") == ()


def test_a_record_of_the_own_register_is_a_candidate_too(region: Notices) -> None:
    region["XC"].records.append(
        RegistryRecord(record_id="XC-77", firearm=pistol(), status=RecordStatus.LAWFUL_POSSESSION)
    )
    notice_id = region.publish()
    (hit,) = region.hits("XC")
    assert (hit.notice_id, hit.source, hit.reference) == (notice_id, Source.REGISTER, "XC-77")


def test_the_owner_s_own_register_holds_what_it_reports_and_that_is_no_hit(
    region: Notices,
) -> None:
    region["XA"].records.append(RegistryRecord(record_id="XA-1", firearm=pistol()))
    region.publish()
    assert region.hits("XA") == ()


def test_grade_a_alone_tells_the_owner_before_an_officer_has_looked(region: Notices) -> None:
    region.publish()
    region.seize(firearm=pistol("GH 2O417"), subject="CASE-B")  # O for 0: grade B
    region.seize(firearm=pistol("GH 2?417"), subject="CASE-C")  # read in part: grade C
    assert {one.grade for one in region.hits("XB")} == {MatchGrade.B, MatchGrade.C}
    assert region.hits("XA") == ()
    region.seize(subject="CASE-A")
    (told,) = region.hits("XA")
    assert (told.grade, told.finder, told.reference) == (MatchGrade.A, "XB", "CASE-A")


def test_a_region_may_forbid_to_tell_the_owner_unasked(lend: Lend) -> None:
    region = lend(trusted(notify_owner=False))
    region.publish()
    region.seize()
    assert len(region.hits("XB")) == 1
    assert region.hits("XA") == ()


def test_a_number_that_many_weapons_share_alarms_nobody_unasked(region: Notices) -> None:
    for state in ("XA", "XB", "XC"):
        region.publish(theft(pistol("US 4539889")), state)
    region.seize("XB", pistol("US 4539889"))
    hits = region.hits("XB")
    assert len(hits) == 3
    assert all("NON_UNIQUE" in hit.caveats[0] for hit in hits)
    assert region.hits("XA") == ()


def test_the_same_number_of_another_maker_is_another_weapon(region: Notices) -> None:
    region.publish()
    other = pistol(maker_text="Norinco", model_text="M1911", country_of_manufacture="CN")
    region.seize(firearm=other)
    assert region.hits("XB") == ()


def test_a_swapped_slide_is_a_candidate_of_grade_b(region: Notices) -> None:
    slide = Mark(
        kind=MarkKind.COMPONENT_SERIAL,
        text="GH 20417",
        condition=MarkCondition.INTACT,
        position=MarkPosition.SLIDE,
    )
    region.publish()
    region.seize(firearm=pistol("ZZ 77001", marks=(*pistol("ZZ 77001").marks, slide)))
    (hit,) = region.hits("XB")
    assert hit.grade is MatchGrade.B
    assert region.hits("XA") == ()


def test_a_question_from_abroad_about_our_own_notice_is_a_lead_for_us(region: Notices) -> None:
    region.publish(theft(distribution=Distribution.LIST, audience=("XC",)))
    asked = Sighting(
        source=Source.REQUEST,
        subject="XA-IN-1",
        finder="XB",
        reference="XB-2026-1",
        firearm=pistol(),
    )
    region["XA"].write(lambda tx: region.room("XA").search.sighted(tx, asked))
    region.settle()
    (lead,) = region.hits("XA")
    assert (lead.finder, lead.reference) == ("XB", "XB-2026-1")
    assert region.hits("XB") == ()  # who is outside the audience learns nothing


def test_a_question_from_abroad_about_a_third_state_s_notice_is_not_ours_to_tell(
    region: Notices,
) -> None:
    region.publish(theft(distribution=Distribution.LIST, audience=("XC",)))
    asked = Sighting(
        source=Source.REQUEST,
        subject="XC-IN-1",
        finder="XB",
        reference="XB-2026-1",
        firearm=pistol(),
    )
    region["XC"].write(lambda tx: region.room("XC").search.sighted(tx, asked))
    region.settle()
    assert region.hits("XC") == ()


def test_what_no_number_shows_is_matched_by_hand(region: Notices) -> None:
    notice_id = region.publish()
    by_hand = HitByHand(
        notice_id=notice_id,
        firearm=pistol(marks=(Mark(kind=MarkKind.OTHER, text="", condition=MarkCondition.WORN),)),
        reference="CASE-9",
        event=FindingEvent.FOUND,
        why="the engraving on the slide",
    )
    finder = region.room("XB").finder
    hit_id = region["XB"].write(lambda tx: finder.open_by_hand(tx, by_hand, by=OFFICER))
    assert region.hit("XB", hit_id).summary.grade is MatchGrade.C
    with pytest.raises(PolicyError) as refused:
        region["XB"].write(lambda tx: finder.open_by_hand(tx, by_hand, by=OFFICER))
    assert refused.value.code == "hit.known"


# --- the two questions


def test_a_hit_is_no_ground_for_action_until_the_owner_confirms_it(region: Notices) -> None:
    region.publish()
    region.seize()
    hit_id = region.only_hit()
    with pytest.raises(TransitionError):
        act(region, hit_id, HitAction.SEIZED)
    region.ask(hit_id)
    with pytest.raises(TransitionError):
        act(region, hit_id, HitAction.SEIZED)
    region.answer(hit_id)
    assert region.hit("XB", hit_id).summary.state is HitState.CONFIRMED
    act(region, hit_id, HitAction.SEIZED)
    assert region.hit("XA", hit_id).summary.state is HitState.SEIZED


def test_all_identifying_data_is_compared_before_the_owner_is_asked(region: Notices) -> None:
    region.publish()
    region.seize()
    hit_id = region.only_hit()
    with pytest.raises(PolicyError) as refused:
        region.ask(hit_id, compared=COMPARED[:2])
    assert "compare all identifying data" in refused.value.text
    differs = (replace(COMPARED[0], result=FieldResult.DIFFERENT), *COMPARED[1:])
    with pytest.raises(PolicyError):
        region.ask(hit_id, compared=differs)
    assert region.hit("XB", hit_id).summary.state is HitState.CANDIDATE


def test_the_finder_dismisses_what_it_sees_is_another_weapon_and_the_owner_learns_of_it(
    region: Notices,
) -> None:
    region.publish()
    region.seize()
    hit_id = region.only_hit()
    finder = region.room("XB").finder
    region["XB"].write(
        lambda tx: finder.dismiss(
            tx, hit_id, DismissalReason.MARKS_DIFFER, "proof marks differ", by=OFFICER
        )
    )
    region.settle()
    assert region.hit("XA", hit_id).summary.state is HitState.DISMISSED
    assert region.hit("XA", hit_id).reason == "MARKS_DIFFER"


def test_only_the_owner_confirms_and_only_the_finder_acts(region: Notices) -> None:
    _, hit_id = region.found_and_asked()
    with pytest.raises(PolicyError) as refused:
        region.answer(hit_id, "XB")
    assert refused.value.code == "hit.not_owner"
    region.answer(hit_id)
    with pytest.raises(PolicyError) as refused:
        act(region, hit_id, HitAction.SEIZED, "XA")
    assert refused.value.code == "hit.not_finder"


def test_an_answer_of_a_third_state_is_refused_and_the_hit_unchanged(
    region: Notices, lend: Lend
) -> None:
    _, hit_id = region.found_and_asked()
    region.answer(hit_id)
    (answer,) = posted(region, "XA", MessageKind.HIT_RESPONSE)
    other = lend()
    _, theirs = other.found_and_asked()
    assert theirs == hit_id
    other["XB"].take(replace(answer, sender="XC"))
    assert other["XB"].failed == [(MessageKind.HIT_RESPONSE, "hit.not_owner")]
    assert other.hit("XB", hit_id).summary.state is HitState.CONFIRMATION_REQUESTED


def test_an_owner_that_negates_says_why(region: Notices) -> None:
    _, hit_id = region.found_and_asked()
    with pytest.raises(PolicyError):
        region.answer(hit_id, answer=HitAnswer.NOT_CONFIRMED, instruction=None)
    region.answer(
        hit_id,
        answer=HitAnswer.NOT_CONFIRMED,
        instruction=None,
        reason=NotConfirmedReason.NOT_IDENTICAL,
        text="ours has another barrel",
    )
    detail = region.hit("XB", hit_id)
    assert (detail.summary.state, detail.reason) == (HitState.NOT_CONFIRMED, "NOT_IDENTICAL")


def test_a_confirmation_may_leave_the_action_open(region: Notices) -> None:
    _, hit_id = region.found_and_asked()
    region.answer(hit_id, answer=HitAnswer.CONFIRMED_ACTION_PENDING, instruction=None)
    assert region.hit("XB", hit_id).summary.state is HitState.CONFIRMED


def test_a_finder_that_compared_with_an_older_version_is_shown_to_the_owner(
    region: Notices,
) -> None:
    notice_id = region.publish()
    region.seize()
    region["XA"].write(
        lambda tx: region.room("XA").notices.amend(
            tx, notice_id, theft(caution_text="loaded"), reason="caution", by=OFFICER
        )
    )
    hit_id = region.only_hit()
    asked = confirmation()  # before the amendment arrives
    region["XB"].write(lambda tx: region.room("XB").finder.request(tx, hit_id, asked, by=OFFICER))
    region.settle()
    assert "version 2 is in force" in region.hit("XA", hit_id).summary.alert


# --- the clocks


def minutes(region: Notices, hit_id: str, state: str = "XB") -> int:
    due = region.hit(state, hit_id).summary.answer_by
    assert due is not None
    return (due.due_ms - region.clock.now_ms()) // MINUTE_MS


def test_ten_minutes_or_one_hour_where_both_desks_never_close(awake: Notices) -> None:
    _, urgent = awake.found_and_asked(urgent=True)
    assert minutes(awake, urgent) == 10
    awake.publish(theft(pistol("HK 55871")))
    awake.seize(firearm=pistol("HK 55871"), subject="CASE-2")
    routine = awake.hits("XB")[0].hit_id
    awake.ask(routine)
    assert minutes(awake, routine) == 60


def test_one_hour_or_eight_where_a_desk_has_office_hours(lend: Lend) -> None:
    region = lend(trusted(round_the_clock={"XA"}))
    _, hit_id = region.found_and_asked(urgent=True)
    assert minutes(region, hit_id) == 60
    due = region.hit("XB", hit_id).summary.answer_by
    assert due is not None
    assert due.rule == "urgent confirmation within 60 minutes: a desk has office hours"
    assert due.policy_version == 1


def test_a_region_sets_its_own_clocks(lend: Lend) -> None:
    region = lend(trusted(hit_routine_minutes_office=90))
    _, hit_id = region.found_and_asked()
    assert minutes(region, hit_id) == 90


def test_who_is_detained_on_a_hit_alone_makes_it_urgent(region: Notices) -> None:
    region.publish()
    region.seize()
    with pytest.raises(PolicyError) as refused:
        region.ask(region.only_hit(), sole_basis_for_detention=True)
    assert "URGENT" in refused.value.text


def test_three_requests_are_made_and_then_it_is_escalated(awake: Notices) -> None:
    _, hit_id = awake.found_and_asked(urgent=True)
    seen = []
    for _ in range(3):
        seen.append(awake.hit("XA", hit_id).summary.requests)
        awake.pass_time(10 * MINUTE_MS)
    assert seen == [1, 2, 3]
    assert awake.hit("XB", hit_id).summary.state is HitState.ESCALATED
    assert awake.hit("XA", hit_id).summary.state is HitState.ESCALATED
    assert "escalates" in awake.hit("XA", hit_id).summary.alert
    awake.pass_time(DAY_MS)
    assert len(posted(awake, "XB", MessageKind.HIT_REQUEST)) == 3


def test_the_region_s_duty_desk_learns_of_an_escalation_and_nothing_of_the_weapon(
    lend: Lend,
) -> None:
    region = lend(trusted(round_the_clock={"XA", "XB"}, duty_desk="XC"))
    notice_id = region.publish(theft(distribution=Distribution.LIST, audience=("XB",)))
    region.seize()
    hit_id = region.only_hit()
    region.ask(hit_id, urgent=True)
    for _ in range(3):
        region.pass_time(10 * MINUTE_MS)
    watched = region.hit("XC", hit_id)
    assert (watched.summary.state, watched.summary.owner) == (HitState.ESCALATED, "XA")
    assert watched.summary.notice_id == notice_id
    assert (watched.firearm, watched.matched, watched.noticed) == (None, None, None)
    assert watched.allowed == ()


def test_a_late_answer_counts_after_the_escalation(awake: Notices) -> None:
    _, hit_id = awake.found_and_asked(urgent=True)
    for _ in range(3):
        awake.pass_time(10 * MINUTE_MS)
    awake.answer(hit_id)
    assert awake.hit("XB", hit_id).summary.state is HitState.CONFIRMED


def test_will_confirm_by_stops_the_clock_until_then(awake: Notices) -> None:
    _, hit_id = awake.found_and_asked(urgent=True)
    by_ms = awake.clock.now_ms() + 2 * HOUR_MS
    awake.answer(hit_id, answer=HitAnswer.IN_PROCESS, instruction=None, confirm_by_ms=by_ms)
    assert awake.hit("XB", hit_id).summary.state is HitState.AWAITING
    awake.pass_time(HOUR_MS)
    assert awake.hit("XA", hit_id).summary.requests == 1
    awake.pass_time(HOUR_MS)
    assert awake.hit("XA", hit_id).summary.requests == 2
    assert awake.hit("XB", hit_id).summary.state is HitState.CONFIRMATION_REQUESTED


@pytest.mark.parametrize("hours", [0, 13])
def test_a_promise_is_for_a_time_to_come_and_not_for_ever(region: Notices, hours: int) -> None:
    _, hit_id = region.found_and_asked()
    by_ms = region.clock.now_ms() + hours * HOUR_MS
    with pytest.raises(PolicyError) as refused:
        region.answer(hit_id, answer=HitAnswer.IN_PROCESS, instruction=None, confirm_by_ms=by_ms)
    assert refused.value.code == "hit.promise"


def test_an_answer_in_time_ends_the_clock(awake: Notices) -> None:
    _, hit_id = awake.found_and_asked(urgent=True)
    awake.answer(hit_id)
    awake.pass_time(DAY_MS)
    assert awake.hit("XB", hit_id).summary.state is HitState.CONFIRMED
    assert len(posted(awake, "XB", MessageKind.HIT_REQUEST)) == 1


def test_a_request_that_did_not_arrive_is_shown_to_the_finder(region: Notices, lend: Lend) -> None:
    _, hit_id = region.found_and_asked()
    (request,) = posted(region, "XB", MessageKind.HIT_REQUEST)
    assert region.hit("XB", hit_id).summary.alert == ""
    other = lend()
    other.publish()
    other.seize()
    other["XB"].write(
        lambda tx: other.room("XB").finder.request(tx, hit_id, confirmation(), by=OFFICER)
    )
    other["XB"].told(request.message_id, "XA", DeliveryStatus.UNDELIVERED, "expired")
    assert "did not reach XA" in other.hit("XB", hit_id).summary.alert


# --- the end of a notice


def test_a_cancelled_notice_ends_its_open_hits_at_once_and_alerts_the_finder(
    region: Notices,
) -> None:
    notice_id, hit_id = region.found_and_asked(urgent=True)
    cancel(region, notice_id)
    at_owner = region.hit("XA", hit_id)
    assert (at_owner.summary.state, at_owner.reason) == (
        HitState.NOT_CONFIRMED,
        "NOTICE_CANCELLED",
    )
    region.settle()
    at_finder = region.hit("XB", hit_id)
    assert (at_finder.summary.state, at_finder.reason) == (
        HitState.NOT_CONFIRMED,
        "NOTICE_CANCELLED",
    )
    assert "do not act" in at_finder.summary.alert
    region.pass_time(DAY_MS)
    assert len(posted(region, "XB", MessageKind.HIT_REQUEST)) == 1


def test_a_cancellation_reaches_a_confirmed_and_a_seized_hit_too(region: Notices) -> None:
    notice_id, hit_id = region.found_and_asked()
    region.answer(hit_id)
    act(region, hit_id, HitAction.SEIZED)
    cancel(region, notice_id)
    region.settle()
    assert region.hit("XB", hit_id).summary.state is HitState.NOT_CONFIRMED
    with pytest.raises(TransitionError):
        report(region, hit_id)


def test_a_cancellation_and_its_news_come_in_any_order_and_twice(
    region: Notices, lend: Lend
) -> None:
    notice_id, hit_id = region.found_and_asked()
    cancel(region, notice_id)
    (word,) = posted(region, "XA", MessageKind.HIT_RESPONSE)
    notices = {one.message_id: one for one in posted(region, "XA", MessageKind.NOTICE)}
    last = list(notices.values())[-1]
    for order in permutations((word, last)):
        other = lend()
        other.found_and_asked()
        for message in (*order, *order):
            other["XB"].take(message)
            other["XB"].seen.clear()
        assert other.hit("XB", hit_id).summary.state is HitState.NOT_CONFIRMED
        assert other["XB"].failed == []


def test_a_request_about_a_notice_that_has_ended_is_answered_at_once(region: Notices) -> None:
    notice_id = region.publish()
    region.seize()
    hit_id = region.only_hit()
    cancel(region, notice_id)  # the finder does not know yet
    region["XB"].write(
        lambda tx: region.room("XB").finder.request(tx, hit_id, confirmation(), by=OFFICER)
    )
    region.settle()
    assert region.hit("XB", hit_id).reason == "NOTICE_CANCELLED"
    assert region.hit("XA", hit_id).summary.state is HitState.NOT_CONFIRMED


def test_a_hit_that_is_heard_of_after_its_notice_has_ended_ends_with_it(region: Notices) -> None:
    notice_id = region.publish()
    met = Sighting(
        source=Source.CASE, subject="CASE-1", finder="XB", reference="CASE-1", firearm=pistol()
    )
    region["XB"].write(lambda tx: region.room("XB").search.sighted(tx, met))
    cancel(region, notice_id)  # while the notification is on its way
    region.settle()
    (told,) = region.hits("XA")
    assert told.state is HitState.NOT_CONFIRMED
    assert region.hit("XA", told.hit_id).reason == "NOTICE_CANCELLED"
    assert region.hit("XB", told.hit_id).summary.state is HitState.NOT_CONFIRMED


def test_the_weapon_recovered_in_one_state_ends_the_candidates_of_another(
    region: Notices,
) -> None:
    notice_id, hit_id = region.found_and_asked()
    region.seize("XC", subject="CASE-C")
    region.answer(hit_id)
    act(region, hit_id, HitAction.SEIZED)
    report(region, hit_id)
    region.act("XA", "clear", notice_id, "the weapon is back")
    region.settle()
    (other,) = region.hits("XC")
    assert other.state is HitState.NOT_CONFIRMED
    assert region.hit("XC", other.hit_id).reason == "NOTICE_CLEARED"
    assert region.hit("XB", hit_id).summary.state is HitState.RECOVERED  # its end is to come


# --- recovery


def test_a_recovery_report_makes_the_notice_wait_to_be_cleared(region: Notices) -> None:
    notice_id, hit_id = region.found_and_asked()
    region.answer(hit_id, instruction=Instruction.RETURN_TO, return_to="XA")
    act(region, hit_id, HitAction.SEIZED)
    report(region, hit_id)
    for state in ("XA", "XB", "XC"):
        assert region.notice(state, notice_id).summary.state is NoticeState.RECOVERED_PENDING
    region.act("XA", "clear", notice_id, "back in the armoury")
    disposed = Disposed(disposition=HitDispositionKind.RETURNED, to_state="XA")
    region["XB"].write(
        lambda tx: region.room("XB").finder.dispose(tx, hit_id, disposed, by=OFFICER)
    )
    region.settle()
    assert region.notice("XB", notice_id).summary.state is NoticeState.CLEARED
    assert region.hit("XA", hit_id).summary.state is HitState.DISPOSED


def test_what_the_finder_did_arrives_in_any_order(region: Notices, lend: Lend) -> None:
    notice_id, hit_id = region.found_and_asked()
    region.answer(hit_id)
    finder, room = region.room("XB").finder, region.room("XB")
    taken, gone = Acted(action=HitAction.SEIZED), Disposed(disposition=HitDispositionKind.DESTROYED)
    region["XB"].write(lambda tx: finder.act(tx, hit_id, taken, by=OFFICER))
    region["XB"].write(lambda tx: room.report_recovery(tx, hit_id, recovery(), by=OFFICER))
    region["XB"].write(lambda tx: finder.dispose(tx, hit_id, gone, by=OFFICER))
    words = [
        posted(region, "XB", kind)[0]
        for kind in (MessageKind.HIT_ACTION, MessageKind.HIT_RECOVERY, MessageKind.HIT_DISPOSITION)
    ]
    for order in permutations(words):
        other = lend()
        other.found_and_asked()
        other.answer(hit_id)
        for message in (*order, *order):
            other["XA"].take(message)
            other["XA"].seen.clear()
        detail = other.hit("XA", hit_id)
        assert detail.recovery is not None
        assert detail.disposition is not None
        assert detail.summary.state is HitState.DISPOSED
        assert other.notice("XA", notice_id).summary.state is NoticeState.RECOVERED_PENDING
        assert other["XA"].failed == []


def test_a_discreet_report_and_a_release_end_the_hit_without_a_recovery(region: Notices) -> None:
    notice_id, hit_id = region.found_and_asked()
    region.answer(hit_id, instruction=Instruction.DISCREET)
    act(region, hit_id, HitAction.DISCREETLY_REPORTED)
    assert region.hit("XA", hit_id).summary.state is HitState.DISCREETLY_REPORTED
    with pytest.raises(TransitionError):
        report(region, hit_id)
    assert region.notice("XA", notice_id).summary.state is NoticeState.ACTIVE


def test_a_weapon_lost_and_found_in_one_state_needs_no_message(region: Notices) -> None:
    notice_id = region.publish()
    region.seize("XA")
    hit_id = region.only_hit("XA")
    region.ask(hit_id, "XA")
    region.answer(hit_id)
    act(region, hit_id, HitAction.SEIZED, "XA")
    report(region, hit_id, "XA")
    assert region.notice("XA", notice_id).summary.state is NoticeState.RECOVERED_PENDING
    assert posted(region, "XA", MessageKind.HIT_REQUEST) == []
    assert region.hits("XB") == ()


def test_a_report_about_a_notice_that_was_never_received_is_refused(
    region: Notices, lend: Lend
) -> None:
    region.found_and_asked()
    (request,) = posted(region, "XB", MessageKind.HIT_REQUEST)
    other = lend()
    other.publish(theft(distribution=Distribution.LIST, audience=("XC",)))
    other["XA"].take(request)
    assert other["XA"].failed == [(MessageKind.HIT_REQUEST, "notice.not_in_audience")]
    assert other.hits("XA") == ()


# --- trace cases


def state_of(region: Notices, case_id: str, state: str = "XB") -> str:
    views = region[state].casework.views
    return region[state].read(lambda tx: views.case_detail(tx, case_id)).summary.state


def test_a_trace_asks_no_other_state_while_a_notice_may_explain_the_weapon(
    region: Notices,
) -> None:
    region.publish()
    case_id = region.open_case("XB")
    assert state_of(region, case_id) == CaseState.HIT_FLOW
    hit_id = region.only_hit()
    region.ask(hit_id)
    region.answer(hit_id)
    assert state_of(region, case_id) == CaseState.ESTABLISHED
    assert posted(region, "XB", MessageKind.TRACE_REQUEST) == []


def test_a_hit_that_is_not_confirmed_lets_the_trace_go_on(region: Notices) -> None:
    notice_id = region.publish(theft(rifle()))
    case_id = region.open_case("XB", rifle())
    cancel(region, notice_id)
    region.settle()
    assert state_of(region, case_id) == CaseState.INTERNATIONAL


def test_a_weapon_traced_before_it_was_reported_stolen_is_established_by_the_later_notice(
    region: Notices,
) -> None:
    case_id = region.open_case("XB", rifle())
    assert state_of(region, case_id) == CaseState.INTERNATIONAL
    region.pass_time(3 * DAY_MS)
    region.publish(theft(rifle()))
    hit_id = region.only_hit()
    region.ask(hit_id)
    region.answer(hit_id)
    assert state_of(region, case_id) == CaseState.ESTABLISHED

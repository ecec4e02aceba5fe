"""An inquiry to every member at once: does any register know this weapon?

ITI 16 lets a State ask about a weapon found within its territory, ITI 20 has the others tell what
they hold, and ITI 22 lets them refuse. An inquiry asks no more than whether there is something.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from casework_kit import Federation, case_draft, rifle, sold_abroad, stolen_here

from accord.cases.codes import Ground, IntendedUse, WhyYou
from accord.cases.inquiry import InquiryAnswer
from accord.cases.inquiry_codes import HowToAsk, InquiryOutcome
from accord.errors import PolicyError, TransitionError
from accord.weapons.codes import MarkCondition, MatchGrade
from accord.weapons.firearm import YearRange
from accord.wire.kinds import MessageKind
from node.casework.rules import Mode
from node.exchange.messages import DeliveryStatus
from node.inquiries.rules import InquiryRules
from node.inquiries.views import InquiryDetail, InquiryDraft, ReceivedDetail

Make = Callable[..., Federation]
BY_RULE = InquiryRules(by_outcome=dict.fromkeys(InquiryOutcome, Mode.AUTOMATIC))

TO_XC: dict[str, Any] = {"state": "XC", "why": WhyYou.CONNECTED_CASE}


def draft(**fields: object) -> InquiryDraft:
    values: dict[str, object] = {
        "firearm": rifle(),
        "intended_use": (IntendedUse.INVESTIGATION,),
        "reason": "found in a container whose papers name no origin",
        "legal_justification": "Firearms Act, section 5",
    }
    return InquiryDraft(**(values | fields))  # type: ignore[arg-type]  # a test's short way


def ask(region: Federation, **fields: object) -> str:
    desk = region["XC"]
    asking = desk.rooms.inquiries.asking
    return desk.write(lambda tx: asking.open_inquiry(tx, draft(**fields), by="ana"))


def result(region: Federation, inquiry_id: str) -> InquiryDetail:
    desk = region["XC"]
    return desk.read(lambda tx: desk.rooms.inquiries.views.inquiry_detail(tx, inquiry_id))


def at(region: Federation, member: str) -> ReceivedDetail:
    desk = region[member]
    views = desk.rooms.inquiries.views
    newest = desk.read(views.list_received)[0]
    return desk.read(lambda tx: views.received_detail(tx, newest.request_id))


def approve(region: Federation, member: str, by: str = "bo") -> None:
    request_id = at(region, member).summary.request_id
    answering = region[member].rooms.inquiries.answering
    region[member].write(lambda tx: answering.approve(tx, request_id, by=by))
    region.settle()


def states(detail: InquiryDetail) -> dict[str, str]:
    return {one.member: one.state for one in detail.members}


def test_each_member_searches_by_itself_and_says_hit_or_no_hit(federation: Make) -> None:
    region = federation(inquiries=BY_RULE)
    region["XB"].records.append(stolen_here(rifle("AR-104417"), "XB"))
    inquiry_id = ask(region)
    region.settle()
    detail = result(region, inquiry_id)
    assert states(detail) == {"XA": "NO_HIT", "XB": "HIT"}
    assert (detail.summary.state, detail.partial) == ("COMPLETE", False)
    assert (detail.summary.hits, detail.summary.no_hits) == (1, 1)


def test_no_hit_is_a_signed_statement_of_what_was_searched(federation: Make) -> None:
    region = federation(inquiries=BY_RULE)
    inquiry_id = ask(region, members=("XA",))
    region.settle()
    answer = result(region, inquiry_id).members[0].answer
    assert answer is not None
    assert answer.outcome is InquiryOutcome.NO_HIT
    scope = answer.searched[0]
    assert scope.register == "XA register"
    assert scope.data_as_of_ms == region.clock.now_ms()
    assert scope.matching_profile
    assert scope.fields == ("serial",)
    # Signed: it travels as a message of its own, whose envelope the member's key signs.
    assert len(region["XA"].sent(MessageKind.INQUIRY_ANSWER)) == 1


def test_a_hit_names_its_grade_and_whom_to_ask_and_nothing_of_the_record(federation: Make) -> None:
    region = federation(inquiries=BY_RULE)
    region["XB"].records.append(stolen_here(rifle("AR-104417"), "XB"))
    inquiry_id = ask(region, members=("XB",))
    region.settle()
    answer = result(region, inquiry_id).members[0].answer
    assert answer is not None
    hit = answer.hits[0]
    assert (hit.grade, hit.how_to_ask) == (MatchGrade.A, HowToAsk.TRACE_REQUEST)
    assert (hit.authority, hit.reference) == ("XB-NPC", at(region, "XB").summary.request_id)
    payload = region["XB"].sent(MessageKind.INQUIRY_ANSWER)[0].payload
    for told in (b"Jane Doe", b"XB-2", b"104417", b"STOLEN"):
        assert told not in payload
    # What is behind it stays at home, for our own officer to see.
    assert [one.record_id for one in at(region, "XB").findings] == ["XB-2"]


def test_at_the_deadline_the_result_is_partial_and_a_late_answer_still_counts(
    federation: Make,
) -> None:
    region = federation(policy={"inquiry": {"answer_hours": 24}})
    inquiry_id = ask(region)
    region.settle()
    assert result(region, inquiry_id).summary.state == "OPEN"
    region.clock.advance(hours=25)
    region.settle()
    detail = result(region, inquiry_id)
    assert states(detail) == {"XA": "TIMED_OUT", "XB": "TIMED_OUT"}
    assert (detail.summary.state, detail.partial, detail.summary.awaited) == ("PARTIAL", True, 2)
    assert detail.summary.answer_by.overdue
    assert detail.summary.answer_by.rule == "say hit or no hit within 24 hours"
    assert at(region, "XA").summary.answer_by is not None
    for member in ("XA", "XB"):
        approve(region, member)
    detail = result(region, inquiry_id)
    assert states(detail) == {"XA": "NO_HIT", "XB": "NO_HIT"}
    assert all(one.late for one in detail.members)
    assert (detail.summary.state, detail.partial) == ("COMPLETE", False)


def test_a_register_that_is_away_makes_the_answer_unavailable_and_never_no_hit(
    federation: Make,
) -> None:
    region = federation(inquiries=BY_RULE)
    region["XA"].away = True
    inquiry_id = ask(region, members=("XA",))
    for _ in range(6):
        region.settle()
        region.clock.advance(hours=1)
    answer = result(region, inquiry_id).members[0].answer
    assert answer is not None
    assert (answer.outcome, answer.registers_away) == (InquiryOutcome.UNAVAILABLE, ("national",))
    # The register comes back, and the member says what it could not say before.
    officer = region["XA"]
    officer.away = False
    request_id = at(region, "XA").summary.request_id
    answering = officer.rooms.inquiries.answering
    officer.write(lambda tx: answering.search_again(tx, request_id, by="bo"))
    region.settle()
    member = result(region, inquiry_id).members[0]
    assert member.state == "NO_HIT"
    assert member.answer is not None
    assert member.answer.corrects
    assert len(at(region, "XA").answers) == 2


def test_an_unreadable_weapon_could_not_be_interpreted_and_is_no_silent_no_hit(
    federation: Make,
) -> None:
    region = federation(inquiries=BY_RULE)
    blank = rifle(
        marks=(replace(rifle().marks[0], text="", condition=MarkCondition.OBLITERATED),),
        country_of_manufacture="UNKNOWN",
        maker_text="UNKNOWN",
        remarks="ground off",
    )
    with pytest.raises(PolicyError) as caught:
        ask(region, firearm=blank)
    assert caught.value.code == "inquiry.insufficient"
    inquiry_id = ask(
        region,
        members=("XA",),
        firearm=blank,
        urgency_justification="more of them are on the way",
        override_reason="the crate bears other marks",
    )
    region.settle()
    answer = result(region, inquiry_id).members[0].answer
    assert answer is not None
    assert answer.outcome is InquiryOutcome.COULD_NOT_INTERPRET
    assert answer.fields_needed == ("firearm.marks",)


def test_a_member_refuses_on_one_of_the_four_grounds_and_only_an_officer_can(
    federation: Make,
) -> None:
    region = federation(inquiries=BY_RULE)
    region["XB"].records.append(stolen_here(rifle(), "XB"))
    inquiry_id = ask(region, members=("XB",), confidentiality_obstacle="Press Act, section 3")
    region.settle()
    assert states(result(region, inquiry_id)) == {"XB": "DELIVERED"}  # a hit waits for an officer
    officer = region["XB"]
    request_id = at(region, "XB").summary.request_id
    answering = officer.rooms.inquiries.answering
    with pytest.raises(PolicyError, match="give the reasons"):
        officer.write(lambda tx: answering.refuse(tx, request_id, (Ground.G3,), " ", by="bo"))
    with pytest.raises(PolicyError, match="at least one of G1 to G4"):
        officer.write(lambda tx: answering.refuse(tx, request_id, (), "no guarantee", by="bo"))
    assert at(region, "XB").answers == ()
    officer.write(
        lambda tx: answering.refuse(tx, request_id, (Ground.G3,), "no guarantee is given", by="bo")
    )
    region.settle()
    member = result(region, inquiry_id).members[0]
    assert member.state == "REFUSED"
    assert member.answer is not None
    assert member.answer.grounds == (Ground.G3,)


def test_a_hit_may_need_two_people_and_never_the_same_one_twice(federation: Make) -> None:
    region = federation(inquiries=InquiryRules(by_outcome={InquiryOutcome.HIT: Mode.TWO_PEOPLE}))
    region["XB"].records.append(stolen_here(rifle(), "XB"))
    inquiry_id = ask(region, members=("XB",))
    region.settle()
    approve(region, "XB", by="bo")
    assert at(region, "XB").waits_for_second == "bo"
    with pytest.raises(PolicyError) as caught:
        approve(region, "XB", by="bo")
    assert caught.value.code == "signoff.same_person"
    assert states(result(region, inquiry_id)) == {"XB": "DELIVERED"}
    approve(region, "XB", by="cy")
    assert states(result(region, inquiry_id)) == {"XB": "HIT"}


def test_a_weak_match_waits_for_an_officer(federation: Make) -> None:
    region = federation(inquiries=BY_RULE)
    region["XB"].records.append(stolen_here(rifle(maker_text="UNKNOWN", remarks="worn"), "XB"))
    inquiry_id = ask(region, members=("XB",))
    region.settle()
    assert states(result(region, inquiry_id)) == {"XB": "DELIVERED"}
    assert at(region, "XB").findings[0].grade is MatchGrade.B


def test_who_cannot_be_reached_is_unavailable_and_who_cannot_read_it_could_not_interpret(
    federation: Make,
) -> None:
    region = federation()
    inquiry_id = ask(region)
    posted = region["XC"].posted()
    for (_, recipient, message), status in zip(
        posted, (DeliveryStatus.UNDELIVERED, DeliveryStatus.REJECTED), strict=True
    ):
        region["XC"].told(message.message_id, recipient, status, "hub.said_so")
    detail = result(region, inquiry_id)
    assert states(detail) == {"XA": "UNAVAILABLE", "XB": "COULD_NOT_INTERPRET"}
    assert detail.summary.state == "COMPLETE"
    assert detail.members[0].detail == "UNDELIVERED hub.said_so"


def test_an_answer_that_breaks_the_rules_moves_nothing(federation: Make) -> None:
    region = federation()
    inquiry_id = ask(region, members=("XA",))
    region.settle()
    officer = region["XA"]
    proposal = at(region, "XA").proposal
    assert proposal is not None
    unscoped = replace(proposal, searched=())
    conversation = region["XC"].sent(MessageKind.INQUIRY)[0].conversation_id
    region["XC"].take(officer.saying(MessageKind.INQUIRY_ANSWER, unscoped, conversation))
    detail = result(region, inquiry_id)
    assert states(detail) == {"XA": "DELIVERED"}
    assert detail.timeline[-1].event == "NOT_ACCEPTED"
    assert "searched" in detail.timeline[-1].text


def test_nobody_answers_for_a_member_that_was_not_asked(federation: Make) -> None:
    region = federation()
    inquiry_id = ask(region, members=("XA",))
    region.settle()
    proposal = at(region, "XA").proposal
    assert isinstance(proposal, InquiryAnswer)
    conversation = region["XC"].sent(MessageKind.INQUIRY)[0].conversation_id
    region["XC"].take(region["XB"].saying(MessageKind.INQUIRY_ANSWER, proposal, conversation))
    assert region["XC"].failed == [(MessageKind.INQUIRY_ANSWER, "inquiry.not_asked")]
    assert states(result(region, inquiry_id)) == {"XA": "DELIVERED"}


def test_a_withdrawn_inquiry_awaits_nothing_and_keeps_what_was_said(federation: Make) -> None:
    region = federation()
    inquiry_id = ask(region)
    region.settle()
    approve(region, "XA")
    asking = region["XC"].rooms.inquiries.asking
    region["XC"].write(lambda tx: asking.withdraw(tx, inquiry_id, "found at home", by="ana"))
    region.settle()
    detail = result(region, inquiry_id)
    assert states(detail) == {"XA": "NO_HIT", "XB": "WITHDRAWN"}
    assert at(region, "XB").summary.state == "WITHDRAWN"
    with pytest.raises(TransitionError) as caught:
        region["XC"].write(lambda tx: asking.withdraw(tx, inquiry_id, "again", by="ana"))
    assert caught.value.code == "inquiry.not_allowed"
    with pytest.raises(TransitionError):
        approve(region, "XB")


def test_a_case_lends_its_weapon_and_its_words(federation: Make) -> None:
    region = federation(inquiries=BY_RULE)
    region["XA"].records.append(sold_abroad(rifle(), "XA", "XB"))
    officer = region["XC"]
    case_id = officer.write(lambda tx: officer.casework.cases.open_case(tx, case_draft(), by="ana"))
    inquiry_id = ask(region, firearm=None, case_id=case_id, intended_use=(), legal_justification="")
    region.settle()
    detail = result(region, inquiry_id)
    assert detail.inquiry.legal_justification == "Firearms Act, section 5"
    assert detail.inquiry.preamble.case_reference == case_id
    assert states(detail) == {"XA": "HIT", "XB": "NO_HIT"}


def test_a_hit_makes_its_member_worth_asking_even_where_the_others_had_no_record(
    federation: Make,
) -> None:
    region = federation(inquiries=BY_RULE)
    region["XB"].records.append(stolen_here(rifle(), "XB"))
    officer, cases = region["XC"], region["XC"].casework.cases
    case_id = officer.write(lambda tx: cases.open_case(tx, case_draft(), by="ana"))
    region.settle()
    why = WhyYou.COUNTRY_OF_MANUFACTURE
    officer.write(lambda tx: cases.send_leg(tx, case_id, "XA", why, by="ana"))
    region.settle()
    holder = region["XA"].casework.requests
    region["XA"].write(lambda tx: holder.approve(tx, "XA-IN-2026-00001", by="bo"))
    region.settle()
    views = officer.casework.views
    assert officer.read(lambda tx: views.case_detail(tx, case_id)).summary.state == "EXHAUSTED"
    ask(region, firearm=None, case_id=case_id)
    region.settle()
    (lead,) = [
        one
        for one in officer.read(lambda tx: views.case_detail(tx, case_id)).suggestions
        if not one.obstacle
    ]
    assert (lead.state, lead.why) == ("XB", WhyYou.CONNECTED_CASE)
    assert "hit of grade A, to be quoted as XB-QIN-2026-00001" in lead.reason
    officer.write(lambda tx: cases.send_leg(tx, case_id, lead.state, lead.why, by="ana"))
    region.settle()
    assert officer.read(lambda tx: views.case_detail(tx, case_id)).summary.open_legs == 1


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"firearm": None}, "inquiry.weapon"),
        ({"members": ("XC",)}, "inquiry.members"),
        ({"members": ("ZZ",)}, "inquiry.members"),
        ({"reason": ""}, "requirement.missing"),
        ({"intended_use": ()}, "requirement.missing"),
        ({"case_id": "XC-2020-00001"}, "casework.unknown_case"),
        (
            {"firearm": rifle(year_of_manufacture=YearRange(first=2999, last=2999))},
            "requirement.missing",
        ),
        ({"firearm": rifle(calibre_text="")}, "inquiry.reason_needed"),
    ],
)
def test_an_inquiry_that_cannot_be_asked_leaves_nothing_behind(
    federation: Make, fields: dict[str, object], code: str
) -> None:
    region = federation()
    with pytest.raises(PolicyError) as caught:
        ask(region, **fields)
    assert caught.value.code == code
    views = region["XC"].rooms.inquiries.views
    assert region["XC"].read(views.list_inquiries) == ()
    assert region["XC"].posted() == []


def test_what_another_state_asked_us_is_released_to_others_only_with_its_consent(
    federation: Make,
) -> None:
    """ITI 15(c): no release to others without the prior consent of the State that gave it."""
    region = federation(inquiries=BY_RULE)
    for may_forward in (False, True):
        requester = region["XB"]
        drafted = case_draft(may_forward=may_forward)
        cases = requester.casework.cases
        case_id = requester.write(partial(cases.open_case, draft=drafted, by="bea"))
        region.settle()
        requester.write(partial(cases.send_leg, case_id=case_id, by="bea", **TO_XC))
        region.settle()
    reserved, free = reversed(region["XC"].read(region["XC"].casework.views.list_requests))
    with pytest.raises(PolicyError) as caught:
        ask(region, firearm=None, request_id=reserved.request_id)
    assert caught.value.code == "restriction.may_forward"
    assert region["XC"].sent(MessageKind.INQUIRY) == []
    inquiry_id = ask(region, firearm=None, request_id=free.request_id)
    region.settle()
    assert states(result(region, inquiry_id)) == {"XA": "NO_HIT"}  # and not who asked us

"""The holder's side: acknowledgement, proposals, release, grounds, restrictions, lost answers."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from casework_kit import (
    AUTOMATIC,
    Desk,
    Federation,
    case_draft,
    rifle,
    sold_abroad,
    stolen_here,
)

from accord.cases.codes import Disposition, Ground, ResponseKind, UseRestriction, WhyYou
from accord.cases.trace import TraceRequest, TraceResponse, TraceWithdrawal
from accord.errors import PolicyError, TransitionError
from accord.weapons.codes import MarkCondition, MatchGrade
from accord.wire.kinds import MessageKind
from accord.wire.payload import decode_payload, encode_payload
from node.casework.drafts import AnswerDraft
from node.casework.rules import CaseworkRules, Mode, ReleaseRules
from node.casework.views import RequestDetail, Standing
from node.exchange.messages import DeliveryStatus, IncomingMessage

Make = Callable[..., Federation]
REQUESTER = CaseworkRules(send=Mode.AUTOMATIC, follow_referrals=Mode.AUTOMATIC)


@pytest.fixture
def region(federation: Make) -> Federation:
    return federation(rules={"XC": REQUESTER})


def asked(region: Federation, **draft: Any) -> None:
    desk = region["XC"]
    desk.write(partial(desk.casework.cases.open_case, draft=case_draft(**draft), by="ana"))
    region.settle()


def detail(desk: Desk, row: int = 0) -> RequestDetail:
    request = desk.read(desk.casework.views.list_requests)[row]
    return desk.read(partial(desk.casework.views.request_detail, request_id=request.request_id))


def do(region: Federation, name: str, **values: Any) -> None:
    desk = region["XA"]
    request_id = detail(desk).summary.request_id
    desk.write(
        partial(getattr(desk.casework.requests, name), request_id=request_id, by="bo", **values)
    )
    region.settle()


def answered(region: Federation) -> TraceResponse:
    desk = region["XC"]
    [case] = desk.read(desk.casework.views.list_cases)
    legs = desk.read(partial(desk.casework.views.case_detail, case_id=case.case_id)).legs
    response = legs[0].response
    assert response is not None
    return response


def test_a_request_is_acknowledged_at_once_and_its_answer_waits_for_release(
    region: Federation,
) -> None:
    region["XA"].records.append(stolen_here(rifle(), "XA"))
    asked(region)
    request = detail(region["XA"])
    assert request.summary.standing is Standing.OFFICER
    assert [one.kind for one in request.messages] == ["TRACE_ACKNOWLEDGEMENT"]
    assert request.proposal is not None
    assert request.proposal.disposition is Disposition.FULL
    assert request.proposal.chain[-1].party == "holder 1", "civilians are tokens by default"
    do(region, "approve")
    assert answered(region) == request.proposal
    assert detail(region["XA"]).summary.standing is Standing.CLOSED


def test_the_holder_identity_is_given_where_it_was_justified(region: Federation) -> None:
    region["XA"].records.append(stolen_here(rifle(), "XA"))
    asked(region, last_holder_identity=True, personal_data_justification="to return it")
    proposal = detail(region["XA"]).proposal
    assert proposal is not None
    assert proposal.chain[-1].party == "Jane Doe"


def test_only_the_four_grounds_refuse_and_only_with_reasons(region: Federation) -> None:
    asked(region)
    with pytest.raises(PolicyError, match="grounds"):
        do(region, "refuse", grounds=(), explanation="no")
    with pytest.raises(PolicyError, match="explanation"):
        do(region, "refuse", grounds=(Ground.G4,), explanation=" ")
    do(region, "refuse", grounds=(Ground.G4,), explanation="military stock")
    assert answered(region).disposition is Disposition.REFUSED
    with pytest.raises(TransitionError):
        do(region, "approve")


def test_a_restriction_names_what_is_withheld(region: Federation) -> None:
    region["XA"].records.append(stolen_here(rifle(), "XA"))
    asked(region)
    common: dict[str, Any] = {"grounds": (Ground.G2,), "explanation": "data protection act"}
    with pytest.raises(PolicyError, match="cannot be withheld"):
        do(region, "restrict", withheld=("grounds",), **common)
    do(region, "restrict", withheld=("chain.party", "point_of_diversion"), **common)
    response = answered(region)
    assert response.disposition is Disposition.RESTRICTED
    assert response.withheld == ("chain.party", "point_of_diversion")
    assert response.point_of_diversion is None
    assert not any(link.party for link in response.chain)
    assert response.last_legal_record is not None


def test_a_delay_is_interim_and_the_answer_follows(region: Federation) -> None:
    region["XA"].records.append(stolen_here(rifle(), "XA"))
    asked(region)
    delay = AnswerDraft(
        disposition=Disposition.DELAYED,
        kind=ResponseKind.INTERIM,
        grounds=(Ground.G1,),
        explanation="an investigation is open",
    )
    do(region, "answer", draft=delay)
    assert detail(region["XA"]).summary.state == "DELAYED"
    do(region, "approve")
    assert [one.disposition for one in detail(region["XA"]).answers] == ["DELAYED", "FULL"]


def test_a_record_that_left_the_country_refers(region: Federation) -> None:
    region["XA"].records.append(sold_abroad(rifle(), "XA", "XB"))
    asked(region)
    proposal = detail(region["XA"]).proposal
    assert proposal is not None
    assert proposal.disposition is Disposition.REFERRED
    assert proposal.next_state is not None
    assert (proposal.next_state.state, proposal.next_state.document_references) == (
        "XB",
        ("EL-1",),
    )


def test_two_records_that_match_alike_are_doubted_and_an_officer_may_choose(
    region: Federation,
) -> None:
    first, second = stolen_here(rifle(), "XA"), stolen_here(rifle(), "XA", 2016)
    region["XA"].records += [first, replace(second, record_id="XA-3")]
    asked(region)
    request = detail(region["XA"])
    assert request.proposal is not None
    assert request.proposal.disposition is Disposition.IDENTIFICATION_DOUBTED
    assert [one.record_id for one in request.candidates] == ["XA-2", "XA-3"]
    do(region, "approve", number=2)
    record = answered(region).last_legal_record
    assert record is not None
    assert record.date is not None
    assert record.date.year == 2016


def test_a_number_read_in_part_is_never_an_answer_by_itself(federation: Make) -> None:
    region = federation(default=AUTOMATIC)
    region["XA"].records.append(stolen_here(rifle(), "XA"))
    partly = rifle("AR 10??17")
    marks = (replace(partly.marks[0], condition=MarkCondition.PARTIAL),)
    asked(region, firearm=replace(partly, marks=marks))
    response = answered(region)
    assert response.disposition is Disposition.IDENTIFICATION_DOUBTED
    assert not response.chain


def test_no_record_is_said_only_where_every_register_was_searched(federation: Make) -> None:
    region = federation(rules={"XC": REQUESTER, "XA": AUTOMATIC})
    region["XA"].away = True
    asked(region)
    for _ in range(6):
        region.clock.advance(hours=1)
        region.settle()
    request = detail(region["XA"])
    assert request.summary.standing is Standing.OFFICER, "the rules say automatic, yet it waits"
    assert request.failures == ("national: away",)
    region["XA"].away = False
    region["XA"].records.append(stolen_here(rifle(), "XA"))
    do(region, "search_again")
    assert answered(region).disposition is Disposition.FULL


@pytest.mark.parametrize(
    ("draft", "mode"),
    [
        ({}, Mode.AUTOMATIC),
        ({"confidentiality_obstacle": "Freedom of Information Act"}, Mode.OFFICER),
        (
            {"last_holder_identity": True, "personal_data_justification": "to return it"},
            Mode.OFFICER,
        ),
    ],
)
def test_what_always_waits_for_an_officer(
    federation: Make, draft: dict[str, Any], mode: Mode
) -> None:
    region = federation(rules={"XC": REQUESTER, "XA": AUTOMATIC})
    region["XA"].records.append(stolen_here(rifle(), "XA"))
    asked(region, **draft)
    waits = detail(region["XA"]).summary.standing is Standing.OFFICER
    assert waits == (mode is Mode.OFFICER)


def test_release_is_ruled_by_disposition_and_grade(federation: Make) -> None:
    release = ReleaseRules.read({"default": "officer", "FULL": "automatic", "lowest_grade": "B"})
    region = federation(rules={"XC": REQUESTER, "XA": CaseworkRules(release=release)})
    region["XA"].records.append(stolen_here(rifle("AR 1O4417"), "XA"))
    asked(region)
    response = answered(region)
    assert response.matched is not None
    assert response.matched.grade is MatchGrade.B
    steps = [one for one in detail(region["XA"]).timeline if one.event == "ANSWER_FULL"]
    assert [one.actor for one in steps] == ["node"]


@pytest.mark.parametrize(
    "options", [{"default": "maybe"}, {"FULLY": "officer"}, {"lowest_grade": "C"}]
)
def test_wrong_rules_are_refused_with_the_key(options: dict[str, str]) -> None:
    with pytest.raises(PolicyError, match="release"):
        ReleaseRules.read(options)


def test_rules_from_the_configuration() -> None:
    rules = CaseworkRules.read({"close": "automatic"}, {"NO_RECORD": "automatic"})
    assert (rules.send, rules.close) == (Mode.OFFICER, Mode.AUTOMATIC)
    assert rules.release.by_disposition == {Disposition.NO_RECORD: Mode.AUTOMATIC}
    with pytest.raises(PolicyError, match="follow_referrals"):
        CaseworkRules.read({"follow": "automatic"})


def incoming(region: Federation, **changes: Any) -> IncomingMessage:
    """The request that XC posted, as it would arrive again with these changes."""
    desk = region["XC"]
    desk.post_waits = True
    [message] = [one for _, _, one in desk.posted() if one.kind is MessageKind.TRACE_REQUEST]
    return replace(message, **({"message_id": UUID(int=7)} | changes))


def test_a_second_open_request_about_a_case_is_a_duplicate(region: Federation) -> None:
    asked(region)
    region["XA"].take(incoming(region, conversation_id=UUID(int=8)))
    assert detail(region["XA"]).summary.state == "DUPLICATE"


def test_a_conversation_holds_one_request_and_belongs_to_its_opener(region: Federation) -> None:
    asked(region)
    desk = region["XA"]
    desk.take(incoming(region))
    stranger = incoming(region, message_id=UUID(int=9), sender="XB")
    withdrawal = replace(
        stranger,
        kind=MessageKind.TRACE_WITHDRAWAL,
        payload=encode_payload(
            MessageKind.TRACE_WITHDRAWAL,
            TraceWithdrawal(preamble=as_request(stranger).preamble, reason="mine"),
        ),
    )
    desk.take(withdrawal)
    assert desk.failed == [
        (MessageKind.TRACE_REQUEST, "casework.conversation_taken"),
        (MessageKind.TRACE_WITHDRAWAL, "casework.unknown_conversation"),
    ]


def as_request(message: IncomingMessage) -> TraceRequest:
    request = decode_payload(MessageKind.TRACE_REQUEST, message.payload)
    assert isinstance(request, TraceRequest)
    return request


def test_a_request_without_its_normative_contents_is_asked_for_them(region: Federation) -> None:
    asked(region)
    whole = as_request(incoming(region))
    lacking = replace(whole, intended_use=(), case_id="other")
    lacking = replace(lacking, preamble=replace(lacking.preamble, case_reference="other"))
    region["XA"].take(
        incoming(
            region,
            conversation_id=UUID(int=8),
            payload=encode_payload(MessageKind.TRACE_REQUEST, lacking),
        )
    )
    request = detail(region["XA"])
    assert request.summary.state == "INFO_REQUESTED"
    assert request.question is not None
    assert request.question.fields == ("intended_use",)


def test_a_refusal_without_a_ground_is_kept_and_moves_nothing(region: Federation) -> None:
    asked(region)
    do(region, "refuse", grounds=(Ground.G1,), explanation="an investigation")
    desk = region["XA"]
    desk.post_waits = True
    [refusal] = [one for _, _, one in desk.posted() if one.kind is MessageKind.TRACE_RESPONSE]
    said = decode_payload(MessageKind.TRACE_RESPONSE, refusal.payload)
    assert isinstance(said, TraceResponse)
    wrong = replace(said, grounds=())
    fresh = Federation(rules={"XC": REQUESTER}, seed=1)
    try:
        desk = fresh["XC"]
        desk.write(partial(desk.casework.cases.open_case, draft=case_draft(), by="ana"))
        desk.work()
        [(_, _, request)] = desk.posted()
        desk.take(
            replace(
                refusal,
                conversation_id=request.conversation_id,
                payload=encode_payload(MessageKind.TRACE_RESPONSE, wrong),
            )
        )
        [case] = desk.read(desk.casework.views.list_cases)
        seen = desk.read(partial(desk.casework.views.case_detail, case_id=case.case_id))
        assert seen.legs[0].state == "SUBMITTED"
        assert seen.timeline[-1].event == "NOT_ACCEPTED"
        assert "grounds" in seen.timeline[-1].text
    finally:
        fresh.close()


def test_an_answer_that_was_lost_waits_for_an_officer_and_can_be_sent_again(
    region: Federation,
) -> None:
    asked(region)
    desk = region["XA"]
    request_id = detail(desk).summary.request_id
    desk.write(partial(desk.casework.requests.approve, request_id=request_id, by="bo"))
    [(position, recipient, lost)] = desk.posted(region.carried["XA"])
    region.carried["XA"] = position
    desk.told(lost.message_id, recipient, DeliveryStatus.UNDELIVERED, "hub.expired")
    request = detail(desk)
    assert request.summary.standing is Standing.OFFICER
    assert request.undelivered == "UNDELIVERED hub.expired"
    do(region, "resend")
    assert answered(region).disposition is Disposition.NO_RECORD
    assert detail(desk).summary.standing is Standing.CLOSED


def test_restrictions_default_to_designated_authorities_and_purpose(region: Federation) -> None:
    region["XA"].records.append(stolen_here(rifle(), "XA"))
    asked(region)
    do(region, "approve")
    assert answered(region).preamble.use_restrictions == (UseRestriction.R1, UseRestriction.R2)


def test_why_a_state_is_asked_travels_with_the_request(region: Federation) -> None:
    asked(region)
    assert detail(region["XA"]).request.why_you is WhyYou.COUNTRY_OF_MANUFACTURE

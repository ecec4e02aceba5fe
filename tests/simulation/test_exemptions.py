"""Exemptions from a ban on transfers, as articles 4 to 6 of the ECOWAS Convention describe them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest
from certificate_kit import SECRETARIAT, exemption_draft, items, refused
from certificate_samples import EXEMPTION_REQUEST
from exemption_kit import REGIONAL, ExemptionRegion
from sqlalchemy import Connection

from accord.cases.exemption_codes import (
    ExemptionGround,
    ExemptionOutcome,
    ExemptionPosition,
    OpinionKind,
    RefusalCriterion,
)
from accord.dates import PartialDate
from accord.errors import TransitionError
from accord.wire.kinds import MessageKind
from node.exemptions.waiting import exemptions_waiting

OBJECTION, COMMENT = ExemptionPosition.OBJECTION, ExemptionPosition.COMMENT
CERTIFICATE = "XS-EX-2026-00001"
EVERYONE = ("XA", "XB", "XC", SECRETARIAT)


@pytest.fixture(scope="module")
def four() -> Iterator[ExemptionRegion]:
    made = ExemptionRegion(REGIONAL)
    yield made
    made.close()


@pytest.fixture
def region(four: ExemptionRegion) -> ExemptionRegion:
    four.afresh()
    return four


@dataclass
class Alarms:
    heard: list[tuple[str, tuple[str, ...], str]] = field(default_factory=list)

    def exemption_in_doubt(
        self, tx: Connection, number: str, transfers: tuple[str, ...], reason: str
    ) -> None:
        self.heard.append((number, transfers, reason))


# Article 5(1): what a request contains


def test_a_request_lists_every_serial_number(region: ExemptionRegion) -> None:
    (item,) = EXEMPTION_REQUEST.items
    with refused("requirement.missing"):
        region.apply(items=(replace(item, weapons=item.weapons[:2]),))
    unmarked = replace(item.weapons[0], marks=())
    with refused("requirement.missing"):
        region.apply(items=(replace(item, weapons=(unmarked, *item.weapons[1:])),))


@pytest.mark.parametrize(
    "change",
    [
        {"end_user_confirmation": ""},
        {"end_use": " "},
        {"certificate_number": ""},
        {"ground": ExemptionGround.PEACE_SUPPORT_OPERATION},
    ],
)
def test_a_request_says_all_that_the_article_asks_for(
    region: ExemptionRegion, change: dict[str, object]
) -> None:
    with refused("requirement.missing"):
        region.apply(**change)


def test_what_is_missing_comes_back_and_the_corrected_request_starts_the_clock(
    region: ExemptionRegion,
) -> None:
    request_id = region.apply()
    assessing = region.room(SECRETARIAT).assessing
    first_ms = region.seen_by(SECRETARIAT, request_id).summary.opinion_by
    region.do(
        SECRETARIAT,
        lambda tx: assessing.send_back(
            tx, request_id, ("supply.route",), "name the border post", by="sena"
        ),
    )
    assert region.state("XB", request_id) == "RETURNED"
    returned = region.seen_by("XB", request_id).returned
    assert returned is not None
    assert returned.fields == ("supply.route",)
    region.pass_days(10)
    applying = region.room("XB").applying
    region.do("XB", lambda tx: applying.correct(tx, request_id, exemption_draft(), by="ama"))
    found = region.seen_by(SECRETARIAT, request_id)
    assert (found.summary.state, found.request.revision) == ("ASSESSMENT", 2)
    later = found.summary.opinion_by
    assert first_ms is not None
    assert later is not None
    assert later.due_ms - first_ms.due_ms == 10 * 24 * 3600 * 1000


# Article 5(2) and (3): circulation, opinion within 90 days, consensus


def test_a_request_without_objection_is_granted_with_a_certificate(
    region: ExemptionRegion,
) -> None:
    request_id = region.granted()
    assert {region.state(state, request_id) for state in EVERYONE} == {"GRANTED"}
    decision = region.seen_by("XB", request_id).decision
    assert decision is not None
    assert (decision.decided_by, decision.certificate_number) == ("CONSENSUS", CERTIFICATE)
    assert decision.quantities == items((1, 3))
    assert all(region[state].failed == [] for state in EVERYONE)


def test_the_secretariat_records_who_was_sent_what_and_who_has_seen_it(
    region: ExemptionRegion,
) -> None:
    request_id = region.apply()
    region.circulate(request_id)
    answering = region.room("XA").answering
    region.do("XA", lambda tx: answering.see(tx, request_id, by="kofi"))
    region.do("XA", lambda tx: answering.see(tx, request_id, by="kofi"))
    region.take_position("XC", request_id, COMMENT, text="which batch?")
    found = {one.position.member: one for one in region.seen_by(SECRETARIAT, request_id).positions}
    assert found.keys() == {"XA", "XC"}
    assert all(one.delivered_ms and one.position.sent_ms for one in found.values())
    assert found["XA"].position.seen_ms
    assert found["XA"].position.position is None
    assert found["XC"].position.position is COMMENT
    assert found["XC"].position.text == "which batch?"
    assert len(region.sent("XA", MessageKind.EXEMPTION_SEEN)) == 1


def test_no_opinion_is_given_while_members_may_still_answer(region: ExemptionRegion) -> None:
    request_id = region.apply()
    region.circulate(request_id)
    region.take_position("XA", request_id)
    with refused("exemption.answers_awaited"):
        region.give_opinion(request_id)


def test_whoever_is_to_act_next_finds_it_among_what_waits(region: ExemptionRegion) -> None:
    def waits(state: str) -> list[str]:
        now_ms = region.clock.now_ms()
        found = region[state].read(lambda tx: exemptions_waiting(tx, now_ms, 9))
        assert found.tally.waiting == len(found.items)
        return [one.state for one in found.items]

    def everywhere() -> dict[str, list[str]]:
        return {state: waits(state) for state in EVERYONE if waits(state)}

    request_id = region.apply()
    assert everywhere() == {SECRETARIAT: ["ASSESSMENT"]}
    assessing, applying = region.room(SECRETARIAT).assessing, region.room("XB").applying
    returned = (request_id, ("supply.route",), "name the border post")
    region.do(SECRETARIAT, lambda tx: assessing.send_back(tx, *returned, by="sena"))
    assert everywhere() == {"XB": ["RETURNED"]}
    region.do("XB", lambda tx: applying.correct(tx, request_id, exemption_draft(), by="ama"))
    region.circulate(request_id)
    assert everywhere() == {"XA": ["CIRCULATED"], "XC": ["CIRCULATED"]}
    region.take_position("XA", request_id)
    assert everywhere() == {"XC": ["CIRCULATED"]}
    region.take_position("XC", request_id)
    assert everywhere() == {SECRETARIAT: ["ANSWERED"]}
    region.give_opinion(request_id)
    assert everywhere() == {SECRETARIAT: ["OPINION"]}
    region.decide(request_id)
    assert everywhere() == {}


def test_once_the_members_may_no_longer_answer_the_opinion_waits(region: ExemptionRegion) -> None:
    request_id = region.apply()
    region.circulate(request_id)
    region.pass_days(61)
    now_ms = region.clock.now_ms()
    (item,) = region[SECRETARIAT].read(lambda tx: exemptions_waiting(tx, now_ms, 9)).items
    opinion_by = region.seen_by(SECRETARIAT, request_id).summary.opinion_by
    assert opinion_by is not None
    assert (item.state, item.partner, item.due_ms) == ("ANSWERED", "XB", opinion_by.due_ms)
    assert region["XA"].read(lambda tx: exemptions_waiting(tx, now_ms, 9)).items == ()


def test_silence_is_no_objection_where_the_policy_says_so(region: ExemptionRegion) -> None:
    request_id = region.apply()
    region.circulate(request_id)
    region.take_position("XA", request_id)
    region.pass_days(61)
    region.give_opinion(request_id)
    opinion = region.seen_by("XC", request_id).opinion
    assert opinion is not None
    assert opinion.consensus
    assert [one.position for one in opinion.positions] == ["NO_OBJECTION", "SILENT"]
    assert region.state("XB", request_id) == "OPINION"


def test_silence_is_an_objection_where_the_policy_does_not_say_otherwise() -> None:
    region = ExemptionRegion({"exemption": {"escalation_body": "Council"}})
    request_id = region.apply()
    region.circulate(request_id)
    region.take_position("XA", request_id)
    region.pass_days(61)
    region.give_opinion(request_id)
    assert region.state("XB", request_id) == "ESCALATED"
    region.close()


def test_the_ninety_days_are_a_flag_and_a_late_opinion_counts(region: ExemptionRegion) -> None:
    request_id = region.apply()
    region.circulate(request_id)
    region.pass_days(91)
    found = region.seen_by(SECRETARIAT, request_id)
    assert found.summary.opinion_by is not None
    assert found.summary.opinion_by.overdue
    assert "OVERDUE" in [entry.event for entry in found.timeline]
    region.give_opinion(request_id)
    region.decide(request_id)
    assert region.state("XB", request_id) == "GRANTED"


# Article 6 and the political body


def test_an_objection_names_its_criterion_and_escalates(region: ExemptionRegion) -> None:
    request_id = region.apply()
    region.circulate(request_id)
    with refused("requirement.missing"):
        region.take_position("XA", request_id, OBJECTION, text="diversion")
    region.take_position("XA", request_id, OBJECTION, RefusalCriterion.E6, text="depot was looted")
    region.take_position("XC", request_id)
    region.give_opinion(request_id)
    opinion = region.seen_by("XB", request_id).opinion
    assert opinion is not None
    assert opinion.escalated_to == "Mediation and Security Council"
    assert opinion.positions[0].criteria == (RefusalCriterion.E6,)
    with refused("exemption.reference"):
        region.decide(request_id)
    region.decide(request_id, reference="MSC/12/2026", reasons="need is proven")
    decision = region.seen_by("XA", request_id).decision
    assert decision is not None
    assert decision.decided_by == "Mediation and Security Council"
    assert region.state("XA", request_id) == "GRANTED"


def test_the_body_may_refuse(region: ExemptionRegion) -> None:
    request_id = region.apply()
    region.circulate(request_id)
    region.take_position("XA", request_id, OBJECTION, RefusalCriterion.E6, text="depot was looted")
    region.take_position("XC", request_id)
    region.give_opinion(request_id)
    region.decide(
        request_id, ExemptionOutcome.REFUSED, reference="MSC/12/2026", reasons="diversion"
    )
    assert {region.state(state, request_id) for state in EVERYONE} == {"REFUSED"}


def test_without_a_political_body_no_consensus_is_a_refusal() -> None:
    region = ExemptionRegion({"exemption": {"silence": "NO_OBJECTION"}})
    request_id = region.apply()
    region.circulate(request_id)
    region.take_position("XA", request_id, OBJECTION, RefusalCriterion.E5, text="unrest")
    region.take_position("XC", request_id)
    with refused("exemption.no_consensus"):
        region.give_opinion(request_id)
    region.give_opinion(request_id, OpinionKind.REFUSE)
    assert {region.state(state, request_id) for state in EVERYONE} == {"REFUSED"}
    region.close()


def test_a_criterion_that_the_region_does_not_have_is_no_ground() -> None:
    region = ExemptionRegion({"exemption": {"criteria": ["E1"]}})
    request_id = region.apply()
    region.circulate(request_id)
    with refused("exemption.criterion"):
        region.take_position("XA", request_id, OBJECTION, RefusalCriterion.E6, text="looted")
    region.close()


def test_with_a_consensus_the_decision_follows_the_opinion(region: ExemptionRegion) -> None:
    request_id = region.apply()
    region.circulate(request_id)
    region.take_position("XA", request_id)
    region.take_position("XC", request_id)
    region.give_opinion(request_id, OpinionKind.REFUSE)
    with refused("exemption.against_opinion"):
        region.decide(request_id)
    region.decide(request_id, ExemptionOutcome.REFUSED, reasons="not necessary")
    assert region.state("XB", request_id) == "REFUSED"


def test_a_position_may_change_until_the_opinion_and_a_later_one_is_only_recorded(
    region: ExemptionRegion,
) -> None:
    request_id = region.apply()
    region.circulate(request_id)
    region.take_position("XA", request_id, OBJECTION, RefusalCriterion.E6, text="looted")
    region.take_position("XA", request_id)
    region.take_position("XC", request_id)
    late = region.sent("XA", MessageKind.EXEMPTION_ANSWER)[0]
    region.give_opinion(request_id)
    assert region.state(SECRETARIAT, request_id) == "OPINION"
    region[SECRETARIAT].take(region.forged(late))
    found = region.seen_by(SECRETARIAT, request_id)
    assert found.positions[0].position.position is ExemptionPosition.NO_OBJECTION
    assert found.timeline[-1].event == "LATE_ANSWER"


# Who may act as the secretariat


def test_a_node_without_the_role_refuses_to_act_as_secretariat(region: ExemptionRegion) -> None:
    request_id = region.apply()
    region.circulate(request_id)
    assessing, deciding = region.room("XA").assessing, region.room("XA").deciding
    with refused("exemption.not_secretariat"):
        region.do("XA", lambda tx: assessing.circulate(tx, request_id, "fine", by="kofi"))
    with refused("exemption.not_secretariat"):
        region.do("XA", lambda tx: deciding.revoke(tx, request_id, "no", by="kofi"))
    request = region.sent("XB", MessageKind.EXEMPTION_REQUEST)[0]
    region["XA"].take(region.forged(request))
    assert region["XA"].failed == [(MessageKind.EXEMPTION_REQUEST, "exemption.not_secretariat")]


def test_only_the_secretariat_circulates_and_decides(region: ExemptionRegion) -> None:
    request_id = region.granted()
    decision = region.sent(SECRETARIAT, MessageKind.EXEMPTION_DECISION)[0]
    region["XA"].take(region.forged(decision, sender="XC"))
    assert region["XA"].failed == [
        (MessageKind.EXEMPTION_DECISION, "exemption.sender_not_secretariat")
    ]
    assert request_id.startswith("XB-X-2026")


def test_a_state_does_not_answer_or_ask_in_anothers_name(region: ExemptionRegion) -> None:
    request_id = region.apply()
    region.circulate(request_id)
    region.take_position("XA", request_id)
    answer = region.sent("XA", MessageKind.EXEMPTION_ANSWER)[0]
    request = region.sent("XB", MessageKind.EXEMPTION_REQUEST)[0]
    region[SECRETARIAT].take(region.forged(answer, sender="XB"))
    region[SECRETARIAT].take(region.forged(request, sender="XC"))
    assert region[SECRETARIAT].failed == [
        (MessageKind.EXEMPTION_ANSWER, "exemption.not_circulated_to"),
        (MessageKind.EXEMPTION_REQUEST, "exemption.foreign_id"),
    ]


# The certificate


def test_shipments_draw_on_the_certificate_and_exhaust_it(region: ExemptionRegion) -> None:
    request_id = region.granted()
    with refused("exemption.use_not_counted"):
        region.leave("XA", CERTIFICATE, "S-1", 2)
    region.use("XA", CERTIFICATE, "S-1", 2)
    region.leave("XA", CERTIFICATE, "S-1", 2)
    with refused("exemption.use_not_counted"):
        region.leave("XA", CERTIFICATE, "S-1", 3)
    region.use("XA", CERTIFICATE, "S-2", 1)
    region.leave("XA", CERTIFICATE, "S-2", 1)
    assert region.state(SECRETARIAT, request_id) == "EXHAUSTED"
    region.use("XA", CERTIFICATE, "S-3", 1)
    with refused("exemption.use_not_counted"):
        region.leave("XA", CERTIFICATE, "S-3", 1)
    found = region.seen_by(SECRETARIAT, request_id)
    assert found.remaining == items((1, 0))


def test_two_states_cannot_overdraw_it_together(region: ExemptionRegion) -> None:
    request_id = region.granted()
    region.use("XA", CERTIFICATE, "S-1", 2)
    region.use("XB", CERTIFICATE, "S-1", 2)
    region.leave("XA", CERTIFICATE, "S-1", 2)
    with refused("exemption.use_not_counted"):
        region.leave("XB", CERTIFICATE, "S-1", 2)
    (refusal,) = region.seen_by("XB", request_id).uses
    assert not refusal.counted
    assert "item 1: 1 left" in refusal.reason


def test_a_use_that_is_repeated_is_counted_once(region: ExemptionRegion) -> None:
    request_id = region.granted()
    region.use("XA", CERTIFICATE, "S-1", 2)
    with refused("exemption.counted"):
        region.use("XA", CERTIFICATE, "S-1", 2)
    use = region.sent("XA", MessageKind.EXEMPTION_USE)[0]
    region[SECRETARIAT].take(region.forged(use))
    region.settle()
    assert region.seen_by(SECRETARIAT, request_id).remaining == items((1, 1))


def test_a_certificate_ends_on_its_day(region: ExemptionRegion) -> None:
    request_id = region.granted()
    standing = region["XA"].read(lambda tx: region.room("XA").answering.standing(tx, CERTIFICATE))
    assert standing is not None
    assert standing.usable
    region.pass_days(302)
    assert {region.state(state, request_id) for state in EVERYONE} == {"EXPIRED"}
    with refused("exemption.not_usable"):
        region.use("XA", CERTIFICATE, "S-1", 1)


def test_a_certificate_holds_no_longer_than_the_policy_allows(region: ExemptionRegion) -> None:
    request_id = region.apply()
    region.circulate(request_id)
    region.take_position("XA", request_id)
    region.take_position("XC", request_id)
    region.give_opinion(request_id)
    for day in (
        PartialDate(year=2027, month=6, day=1),
        PartialDate(year=2025, month=6, day=1),
        PartialDate(year=2026),
    ):
        with refused("exemption.validity"):
            region.decide(request_id, valid_to=day)


def test_a_revocation_reaches_the_members_and_the_files_on_their_way(
    region: ExemptionRegion,
) -> None:
    alarms = Alarms()
    region.room("XA").alarms.append(alarms)
    request_id = region.granted()
    region.use("XA", CERTIFICATE, "S-1", 1)
    deciding = region.room(SECRETARIAT).deciding
    region.do(SECRETARIAT, lambda tx: deciding.revoke(tx, request_id, "embargo", by="sena"))
    assert {region.state(state, request_id) for state in EVERYONE} == {"REVOKED"}
    assert alarms.heard == [(CERTIFICATE, ("TR-1",), "REVOKED")]
    with refused("exemption.not_usable"):
        region.leave("XA", CERTIFICATE, "S-1", 1)


def test_a_request_may_be_withdrawn_until_it_is_decided(region: ExemptionRegion) -> None:
    request_id = region.apply()
    region.circulate(request_id)
    applying = region.room("XB").applying
    region.do("XB", lambda tx: applying.withdraw(tx, request_id, "no longer needed", by="ama"))
    assert region.state(SECRETARIAT, request_id) == "WITHDRAWN"
    with pytest.raises(TransitionError):
        region.do("XB", lambda tx: applying.withdraw(tx, request_id, "again", by="ama"))


def test_a_request_or_a_decision_that_was_lost_is_sent_again(region: ExemptionRegion) -> None:
    request_id = region.granted()
    lost = ExemptionRegion(REGIONAL)
    applying = lost.room("XB").applying
    lost["XB"].write(lambda tx: applying.request(tx, exemption_draft(), by="ama"))
    lost.carried["XB"] = 1  # the mail lost it
    lost.do("XB", lambda tx: applying.correct(tx, request_id, exemption_draft(), by="ama"))
    assert lost.seen_by(SECRETARIAT, request_id).request.revision == 2
    lost.close()
    deciding = region.room(SECRETARIAT).deciding
    region.do(SECRETARIAT, lambda tx: deciding.tell(tx, request_id, "XA", by="sena"))
    found = region.seen_by("XA", request_id)
    assert (found.summary.state, found.timeline[-1].event) == ("GRANTED", "LATE_GRANT")
    with refused("exemption.not_told"):
        region.do(SECRETARIAT, lambda tx: deciding.tell(tx, request_id, "XS", by="sena"))


def test_two_people_decide_where_the_secretariat_says_so() -> None:
    region = ExemptionRegion(REGIONAL, signoff={"exemption.decision": "two_people"})
    request_id = region.granted()
    assert region.state(SECRETARIAT, request_id) == "OPINION"
    with refused("signoff.same_person"):
        region.decide(request_id)
    region.close()

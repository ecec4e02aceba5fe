import pytest
from certificate_samples import PREAMBLE

from accord.cases.exemption import ExemptionAnswer, MemberPosition
from accord.cases.exemption_codes import ExemptionPosition, OpinionKind, RefusalCriterion
from accord.cases.exemption_consensus import Tally, check_answer, opinion_event, tally
from accord.cases.exemption_machine import ExemptionEvent
from accord.errors import PolicyError
from accord.trust.policy_exemption import ExemptionPolicy

BY_MS, BEFORE, AFTER = 1000, 1000, 1001
CONSENTING = ExemptionPolicy(silence="NO_OBJECTION", escalation_body="Council")
STRICT = ExemptionPolicy(silence="OBJECTION", escalation_body="Council")
BODILESS = ExemptionPolicy(silence="NO_OBJECTION")


def standing(**positions: ExemptionPosition | None) -> list[MemberPosition]:
    return [MemberPosition(member=member, position=one) for member, one in positions.items()]


def counted(policy: ExemptionPolicy, now_ms: int, **said: ExemptionPosition | None) -> Tally:
    return tally(standing(**said), policy, answer_by_ms=BY_MS, now_ms=now_ms)


def test_an_answer_is_awaited_until_the_time_is_over() -> None:
    waiting = counted(CONSENTING, BEFORE, XA=ExemptionPosition.NO_OBJECTION, XC=None)
    assert (waiting.ripe, waiting.awaited) == (False, ("XC",))
    with pytest.raises(PolicyError, match="XC"):
        opinion_event(waiting, OpinionKind.CONFIRM, CONSENTING)


def test_silence_is_consent_only_where_the_policy_says_so() -> None:
    said = {"XA": ExemptionPosition.NO_OBJECTION, "XC": None}
    assert counted(CONSENTING, AFTER, **said).consensus
    strict = counted(STRICT, AFTER, **said)
    assert (strict.consensus, strict.silent, strict.objecting) == (False, ("XC",), ("XC",))


def test_a_comment_is_an_answer_and_no_objection() -> None:
    assert counted(STRICT, BEFORE, XA=ExemptionPosition.COMMENT).consensus


def test_one_objection_breaks_the_consensus_unless_the_policy_tolerates_it() -> None:
    said = {"XA": ExemptionPosition.OBJECTION, "XC": ExemptionPosition.NO_OBJECTION}
    assert not counted(CONSENTING, BEFORE, **said).consensus
    tolerant = ExemptionPolicy(objections_tolerated=1)
    assert counted(tolerant, BEFORE, **said).consensus


def test_without_consensus_the_body_decides_and_without_a_body_it_is_refused() -> None:
    split = counted(CONSENTING, BEFORE, XA=ExemptionPosition.OBJECTION)
    assert opinion_event(split, OpinionKind.CONFIRM, CONSENTING) is ExemptionEvent.ESCALATE
    assert opinion_event(split, OpinionKind.REFUSE, BODILESS) is ExemptionEvent.REFUSE
    with pytest.raises(PolicyError) as caught:
        opinion_event(split, OpinionKind.CONFIRM, BODILESS)
    assert caught.value.code == "exemption.no_consensus"


def test_an_objection_names_a_criterion_that_the_policy_has() -> None:
    policy = ExemptionPolicy(criteria=("E1", "E6"))

    def object_on(criterion: RefusalCriterion) -> None:
        answer = ExemptionAnswer(
            preamble=PREAMBLE,
            request_id="XB-EX-1",
            position=ExemptionPosition.OBJECTION,
            criteria=(criterion,),
            text="because",
        )
        check_answer(answer, policy)

    object_on(RefusalCriterion.E6)
    with pytest.raises(PolicyError) as caught:
        object_on(RefusalCriterion.E7)
    assert caught.value.code == "exemption.criterion"

"""Whether the members agree, by the silence rule of the signed policy, and what may follow."""

from collections.abc import Sequence
from dataclasses import dataclass

from accord.cases.exemption import ExemptionAnswer, MemberPosition
from accord.cases.exemption_codes import ExemptionPosition, OpinionKind
from accord.cases.exemption_machine import ExemptionEvent
from accord.errors import PolicyError
from accord.trust.policy_exemption import ExemptionPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Where the members stand as at a time."""

    awaited: tuple[str, ...]  # may still answer
    silent: tuple[str, ...]  # did not answer in time
    objecting: tuple[str, ...]  # the silent among them, where the policy counts them so
    consensus: bool

    @property
    def ripe(self) -> bool:
        """Whether an opinion may be given: all have answered, or the time to answer is over."""
        return not self.awaited


def tally(
    positions: Sequence[MemberPosition], rules: ExemptionPolicy, *, answer_by_ms: int, now_ms: int
) -> Tally:
    """What the answers and the silence amount to."""
    unanswered = tuple(one.member for one in positions if one.position is None)
    over = now_ms > answer_by_ms
    silent = unanswered if over else ()
    objecting = tuple(
        one.member for one in positions if one.position is ExemptionPosition.OBJECTION
    )
    if rules.silence == ExemptionPosition.OBJECTION:
        objecting += silent
    awaited = () if over else unanswered
    return Tally(
        awaited=awaited,
        silent=silent,
        objecting=objecting,
        consensus=not awaited and len(objecting) <= rules.objections_tolerated,
    )


def check_answer(answer: ExemptionAnswer, rules: ExemptionPolicy) -> None:
    """Passes where the region's policy takes this answer.

    Raises:
        PolicyError: `exemption.criterion`: one that the policy does not have.
    """
    if any(criterion not in rules.criteria for criterion in answer.criteria):
        raise PolicyError(
            "exemption.criterion",
            f"criteria: the region's policy has {', '.join(rules.criteria)}",
        )


def opinion_event(tallied: Tally, kind: OpinionKind, rules: ExemptionPolicy) -> ExemptionEvent:
    """What an opinion does to its request.

    Raises:
        PolicyError: `exemption.answers_awaited`, naming the members that may still answer.
    """
    if not tallied.ripe:
        raise PolicyError(
            "exemption.answers_awaited",
            f"these members may still answer: {', '.join(tallied.awaited)}",
        )
    if tallied.consensus:
        return ExemptionEvent.GIVE_OPINION
    if rules.escalation_body:
        return ExemptionEvent.ESCALATE
    if kind is OpinionKind.CONFIRM:
        raise PolicyError(
            "exemption.no_consensus",
            "kind: without a consensus, and without a body to decide, the opinion is to REFUSE",
        )
    return ExemptionEvent.REFUSE

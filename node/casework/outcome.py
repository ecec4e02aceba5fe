"""How a case would close, as far as the answers say; an officer decides, or the node by rule."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from accord.cases.codes import Disposition, DiversionStage, NotEstablishedReason, Outcome
from accord.cases.diversion import join_chains, suggest_point_of_diversion
from accord.cases.restrictions import Use, blocking, combined
from accord.cases.trace import ChainLink, TraceOutcome, TraceResponse
from accord.weapons.codes import MarkCondition, MarkKind
from accord.weapons.firearm import Firearm
from node.casework.drafts import OutcomeDraft

_SERIALS = {MarkKind.MANUFACTURER_SERIAL, MarkKind.IMPORT_SERIAL, MarkKind.REGIONAL_SERIAL}
_READABLE = {
    MarkCondition.INTACT,
    MarkCondition.RESTORED,
    MarkCondition.PARTIAL,
    MarkCondition.WORN,
}
_LAST_RECORD = {Disposition.FULL, Disposition.RESTRICTED}

# The first that applies explains best why no origin was established.
_REASONS = (
    (Disposition.REFUSED, NotEstablishedReason.REFUSED),
    (Disposition.RECORDS_EXPIRED, NotEstablishedReason.RECORDS_EXPIRED),
    (Disposition.IDENTIFICATION_DOUBTED, NotEstablishedReason.INSUFFICIENT_IDENTIFICATION),
    (Disposition.NO_RECORD, NotEstablishedReason.NO_RECORD),
    (Disposition.NOT_COMPETENT, NotEstablishedReason.NO_RECORD),
    (Disposition.REFERRED, NotEstablishedReason.NO_RECORD),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the registers at home and the States asked have answered."""

    firearm: Firearm
    domestic: TraceResponse | None
    answers: Sequence[TraceResponse]  # in the order of the legs
    unanswered: int = 0  # legs that ended without an answer

    @property
    def chain(self) -> tuple[ChainLink, ...]:
        """Every link that anybody named; whoever holds the last legal record has the last word."""
        said = [self.domestic, *sorted(self.answers, key=holds_last_record)]
        return join_chains(response.chain for response in said if response is not None)


def holds_last_record(response: TraceResponse) -> bool:
    """Whether the answer tells the last legal record and points nowhere else."""
    return (
        response.disposition in _LAST_RECORD
        and response.last_legal_record is not None
        and response.next_state is None
    )


def told_to(told: TraceOutcome, others: Sequence[TraceResponse]) -> TraceOutcome:
    """The outcome for a State that helped; `others` is what the other sources have answered.

    It binds its reader to all that binds us, and where a source forbids release to others the
    point of diversion, which was learnt from it, is left out (ITI 15(c)).
    """
    restrictions = combined(one.preamble.use_restrictions for one in others)
    bound = replace(told, preamble=replace(told.preamble, use_restrictions=restrictions))
    if blocking(restrictions, Use.FORWARD):
        return replace(bound, point_of_diversion=None)
    return bound


def traced_at_home(evidence: Evidence) -> OutcomeDraft:
    """The own registry holds the last legal record."""
    return _established(Outcome.TRACED_DOMESTIC, evidence, evidence.domestic)


def traced_abroad(evidence: Evidence) -> OutcomeDraft:
    """Some State answered with the last legal record."""
    full = [answer for answer in evidence.answers if holds_last_record(answer)]
    return _established(Outcome.TRACED_INTERNATIONAL, evidence, full[-1] if full else None)


def not_established(evidence: Evidence) -> OutcomeDraft:
    """Every leg has ended and none held the last legal record."""
    said = {answer.disposition for answer in evidence.answers}
    found = next((reason for disposition, reason in _REASONS if disposition in said), None)
    if found is None:
        found = (
            NotEstablishedReason.NO_REPLY
            if evidence.unanswered
            else NotEstablishedReason.NOT_ATTEMPTED
        )
    return OutcomeDraft(
        outcome=Outcome.NOT_ESTABLISHED,
        reason=found,
        uniquely_marked=uniquely_marked(evidence.firearm),
    )


def _established(outcome: Outcome, evidence: Evidence, last: TraceResponse | None) -> OutcomeDraft:
    point = None
    if last is not None:
        point = last.point_of_diversion or suggest_point_of_diversion(
            evidence.chain, last.last_legal_record
        )
    return OutcomeDraft(
        outcome=outcome,
        point_of_diversion=point,
        illicitly_manufactured=point is not None and point.stage is DiversionStage.MANUFACTURE,
        uniquely_marked=uniquely_marked(evidence.firearm),
    )


def uniquely_marked(firearm: Firearm) -> bool:
    """Whether the weapon bears a serial number that can be read (SDG 16.4.2)."""
    return any(
        mark.kind in _SERIALS and mark.condition in _READABLE and mark.text
        for mark in firearm.marks
    )

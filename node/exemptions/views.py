"""Read models of exemptions: what an officer, the API and the command line see."""

from dataclasses import dataclass

from accord.cases.certificate import ItemQuantity
from accord.cases.exemption import (
    ExemptionAnswer,
    ExemptionDecision,
    ExemptionOpinion,
    ExemptionRequest,
    ExemptionReturn,
    MemberPosition,
)
from node.casework.views import Due, Entry, MessageStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptionSummary:
    """One request in a list."""

    request_id: str
    side: str  # SECRETARIAT, APPLICANT or MEMBER
    applicant: str
    state: str
    weapons: int
    end_user: str
    certificate_number: str
    answer_by: Due | None  # while members may answer
    opinion_by: Due | None  # until the opinion is given
    valid_to_ms: int | None
    updated_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionView:
    """The record of one member: sent, delivered, seen, answered."""

    position: MemberPosition
    delivered_ms: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyView:
    """What the answers, and silence by the policy's rule, amount to now."""

    silence_counts_as: str
    awaited: tuple[str, ...]
    silent: tuple[str, ...]
    objecting: tuple[str, ...]
    consensus: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptionUseView:
    """What one shipment asked for, and whether the secretariat counted it."""

    member: str
    transfer: str
    shipment: str
    quantities: tuple[ItemQuantity, ...]
    counted: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptionDetail:
    """Everything about one request, as this side knows it."""

    summary: ExemptionSummary
    request: ExemptionRequest
    problems: tuple[str, ...]  # at the secretariat: what the request still lacks
    assessment: str
    returned: ExemptionReturn | None
    answer: ExemptionAnswer | None  # our own, as a member
    seen_ms: int | None
    positions: tuple[PositionView, ...]  # at the secretariat
    tally: TallyView | None
    opinion: ExemptionOpinion | None
    decision: ExemptionDecision | None
    uses: tuple[ExemptionUseView, ...]
    remaining: tuple[ItemQuantity, ...]
    asked_by: str  # who asked first for what a second person has to ask for too
    timeline: tuple[Entry, ...]
    messages: tuple[MessageStatus, ...]

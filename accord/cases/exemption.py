"""The messages of an exemption, from request to use (ECOWAS Convention, art 5; A/75/78, 68)."""

from dataclasses import dataclass

from accord.cases.certificate import ItemQuantity, Party
from accord.cases.exemption_codes import (
    ExemptionGround,
    ExemptionOutcome,
    ExemptionPosition,
    OpinionKind,
    RefusalCriterion,
)
from accord.cases.trace import Preamble
from accord.dates import PartialDate
from accord.weapons.codes import WeaponCategory
from accord.weapons.firearm import Firearm


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptionItem:
    """One kind of arm, with every weapon of it (art 5(1)(a))."""

    category: WeaponCategory | None = None
    type_text: str = ""  # exact type and kind
    model_text: str = ""
    calibre_text: str = ""
    quantity: int = 0
    weapons: tuple[Firearm, ...] = ()  # all serial numbers and other marks


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyProcess:
    """How the arms come (art 5(1)(c))."""

    shipments: int = 0
    from_date: PartialDate | None = None  # the period covered
    to_date: PartialDate | None = None
    route: tuple[str, ...] = ()  # transit States and places, in order
    transport: str = ""
    companies: tuple[Party, ...] = ()  # in import, forwarding and handling
    storage: str = ""  # and its management while in transfer


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptionRequest:
    """The applicant State asks the secretariat (art 5(1))."""

    preamble: Preamble
    request_id: str
    revision: int  # from 1; a corrected request has the next number
    national_commission: str = ""
    ground: ExemptionGround | None = None  # art 4(1)
    mandate: str = ""  # with PEACE_SUPPORT_OPERATION: the decision behind it
    items: tuple[ExemptionItem, ...] = ()
    supplier: Party | None = None  # art 5(1)(b)
    brokers: tuple[Party, ...] = ()
    supply: SupplyProcess | None = None
    end_user: Party | None = None  # art 5(1)(d)
    end_user_confirmation: str = ""  # reference of the national authority's confirmation
    end_use: str = ""  # art 5(1)(e)
    certificate_number: str = ""  # of the end-user certificate


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptionCirculation:
    """The secretariat sends the request and its assessment to a member (art 5(2))."""

    preamble: Preamble
    request: ExemptionRequest
    applicant: str
    assessment: str = ""  # technical assessment (A/75/78, para 68)
    received_ms: int | None = None  # since when the clock runs
    answer_by_ms: int | None = None  # what silence after this means, the policy says
    opinion_by_ms: int | None = None
    policy_version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptionSeen:
    """The member's officer has opened the circulated request."""

    preamble: Preamble
    request_id: str
    seen_ms: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptionAnswer:
    """A member's position on a circulated request."""

    preamble: Preamble
    request_id: str
    position: ExemptionPosition
    criteria: tuple[RefusalCriterion, ...] = ()  # with OBJECTION (art 6)
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberPosition:
    """Where one member stands."""

    member: str
    sent_ms: int | None = None
    seen_ms: int | None = None
    answered_ms: int | None = None
    position: ExemptionPosition | None = None  # none while the answer is awaited
    criteria: tuple[RefusalCriterion, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptionOpinion:
    """The secretariat's reasoned, confidential opinion (art 5(3))."""

    preamble: Preamble
    request_id: str
    applicant: str
    kind: OpinionKind
    reasons: str = ""
    consensus: bool = False
    positions: tuple[MemberPosition, ...] = ()
    escalated_to: str = ""  # the political body, where there is no consensus
    given_ms: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptionDecision:
    """The final decision, its certificate, and what later ends it."""

    preamble: Preamble
    request_id: str
    applicant: str
    outcome: ExemptionOutcome
    decided_by: str = ""  # CONSENSUS, or the political body
    reference: str = ""  # of the body's decision
    reasons: str = ""
    certificate_number: str = ""  # with GRANTED and REVOKED
    valid_from: PartialDate | None = None
    valid_to: PartialDate | None = None
    conditions: str = ""
    quantities: tuple[ItemQuantity, ...] = ()
    decided_ms: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptionUse:
    """A shipment that draws on the certificate; the secretariat keeps the count."""

    preamble: Preamble
    certificate_number: str
    transfer: str = ""
    shipment: str = ""
    quantities: tuple[ItemQuantity, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptionUseReply:
    """What is counted of the shipment; a count is never taken back by a later, smaller one."""

    preamble: Preamble
    certificate_number: str
    transfer: str = ""
    shipment: str = ""
    counted: bool = False
    quantities: tuple[ItemQuantity, ...] = ()  # as counted
    reason: str = ""  # why it was not, or not more
    remaining: tuple[ItemQuantity, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptionReturn:
    """The secretariat returns a request that does not say all that art 5(1) asks for."""

    preamble: Preamble
    request_id: str
    fields: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptionWithdrawal:
    """The applicant no longer wants the exemption."""

    preamble: Preamble
    request_id: str
    reason: str = ""

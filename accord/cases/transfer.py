"""The messages of the transfer family about the file itself (FP 10; ATT 8, 9; A/75/78, 50-53)."""

from dataclasses import dataclass

from accord.cases.exemption_codes import RefusalCriterion
from accord.cases.trace import Preamble
from accord.cases.transfer_codes import (
    AuthorisationDecision,
    EndUse,
    EndUserClass,
    IntermediaryRole,
    PsvConsent,
    PsvFinding,
    PsvTeam,
    RetransferClause,
    RetransferDecision,
    RiskResult,
    ScreeningResult,
    TransferOutcome,
    TransferType,
    TransitDecision,
    TransitGround,
    TransportMode,
)
from accord.dates import PartialDate
from accord.weapons.firearm import Firearm


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferParty:
    """A State and the person or company in it."""

    state: str  # member id
    authority: str = ""
    name: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndUser:
    """Who is to have the weapons in the end."""

    end_user_class: EndUserClass
    non_state: bool = False  # a non-State actor (ECOWAS 3(2))
    state: str = ""  # whose node confirms for it; the importing State where empty
    name: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intermediary:
    """A broker, carrier, forwarder or handler (FP 12(1))."""

    role: IntermediaryRole
    name: str
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitLeg:
    """One State on the way."""

    state: str  # member id
    mode: TransportMode
    tranship: bool = False  # Regulation (EU) 258/2012, 7(1)(b)


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferItem:
    """One line of the licence."""

    number: int  # from 1
    firearm: Firearm  # the description that all of them share
    quantity: int
    serials: tuple[str, ...] = ()  # where known before dispatch
    serial_first: str = ""  # or a range
    serial_last: str = ""
    value: int = 0  # in the currency's smallest unit; optional (ATT 12(3))
    currency: str = ""  # ISO 4217


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """An authorisation, with what FP 10(3) asks of it."""

    number: str
    authority: str = ""
    place: str = ""  # FP 10(3)
    issued: PartialDate  # a day
    expires: PartialDate  # a day, the last on which it holds
    conditions: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbargoScreening:
    """One regime that the transfer was screened against (ITI 6(b))."""

    regime: str
    date: PartialDate | None = None
    result: ScreeningResult


@dataclass(frozen=True, slots=True, kw_only=True)
class LineQuantity:
    """How many of one line."""

    item: int
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferFile:
    """What the exporting State proposes, and later authorises; a new version replaces the last."""

    preamble: Preamble
    transfer_id: str  # the exporting State's; begins with its code
    version: int = 0  # from 1
    type: TransferType  # FP 10(6)
    exporter: TransferParty  # FP 10(3); Directive (EU) 2021/555, 16(2)(a)
    importer: TransferParty
    end_user: EndUser  # the final recipient (FP 10(3))
    intermediaries: tuple[Intermediary, ...] = ()  # FP 12(1); ECOWAS 5(1)(c)
    transits: tuple[TransitLeg, ...] = ()  # in the order of the route; empty where there is none
    items: tuple[TransferItem, ...] = ()  # FP 10(3): description and quantity
    end_use: EndUse
    end_use_text: str = ""  # the statement
    certificate_number: str = ""  # end-user certificate, or a private end user's import certificate
    import_authorisation: Licence | None = None  # as the importing State has given it (FP 10(2)(a))
    export_authorisation: Licence | None = None  # once issued
    retransfer_clause: RetransferClause
    retransfer_text: str = ""
    psv_consent: PsvConsent  # to post-shipment verification
    exemption_number: str = ""  # where the region requires a certificate
    risk_result: RiskResult | None = None  # ATT 7, 11(2); never the reasons
    risk_measures: tuple[str, ...] = ()
    embargo_screenings: tuple[EmbargoScreening, ...] = ()  # ITI 6(b)
    planned_departure: PartialDate | None = None  # Directive (EU) 2021/555, 16(2)(f)
    planned_arrival: PartialDate | None = None
    means: str = ""  # 16(2)(e)
    route: str = ""
    consignment_address: str = ""  # 16(2)(b)
    original_transfer: str = ""  # with RE_EXPORT and RETRANSFER: the file under which they came
    retransfer_consent: str = ""  # the consent request that its exporter granted
    planned_shipments: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportAuthorisation:
    """The importing State's decision, and its revocation (FP 10(2)(a))."""

    preamble: Preamble
    transfer_id: str
    decision: AuthorisationDecision
    licence: Licence | None = None  # with ISSUED and REVOKED
    quantities: tuple[LineQuantity, ...] = ()  # with ISSUED
    # an explicit authorisation of a non-State end user (ECOWAS 3(2))
    non_state_authorised: bool = False
    criterion: RefusalCriterion | None = None  # with REFUSED and REVOKED
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitRequest:
    """Asks a transit State for its word, with the import licence in advance (FP 10(2)(b), (3))."""

    preamble: Preamble
    transfer_id: str
    leg: TransitLeg
    import_authorisation: Licence
    exporter: TransferParty
    importer: TransferParty
    end_user: EndUser
    items: tuple[TransferItem, ...] = ()
    planned_departure: PartialDate | None = None
    planned_arrival: PartialDate | None = None
    route: str = ""
    temporary: bool = False  # FP 10(6)


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitAnswer:
    """The transit State's answer, and every later change of it."""

    preamble: Preamble
    transfer_id: str
    decision: TransitDecision
    conditions: str = ""  # with CONDITIONAL
    ground: TransitGround | None = None  # with OBJECTION
    text: str = ""
    expected: PartialDate | None = None  # with NEED_MORE_TIME


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferClosed:
    """How the exporting State's file ended."""

    preamble: Preamble
    transfer_id: str
    outcome: TransferOutcome
    criterion: RefusalCriterion | None = None  # with REFUSED and REVOKED
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferContested:
    """A State does not accept what it was told; its own record stays as it was."""

    preamble: Preamble
    transfer_id: str
    shipment: int = 0  # 0 where it is about the file
    code: str  # of the rule
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetransferRequest:
    """Asks the State that exported them for its consent to pass weapons on (A/75/78, para 50)."""

    preamble: Preamble
    transfer_id: str
    request_id: str
    certificate_number: str = ""  # the original one
    items: tuple[LineQuantity, ...] = ()
    new_end_user: EndUser
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetransferAnswer:
    """Consent, consent under conditions, or its refusal."""

    preamble: Preamble
    transfer_id: str
    request_id: str
    decision: RetransferDecision
    conditions: str = ""  # with CONDITIONAL
    criterion: RefusalCriterion | None = None  # with REFUSED
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PsvRequest:
    """Announces a post-shipment verification; it needs the consent of the file (A/75/78, 53)."""

    preamble: Preamble
    transfer_id: str
    psv_id: str
    certificate_number: str = ""
    legal_basis: str = ""  # where the consent was given
    items: tuple[LineQuantity, ...] = ()
    proposed_dates: tuple[PartialDate, ...] = ()
    team: PsvTeam


@dataclass(frozen=True, slots=True, kw_only=True)
class PsvReport:
    """What the visit found."""

    preamble: Preamble
    transfer_id: str
    psv_id: str
    date: PartialDate | None = None
    inspected: int = 0
    of: int = 0
    serials: tuple[str, ...] = ()  # that were read there
    finding: PsvFinding
    follow_up: str = ""

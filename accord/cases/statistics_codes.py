"""Code lists of the statistics: what is counted, and by what it is told apart (SDG 16.4.2)."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from accord.cases.codes import (
    Disposition,
    Ground,
    Outcome,
    RecoveryCircumstance,
    RecoveryContext,
)


class TracingLevel(StrEnum):
    """How far the tracing of one recovered weapon came: its outcome, else why there is none."""

    TRACED_DOMESTIC = "TRACED_DOMESTIC"
    TRACED_INTERNATIONAL = "TRACED_INTERNATIONAL"
    ESTABLISHED_OTHER_MEANS = "ESTABLISHED_OTHER_MEANS"
    PENDING = "PENDING"
    INSUFFICIENT_IDENTIFICATION = "INSUFFICIENT_IDENTIFICATION"
    NO_RECORD = "NO_RECORD"
    RECORDS_EXPIRED = "RECORDS_EXPIRED"
    REFUSED = "REFUSED"
    NO_REPLY = "NO_REPLY"
    AMNESTY_NOT_TRACED = "AMNESTY_NOT_TRACED"
    DESTROYED_BEFORE_TRACE = "DESTROYED_BEFORE_TRACE"
    PRE_1946 = "PRE_1946"
    NOT_ATTEMPTED = "NOT_ATTEMPTED"


class Marking(StrEnum):
    """Whether a weapon's marks single it out."""

    UNIQUE = "UNIQUE"
    NOT_UNIQUE = "NOT_UNIQUE"


class ArmsCategory(StrEnum):
    """The categories of the UN Register, and what nobody assigned to one."""

    SA1 = "SA1"
    SA2 = "SA2"
    SA3 = "SA3"
    SA4 = "SA4"
    SA5 = "SA5"
    SA6 = "SA6"
    LW1 = "LW1"
    LW2 = "LW2"
    LW3 = "LW3"
    LW4 = "LW4"
    LW5 = "LW5"
    LW6 = "LW6"
    LW7 = "LW7"
    UNKNOWN = "UNKNOWN"


class Place(StrEnum):
    """Where arms were recovered (A/75/78, para 72: inland or at borders)."""

    INLAND = "INLAND"
    BORDER = "BORDER"


class Action(StrEnum):
    """What was done with recovered arms; several may apply (A/75/78, paras 32, 72)."""

    MARKED = "MARKED"
    RECORDED = "RECORDED"
    DESTROYED = "DESTROYED"
    RETURNED = "RETURNED"
    RETAINED = "RETAINED"
    LEGALIZED = "LEGALIZED"
    DEACTIVATED = "DEACTIVATED"
    TRACE_REQUESTED = "TRACE_REQUESTED"
    NO_ACTION = "NO_ACTION"


class Item(StrEnum):
    """What a quantity is of."""

    ARM = "ARM"
    PART = "PART"
    AMMUNITION = "AMMUNITION"  # rounds


class LegEnd(StrEnum):
    """How one request to one State has ended, or that it has not."""

    FULL = "FULL"
    RESTRICTED = "RESTRICTED"
    DELAYED = "DELAYED"  # an answer is announced
    REFUSED = "REFUSED"
    NEGATIVE = "NEGATIVE"
    IDENTIFICATION_DOUBTED = "IDENTIFICATION_DOUBTED"
    REFERRED = "REFERRED"
    DUPLICATE = "DUPLICATE"
    RETURNED_INCOMPLETE = "RETURNED_INCOMPLETE"
    OPEN = "OPEN"
    UNDELIVERED = "UNDELIVERED"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"


class Timeliness(StrEnum):
    """How something with a deadline stands."""

    ON_TIME = "ON_TIME"
    LATE = "LATE"
    OVERDUE = "OVERDUE"  # the deadline has passed and nothing came
    NOT_DUE = "NOT_DUE"


class Urgency(StrEnum):
    """The two classes of a hit confirmation."""

    URGENT = "URGENT"
    ROUTINE = "ROUTINE"


class NoticeQuality(StrEnum):
    """Whether a notice says all that its weapon can be found by."""

    COMPLETE = "COMPLETE"
    INCOMPLETE = "INCOMPLETE"


class NoticeFault(StrEnum):
    """What turned out to be wrong with a notice."""

    DUPLICATE = "DUPLICATE"
    CANCELLED_AS_ERROR = "CANCELLED_AS_ERROR"


class DeliveryProof(StrEnum):
    """Whether the importer has verified a shipment's delivery, and when."""

    VERIFIED_IN_TIME = "VERIFIED_IN_TIME"
    VERIFIED_LATE = "VERIFIED_LATE"
    UNVERIFIED = "UNVERIFIED"


class Authenticity(StrEnum):
    """What the verification of an end-user certificate gave."""

    AUTHENTIC = "AUTHENTIC"
    NOT_AUTHENTIC = "NOT_AUTHENTIC"


class HandedOver(StrEnum):
    """What a national central bureau was handed for INTERPOL."""

    RECORD = "RECORD"
    TRACE = "TRACE"


class Harm(StrEnum):
    """What an incident with a firearm did to a victim."""

    KILLED = "KILLED"
    INJURED = "INJURED"
    THREATENED = "THREATENED"


class Sex(StrEnum):
    """A victim's sex, as recorded (A/75/78, paras 31, 45, 72, 113)."""

    FEMALE = "FEMALE"
    MALE = "MALE"
    OTHER = "OTHER"
    UNKNOWN = "UNKNOWN"


class AgeGroup(StrEnum):
    """A victim's age; with the sex it tells women, men, girls and boys apart."""

    CHILD = "CHILD"  # under 18
    ADULT = "ADULT"
    UNKNOWN = "UNKNOWN"


class HoursBand(StrEnum):
    """How long an answer took, in hours; the number closes the band."""

    H1 = "H1"
    H4 = "H4"
    H24 = "H24"
    H48 = "H48"
    H96 = "H96"
    H168 = "H168"
    H360 = "H360"
    H720 = "H720"
    H1440 = "H1440"
    LONGER = "LONGER"


class YearsBand(StrEnum):
    """How long a weapon was on its way, in years; the number closes the band."""

    Y1 = "Y1"
    Y3 = "Y3"
    Y5 = "Y5"
    Y10 = "Y10"
    Y20 = "Y20"
    Y40 = "Y40"
    LONGER = "LONGER"


class Dimension(StrEnum):
    """What a counter is told apart by."""

    CIRCUMSTANCE = "CIRCUMSTANCE"
    TRACING = "TRACING"
    MARKING = "MARKING"
    CATEGORY = "CATEGORY"
    CONTEXT = "CONTEXT"
    PLACE = "PLACE"
    ACTION = "ACTION"
    ITEM = "ITEM"
    OUTCOME = "OUTCOME"
    LEG_END = "LEG_END"
    DISPOSITION = "DISPOSITION"
    GROUND = "GROUND"
    TIMELINESS = "TIMELINESS"
    HOURS = "HOURS"
    YEARS = "YEARS"
    URGENCY = "URGENCY"
    NOTICE_QUALITY = "NOTICE_QUALITY"
    NOTICE_FAULT = "NOTICE_FAULT"
    DELIVERY = "DELIVERY"
    AUTHENTICITY = "AUTHENTICITY"
    HANDED_OVER = "HANDED_OVER"
    HARM = "HARM"
    SEX = "SEX"
    AGE = "AGE"


VALUES: Final[Mapping[Dimension, type[StrEnum]]] = MappingProxyType(
    {
        Dimension.CIRCUMSTANCE: RecoveryCircumstance,
        Dimension.TRACING: TracingLevel,
        Dimension.MARKING: Marking,
        Dimension.CATEGORY: ArmsCategory,
        Dimension.CONTEXT: RecoveryContext,
        Dimension.PLACE: Place,
        Dimension.ACTION: Action,
        Dimension.ITEM: Item,
        Dimension.OUTCOME: Outcome,
        Dimension.LEG_END: LegEnd,
        Dimension.DISPOSITION: Disposition,
        Dimension.GROUND: Ground,
        Dimension.TIMELINESS: Timeliness,
        Dimension.HOURS: HoursBand,
        Dimension.YEARS: YearsBand,
        Dimension.URGENCY: Urgency,
        Dimension.NOTICE_QUALITY: NoticeQuality,
        Dimension.NOTICE_FAULT: NoticeFault,
        Dimension.DELIVERY: DeliveryProof,
        Dimension.AUTHENTICITY: Authenticity,
        Dimension.HANDED_OVER: HandedOver,
        Dimension.HARM: Harm,
        Dimension.SEX: Sex,
        Dimension.AGE: AgeGroup,
    }
)


class CounterCode(StrEnum):
    """What a counter counts. A weapon counts in the year in which it was recovered."""

    ARMS = "ARMS"  # the cells of SDG 16.4.2, from which numerator and denominator are both added
    ARMS_BY_CATEGORY = "ARMS_BY_CATEGORY"
    ARMS_BY_CONTEXT = "ARMS_BY_CONTEXT"  # a weapon may stand in several
    ARMS_BY_PLACE = "ARMS_BY_PLACE"
    ARMS_BY_ACTION = "ARMS_BY_ACTION"  # a weapon may stand in several
    ARMS_ILLICITLY_MANUFACTURED = "ARMS_ILLICITLY_MANUFACTURED"
    SEIZURES = "SEIZURES"  # occasions, each of one weapon or more
    PARTS = "PARTS"
    AMMUNITION = "AMMUNITION"
    AMMUNITION_DESTROYED = "AMMUNITION_DESTROYED"
    SURPLUS_DESTROYED = "SURPLUS_DESTROYED"
    CASES_OPENED = "CASES_OPENED"
    CASES_CLOSED = "CASES_CLOSED"
    LEGS_OF_TRACED_CASES = "LEGS_OF_TRACED_CASES"
    LEGS = "LEGS"
    LEG_GROUNDS = "LEG_GROUNDS"  # an answer may name several
    REQUESTS_RECEIVED = "REQUESTS_RECEIVED"
    REQUESTS_ANSWERED = "REQUESTS_ANSWERED"
    ACKNOWLEDGEMENTS = "ACKNOWLEDGEMENTS"
    RESPONSES = "RESPONSES"
    ACKNOWLEDGEMENT_HOURS = "ACKNOWLEDGEMENT_HOURS"
    RESPONSE_HOURS = "RESPONSE_HOURS"
    TIME_TO_CRIME = "TIME_TO_CRIME"
    TIME_SINCE_DIVERSION = "TIME_SINCE_DIVERSION"
    NOTICES = "NOTICES"
    NOTICE_FAULTS = "NOTICE_FAULTS"
    HIT_CONFIRMATIONS = "HIT_CONFIRMATIONS"
    SHIPMENTS = "SHIPMENTS"
    SHIPMENTS_WITH_DISCREPANCY = "SHIPMENTS_WITH_DISCREPANCY"
    WEAPONS_DISPATCHED = "WEAPONS_DISPATCHED"
    WEAPONS_DIVERTED = "WEAPONS_DIVERTED"
    TRANSFERS_WITH_PSV_CONSENT = "TRANSFERS_WITH_PSV_CONSENT"
    TRANSFERS_WITH_PSV = "TRANSFERS_WITH_PSV"
    PSV_WEAPONS_SAMPLED = "PSV_WEAPONS_SAMPLED"
    PSV_WEAPONS_SEEN = "PSV_WEAPONS_SEEN"
    EXPORTS_LICENSED = "EXPORTS_LICENSED"
    EXPORTS_DIVERTED = "EXPORTS_DIVERTED"  # of those, found by post-shipment control
    CERTIFICATES_CHECKED = "CERTIFICATES_CHECKED"
    SENT_TO_INTERPOL = "SENT_TO_INTERPOL"
    INTERPOL_REPLIES = "INTERPOL_REPLIES"
    INCIDENTS = "INCIDENTS"
    VICTIMS = "VICTIMS"


_D = Dimension

# Each counter is told apart by exactly these, in this order, so that its cells add up.
DIMENSIONS: Final[Mapping[CounterCode, tuple[Dimension, ...]]] = MappingProxyType(
    dict.fromkeys(CounterCode, ())
    | {
        CounterCode.ARMS: (_D.CIRCUMSTANCE, _D.TRACING, _D.MARKING),
        CounterCode.ARMS_BY_CATEGORY: (_D.CIRCUMSTANCE, _D.CATEGORY),
        CounterCode.ARMS_BY_CONTEXT: (_D.CONTEXT,),
        CounterCode.ARMS_BY_PLACE: (_D.CIRCUMSTANCE, _D.PLACE),
        CounterCode.ARMS_BY_ACTION: (_D.ACTION,),
        CounterCode.SEIZURES: (_D.PLACE,),
        CounterCode.PARTS: (_D.CIRCUMSTANCE,),
        CounterCode.AMMUNITION: (_D.CIRCUMSTANCE,),
        CounterCode.SURPLUS_DESTROYED: (_D.ITEM,),
        CounterCode.CASES_CLOSED: (_D.OUTCOME,),
        CounterCode.LEGS: (_D.LEG_END,),
        CounterCode.LEG_GROUNDS: (_D.DISPOSITION, _D.GROUND),
        CounterCode.ACKNOWLEDGEMENTS: (_D.TIMELINESS,),
        CounterCode.RESPONSES: (_D.TIMELINESS,),
        CounterCode.ACKNOWLEDGEMENT_HOURS: (_D.HOURS,),
        CounterCode.RESPONSE_HOURS: (_D.HOURS,),
        CounterCode.TIME_TO_CRIME: (_D.YEARS,),
        CounterCode.TIME_SINCE_DIVERSION: (_D.YEARS,),
        CounterCode.NOTICES: (_D.NOTICE_QUALITY,),
        CounterCode.NOTICE_FAULTS: (_D.NOTICE_FAULT,),
        CounterCode.HIT_CONFIRMATIONS: (_D.URGENCY, _D.TIMELINESS),
        CounterCode.SHIPMENTS: (_D.DELIVERY,),
        CounterCode.EXPORTS_LICENSED: (_D.ITEM,),
        CounterCode.EXPORTS_DIVERTED: (_D.ITEM,),
        CounterCode.CERTIFICATES_CHECKED: (_D.AUTHENTICITY,),
        CounterCode.SENT_TO_INTERPOL: (_D.HANDED_OVER,),
        CounterCode.INTERPOL_REPLIES: (_D.HANDED_OVER,),
        CounterCode.VICTIMS: (_D.HARM, _D.SEX, _D.AGE),
    }
)


class ReturnStatus(StrEnum):
    """Whether a year's figures may still change (the next cycle may revise either)."""

    PROVISIONAL = "PROVISIONAL"
    FINAL = "FINAL"


class ReceiptDecision(StrEnum):
    """What the secretariat says of a return."""

    ACCEPTED = "ACCEPTED"
    QUERIED = "QUERIED"  # a corrected version is asked for


class TransferDirection(StrEnum):
    """Which way arms went, in the UN Register's view."""

    EXPORT = "EXPORT"
    IMPORT = "IMPORT"


class SeriesCode(StrEnum):
    """The published series of a region."""

    SDG_ARMS = "SDG_ARMS"  # denominator: seized (criminal), found, surrendered
    SDG_TRACED = "SDG_TRACED"
    SDG_ESTABLISHED = "SDG_ESTABLISHED"
    SDG_MARKED_ARMS = "SDG_MARKED_ARMS"  # the same over uniquely marked arms only
    SDG_MARKED_TRACED = "SDG_MARKED_TRACED"
    SDG_MARKED_ESTABLISHED = "SDG_MARKED_ESTABLISHED"
    SDG_LEVELS = "SDG_LEVELS"  # how far tracing came
    COLLECTED = "COLLECTED"
    ACTIONS = "ACTIONS"
    VICTIMS = "VICTIMS"

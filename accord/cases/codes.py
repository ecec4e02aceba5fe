"""Code lists of the trace family (ITI 6, 15, 17, 20-23; SDG 16.4.2 metadata)."""

from enum import StrEnum


class IllicitBasis(StrEnum):
    """The five limbs of ITI 6."""

    NATIONAL_LAW = "NATIONAL_LAW"  # 6(a)
    EMBARGO = "EMBARGO"  # 6(b)
    NOT_MARKED = "NOT_MARKED"  # 6(c)
    UNLICENSED_MANUFACTURE = "UNLICENSED_MANUFACTURE"  # 6(d)
    UNAUTHORISED_TRANSFER = "UNAUTHORISED_TRANSFER"  # 6(e)


class RecoveryCircumstance(StrEnum):
    """SDG 16.4.2 definitions."""

    SEIZED_CRIMINAL = "SEIZED_CRIMINAL"
    SEIZED_ADMINISTRATIVE = "SEIZED_ADMINISTRATIVE"
    FOUND = "FOUND"
    SURRENDERED = "SURRENDERED"
    UNKNOWN = "UNKNOWN"


class RecoveryContext(StrEnum):
    """Contexts of a recovery; the first six suggest a ballistic submission (IBIN)."""

    NEAR_BORDER = "NEAR_BORDER"  # within 80 km
    GROUP_OF_WEAPONS = "GROUP_OF_WEAPONS"  # three or more
    TERRORISM = "TERRORISM"
    TRAFFICKER = "TRAFFICKER"
    FOREIGN_RESIDENT = "FOREIGN_RESIDENT"
    CUSTOMS = "CUSTOMS"
    POSSESSION = "POSSESSION"
    TRAFFICKING = "TRAFFICKING"
    VIOLENT_CRIME = "VIOLENT_CRIME"
    POACHING = "POACHING"
    PEACE_OPERATION = "PEACE_OPERATION"
    PARCEL = "PARCEL"
    CONFLICT = "CONFLICT"
    AMNESTY = "AMNESTY"


class IntendedUse(StrEnum):
    """What the requester will use the answer for (ITI 17(c))."""

    INVESTIGATION = "INVESTIGATION"
    PROSECUTION = "PROSECUTION"
    SANCTIONS_MONITORING = "SANCTIONS_MONITORING"
    DIVERSION_ANALYSIS = "DIVERSION_ANALYSIS"
    STATISTICS = "STATISTICS"
    RETURN_TO_OWNER = "RETURN_TO_OWNER"


class DomesticTraceResult(StrEnum):
    """What the own registry said."""

    DONE_NEGATIVE = "DONE_NEGATIVE"
    DONE_POSITIVE = "DONE_POSITIVE"
    NOT_POSSIBLE = "NOT_POSSIBLE"


class WhyYou(StrEnum):
    """Why this State is asked."""

    COUNTRY_OF_MANUFACTURE = "COUNTRY_OF_MANUFACTURE"
    LAST_LEGAL_IMPORT = "LAST_LEGAL_IMPORT"
    EXPORTER = "EXPORTER"
    SUCCESSOR_STATE = "SUCCESSOR_STATE"
    REFERRED_BY = "REFERRED_BY"
    CONNECTED_CASE = "CONNECTED_CASE"


class RecordKind(StrEnum):
    """What kinds of record are sought (ITI 20)."""

    MANUFACTURE = "MANUFACTURE"
    SALE_OR_EXPORT = "SALE_OR_EXPORT"
    IMPORT = "IMPORT"
    REGISTRATION = "REGISTRATION"
    LAST_LEGAL_HOLDER = "LAST_LEGAL_HOLDER"
    LOSS_OR_THEFT = "LOSS_OR_THEFT"
    DISPOSAL = "DISPOSAL"


class Acceptance(StrEnum):
    """How the requested authority received a request."""

    ACCEPTED = "ACCEPTED"
    NEEDS_MORE_INFORMATION = "NEEDS_MORE_INFORMATION"
    NOT_COMPETENT = "NOT_COMPETENT"
    DUPLICATE_OF = "DUPLICATE_OF"


class ResponseKind(StrEnum):
    """Whether more is to come."""

    INTERIM = "INTERIM"
    FINAL = "FINAL"


class Disposition(StrEnum):
    """What an answer amounts to; delay, restriction, refusal are three acts (ITI 20-23)."""

    FULL = "FULL"
    RESTRICTED = "RESTRICTED"
    DELAYED = "DELAYED"
    REFUSED = "REFUSED"
    NO_RECORD = "NO_RECORD"
    RECORDS_EXPIRED = "RECORDS_EXPIRED"
    REFERRED = "REFERRED"
    IDENTIFICATION_DOUBTED = "IDENTIFICATION_DOUBTED"
    NOT_COMPETENT = "NOT_COMPETENT"


class Ground(StrEnum):
    """The four grounds of ITI 22, and no other, may delay, restrict or refuse."""

    G1 = "G1"  # would compromise an ongoing criminal investigation
    G2 = "G2"  # would violate legislation protecting confidential information
    G3 = "G3"  # the requesting State cannot guarantee confidentiality
    G4 = "G4"  # national security consistent with the UN Charter


class UseRestriction(StrEnum):
    """What binds the recipient of an answer (ITI 15, FP 12(5))."""

    R0 = "R0"  # none stated
    R1 = "R1"  # designated authorities and personnel only (ITI 15(a))
    R2 = "R2"  # stated purpose only (ITI 15(b))
    R3 = "R3"  # no release to others without prior consent (ITI 15(c))
    R4 = "R4"  # proprietary commercial information (FP 12(5))
    R5 = "R5"  # no use in court without a mutual-legal-assistance request
    R6 = "R6"  # delete when the case closes
    R7 = "R7"  # notify the provider before any compelled disclosure (FP 12(5))


class RecordHolder(StrEnum):
    """Whose record it is."""

    MANUFACTURER = "MANUFACTURER"
    REGISTRY = "REGISTRY"
    CUSTOMS = "CUSTOMS"
    ARMED_FORCE = "ARMED_FORCE"
    POLICE = "POLICE"
    PROOF_HOUSE = "PROOF_HOUSE"
    DEALER = "DEALER"


class HolderRole(StrEnum):
    """The role of one holder in the weapon's life (A/75/78, paras 6, 82)."""

    MANUFACTURER = "MANUFACTURER"
    EXPORTER = "EXPORTER"
    IMPORTER = "IMPORTER"
    BROKER = "BROKER"
    WHOLESALER = "WHOLESALER"
    DEALER = "DEALER"
    ARMED_FORCE = "ARMED_FORCE"
    POLICE = "POLICE"
    OTHER_STATE_BODY = "OTHER_STATE_BODY"
    PRIVATE_SECURITY = "PRIVATE_SECURITY"
    CIVILIAN_HOLDER = "CIVILIAN_HOLDER"
    PEACE_OPERATION = "PEACE_OPERATION"
    NON_STATE = "NON_STATE"


class ChainEvent(StrEnum):
    """What happened to the weapon."""

    MANUFACTURED = "MANUFACTURED"
    EXPORTED = "EXPORTED"
    IMPORTED = "IMPORTED"
    TRANSFERRED = "TRANSFERRED"
    ISSUED = "ISSUED"
    REMARKED = "REMARKED"
    CONVERTED = "CONVERTED"
    COMPONENT_SWAPPED = "COMPONENT_SWAPPED"
    DEACTIVATED = "DEACTIVATED"
    LOST = "LOST"
    STOLEN = "STOLEN"
    DESTROYED = "DESTROYED"
    REGISTERED = "REGISTERED"
    SEIZED = "SEIZED"
    FOUND = "FOUND"
    SURRENDERED = "SURRENDERED"


class EvidenceLevel(StrEnum):
    """What a chain link rests on."""

    RECORD = "RECORD"
    DECLARATION = "DECLARATION"
    INFERENCE = "INFERENCE"


class RecordStatus(StrEnum):
    """Statuses that the SDG 16.4.2 metadata counts as last legal records."""

    LAWFUL_POSSESSION = "LAWFUL_POSSESSION"
    EXPORTED = "EXPORTED"
    IN_TRANSIT = "IN_TRANSIT"
    STOLEN = "STOLEN"
    LOST = "LOST"
    SEIZED = "SEIZED"
    FOUND = "FOUND"
    SURRENDERED = "SURRENDERED"
    CONFISCATED = "CONFISCATED"
    SENT_FOR_DESTRUCTION = "SENT_FOR_DESTRUCTION"
    DEACTIVATED = "DEACTIVATED"


class DiversionStage(StrEnum):
    """When in its life the weapon was diverted (A/75/78, para 6)."""

    MANUFACTURE = "MANUFACTURE"
    BEFORE_TRANSFER = "BEFORE_TRANSFER"
    DURING_TRANSFER = "DURING_TRANSFER"
    POST_DELIVERY_STORAGE = "POST_DELIVERY_STORAGE"
    END_USE = "END_USE"
    DISPOSAL = "DISPOSAL"


class DiversionMethod(StrEnum):
    """Diversion sources of A/75/78, para 6."""

    PHYSICAL_SECURITY_FAILURE = "PHYSICAL_SECURITY_FAILURE"
    FORGED_DOCUMENTS = "FORGED_DOCUMENTS"
    BATTLEFIELD_CAPTURE = "BATTLEFIELD_CAPTURE"
    LEAKAGE_FROM_PRIVATE_ACTORS = "LEAKAGE_FROM_PRIVATE_ACTORS"
    ILLICIT_MANUFACTURE = "ILLICIT_MANUFACTURE"
    CROSS_BORDER_TRAFFICKING = "CROSS_BORDER_TRAFFICKING"
    STATE_RETRANSFER = "STATE_RETRANSFER"
    CRAFT = "CRAFT"
    CONVERSION = "CONVERSION"
    THEFT_FROM_CIVILIAN = "THEFT_FROM_CIVILIAN"
    THEFT_FROM_STATE = "THEFT_FROM_STATE"
    LOSS = "LOSS"


class Outcome(StrEnum):
    """How the requester closed the case (SDG 16.4.2 metadata)."""

    TRACED_DOMESTIC = "TRACED_DOMESTIC"
    TRACED_INTERNATIONAL = "TRACED_INTERNATIONAL"
    ESTABLISHED_OTHER_MEANS = "ESTABLISHED_OTHER_MEANS"
    NOT_ESTABLISHED = "NOT_ESTABLISHED"


class NotEstablishedReason(StrEnum):
    """Why no origin was established."""

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


class WeaponDisposal(StrEnum):
    """What was done with the weapon; several may apply (A/75/78, paras 32, 72)."""

    MARKED = "MARKED"
    RECORDED = "RECORDED"
    DESTROYED = "DESTROYED"
    RETURNED = "RETURNED"
    RETAINED = "RETAINED"
    LEGALIZED = "LEGALIZED"
    DEACTIVATED = "DEACTIVATED"
    NO_ACTION = "NO_ACTION"


class Awaited(StrEnum):
    """What a reminder is about."""

    ACKNOWLEDGEMENT = "ACKNOWLEDGEMENT"  # ITI 19
    RESPONSE = "RESPONSE"  # ITI 18, 20
    CLARIFICATION = "CLARIFICATION"  # ITI 23

"""Trace messages that meet every requirement, to be spoilt one field at a time."""

from accord.cases.codes import (
    ChainEvent,
    Disposition,
    DomesticTraceResult,
    EvidenceLevel,
    HolderRole,
    IllicitBasis,
    IntendedUse,
    RecordKind,
    RecordStatus,
    RecoveryCircumstance,
    ResponseKind,
    UseRestriction,
    WhyYou,
)
from accord.cases.trace import (
    ChainLink,
    DomesticTrace,
    LastLegalRecord,
    MatchedRecord,
    NoticeSearch,
    Preamble,
    TraceRequest,
    TraceResponse,
)
from accord.dates import PartialDate
from accord.weapons.codes import (
    MarkCondition,
    MarkKind,
    MarkPosition,
    MatchGrade,
    WeaponAction,
    WeaponCategory,
    WeaponType,
)
from accord.weapons.firearm import Firearm, Mark

SERIAL = Mark(
    kind=MarkKind.MANUFACTURER_SERIAL,
    text="AR 104417",
    condition=MarkCondition.INTACT,
    position=MarkPosition.RECEIVER,
)
FIREARM = Firearm(
    category=WeaponCategory.SA4,
    type=WeaponType.RIFLE,
    action=WeaponAction.AUTOMATIC,
    maker_text="Arvenia Arms",
    model_text="M70",
    calibre_text="7,62x39",
    country_of_manufacture="XA",
    marks=(SERIAL,),
)
PREAMBLE = Preamble(
    authority="XC-NPC",
    official_role="OFFICER",
    case_reference="XC-2026-17",
    handling="OFFICIAL",
    use_restrictions=(UseRestriction.R0,),
    language="en",
)
REPLY = Preamble(
    authority="XA-NPC",
    case_reference="XC-2026-17",
    in_reply_to="0192f0c1-0000-7000-8000-000000000001",
    handling="OFFICIAL",
    use_restrictions=(UseRestriction.R1, UseRestriction.R2),
    language="en",
)
REQUEST = TraceRequest(
    preamble=PREAMBLE,
    case_id="XC-2026-17",
    firearm=FIREARM,
    illicit_basis=(IllicitBasis.NATIONAL_LAW,),
    legal_justification="Firearms Act, section 5",
    circumstance=RecoveryCircumstance.SEIZED_CRIMINAL,
    recovery_date=PartialDate(year=2026, month=3),
    intended_use=(IntendedUse.INVESTIGATION,),
    domestic_trace=DomesticTrace(
        result=DomesticTraceResult.DONE_NEGATIVE, date=PartialDate(year=2026, month=3, day=4)
    ),
    notice_searches=(NoticeSearch(system="regional", reference="N-1"),),
    why_you=WhyYou.COUNTRY_OF_MANUFACTURE,
    records_requested=(RecordKind.SALE_OR_EXPORT,),
)
LINK = ChainLink(
    sequence=1,
    role=HolderRole.MANUFACTURER,
    state="XA",
    event=ChainEvent.MANUFACTURED,
    evidence=EvidenceLevel.RECORD,
)
RESPONSE = TraceResponse(
    preamble=REPLY,
    kind=ResponseKind.FINAL,
    disposition=Disposition.FULL,
    matched=MatchedRecord(grade=MatchGrade.A, marks_matched=("MANUFACTURER_SERIAL RECEIVER",)),
    chain=(LINK,),
    last_legal_record=LastLegalRecord(status=RecordStatus.LAWFUL_POSSESSION),
)

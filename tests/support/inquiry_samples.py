"""Inquiry messages that meet every requirement, to be spoilt one field at a time."""

from trace_samples import FIREARM, PREAMBLE, REPLY

from accord.cases.codes import IntendedUse, RecordHolder
from accord.cases.inquiry import Inquiry, InquiryAnswer, InquiryHit
from accord.cases.inquiry_codes import HowToAsk, InquiryOutcome
from accord.cases.trace import SearchScope
from accord.weapons.codes import MatchGrade

INQUIRY = Inquiry(
    preamble=PREAMBLE,
    inquiry_id="XC-Q-2026-00001",
    firearm=FIREARM,
    intended_use=(IntendedUse.INVESTIGATION,),
    reason="found in a container whose papers name no origin",
    legal_justification="Firearms Act, section 5",
    answer_by_ms=1_700_000_000_000,
    deadline_rule="say hit or no hit within 48 hours",
    policy_version=1,
    members_asked=2,
)
SCOPE = SearchScope(
    register="Arvenia firearms register",
    data_as_of_ms=1_700_000_000_000,
    matching_profile="accord-1",
    fields=("serial",),
    records=9_000,
    unsearchable=120,
)
NO_HIT = InquiryAnswer(preamble=REPLY, outcome=InquiryOutcome.NO_HIT, searched=(SCOPE,))
HIT = InquiryAnswer(
    preamble=REPLY,
    outcome=InquiryOutcome.HIT,
    searched=(SCOPE,),
    hits=(
        InquiryHit(
            grade=MatchGrade.A,
            record_holder=RecordHolder.REGISTRY,
            marks_matched=("MANUFACTURER_SERIAL RECEIVER",),
            candidates=1,
            how_to_ask=HowToAsk.TRACE_REQUEST,
            authority="XA-NPC",
            reference="XA-QIN-2026-00001",
        ),
    ),
)

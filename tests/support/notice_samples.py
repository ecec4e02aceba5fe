"""A notice and the words about a hit on it, complete; tests change what they are about."""

from accord.cases.codes import UseRestriction
from accord.cases.hit import ComparedField, HitRequest, HitResponse
from accord.cases.hit_codes import (
    FieldResult,
    FindingEvent,
    HitAnswer,
    HitPriority,
    Instruction,
)
from accord.cases.hit_requirements import IDENTIFYING
from accord.cases.notice import Notice
from accord.cases.notice_codes import (
    Distribution,
    HolderClass,
    NoticeAct,
    NoticeState,
    NoticeType,
    RequestedAction,
)
from accord.cases.trace import MatchedRecord, Preamble
from accord.dates import PartialDate
from accord.weapons.codes import (
    MarkCondition,
    MarkKind,
    MarkPosition,
    MatchGrade,
    WeaponCategory,
    WeaponType,
)
from accord.weapons.firearm import Firearm, Mark

PREAMBLE = Preamble(
    authority="XA-NPC",
    case_reference="POL/2026/17",
    handling="RESTRICTED",
    use_restrictions=(UseRestriction.R0,),
    language="en",
    in_reply_to="7d4e8c5e-0000-4000-8000-000000000001",
)
COMPARED = tuple(ComparedField(field=field, result=FieldResult.SAME) for field in IDENTIFYING)


def pistol(serial: str = "GH 20417", **fields: object) -> Firearm:
    values: dict[str, object] = {
        "category": WeaponCategory.SA1,
        "type": WeaponType.PISTOL,
        "maker_text": "Glock",
        "model_text": "17",
        "calibre_text": "9x19",
        "country_of_manufacture": "AT",
        "marks": (
            Mark(
                kind=MarkKind.MANUFACTURER_SERIAL,
                text=serial,
                condition=MarkCondition.INTACT,
                position=MarkPosition.FRAME,
            ),
        ),
    }
    return Firearm(**(values | fields))  # type: ignore[arg-type]  # a test's short way


def notice(**fields: object) -> Notice:
    values: dict[str, object] = {
        "preamble": PREAMBLE,
        "notice_id": "XA-N-2026-00001",
        "version": 1,
        "act": NoticeAct.PUBLISH,
        "state": NoticeState.ACTIVE,
        "type": NoticeType.STOLEN,
        "firearm": pistol(),
        "lost_from": PartialDate(year=2025, month=10, day=30),
        "lost_to": PartialDate(year=2025, month=10, day=31),
        "discovered": PartialDate(year=2025, month=10, day=31),
        "reported": PartialDate(year=2025, month=11, day=1),
        "loss_state": "KE",
        "holder_class": HolderClass.POLICE,
        "requested_action": RequestedAction.SEIZE_AND_REPORT,
        "legal_basis": "Firearms Act, section 12",
        "review_date": PartialDate(year=2026, month=2, day=1),
        "retained_until": PartialDate(year=2035, month=11, day=1),
        "distribution": Distribution.ALL_MEMBERS,
    }
    return Notice(**(values | fields))  # type: ignore[arg-type]  # a test's short way


def request(**fields: object) -> HitRequest:
    values: dict[str, object] = {
        "preamble": PREAMBLE,
        "hit_id": "XB-H-2026-00001",
        "notice_id": "XA-N-2026-00001",
        "notice_version": 1,
        "matched": MatchedRecord(
            grade=MatchGrade.A, marks_matched=("MANUFACTURER_SERIAL on FRAME",)
        ),
        "event": FindingEvent.SEIZED,
        "request_number": 1,
        "priority": HitPriority.ROUTINE,
        "compared": COMPARED,
        "firearm": pistol(),
        "answer_by_ms": 1,
    }
    return HitRequest(**(values | fields))  # type: ignore[arg-type]  # a test's short way


def response(**fields: object) -> HitResponse:
    values: dict[str, object] = {
        "preamble": PREAMBLE,
        "hit_id": "XB-H-2026-00001",
        "notice_id": "XA-N-2026-00001",
        "notice_version": 1,
        "request_number": 1,
        "answer": HitAnswer.CONFIRMED,
        "compared": COMPARED,
        "instruction": Instruction.SEIZE,
    }
    return HitResponse(**(values | fields))  # type: ignore[arg-type]  # a test's short way

from dataclasses import replace

import pytest
from notice_samples import COMPARED, notice, pistol, request, response

from accord.cases.hit_codes import FieldResult, HitAnswer, HitPriority, NotConfirmedReason
from accord.cases.hit_requirements import check_hit_request, check_hit_response
from accord.cases.notice_codes import (
    CancelReason,
    Caution,
    Distribution,
    NoticeAct,
    NoticeState,
)
from accord.cases.notice_requirements import check_notice
from accord.cases.references import insist_own, is_reference
from accord.dates import PartialDate
from accord.errors import PolicyError

TODAY = PartialDate(year=2025, month=11, day=2)


def fields(problems: object) -> set[str]:
    return {problem.field for problem in problems}  # type: ignore[attr-defined]


def test_a_whole_notice_lacks_nothing() -> None:
    assert check_notice(notice(), today=TODAY) == ()


@pytest.mark.parametrize("serial", ["0", "000", "00-00", "A", "AAA", "GLOCK", "ХХХ"])
def test_zeros_only_and_letters_only_are_no_serial_number(serial: str) -> None:
    problems = fields(check_notice(notice(firearm=pistol(serial))))
    assert {"firearm.marks", "firearm.marks[0].text"} <= problems


def test_a_number_read_in_part_is_for_matching_by_hand() -> None:
    assert "firearm.marks" in fields(check_notice(notice(firearm=pistol("12?45"))))


def test_serial_maker_calibre_and_type_are_mandatory() -> None:
    bare = pistol(maker_text="", calibre_text="", category=None, type=None, marks=())
    assert {
        "firearm.marks",
        "firearm.maker_text",
        "firearm.calibre_text",
        "firearm.category",
        "firearm.type",
    } <= fields(check_notice(notice(firearm=bare)))


def test_an_unknown_maker_needs_a_remark() -> None:
    unknown = pistol(maker_text="UNKNOWN")
    assert fields(check_notice(notice(firearm=unknown))) == {"firearm.remarks"}
    assert check_notice(notice(firearm=replace(unknown, remarks="marks milled off"))) == ()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"notice_id": "xa 1"}, "notice_id"),
        ({"version": 2}, "act"),
        ({"state": NoticeState.DRAFT}, "state"),
        ({"state": NoticeState.SUSPENDED}, "state"),
        ({"lost_from": None}, "lost_from"),
        ({"discovered": PartialDate(year=2025, month=9)}, "discovered"),
        ({"reported": PartialDate(year=2025, month=10, day=1)}, "reported"),
        ({"lost_to": PartialDate(year=2024)}, "lost_to"),
        ({"reported": PartialDate(year=2025, month=11, day=3)}, "reported"),
        ({"loss_state": "Kenya"}, "loss_state"),
        ({"holder_class": None}, "holder_class"),
        ({"requested_action": None}, "requested_action"),
        ({"cautions": (Caution.BOOBY_TRAP,)}, "caution_text"),
        ({"legal_basis": " "}, "legal_basis"),
        ({"review_date": PartialDate(year=2026, month=2)}, "review_date"),
        ({"retained_until": PartialDate(year=2026)}, "retained_until"),
        ({"retained_until": PartialDate(year=2026, month=1, day=31)}, "review_date"),
        ({"distribution": None}, "distribution"),
        ({"distribution": Distribution.LIST}, "audience"),
        ({"audience": ("XB",)}, "audience"),
        ({"distribution": Distribution.GROUP}, "audience_group"),
        ({"cancel_reason": CancelReason.NEVER_LOST}, "cancel_reason"),
    ],
)
def test_each_field_of_a_notice_is_asked_for_by_name(
    changes: dict[str, object], field: str
) -> None:
    assert field in fields(check_notice(notice(**changes), today=TODAY))


def test_a_cancellation_says_why_the_notice_was_never_valid() -> None:
    ended = notice(version=2, act=NoticeAct.CANCEL, state=NoticeState.CANCELLED)
    assert fields(check_notice(ended)) == {"cancel_reason", "reason"}


def test_all_identifying_data_is_compared_before_confirmation_is_asked() -> None:
    assert check_hit_request(request()) == ()
    assert fields(check_hit_request(request(compared=COMPARED[:3]))) == {"compared"}
    differs = (replace(COMPARED[0], result=FieldResult.DIFFERENT), *COMPARED[1:])
    assert fields(check_hit_request(request(compared=differs))) == {"compared"}


def test_a_detention_on_this_hit_alone_is_urgent_and_says_why() -> None:
    held = request(sole_basis_for_detention=True)
    assert fields(check_hit_request(held)) == {"priority"}
    urgent = replace(held, priority=HitPriority.URGENT)
    assert fields(check_hit_request(urgent)) == {"preamble.urgency_justification"}


@pytest.mark.parametrize("number", [0, 4])
def test_there_are_three_requests_and_no_fourth(number: int) -> None:
    assert fields(check_hit_request(request(request_number=number))) == {"request_number"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"answer": HitAnswer.NOT_CONFIRMED, "instruction": None}, "reason"),
        ({"reason": NotConfirmedReason.OTHER}, "reason"),
        ({"answer": HitAnswer.IN_PROCESS, "instruction": None}, "confirm_by_ms"),
        ({"confirm_by_ms": 5}, "confirm_by_ms"),
        ({"instruction": None}, "instruction"),
        ({"compared": ()}, "compared"),
        ({"return_to": "KE"}, "return_to"),
    ],
)
def test_an_answer_gives_a_reason_a_time_or_an_instruction(
    changes: dict[str, object], field: str
) -> None:
    assert check_hit_response(response()) == ()
    assert field in fields(check_hit_response(response(**changes)))


def test_a_reference_says_who_may_change_what_it_names() -> None:
    insist_own("XA-N-2026-00001", "XA")
    assert not is_reference("XA-n 1")
    assert not is_reference("XA-" + "1" * 40)
    for strange in ("XB-N-2026-00001", "XAB-N-1", "XA"):
        with pytest.raises(PolicyError) as refused:
            insist_own(strange, "XA")
        assert refused.value.code == "reference.not_owner"

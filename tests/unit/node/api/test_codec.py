import json
from typing import Any

import pytest

from accord.dates import PartialDate
from accord.errors import FormatError
from accord.weapons.codes import MarkCondition, MarkKind
from accord.weapons.firearm import Firearm
from node.api.bodies import NotPursued
from node.api.codec import MAX_DEPTH, BodyError, Codec
from node.casework.drafts import CaseDraft

FIREARM = Codec(Firearm)
MARK = {"kind": "MANUFACTURER_SERIAL", "condition": "INTACT", "text": "АК 47-123"}


def refused(document: Any, codec: Codec[Any] = FIREARM) -> BodyError:
    with pytest.raises(BodyError) as caught:
        codec.decode(json.dumps(document).encode())
    return caught.value


def test_reads_codes_dates_and_digests() -> None:
    firearm = FIREARM.decode(
        json.dumps(
            {
                "marks": [MARK],
                "photographs": [{"digest": "AAEC", "media_type": "image/jpeg"}],
                "ballistics": [{"date": {"year": 2013, "month": 6}}],
            }
        ).encode()
    )
    assert firearm.marks[0].kind is MarkKind.MANUFACTURER_SERIAL
    assert firearm.marks[0].condition is MarkCondition.INTACT
    assert firearm.marks[0].text == "АК 47-123"
    assert firearm.photographs[0].digest == b"\x00\x01\x02"
    assert firearm.ballistics[0].date == PartialDate(year=2013, month=6)


def test_what_it_writes_it_reads() -> None:
    firearm = FIREARM.decode(json.dumps({"marks": [MARK], "import_year": 1979}).encode())
    assert FIREARM.decode(FIREARM.encode(firearm)) == firearm


def test_names_the_unknown_field_by_its_path() -> None:
    error = refused({"marks": [MARK | {"sereal": 1}], "makr": 2})
    assert [(field.field, field.code) for field in error.fields] == [
        ("marks[0].sereal", "body.field_unknown"),
        ("makr", "body.field_unknown"),
    ]
    assert "marks[0].sereal" in error.text


def test_names_the_missing_field() -> None:
    fields = refused({}, Codec(CaseDraft)).fields
    assert {field.field for field in fields if field.code == "body.field_missing"} == {
        "firearm",
        "illicit_basis",
        "legal_justification",
        "intended_use",
    }


def test_names_an_unknown_code_and_what_is_known() -> None:
    (field,) = refused({"reason": "BORED"}, Codec(NotPursued)).fields
    assert (field.field, field.code) == ("reason", "body.code_unknown")
    assert "AMNESTY_NOT_TRACED" in field.detail


@pytest.mark.parametrize(
    "document",
    [
        {"import_year": "1979"},
        {"import_year": 1979.5},
        {"import_year": True},
        {"maker_text": 7},
        {"marks": {}},
        {"year_of_manufacture": {"first": None, "last": 1}},
        [],
        "text",
        None,
        7,
    ],
)
def test_converts_nothing(document: Any) -> None:
    assert refused(document).code == "body.invalid"


@pytest.mark.parametrize("body", [b"", b" ", b"{", b"{} {}", b"\xff", b'{"a": NaN}', b"[" * 5000])
def test_refuses_what_is_not_json(body: bytes) -> None:
    with pytest.raises(BodyError):
        FIREARM.decode(body)


def test_bounds_numbers_depth_and_control_characters() -> None:
    deep: Any = 1
    for _ in range(MAX_DEPTH + 1):
        deep = [deep]
    assert refused({"import_year": 10**30}).code == "body.number_too_large"
    assert refused({"import_year": -(2**53)}).fields[0].field == "import_year"
    assert refused({"marks": deep}).code == "body.too_deep"
    assert refused({"remarks": "a\0b"}).fields[0].field == "remarks"


@pytest.mark.parametrize("year", [0, -1, 10_000, 2**40, -(2**40)])
def test_a_year_that_no_calendar_has_is_refused(year: int) -> None:
    with pytest.raises(FormatError):
        FIREARM.decode(json.dumps({"ballistics": [{"date": {"year": year}}]}).encode())


def test_an_impossible_date_keeps_its_own_code() -> None:
    body = json.dumps({"ballistics": [{"date": {"year": 2021, "month": 2, "day": 30}}]})
    with pytest.raises(FormatError) as caught:
        FIREARM.decode(body.encode())
    assert caught.value.code == "date.impossible"


def test_never_repeats_the_value() -> None:
    error = refused({"import_year": "SECRET-SERIAL"})
    assert "SECRET-SERIAL" not in str(error)
    assert all("SECRET-SERIAL" not in field.detail for field in error.fields)

from dataclasses import replace

import pytest
from trace_samples import FIREARM, SERIAL

from accord.cases.description import check_firearm, declare_unknown
from accord.weapons.codes import MarkCondition, MarkKind
from accord.weapons.firearm import Firearm, Mark, YearRange


def fields(firearm: Firearm) -> list[str]:
    return [problem.field for problem in check_firearm(firearm)]


def with_mark(mark: Mark) -> Firearm:
    return replace(FIREARM, import_country="XB", marks=(SERIAL, mark))


def test_a_complete_description_has_no_problem() -> None:
    assert fields(FIREARM) == []


@pytest.mark.parametrize(
    ("firearm", "field"),
    [
        (replace(FIREARM, category=None), "category"),
        (replace(FIREARM, type=None), "type"),
        (replace(FIREARM, model_text=""), "model_text"),
        (replace(FIREARM, calibre_text=""), "calibre_text"),
        (replace(FIREARM, country_of_manufacture="Arvenia"), "country_of_manufacture"),
        (replace(FIREARM, country_of_manufacture=""), "country_of_manufacture"),
        (replace(FIREARM, import_country="Belmara"), "import_country"),
        (
            replace(FIREARM, year_of_manufacture=YearRange(first=1980, last=1970)),
            "year_of_manufacture",
        ),
        (replace(FIREARM, marks=()), "marks"),
        (replace(FIREARM, maker_text="UNKNOWN"), "remarks"),
    ],
)
def test_each_field_that_a_description_lacks_is_named(firearm: Firearm, field: str) -> None:
    assert fields(firearm) == [f"firearm.{field}"]


def test_a_type_may_be_described_in_words() -> None:
    assert fields(replace(FIREARM, type=None, type_text="espingarda artesanal")) == []


@pytest.mark.parametrize("code", ["UNKNOWN", "BR", "SUHH", "XK", "XA"])
def test_former_states_and_special_codes_are_countries(code: str) -> None:
    assert fields(replace(FIREARM, country_of_manufacture=code)) == []


def test_an_unknown_maker_needs_remarks() -> None:
    assert fields(replace(FIREARM, maker_text="UNKNOWN", remarks="no stamp found")) == []


@pytest.mark.parametrize(
    ("mark", "field"),
    [
        (replace(SERIAL, text=""), "text"),
        (replace(SERIAL, kind=MarkKind.PROOF_MARK), "applied_by_state"),
        (replace(SERIAL, condition=MarkCondition.RESTORED), "restoration_method"),
        (replace(SERIAL, character_confidence=(1.0,)), "character_confidence"),
    ],
)
def test_each_field_that_a_mark_lacks_is_named(mark: Mark, field: str) -> None:
    assert fields(with_mark(mark)) == [f"firearm.marks[1].{field}"]


@pytest.mark.parametrize(
    "condition", [MarkCondition.NEVER_MARKED, MarkCondition.OBLITERATED, MarkCondition.COVERED]
)
def test_what_cannot_be_read_need_not_be_transcribed(condition: MarkCondition) -> None:
    assert fields(with_mark(replace(SERIAL, text="", condition=condition))) == []


def test_an_import_mark_names_a_country() -> None:
    mark = replace(SERIAL, kind=MarkKind.IMPORT_MARK, applied_by_state="XB")
    assert fields(replace(FIREARM, marks=(mark,))) == ["firearm.import_country"]


def test_a_register_s_gaps_are_declared_and_nothing_else_is_touched() -> None:
    marks = (
        SERIAL,
        replace(SERIAL, kind=MarkKind.IMPORT_MARK, text="XB 04", applied_by_state="XB"),
        replace(SERIAL, kind=MarkKind.PROOF_MARK, text="crown"),
        replace(SERIAL, text="77", condition=MarkCondition.RESTORED),
    )
    gaps = replace(
        FIREARM,
        maker_text="",
        model_text="",
        calibre_text="",
        country_of_manufacture="",
        marks=marks,
    )
    declared = declare_unknown(gaps, "not stated in the register")
    assert fields(declared) == []
    assert declared.maker_text == declared.model_text == declared.calibre_text == "UNKNOWN"
    assert declared.remarks == "not stated in the register"
    assert declared.import_country == "XB"
    assert declared.marks[2].applied_by_state == "UNKNOWN"
    assert declared.marks[3].restoration_method == "UNKNOWN"
    assert [mark.text for mark in declared.marks] == [mark.text for mark in marks]


def test_a_complete_description_is_left_as_it_is() -> None:
    assert declare_unknown(FIREARM, "not stated") == FIREARM

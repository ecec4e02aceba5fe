"""How a description is understood before anything is sent."""

from casework_kit import rifle

from accord.weapons.codes import MarkCondition, MarkKind, MarkPosition
from accord.weapons.completeness import CompletenessLevel
from accord.weapons.firearm import Firearm, Mark
from accord.weapons.profile import VERSION
from node.api.weapon_reading import reading_of


def _bearing(*texts: str, kind: MarkKind = MarkKind.MANUFACTURER_SERIAL) -> Firearm:
    return Firearm(
        marks=tuple(
            Mark(
                kind=kind,
                text=text,
                condition=MarkCondition.INTACT,
                position=MarkPosition.FRAME,
            )
            for text in texts
        )
    )


def test_a_complete_weapon_is_understood_with_the_profile_that_says_so() -> None:
    reading = reading_of(rifle())
    assert reading.completeness is CompletenessLevel.COMPLETE
    assert reading.missing == ()
    assert reading.maker is not None
    assert reading.maker.country == "RS"
    assert reading.calibre is not None
    assert reading.calibre.name == "7.62x39 mm"
    assert reading.matching_profile == VERSION


def test_spaces_and_signs_go_for_the_comparison_and_stay_in_the_text() -> None:
    (mark,) = reading_of(_bearing("AR-104 417")).marks
    assert mark.text == "AR-104 417"
    assert mark.searchable
    assert [one.compared for one in mark.numbers] == ["AR104417"]


def test_what_is_unread_stays_unread_and_is_searched_in_part() -> None:
    (mark,) = reading_of(_bearing("A12?4")).marks
    assert mark.searchable
    assert mark.numbers[0].condition is MarkCondition.PARTIAL


def test_an_officer_s_words_around_a_number_are_told_apart_from_it() -> None:
    (mark,) = reading_of(_bearing("KFX42404 (ARMAÇÃO)")).marks
    assert [one.text for one in mark.numbers] == ["KFX42404"]
    assert mark.numbers[0].position is MarkPosition.FRAME


def test_zeros_identify_nothing_and_a_maker_s_name_is_no_number() -> None:
    zeros, name = reading_of(
        Firearm(
            marks=(
                *_bearing("0000").marks,
                *_bearing("IMBEL", kind=MarkKind.MANUFACTURER_NAME).marks,
            )
        )
    ).marks
    assert not zeros.searchable
    assert name.numbers == ()


def test_each_thing_that_is_missing_has_its_advice() -> None:
    reading = reading_of(_bearing("104417"))
    assert reading.completeness is CompletenessLevel.PARTIAL
    assert reading.missing == ("maker", "calibre", "type")
    assert len(reading.advice) == 3

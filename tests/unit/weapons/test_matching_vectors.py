"""The vectors of practice, row by row: which forms agree, and the grade that follows."""

import pytest
from weapon_samples import mark, weapon

from accord.weapons.codes import Component, MarkKind, MatchGrade
from accord.weapons.firearm import Firearm
from accord.weapons.keys import search_keys
from accord.weapons.matching import compare
from accord.weapons.normal import normal_forms
from accord.weapons.profile import VERSION


def _grade(some: Firearm, other: Firearm) -> MatchGrade:
    assert compare(some, other).grade is compare(other, some).grade
    return compare(some, other).grade


def _agreeing(some: str, other: str) -> set[str]:
    here, there = normal_forms(some), normal_forms(other)
    return {form for form in _FORMS if getattr(here, form) == getattr(there, form)}


_FORMS = ("n2", "n3", "n4", "n5")


@pytest.mark.parametrize("other", ["369257", "369M257"])
def test_letters_inside_a_number_do_not_count(other: str) -> None:
    assert _agreeing("369J257", other) == {"n4", "n5"}
    assert _grade(weapon("369J257"), weapon(other)) is MatchGrade.B


def test_a_prefix_letter_counts() -> None:
    assert "n4" not in _agreeing("J369257", "369257")
    assert _grade(weapon("J369257"), weapon("369257")) is MatchGrade.C


def test_easily_confused_characters_agree_and_rank_below_equality() -> None:
    assert _agreeing("AB O12", "AB012") == {"n3"}
    assert _grade(weapon("AB O12"), weapon("AB012")) is MatchGrade.B


def test_cyrillic_look_alikes_are_equal() -> None:
    assert _agreeing("АК 47-123", "AK47123") == {"n2", "n3", "n4", "n5"}
    assert normal_forms("АК 47-123").script_folded
    assert _grade(weapon("АК 47-123"), weapon("AK47123")) is MatchGrade.A


@pytest.mark.parametrize("nothing", ["0", "000", "AAA", " ", "---"])
def test_a_zero_zeros_or_one_letter_repeated_are_no_number(nothing: str) -> None:
    assert not search_keys(weapon(nothing))
    assert _grade(weapon(nothing), weapon(nothing)) is MatchGrade.X


def test_one_number_of_two_makers_is_two_weapons() -> None:
    colt = weapon("12345", maker="Colt", country="")
    assert _grade(colt, weapon("12345", maker="Norinco", country="")) is MatchGrade.X
    assert "maker: in conflict" in compare(colt, weapon("12345", maker="Norinco")).reasons_against


def test_one_maker_in_two_countries_is_for_review() -> None:
    austria = weapon("12345", maker="Glock", country="AT")
    assert _grade(austria, weapon("12345", maker="Glock", country="US")) is MatchGrade.B


def test_a_number_read_in_part_is_partial() -> None:
    assert _grade(weapon("123?5"), weapon("12345")) is MatchGrade.C


@pytest.mark.parametrize(("some", "other"), [("9", "9x18"), (".308", "7.62x51")])
def test_a_coarse_calibre_is_compatible_with_what_it_covers(some: str, other: str) -> None:
    one = weapon("12345", calibre=some, type_text="")
    match = compare(one, weapon("12345", calibre=other, type_text=""))
    assert "calibre: compatible" in match.reasons_for


def test_a_hit_on_a_component_alone_is_for_review_as_a_swapped_part() -> None:
    slide = mark("22233", kind=MarkKind.COMPONENT_SERIAL, component=Component.SLIDE)
    match = compare(weapon("11122", slide), weapon(slide))
    assert match.grade is MatchGrade.B
    swapped = compare(weapon("11122", slide), weapon("99988", slide))
    assert swapped.grade is MatchGrade.B
    assert any("swapped" in reason for reason in swapped.reasons_against)


def test_a_regional_number_never_matches_a_makers() -> None:
    regional = weapon(mark("UG POL 0042", kind=MarkKind.REGIONAL_SERIAL))
    assert _grade(regional, weapon("0042")) is MatchGrade.X
    assert _grade(regional, weapon("UGPOL0042")) is MatchGrade.X


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ("TJS28722", "one slip apart"),
        ("TJS2872", "one slip apart"),
        ("TJS287722", "one slip apart"),
        ("TJS82772", "one slip apart"),  # two neighbours exchanged
        ("TJS28172", "sometimes misread"),
    ],
)
def test_a_slip_of_the_pen_is_found_when_asked_for(other: str, said: str) -> None:
    asked, record = weapon("TJS28772"), weapon(other)
    assert compare(asked, record).grade is MatchGrade.X  # the next weapon off the line, as a rule
    match, back = compare(asked, record, near=True), compare(record, asked, near=True)
    assert match.grade is back.grade is MatchGrade.C
    assert said in match.reasons_for[0]


@pytest.mark.parametrize(("some", "other"), [("1234", "1235"), ("12345", "12399"), ("12345", "")])
def test_numbers_further_apart_or_too_short_are_not_near(some: str, other: str) -> None:
    assert compare(weapon(some), weapon(other), near=True).grade is MatchGrade.X


def test_the_version_of_the_rules_travels_with_every_match() -> None:
    for record in (weapon("12345"), weapon("99999"), weapon("12345", maker="FN")):
        assert compare(weapon("12345"), record).profile == VERSION

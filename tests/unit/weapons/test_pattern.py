import time

import pytest

from accord.errors import FormatError
from accord.weapons.normal import normal_forms
from accord.weapons.pattern import Pattern


@pytest.mark.parametrize(
    ("pattern", "number", "fits"),
    [
        ("123?5", "12345", True),
        ("123?5", "1235", False),
        ("123?5", "123455", False),
        ("165????", "1651234", True),
        ("165????", "165123", False),
        ("16?5*[AB]", "165 5-XXB", True),
        ("16?5*[AB]", "1675B", True),
        ("16?5*[AB]", "1675C", False),
        ("*920", "A11920", True),
        ("*920", "920", True),
        ("KVJ *", "kvj12345", True),
        ("T112-*** C009 **", "T112-15 C00912", True),
        ("[A4]123", "4123", True),
        ("АК?7", "AK47", True),
        ("", "", True),
        ("*", "", True),
    ],
)
def test_a_pattern_matches_whole_numbers_in_n2(pattern: str, number: str, fits: bool) -> None:
    assert Pattern.parse(pattern).matches(normal_forms(number).n2) is fits


def test_known_counts_the_characters_that_were_read() -> None:
    assert Pattern.parse("1?[23]*A-7").known == 3


@pytest.mark.parametrize("text", ["[AB", "AB]", "[]", "[A[B]]", "1" * 129])
def test_malformed_patterns_are_refused(text: str) -> None:
    with pytest.raises(FormatError):
        Pattern.parse(text)


@pytest.mark.parametrize(
    ("some", "other", "overlap"),
    [
        ("12??", "??34", True),
        ("12??", "13??", False),
        ("12*", "*34", True),
        ("12*", "12", True),
        ("1?", "1??", False),
        ("[AB]1", "[BC]1", True),
        ("[AB]1", "[CD]1", False),
        ("*", "", True),
    ],
)
def test_two_patterns_overlap_where_one_number_fits_both(
    some: str, other: str, overlap: bool
) -> None:
    assert Pattern.parse(some).overlaps(Pattern.parse(other)) is overlap
    assert Pattern.parse(other).overlaps(Pattern.parse(some)) is overlap


def test_hostile_patterns_take_no_time() -> None:
    hostile = Pattern.parse("*A" * 60)
    started = time.process_time()
    for _ in range(100):
        assert not hostile.matches("A" * 59 + "B" * 69)
    assert not hostile.overlaps(Pattern.parse("*B" * 60 + "C"))
    assert time.process_time() - started < 2

import pytest

from accord.weapons.script import romanised, western_digits
from accord.weapons.spelling import Spellings, is_one_slip

NAMES = Spellings(
    {"arvenal": 1, "corvina arms": 2, "tarmac works": 3, "cz 75": 4, "arvenol": 5}, ["corvino arms"]
)


@pytest.mark.parametrize(
    ("some", "other", "slip"),
    [
        ("arvenal", "arvenel", True),
        ("arvenal", "arvnal", True),
        ("arvenal", "arvennal", True),
        ("arvenal", "arevnal", True),
        ("arvenal", "arvenal", True),
        ("arvenal", "arvexyl", False),
        ("arvenal", "lanevra", False),
        ("cz75", "cz85", False),
    ],
)
def test_one_slip(some: str, other: str, slip: bool) -> None:
    assert is_one_slip(some, other) is slip
    assert is_one_slip(other, some) is slip


def test_a_slip_is_forgiven_where_only_one_name_is_near() -> None:
    assert NAMES.mistyped("corvima arms") == 2
    assert NAMES.mistyped("arvenxl") is None  # two names are as near
    assert NAMES.mistyped("corvino arms") is None  # an ordinary word
    assert NAMES.mistyped("cz") is None


def test_words_run_together_or_cut_off() -> None:
    assert NAMES.closed_up("corvinaarms") == 2
    assert NAMES.closed_up("tarmacworks") == 3
    assert NAMES.cut_off("corvina ar") == 2
    assert NAMES.cut_off("cor") is None


def test_other_scripts_in_latin_letters() -> None:
    assert romanised("Ижмаш") == "izhmash"
    assert romanised("ΑΒΓ") == "abg"
    assert western_digits("٩ × १९") == "9 × 19"

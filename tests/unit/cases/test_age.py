from dataclasses import replace

import pytest
from trace_samples import FIREARM, REQUEST, SERIAL

from accord.cases.age import Age, age_of
from accord.cases.requirements import check_request
from accord.dates import PartialDate
from accord.weapons.firearm import Firearm, YearRange

TODAY = PartialDate(year=2026, month=11, day=24)


def made(first: int, last: int | None = None) -> Firearm:
    return replace(FIREARM, year_of_manufacture=YearRange(first=first, last=last or first))


def problems(firearm: Firearm) -> list[str]:
    return [one.field for one in check_request(replace(REQUEST, firearm=firearm), today=TODAY)]


@pytest.mark.parametrize(
    ("firearm", "age"),
    [
        (FIREARM, None),
        (made(1898), Age.ANTIQUE),
        (made(1899), Age.ANTIQUE),
        (made(1900), Age.PRE_1946),
        (made(1890, 1910), Age.PRE_1946),  # nothing made after 1899 is antique
        (made(1945), Age.PRE_1946),
        (made(1940, 1950), None),
        (made(1946), None),
    ],
)
def test_only_what_was_made_by_1899_can_be_antique(firearm: Firearm, age: Age | None) -> None:
    assert age_of(firearm) is age


def test_no_weapon_is_made_in_a_year_to_come() -> None:
    assert problems(made(2026)) == []
    assert problems(made(2027)) == ["firearm.year_of_manufacture"]
    assert problems(made(2020, 2030)) == ["firearm.year_of_manufacture"]


def test_no_weapon_is_imported_or_marked_or_recovered_in_a_year_to_come() -> None:
    assert problems(replace(FIREARM, import_year=2027)) == ["firearm.import_year"]
    marked = replace(FIREARM, marks=(replace(SERIAL, applied_year=2027),))
    assert problems(marked) == ["firearm.marks[0].applied_year"]
    later = replace(REQUEST, recovery_date=PartialDate(year=2027))
    assert [one.field for one in check_request(later, today=TODAY)] == ["recovery_date"]


def test_without_a_clock_years_are_taken_as_they_are() -> None:
    assert check_request(replace(REQUEST, firearm=made(2027))) == ()

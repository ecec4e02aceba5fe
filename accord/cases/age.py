"""How old a weapon is said to be, and what follows (ITI 4, MOSAIC 03.30)."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from accord.cases.rule import Problem
from accord.dates import PartialDate
from accord.weapons.firearm import Firearm

LAST_ANTIQUE_YEAR: Final = 1899  # nothing made later is antique (ITI 4)
_FIRST_MODERN_YEAR: Final = 1946


class Age(StrEnum):
    """What the year of manufacture says of a trace's prospects."""

    ANTIQUE = "ANTIQUE"  # may be outside the instrument, as national law defines antiques
    PRE_1946 = "PRE_1946"  # records rarely reach so far back; a case may be closed for it


def age_of(firearm: Firearm) -> Age | None:
    """What the latest year that the description allows says; None where it says nothing."""
    years = firearm.year_of_manufacture
    if years is None or years.last >= _FIRST_MODERN_YEAR:
        return None
    return Age.ANTIQUE if years.last <= LAST_ANTIQUE_YEAR else Age.PRE_1946


def future_years(firearm: Firearm, today: PartialDate, path: str) -> Iterator[Problem]:
    """The years of the description that have not come yet."""
    years = firearm.year_of_manufacture
    if years is not None and years.last > today.year:
        yield Problem(f"{path}year_of_manufacture", "no weapon is made in a year to come")
    if firearm.import_year is not None and firearm.import_year > today.year:
        yield Problem(f"{path}import_year", "no weapon was imported in a year to come")
    for number, mark in enumerate(firearm.marks):
        if mark.applied_year is not None and mark.applied_year > today.year:
            yield Problem(
                f"{path}marks[{number}].applied_year", "no mark was applied in a year to come"
            )

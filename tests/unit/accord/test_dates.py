from datetime import date

import pytest

from accord.dates import PartialDate
from accord.errors import FormatError


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (PartialDate(year=2013), "2013"),
        (PartialDate(year=2013, month=6), "2013-06"),
        (PartialDate(year=2013, month=6, day=2), "2013-06-02"),
        (PartialDate(year=87, month=1), "0087-01"),
        (PartialDate.of(date(2024, 2, 29)), "2024-02-29"),
    ],
)
def test_text_ends_where_knowledge_ends(value: PartialDate, text: str) -> None:
    assert str(value) == text


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(0, None, None), (10000, None, None), (2023, 13, None), (2023, 2, 29)],
)
def test_what_is_no_date_is_refused(year: int, month: int | None, day: int | None) -> None:
    with pytest.raises(FormatError) as refused:
        PartialDate(year=year, month=month, day=day)
    assert refused.value.code == "date.impossible"


def test_a_day_needs_its_month() -> None:
    with pytest.raises(FormatError) as refused:
        PartialDate(year=2023, day=5)
    assert refused.value.code == "date.month_missing"

"""What cells say, past the damage that spreadsheets do."""

from datetime import date, datetime, time
from decimal import Decimal
from uuid import UUID

import pytest

from accord.adapter import PartialDate
from accord.errors import FormatError
from adapters.cells import Cell, DateOrder, Formatted, as_date, as_text, unfold_formula


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        ("  AB 123 ", "AB 123"),
        ('=CONCATENATE("00067128")', "00067128"),
        ('=CONCATENATE("AB";"123")', "AB123"),
        ('="00123"', "00123"),
        ('="A"&"B"', "AB"),
        ('=T("say ""x""")', 'say "x"'),
        (38, "38"),
        (38.0, "38"),
        (7.62, "7.62"),
        (Decimal("5.56"), "5.56"),
        (Decimal("38.00"), "38"),
        (Formatted(123, "00000"), "00123"),
        (Formatted(123, "General"), "123"),
        (Formatted(7.6, "0.00"), "7.60"),
        (12345678901234567890, "12345678901234567890"),  # a database rounds nothing
        (True, "true"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (date(2020, 5, 1), "2020-05-01"),
        ("=", "="),
        ("10-Mar", "10-Mar"),  # nobody said that a spreadsheet made this
    ],
)
def test_reads_what_was_typed(cell: Cell, text: str) -> None:
    reading = as_text(cell)
    assert reading.text == text
    assert not reading.note


@pytest.mark.parametrize(
    ("value", "number_format", "order", "text"),
    [
        (datetime(2021, 7, 24), "d-mmm", DateOrder.DAY_MONTH, "24/7"),  # Taurus 24/7
        (datetime(2021, 7, 24), "d-mmm", DateOrder.MONTH_DAY, "7/24"),
        (datetime(2021, 11, 11), "d-mmm", None, "11/11"),
        (datetime(1970, 12, 1), "mmm-yy", None, "12/70"),  # calibre 12, chamber of 70 mm
        (datetime(1976, 12, 1), "[$-416]mmm\\-yy;@", None, "12/76"),
    ],
)
def test_rebuilds_what_a_spreadsheet_took_for_a_date(
    value: datetime, number_format: str, order: DateOrder | None, text: str
) -> None:
    reading = as_text(Formatted(value, number_format), order)
    assert reading.text == text
    assert "rebuilt" in reading.note


@pytest.mark.parametrize(
    ("text", "rebuilt"), [("24/jul", "24/7"), ("dez/70", "12/70"), ("10-May", "10/5")]
)
def test_rebuilds_dates_that_went_on_into_text(text: str, rebuilt: str) -> None:
    assert as_text(text, DateOrder.DAY_MONTH).text == rebuilt


@pytest.mark.parametrize(
    "cell",
    [
        Formatted(datetime(2021, 7, 24), "d-mmm"),  # 24/7 or 7/24
        Formatted(datetime(2021, 7, 24), "dd/mm/yyyy"),
        Formatted(time(9, 19), "h:mm"),
        Formatted(1.2345678901234567e18, "General"),
        "1.23457E+15",
        "1,23457E+15",
        "=VLOOKUP(A1,B:C,2,FALSE)",
        "#REF!",
        b"\x00\x01",
        float("nan"),
    ],
)
def test_says_why_a_cell_is_unreadable(cell: Cell) -> None:
    reading = as_text(cell)
    assert reading.text == ""
    assert reading.note


def test_unfolds_formulas_of_literals_only() -> None:
    assert unfold_formula('=CONCATENATE("a",B1)') is None
    assert unfold_formula('=LEFT("a",1)') is None
    assert unfold_formula('=CONCATENATE("a" , "b")') == "ab"


@pytest.mark.parametrize(
    ("cell", "formats", "expected"),
    [
        (datetime(2021, 1, 4, 20, 44), (), PartialDate(year=2021, month=1, day=4)),
        ("20/05/2021 12:21:06", ("%d/%m/%Y %H:%M:%S",), PartialDate(year=2021, month=5, day=20)),
        ("10/21/82", ("%m/%d/%y",), PartialDate(year=1982, month=10, day=21)),
        ("05.1944", ("%m.%Y",), PartialDate(year=1944, month=5)),
        (1962, ("%Y",), PartialDate(year=1962)),
        ("", ("%Y",), None),
        (None, ("%Y",), None),
    ],
)
def test_reads_dates_as_precisely_as_they_are_known(
    cell: Cell, formats: tuple[str, ...], expected: PartialDate | None
) -> None:
    assert as_date(cell, formats) == expected


def test_refuses_what_is_no_date() -> None:
    with pytest.raises(FormatError, match="%d/%m/%Y"):
        as_date("31/31/2020", ("%d/%m/%Y",))

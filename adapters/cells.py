"""What a cell says, past what spreadsheets do to it.

A cell is a plain Python value, or a `Formatted` one where a spreadsheet says how it is shown.
Spreadsheets turn `24/7` into the 24th of July, `12/70` into December 1970, `00123` into 123 and
a long serial number into `1.23457E+15`. What can be rebuilt without doubt is rebuilt, and a note
says so; what cannot is unreadable, and a note says why.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from math import isfinite
from uuid import UUID

from accord.dates import PartialDate
from accord.errors import FormatError

Plain = str | int | float | bool | Decimal | datetime | date | time | UUID | bytes | None


class DateOrder(StrEnum):
    """How the office that typed the register writes a day and a month."""

    DAY_MONTH = "day-month"
    MONTH_DAY = "month-day"


@dataclass(frozen=True, slots=True)
class Formatted:
    """A spreadsheet's number or date, and the format that shows it."""

    value: int | float | datetime | date | time
    number_format: str


Cell = Plain | Formatted


@dataclass(frozen=True, slots=True)
class Reading:
    """A text, and what happened to it."""

    text: str
    note: str = ""


UNSAFE_DIGITS = 10**15  # beyond fifteen digits a spreadsheet rounds
DEFAULT_FORMATS = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m", "%Y")

_EMPTY = Reading("")
_SAME_IF_EQUAL = frozenset((str, type(None), int, float, bool, Formatted))
_FORMULA = re.compile(r'=\s*(?:(?:CONCATENATE|CONCAT|T)\s*\((.*)\)|(".*))\s*', re.S | re.I)
_LITERALS = re.compile(r'\s*"((?:[^"]|"")*)"\s*(?:[,;&]|$)', re.S)
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.I)
_DAY_MONTH = re.compile(r"(\d{1,2})[-/ ]([^\W\d_]{3,4})\.?")
_MONTH_YEAR = re.compile(r"([^\W\d_]{3,4})\.?[-/ ](\d{2})")
_MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "jan ene janv",
            "feb fev fév févr",
            "mar mars",
            "apr abr avr",
            "may mai",
            "jun juin",
            "jul juil",
            "aug ago aoû août",
            "sep set sept",
            "oct out",
            "nov",
            "dec dez dic déc",
        ),
        start=1,
    )
    for name in names.split()
}
_LONGEST_NUMBER = 60  # digits
_LONGEST_DAMAGE = 16  # characters of what a spreadsheet makes of a cell
_ROUNDED = "the spreadsheet rounded a long number; export the column as text"
_ERRORS = frozenset({"#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#DIV/0!"})
_DAMAGED = "the spreadsheet turned it into a date"


def identity(cells: Sequence[Cell]) -> tuple[object, ...] | None:
    """What only cells that read the same have in common; None where equal ones may read otherwise.

    To Python 1 equals True; and 1.5 equals 1.50, which a decimal number or a time tells apart.
    """
    types = tuple(map(type, cells))
    return (*cells, *types) if _SAME_IF_EQUAL.issuperset(types) else None


def as_text(cell: Cell, order: DateOrder | None = None) -> Reading:
    """What the clerk typed, without outer spaces; empty where it cannot be known."""
    value, number_format = _parts(cell)
    if isinstance(value, str | UUID):
        return _typed(str(value), order)
    if isinstance(value, date | time):
        return _rebuild(value, number_format, order)
    if isinstance(value, bool):
        return Reading("true" if value else "false")
    if value is None:
        return _EMPTY
    if isinstance(value, int | float | Decimal):
        return _number(value, number_format)
    return Reading("", "holds something that is no text")  # bytes, and what else drivers give


def as_date(cell: Cell, formats: tuple[str, ...] = DEFAULT_FORMATS) -> PartialDate | None:
    """The date a cell holds, as precisely as its format knows it; `None` where it is empty.

    Raises:
        FormatError: it holds something else.
    """
    value, _ = _parts(cell)
    if isinstance(value, date):
        return PartialDate.of(value)
    text = as_text(value).text
    if not text:
        return None
    for date_format in formats:
        try:
            found = datetime.strptime(text, date_format)
        except ValueError:
            continue
        month = found.month if "%m" in date_format else None
        day = found.day if "%d" in date_format else None
        return PartialDate(year=found.year, month=month, day=day)
    raise FormatError("cell.not_a_date", f"is not a date of the form {' or '.join(formats)}")


def unfold_formula(text: str) -> str | None:
    """The text that a formula of literals only gives, or `None` for any other formula."""
    formula = _FORMULA.fullmatch(text)
    if formula is None:
        return None
    rest = formula[1] if formula[1] is not None else formula[2]
    parts: list[str] = []
    at = 0
    while at < len(rest):
        literal = _LITERALS.match(rest, at)
        if literal is None:
            return None
        parts.append(literal[1].replace('""', '"'))
        at = literal.end()
    return "".join(parts)


def _parts(cell: Cell) -> tuple[Plain, str]:
    return (cell.value, cell.number_format) if isinstance(cell, Formatted) else (cell, "")


def _typed(text: str, order: DateOrder | None) -> Reading:
    text = text.strip()
    if text.startswith("=") and len(text) > 1:
        unfolded = unfold_formula(text)
        if unfolded is None:
            return Reading("", "is a formula whose value is not known; save the values")
        text = unfolded.strip()
    if len(text) > _LONGEST_DAMAGE:
        return Reading(text)
    if text in _ERRORS:
        return Reading("", "is an error of the spreadsheet; correct it there")
    if _SCIENTIFIC.fullmatch(text):
        return Reading("", _ROUNDED)
    if order is not None:
        return _named_month(text, order)
    return Reading(text)


def _named_month(text: str, order: DateOrder) -> Reading:
    if (match := _DAY_MONTH.fullmatch(text)) and (month := _MONTHS.get(match[2].casefold())):
        return _pair(int(match[1]), month, order)
    if (match := _MONTH_YEAR.fullmatch(text)) and (month := _MONTHS.get(match[1].casefold())):
        return Reading(f"{month}/{match[2]}", f"{_DAMAGED}; rebuilt")
    return Reading(text)


def _rebuild(value: date | time, number_format: str, order: DateOrder | None) -> Reading:
    if not number_format:  # a database's own date
        return Reading(value.isoformat())
    shown = number_format.split(";", maxsplit=1)[0].casefold().replace("\\", "").replace('"', "")
    shown = re.sub(r"\[[^]]*\]", "", shown).strip("@ ")
    if isinstance(value, date):
        if re.fullmatch(r"mmm[-/ ]yy", shown):
            return Reading(f"{value.month}/{value.year % 100:02}", f"{_DAMAGED}; rebuilt")
        if re.fullmatch(r"d{1,2}[-/ ]mmm", shown):
            return _pair(value.day, value.month, order)
    return Reading("", f"{_DAMAGED} or time; correct it in the register")


def _pair(day: int, month: int, order: DateOrder | None) -> Reading:
    if order is None and day != month:
        return Reading("", f"{_DAMAGED}; state source.date_order to have it rebuilt")
    first, second = (month, day) if order is DateOrder.MONTH_DAY else (day, month)
    return Reading(f"{first}/{second}", f"{_DAMAGED}; rebuilt")


def _number(value: int | float | Decimal, number_format: str) -> Reading:
    if not _is_writable(value):
        return Reading("", "is not a number that anybody writes")
    if number_format and not -UNSAFE_DIGITS < value < UNSAFE_DIGITS:
        return Reading("", _ROUNDED)
    if value == int(value):
        text = str(int(value))
        return Reading(text.zfill(len(number_format)) if _all_zeros(number_format) else text)
    whole, _, places = number_format.partition(".")
    if whole == "0" and _all_zeros(places):
        return Reading(f"{value:.{len(places)}f}")
    return Reading(format(Decimal(repr(value)) if isinstance(value, float) else value, "f"))


def _is_writable(value: int | float | Decimal) -> bool:
    if isinstance(value, Decimal):
        return value.is_finite() and abs(value.adjusted()) < _LONGEST_NUMBER
    return isfinite(value) if isinstance(value, float) else abs(value) < 10**_LONGEST_NUMBER


def _all_zeros(text: str) -> bool:
    return bool(text) and not text.strip("0")

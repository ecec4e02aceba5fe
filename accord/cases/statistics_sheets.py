"""Figures as sheets for other people's programs: long format, a template's tables, the UN Register.

The questionnaire on illicit arms flows is a workbook whose layout changes from cycle to cycle. What
is exported is therefore one count a line with its codes, and a template that the secretariat keeps
says into which cell of the workbook the sum of which counts goes.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from accord.cases.statistics import RegisterLine, StatisticalReturn
from accord.cases.statistics_codes import DIMENSIONS, VALUES, CounterCode, Dimension
from accord.cases.statistics_tally import Cells, cells
from accord.encoding import harmless_cell
from accord.errors import FormatError

TEMPLATE_COLUMNS: Final = ("table", "row", "column", "counter", "keys")
MAX_TEMPLATE: Final = 256 * 1024  # bytes
MAX_LINES: Final = 5_000
_LONG: Final = (
    *("state", "year", "version", "status", "counter"),
    *("dimension_1", "code_1", "dimension_2", "code_2", "dimension_3", "code_3", "count"),
)
_REGISTER: Final = (
    *("state", "year", "direction", "category", "partner", "items_authorised", "items_actual"),
    *("state_of_origin", "intermediate_location", "description", "withheld"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateLine:
    """One cell of a workbook, and the counts whose sum goes into it."""

    table: str
    row: str
    column: str
    counter: CounterCode
    keys: tuple[tuple[Dimension, frozenset[str]], ...]


def long_format(one: StatisticalReturn) -> str:
    """A return as CSV, one count a line; what is not listed is nought."""
    rows = []
    for counter in one.counters:
        parts = [part for key in counter.keys for part in (key.dimension.value, key.value)]
        padded = parts + [""] * (6 - len(parts))
        rows.append(
            [one.state, one.year, one.version, one.status, counter.code, *padded, counter.value]
        )
    return _sheet(_LONG, rows)


def register_sheet(one: StatisticalReturn, lines: Iterable[RegisterLine]) -> str:
    """Lines of a report to the UN Register as CSV; none at all is a nil report."""
    return _sheet(
        _REGISTER,
        [
            [
                *(one.state, one.year, line.direction, line.category, line.partner),
                *(line.authorised, line.actual, line.origin, line.intermediate),
                *(line.description, "yes" if line.withheld else ""),
            ]
            for line in lines
        ],
    )


def read_template(data: bytes) -> tuple[TemplateLine, ...]:
    """The lines of a template: CSV with the columns table, row, column, counter, keys.

    `keys` narrows the counter: `CIRCUMSTANCE=FOUND|SURRENDERED TRACING=PENDING`.

    Raises:
        FormatError: names the line and what is wrong with it.
    """
    if len(data) > MAX_TEMPLATE:
        raise FormatError("template.too_large", f"a template has at most {MAX_TEMPLATE} bytes")
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise FormatError("template.not_csv", "a template is CSV in UTF-8") from error
    if not rows or tuple(rows[0]) != TEMPLATE_COLUMNS:
        raise FormatError("template.columns", f"the first line is: {','.join(TEMPLATE_COLUMNS)}")
    if len(rows) > MAX_LINES:
        raise FormatError("template.too_long", f"a template has at most {MAX_LINES} lines")
    lines = tuple(_template_line(number, row) for number, row in enumerate(rows[1:], 2) if row)
    places = [(line.table, line.row, line.column) for line in lines]
    if len(set(places)) != len(places):
        raise FormatError("template.twice", "two lines of the template fill the same cell")
    return lines


def filled(template: Iterable[TemplateLine], one: StatisticalReturn) -> str:
    """The template's cells with their values, as CSV."""
    own = cells(one.counters)
    rows = [[line.table, line.row, line.column, _value(own, line)] for line in template]
    return _sheet(("table", "row", "column", "value"), rows)


def _value(own: Cells, line: TemplateLine) -> int:
    return own.total(line.counter, **{key.value.lower(): codes for key, codes in line.keys})


def _template_line(number: int, row: Sequence[str]) -> TemplateLine:
    if len(row) != len(TEMPLATE_COLUMNS):
        raise _wrong(number, f"has {len(row)} columns, and must have {len(TEMPLATE_COLUMNS)}")
    table, place, column, counter, keys = (cell.strip() for cell in row)
    if counter not in frozenset[str](CounterCode):
        raise _wrong(number, "names no counter")
    code = CounterCode(counter)
    read = tuple(_keys(number, code, part) for part in keys.split())
    if len({dimension for dimension, _ in read}) != len(read):
        raise _wrong(number, "names a dimension twice")
    return TemplateLine(table=table, row=place, column=column, counter=code, keys=read)


def _keys(number: int, code: CounterCode, part: str) -> tuple[Dimension, frozenset[str]]:
    name, _, listed = part.partition("=")
    if name not in frozenset[str](DIMENSIONS[code]):
        known = ", ".join(DIMENSIONS[code]) or "none"
        raise _wrong(number, f"{code} is told apart by: {known}")
    dimension, codes = Dimension(name), frozenset(listed.split("|"))
    if not codes <= frozenset[str](VALUES[dimension]):
        raise _wrong(number, f"the codes of {dimension} are: {', '.join(VALUES[dimension])}")
    return dimension, codes


def _wrong(number: int, text: str) -> FormatError:
    return FormatError("template.line", f"line {number} of the template: {text}")


def _sheet(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([harmless_cell(str(cell)) for cell in row] for row in rows)
    return out.getvalue()

"""Sheets for other people's programs, and templates that come from them."""

import csv
import io

import pytest

from accord.cases.codes import UseRestriction
from accord.cases.statistics import RegisterLine, StatisticalReturn
from accord.cases.statistics_codes import CounterCode, ReturnStatus, TransferDirection
from accord.cases.statistics_sheets import (
    MAX_TEMPLATE,
    filled,
    long_format,
    read_template,
    register_sheet,
)
from accord.cases.statistics_tally import counter
from accord.cases.trace import Preamble
from accord.errors import FormatError
from accord.weapons.codes import WeaponCategory

HEAD = "table,row,column,counter,keys\n"


def returned(*lines: RegisterLine) -> StatisticalReturn:
    return StatisticalReturn(
        preamble=Preamble(
            authority="XA-NPC", use_restrictions=(UseRestriction.R0,), case_reference="XA-2025-S1"
        ),
        state="XA",
        year=2025,
        version=3,
        status=ReturnStatus.FINAL,
        computed_ms=1,
        counters=(
            counter(CounterCode.ARMS, ("FOUND", "TRACED_DOMESTIC", "UNIQUE"), 4),
            counter(CounterCode.ARMS, ("FOUND", "PENDING", "UNIQUE"), 6),
            counter(CounterCode.CASES_OPENED, (), 10),
        ),
        register_lines=lines,
    )


def rows(sheet: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(sheet)))


def test_long_format_is_one_count_a_line() -> None:
    head, *found = rows(long_format(returned()))
    assert head[:5] == ["state", "year", "version", "status", "counter"]
    assert len({len(row) for row in (head, *found)}) == 1
    assert found[0][4:] == [
        *("ARMS", "CIRCUMSTANCE", "FOUND", "TRACING", "TRACED_DOMESTIC", "MARKING", "UNIQUE"),
        "4",
    ]
    assert found[2][4:] == ["CASES_OPENED", *[""] * 6, "10"]


def test_a_template_says_into_which_cell_which_sum_goes() -> None:
    template = read_template(
        f"{HEAD}5.1,found,total,ARMS,CIRCUMSTANCE=FOUND\n"
        "5.2,found,traced,ARMS,CIRCUMSTANCE=FOUND TRACING=TRACED_DOMESTIC|TRACED_INTERNATIONAL\n"
        "5.3,opened,all,CASES_OPENED,\n"
        "5.4,surrendered,all,ARMS,CIRCUMSTANCE=SURRENDERED\n".encode()
    )
    assert [row[3] for row in rows(filled(template, returned()))[1:]] == ["10", "4", "10", "0"]


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (b"", "template.columns"),
        (b"\xff\xfe", "template.not_csv"),
        (b'table,"row', "template.not_csv"),
        (b"row,table,column,counter,keys\n", "template.columns"),
        (f"{HEAD}5.1,a,b,ARMS\n".encode(), "template.line"),
        (f"{HEAD}5.1,a,b,WEAPONS,\n".encode(), "template.line"),
        (f"{HEAD}5.1,a,b,ARMS,SEX=FEMALE\n".encode(), "template.line"),
        (f"{HEAD}5.1,a,b,ARMS,CIRCUMSTANCE=BOUGHT\n".encode(), "template.line"),
        (f"{HEAD}5.1,a,b,ARMS,CIRCUMSTANCE\n".encode(), "template.line"),
        (f"{HEAD}5.1,a,b,ARMS,MARKING=UNIQUE MARKING=UNIQUE\n".encode(), "template.line"),
        (f"{HEAD}5.1,a,b,ARMS,\n5.1,a,b,LEGS,\n".encode(), "template.twice"),
        (b" " * (MAX_TEMPLATE + 1), "template.too_large"),
        ((HEAD + "\n" * 6000).encode(), "template.too_long"),
    ],
)
def test_a_template_that_is_not_one_is_refused_by_its_line(bad: bytes, code: str) -> None:
    with pytest.raises(FormatError) as caught:
        read_template(bad)
    assert caught.value.code == code


def test_no_cell_is_a_formula() -> None:
    line = RegisterLine(
        direction=TransferDirection.EXPORT,
        category=WeaponCategory.SA2,
        partner="XB",
        authorised=2,
        actual=1,
        description="=HYPERLINK(1)",
    )
    sheet = rows(register_sheet(returned(line), (line,)))
    assert sheet[1][9] == "'=HYPERLINK(1)"
    assert sheet[1][2:7] == ["EXPORT", "SA2", "XB", "2", "1"]

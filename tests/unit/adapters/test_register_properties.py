"""Whatever rows hold, each is found, kept or reported, and the index finds what shares a key."""

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from accord.adapter import Firearm, Mark, MarkCondition, MarkKind
from accord.weapons.keys import search_keys, shares
from adapters.cells import Cell, DateOrder, Formatted, as_text
from adapters.index import KeyIndexBuilder
from adapters.mapping import read_mapping
from adapters.records import Row
from adapters.register import Loading

MAPPING = read_mapping(
    b"""
register: Any
record_holder: POLICE
source: {date_order: day-month}
rows: {column: Kind, differs: AMMUNITION}
record_id: Id
firearm: {type: {column: Kind}, calibre_text: Calibre, year_of_manufacture: Year}
status_date: {column: Date, formats: "%d/%m/%Y"}
marks: [{kind: MANUFACTURER_SERIAL, text: Serial}]
""",
    "any.yaml",
)
FORMATS = st.sampled_from(["General", "0", "00000", "0.00", "d-mmm", "mmm-yy", "dd/mm/yyyy", "@"])
CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.sampled_from(["AMMUNITION", "PISTOL", '=CONCATENATE("A1")', "=A1", "24/jul", "1E+12"]),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.datetimes(),
    st.decimals(),
    st.builds(Formatted, st.one_of(st.integers(), st.floats(), st.datetimes()), FORMATS),
)
COLUMNS = ("Id", "Kind", "Calibre", "Year", "Date", "Serial")
ROWS = st.lists(st.fixed_dictionaries(dict.fromkeys(COLUMNS, CELLS)), max_size=8)
SERIALS = st.text(st.sampled_from("ABO01258?*-"), max_size=7)


@given(CELLS, st.sampled_from([None, *DateOrder]))
def test_any_cell_is_a_text_or_has_a_note(cell: Cell, order: DateOrder | None) -> None:
    reading = as_text(cell, order)
    assert isinstance(reading.text, str)
    if isinstance(cell, datetime | int | float) and not reading.text:
        assert reading.note


@given(ROWS)
def test_every_row_is_accounted_for(rows: list[dict[str, Cell]]) -> None:
    loading = Loading(MAPPING)
    named = [(number, Row(values)) for number, values in enumerate(rows)]
    loaded = list(loading.records(named))
    survey = loading.survey()
    counts = survey.counts
    assert counts.rows == len(rows)
    assert counts.rows == (
        counts.left_out + counts.rejected + counts.unsearchable + counts.searchable
    )
    assert len(loaded) == counts.unsearchable + counts.searchable
    assert len(survey.remarks) == counts.rejected + counts.unsearchable


def weapon(serials: list[str]) -> Firearm:
    marks = (
        Mark(
            kind=MarkKind.MANUFACTURER_SERIAL,
            text=serial,
            condition=MarkCondition.PARTIAL if {"?", "*"} & set(serial) else MarkCondition.INTACT,
        )
        for serial in serials
    )
    return Firearm(marks=tuple(marks))


@given(st.lists(st.lists(SERIALS, max_size=2), max_size=8), st.lists(SERIALS, max_size=2))
def test_the_index_finds_all_that_shares_a_key(held: list[list[str]], asked: list[str]) -> None:
    builder = KeyIndexBuilder[int]()
    keys = [search_keys(weapon(serials)) for serials in held]
    for number, each in enumerate(keys):
        assert builder.add(number, each) is bool(each)
    index, wanted = builder.build(), search_keys(weapon(asked))
    expected = {number for number, each in enumerate(keys) if shares(wanted, each)}
    found = list(index.candidates(wanted))
    assert len(found) == len(set(found))
    assert expected <= set(found)
    if not any(len(pattern.gaps) > 2 for pattern in wanted.patterns):
        assert set(found) == expected
    assert found[: len(index.certain(wanted))] == index.certain(wanted)

"""Mappings are data; what is wrong with one is said with file, line and column."""

import textwrap

import pytest

from accord.adapter import MarkCondition, RecordHolder
from accord.errors import BadData
from adapters.cells import DateOrder
from adapters.mapping import read_mapping
from adapters.rules import DatabaseSource, FileSource, Mapping

GOOD = """
register: Old register
record_holder: REGISTRY
source: {}
record_id: Id
marks:
  - {kind: MANUFACTURER_SERIAL, text: Serial}
"""


def read(text: str) -> Mapping:
    return read_mapping(textwrap.dedent(text).encode(), "old.yaml")


def refusal(text: str) -> BadData:
    with pytest.raises(BadData) as raised:
        read(text)
    return raised.value


def test_reads_the_smallest_mapping() -> None:
    mapping = read(GOOD)
    assert mapping.register == "Old register"
    assert mapping.record_holder is RecordHolder.REGISTRY
    assert isinstance(mapping.source, FileSource)
    assert list(mapping.columns) == ["Id", "Serial"]
    assert not mapping.optional_columns


def test_reads_a_mapping_that_says_everything() -> None:
    mapping = read("""
        register: Old register
        record_holder: CUSTOMS
        source:
          table: weapons
          id: weapon_id
          changed: updated
          keys: [{column: serial_key, form: exact}]
          joins:
            maker: {table: makers, on: {maker_id: id}}
            holders: {table: holders, on: {weapon_id: weapon_id}, many: yes, order: [since]}
        nothing: [n/a]
        tables:
          types: {P: PISTOL, "": "", NO: ""}
          roles: {D: DEALER}
          events: {1: IMPORTED, 2: TRANSFERRED}
        rows: {column: deleted, differs: ["1", yes]}
        record_id: weapon_id
        firearm:
          type: {column: kind, table: types}
          maker_text: maker.name
          country_of_manufacture: Czechoslovakia
          year_of_manufacture: made
        characteristics: {barrel_length_mm: barrel}
        marks:
          - {kind: MANUFACTURER_SERIAL, text: serial, position: FRAME}
          - {kind: IMPORT_MARK, text: stamp, read: no, condition: INTACT, applied_by_state: XB}
          - {kind: COMPONENT_SERIAL, component: SLIDE, text: slide, when_empty: NOT_EXAMINED}
        holder_class: {column: state, table: roles, nothing: ["?"]}
        chain:
          - event: {column: holders.event, table: events}
            role: DEALER
            state: BR
            party: {columns: [holders.name, holders.town], join: ", "}
            from: {column: holders.since, formats: "%d/%m/%Y"}
            each: holders
        next_state: {state: {column: sent_to}, when: {column: sent_to, present: yes}}
        documents: [licence]
    """)
    assert isinstance(mapping.source, DatabaseSource)
    assert mapping.firearm["country_of_manufacture"].value == "CSHH"
    assert mapping.marks[2].when_empty is MarkCondition.NOT_EXAMINED
    assert mapping.chain[0].each == "holders"
    assert mapping.rows[0].differs == frozenset({"1", "yes"})
    assert mapping.firearm["maker_text"].nothing == frozenset({"n/a"})
    assert not mapping.marks[0].text.nothing, "the reader of marks knows the words for nothing"
    assert "holders.since" in mapping.columns


@pytest.mark.parametrize(
    ("text", "code", "place", "hint"),
    [
        ("", "empty", "1:1", "empty"),
        ("- a\n- b", "kind_wrong", "1:1", "a list"),
        ("a: [1, 2", "not_yaml", "1:9", ""),
        ("a: 1\nb: {x: 1, x: 2}", "key_twice", "2:11", "line 2"),
        ("a: &x 1\nb: *x", "anchor", "1:4", "repeat"),
        ("a: !!python/object:os.system 1", "tag", "1:4", ""),
        (GOOD + "recordid: x\n", "key_unknown", "8:1", "record_id"),
        (GOOD.replace("REGISTRY", "REGISTER"), "choice_unknown", "3:16", "REGISTRY"),
        (GOOD.replace("record_id: Id\n", ""), "key_missing", "2:1", "record_id"),
        (GOOD.replace("record_id: Id", "record_id: {value: x}"), "record_id", "5:12", "column"),
        (GOOD.replace("marks:\n", "").replace("  - {kind", "xx: {kind"), "key_unknown", "6:1", ""),
        (GOOD.replace("MANUFACTURER_SERIAL", "SERIAL"), "choice_unknown", "7:12", "SERIAL"),
        (GOOD + "firearm: {maker: Marca}\n", "key_unknown", "8:11", "maker_text"),
        (GOOD + "firearm: {type: {column: T, table: types}}\n", "table_unknown", "8:36", "types"),
        (
            GOOD + "tables: {t: {P: PISTOLS}}\nfirearm: {type: {column: T, table: t}}\n",
            "choice_unknown",
            "8:17",
            "PISTOL",
        ),
        (GOOD + "firearm: {country_of_manufacture: Atlantis}\n", "country_unknown", "8:35", "ISO"),
        (GOOD + "firearm: {maker_text: {column: A, value: B}}\n", "rule", "8:23", "one of"),
        (GOOD + "documents: {columns: []}\n", "text_empty", "8:13", "names no column"),
        (GOOD + "status_date: {value: 2020}\n", "rule", "8:22", "needs a column"),
        (GOOD + "status_date: {column: D, formats: dd/mm/yyyy}\n", "formats", "8:35", "%d/%m/%Y"),
        (GOOD + "rows: {column: A}\n", "condition", "8:7", "equals"),
        (GOOD + "chain: [{event: SEIZED, role: POLICE}]\n", "key_missing", "8:9", "state"),
        (
            GOOD + "chain: [{event: SEIZED, role: POLICE, state: BR, each: x}]\n",
            "each",
            "8:9",
            "many",
        ),
        (
            GOOD.replace(
                "{}", "{table: t, id: i, joins: {h: {table: h, on: {i: i}, many: yes}}}"
            ).replace("text: Serial", "text: h.serial"),
            "each",
            "7:39",
            "each: h",
        ),
        (GOOD.replace("{}", "{header: 0}"), "header", "4:18", "counted from one"),
        (GOOD.replace("{}", "{encoding: cp-none}"), "encoding", "4:20", "windows-1252"),
        (GOOD.replace("{}", "{delimiter: ',,'}"), "delimiter", "4:21", "one character"),
        (GOOD.replace("{}", "{table: t}"), "key_missing", "4:9", "'id'"),
        (GOOD.replace("text: Serial", "text: Serial, read: no"), "mark", "7:5", "condition"),
    ],
)
def test_says_where_a_mapping_is_wrong(text: str, code: str, place: str, hint: str) -> None:
    error = refusal(text)
    assert error.code == f"mapping.{code}"
    assert error.text.startswith(f"old.yaml:{place}: ")
    assert hint in error.text


def test_refuses_bytes_that_are_not_utf8_by_line() -> None:
    with pytest.raises(BadData, match=r"old\.yaml:2:1"):
        read_mapping(b"register: x\nmarca: \xff\n", "old.yaml")


def test_refuses_what_is_too_large_or_too_deep() -> None:
    assert refusal("a: " + "x" * 300_000).code == "mapping.too_large"
    assert refusal("[" * 5000).code == "mapping.too_deep"


def test_reads_every_scalar_as_text() -> None:
    mapping = read(GOOD + "tables: {t: {NO: NO, 032: '1', 1e3: x, ~: nil}}\n"
                   "firearm: {remarks: {column: R, table: t}}\n")  # fmt: skip
    table = mapping.firearm["remarks"].table
    assert table is not None
    assert table.meanings == {"no": "NO", "032": "1", "1e3": "x", "~": "nil"}


def test_reads_how_a_file_is_laid_out() -> None:
    source = read(
        GOOD.replace("{}", "{sheet: S, header: 3, encoding: latin1, date_order: day-month}")
    ).source
    assert isinstance(source, FileSource)
    assert (source.sheet, source.header_row, source.encoding) == ("S", 3, "iso8859-1")
    assert source.date_order is DateOrder.DAY_MONTH

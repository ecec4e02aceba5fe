"""The index finds what grading would call A or B, on its own shelf and nowhere else."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, delete, func, select
from stores import memory_store
from weapon_samples import mark, weapon

from accord.errors import FormatError
from accord.weapons.codes import MarkKind, MatchGrade
from node.matching.index import Index
from node.matching.tables import matching_key, matching_weapon
from node.store.engine import Store


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with memory_store() as opened:
        yield opened


@pytest.fixture
def tx(store: Store) -> Iterator[Connection]:
    with store.begin() as opened:
        yield opened
        opened.execute(delete(matching_key))
        opened.execute(delete(matching_weapon))


@pytest.mark.parametrize(
    ("filed", "asked", "grade"),
    [
        ("TJS28772", "tjs 28.772", MatchGrade.A),
        ("АК 47-123", "AK47123", MatchGrade.A),
        ("AB O12", "AB012", MatchGrade.B),
        ("369J257", "369M257", MatchGrade.B),
        ("0042", "42", MatchGrade.B),
        ("12345678-AB0071", "AB0071", MatchGrade.B),
        ("J369257", "369257", MatchGrade.C),
        ("1234567", "12?4567", MatchGrade.C),
        ("1234567", "*4567", MatchGrade.C),
        ("1234567", "?234*", MatchGrade.C),
        ("1234567", "1[23]345*7", MatchGrade.C),
        ("12?4567", "1234567", MatchGrade.C),
        ("*4567", "1234567", MatchGrade.C),
        ("1*4?67", "1234567", MatchGrade.C),
        ("*345*", "1234567", MatchGrade.C),
        ("165????", "16?1234", MatchGrade.C),
    ],
)
def test_a_number_is_found_however_it_was_written(
    tx: Connection, filed: str, asked: str, grade: MatchGrade
) -> None:
    index = Index()
    index.put(tx, "notice", "this", weapon(filed))
    index.put(tx, "notice", "another", weapon("99887766"))
    (found,) = index.find(tx, "notice", weapon(asked))
    assert (found.subject, found.match.grade) == ("this", grade)


@pytest.mark.parametrize(
    ("filed", "asked"),
    [("12345", "12346"), ("0000", "0000"), ("??????", "123456"), ("165????", "1661234")],
)
def test_what_does_not_match_is_not_found(tx: Connection, filed: str, asked: str) -> None:
    index = Index()
    index.put(tx, "notice", "this", weapon(filed))
    assert index.find(tx, "notice", weapon(asked)) == []


def test_a_regional_number_is_no_serial(tx: Connection) -> None:
    index = Index()
    index.put(tx, "notice", "this", weapon(mark("UG POL 0042", kind=MarkKind.REGIONAL_SERIAL)))
    assert index.find(tx, "notice", weapon("UGPOL0042")) == []
    assert index.find(tx, "notice", weapon("0042")) == []


def test_shelves_are_apart(tx: Connection) -> None:
    index = Index()
    index.put(tx, "notice", "this", weapon("TJS28772"))
    assert index.find(tx, "inquiry", weapon("TJS28772")) == []


def test_conflicts_are_not_offered_and_the_best_comes_first(tx: Connection) -> None:
    index = Index()
    index.put(tx, "notice", "near", weapon("TJ528772"))
    index.put(tx, "notice", "exact", weapon("TJS28772"))
    index.put(tx, "notice", "conflict", weapon("TJS28772", maker="FN"))
    found = index.find(tx, "notice", weapon("TJS28772"))
    assert [one.subject for one in found] == ["exact", "near"]
    assert [one.subject for one in index.find(tx, "notice", weapon("TJS28772"), 1)] == ["exact"]


def test_a_number_that_three_weapons_share_is_flagged(tx: Connection) -> None:
    index = Index()
    for model in ("PT 92", "PT 99", "PT 100"):
        index.put(tx, "notice", model, weapon("4021331", model=model))
    assert [one.non_unique for one in index.find(tx, "notice", weapon("4021331"))] == [True] * 3


def test_a_slip_is_found_when_asked_for_and_one_by_one_is_as_together(tx: Connection) -> None:
    index = Index()
    for number in ("TJS28772", "TJS28773", "TJS2877", "TJS28727", "TJS99999", "*S28772"):
        index.put(tx, "notice", number, weapon(number))
    assert [one.subject for one in index.find(tx, "notice", weapon("TJS28772"))] == [
        "TJS28772",
        "*S28772",
    ]
    near = index.find(tx, "notice", weapon("TJS28772"), near=True)
    assert {one.subject for one in near} == {
        "TJS28772", "*S28772", "TJS28773", "TJS2877", "TJS28727",
    }  # fmt: skip
    asked = [weapon("TJS28772"), weapon("TJS28772"), weapon("0000"), weapon("TJS?9999")]
    together = index.find_many(tx, "notice", asked)
    assert together == [index.find(tx, "notice", one) for one in asked]
    assert index.find_many(tx, "notice", []) == []


def test_putting_replaces_and_removing_leaves_nothing(tx: Connection) -> None:
    index = Index()
    index.put(tx, "notice", "this", weapon("TJS28772", "SLIDE11"))
    index.put(tx, "notice", "this", weapon("KLX11223"))
    assert index.find(tx, "notice", weapon("TJS28772")) == []
    assert [one.subject for one in index.find(tx, "notice", weapon("KLX11223"))] == ["this"]
    index.remove(tx, "notice", "this")
    index.remove(tx, "notice", "this")
    for table in (matching_key, matching_weapon):
        assert tx.execute(select(func.count()).select_from(table)).scalar_one() == 0


def test_a_number_longer_than_any_key_is_found_by_equality(tx: Connection) -> None:
    index = Index()
    index.put(tx, "notice", "this", weapon("A" + "1" * 190))
    assert [one.subject for one in index.find(tx, "notice", weapon("A" + "1" * 190))] == ["this"]
    assert index.find(tx, "notice", weapon("A111*")) == []


def test_a_description_that_cannot_travel_is_refused(tx: Connection) -> None:
    with pytest.raises(FormatError, match="maker_text"):
        Index().put(tx, "notice", "this", weapon("1234", maker="x" * 1000))

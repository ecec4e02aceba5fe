"""Acts that need two people: the same act, the same document, never the same person."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection
from stores import memory_store

from accord.errors import PolicyError
from accord.testing.clock import ManualClock
from node.desk.signoff import Signoff

TWO = {"notice_publish": "two_people"}


@pytest.fixture
def tx() -> Iterator[Connection]:
    with memory_store() as store, store.begin() as connection:
        yield connection


def signoff(rules: dict[str, str] | None = None) -> Signoff:
    return Signoff.read(ManualClock(), TWO if rules is None else rules)


def test_without_a_rule_one_person_is_enough(tx: Connection) -> None:
    assert signoff({}).passes(tx, "notice_publish", "N-1", b"a", "ana")


def test_a_second_person_with_the_same_document_lets_the_act_happen_once(tx: Connection) -> None:
    two = signoff()
    assert not two.passes(tx, "notice_publish", "N-1", b"a", "ana")
    assert two.waits_for(tx, "notice_publish", "N-1") == "ana"
    assert two.passes(tx, "notice_publish", "N-1", b"a", "ben")
    assert two.waits_for(tx, "notice_publish", "N-1") == ""
    assert not two.passes(tx, "notice_publish", "N-1", b"a", "ben")


def test_nobody_approves_what_they_asked_for(tx: Connection) -> None:
    two = signoff()
    two.passes(tx, "notice_publish", "N-1", b"a", "ana")
    with pytest.raises(PolicyError, match="second person") as refused:
        two.passes(tx, "notice_publish", "N-1", b"a", "ana")
    assert refused.value.code == "signoff.same_person"


def test_a_changed_document_needs_both_people_again(tx: Connection) -> None:
    two = signoff()
    two.passes(tx, "notice_publish", "N-1", b"a", "ana")
    assert not two.passes(tx, "notice_publish", "N-1", b"b", "ben")
    assert two.passes(tx, "notice_publish", "N-1", b"b", "ana")


@pytest.mark.parametrize("rules", [{"notice_publish": "nobody"}, {"no_such_act": "officer"}])
def test_a_rule_that_says_nothing_known_is_refused_by_name(rules: dict[str, str]) -> None:
    with pytest.raises(PolicyError, match=next(iter(rules))) as refused:
        signoff(rules).insist_known({"notice_publish"})
    assert refused.value.code == "config.signoff"

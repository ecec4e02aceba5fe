"""The matching index on a real PostgreSQL server answers as it does on SQLite."""

from collections.abc import Iterator

import pytest
from postgres import fresh_database, postgres_server
from sqlalchemy import Connection
from stores import memory_store, open_store
from weapon_samples import weapon

from node.matching.index import Found, Index

FILED = (
    "TJS28772", "TJ528772", "369J257", "J369257", "0042", "12345678-AB0071", "1234567", "12?4567",
    "*4567", "1*4?67", "*345*", "165????", "АК 47-123", "ع123456", "Ж123456", "z1" * 95,
)  # fmt: skip
ASKED = (*FILED, "369257", "42", "AB0071", "?234*", "1[23]345*7", "16?1234", "AK47123", "Ж12*")


@pytest.fixture(scope="module")
def tx() -> Iterator[Connection]:
    with postgres_server() as server, fresh_database(server) as address:
        store = open_store(address)
        try:
            with store.begin() as opened:
                yield opened
        finally:
            store.close()


def test_both_databases_find_the_same(tx: Connection) -> None:
    index = Index()

    def answers(tx: Connection) -> list[list[Found]]:
        for number in FILED:
            index.put(tx, "notice", number[:8], weapon(number))
        found = [index.find(tx, "notice", weapon(number)) for number in ASKED]
        index.remove(tx, "notice", FILED[0])
        return [*found, index.find(tx, "notice", weapon(FILED[0]))]

    with memory_store() as store, store.begin() as other:
        expected = answers(other)
    assert answers(tx) == expected
    assert all(expected[:-1])

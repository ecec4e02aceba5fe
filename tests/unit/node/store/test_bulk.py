import pytest
from sqlalchemy import Column, Integer, LargeBinary, MetaData, Table, bindparam, select
from sqlalchemy.exc import IntegrityError
from stores import memory_store

from node.store.bulk import Prepared, PreparedIn, inserts, puts

things = Table(
    "things", MetaData(), Column("n", Integer, primary_key=True), Column("b", LargeBinary)
)
INSERT = inserts(things, "n", "b")
PUT = puts(things, "n", "b")
SOME = Prepared(
    select(things.c.n).where(things.c.n > bindparam("low")).order_by(things.c.n).limit(2), ("low",)
)
AMONG = PreparedIn(
    lambda keys: (
        select(things.c.n)
        .where(things.c.n.in_(keys), things.c.n < bindparam("high"))
        .order_by(things.c.n)
    ),
    ("high",),
)


def test_rows_go_in_and_come_out_as_plain_tuples() -> None:
    with memory_store() as store, store.begin() as tx:
        things.create(tx)
        INSERT.many(tx, [(n, b"x") for n in range(10)])
        INSERT.many(tx, [])
        assert SOME.one(tx, 4).fetchall() == [(5,), (6,)]


def test_a_row_that_is_put_takes_the_place_of_the_one_with_its_key() -> None:
    with memory_store() as store, store.begin() as tx:
        things.create(tx)
        PUT.many(tx, [(1, b"old"), (2, b"kept")])
        PUT.many(tx, [(1, b"new")])
        assert tx.execute(select(things).order_by(things.c.n)).all() == [(1, b"new"), (2, b"kept")]


@pytest.mark.parametrize("count", [0, 1, 2, 16, 17, 256, 257, 600])
def test_any_number_of_keys(count: int) -> None:
    with memory_store() as store, store.begin() as tx:
        things.create(tx)
        INSERT.many(tx, [(n, b"x") for n in range(1000)])
        assert AMONG.all(tx, list(range(count)), 500) == [(n,) for n in range(min(count, 500))]


def test_the_drivers_errors_are_sqlalchemys_and_tell_no_values() -> None:
    with memory_store() as store, store.begin() as tx:
        things.create(tx)
        with pytest.raises(IntegrityError) as raised:
            INSERT.many(tx, [(1, b"secret"), (1, b"secret")])
        assert "secret" not in str(raised.value)

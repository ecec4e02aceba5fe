from collections.abc import Iterator

import pytest
from exchange_messages import probe, seeded_random
from sqlalchemy import select
from stores import memory_store

from accord.errors import FormatError
from node.exchange.messages import DeliveryStatus, OutgoingMessage
from node.exchange.outbox import Outbox
from node.exchange.tables import outbox_delivery, outbox_message
from node.store.engine import Store


class FixedClock:
    def now_ms(self) -> int:
        return 1_700_000_000_000


@pytest.fixture
def store() -> Iterator[Store]:
    with memory_store() as opened:
        yield opened


def make_outbox(woken: list[str]) -> Outbox:
    random = seeded_random(1)
    return Outbox(clock=FixedClock(), random=random.randbytes, wake=lambda: woken.append("woken"))


def test_a_message_waits_for_each_recipient(store: Store) -> None:
    with store.begin() as tx:
        message_id = make_outbox([]).enqueue(tx, probe("XB", "XC"))
    with store.read() as tx:
        assert tx.execute(select(outbox_message.c.message_id)).scalars().all() == [message_id.bytes]
        rows = tx.execute(select(outbox_delivery.c.recipient, outbox_delivery.c.status)).all()
    assert [tuple(row) for row in rows] == [("XB", "PENDING"), ("XC", "PENDING")]
    assert not DeliveryStatus.PENDING.final


def test_the_sender_wakes_only_if_the_state_change_commits(store: Store) -> None:
    woken: list[str] = []
    outbox = make_outbox(woken)

    def fail() -> None:
        with store.begin() as tx:
            outbox.enqueue(tx, probe("XB"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert woken == []
    with store.begin() as tx:
        outbox.enqueue(tx, probe("XB"))
        outbox.enqueue(tx, probe("XC"))
        assert woken == []
    assert woken == ["woken"]
    with store.read() as tx:
        assert len(tx.execute(select(outbox_message)).all()) == 2


def test_many_keep_their_order(store: Store) -> None:
    with store.begin() as tx:
        ids = make_outbox([]).enqueue_many(tx, [probe("XB", payload=b"%d" % n) for n in range(9)])
    with store.read() as tx:
        columns = (outbox_message.c.message_id, outbox_message.c.payload)
        rows = tx.execute(select(*columns).order_by(outbox_message.c.position)).all()
    expected = [(id_.bytes, b"%d" % n) for n, id_ in enumerate(ids)]
    assert [tuple(row) for row in rows] == expected


@pytest.mark.parametrize(
    "message",
    [probe(), probe("XB", "XB"), probe(*(f"X{n}" for n in range(65)))],
    ids=["none", "twice", "too many"],
)
def test_wrong_recipients_leave_nothing(store: Store, message: OutgoingMessage) -> None:
    with store.begin() as tx:
        with pytest.raises(FormatError) as raised:
            make_outbox([]).enqueue_many(tx, [probe("XB"), message])
        assert raised.value.code == "outbox.recipients"
    with store.read() as tx:
        assert tx.execute(select(outbox_message)).all() == []


def test_nothing_to_leave_is_fine(store: Store) -> None:
    with store.begin() as tx:
        assert make_outbox([]).enqueue_many(tx, []) == []

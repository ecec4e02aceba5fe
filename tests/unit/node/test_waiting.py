"""A short work list keeps what is most urgent, whatever was opened first."""

from typing import Any

from sqlalchemy import Connection, LargeBinary, String, Table, Text
from stores import memory_store

from accord.cases.shipment import ShipmentState
from node.desk import waiting
from node.transfers.rows import TransferStanding
from node.transfers.tables import transfer, transfer_shipment
from node.transfers.waiting import transfers_waiting

DAY_MS = 24 * 3_600_000


def put(tx: Connection, table: Table, **values: Any) -> None:
    """A row; what nobody asks for is empty."""
    for column in table.c:
        if not column.nullable and column.name not in values:
            text, octets = (
                isinstance(column.type, String | Text),
                isinstance(column.type, LargeBinary),
            )
            values[column.name] = "" if text else b"" if octets else 0
    tx.execute(table.insert().values(**values))


def file(tx: Connection, number: int, *, left_ms: int, due_ms: tuple[int, ...] = ()) -> None:
    """A file that waits for an officer, and its shipments on the way."""
    name = f"T{number}"
    put(
        tx,
        transfer,
        number=number,
        transfer_id=name,
        exporter="XA",
        importer="XB",
        standing=TransferStanding.OFFICER.value,
        conversation_id=bytes(16),
        updated_ms=left_ms,
    )
    for shipment, due in enumerate(due_ms, start=1):
        state = ShipmentState.IN_TRANSIT.value
        put(
            tx,
            transfer_shipment,
            transfer_id=name,
            shipment=shipment,
            state=state,
            due_ms=due,
        )


def test_a_transfer_that_is_due_comes_before_those_that_were_opened_earlier() -> None:
    with memory_store() as store:
        with store.begin() as tx:
            file(tx, 1, left_ms=3 * DAY_MS)
            file(tx, 2, left_ms=2 * DAY_MS)
            file(tx, 3, left_ms=4 * DAY_MS, due_ms=(20 * DAY_MS, 5 * DAY_MS))
        with store.read() as tx:
            found = transfers_waiting(tx, "XA", 2)
    assert [(one.id, one.due_ms) for one in found.items] == [("T3", 5 * DAY_MS), ("T2", None)]
    assert (found.tally.waiting, found.tally.more) == (3, False)


def test_what_is_too_much_to_count_is_told_as_so_many_or_more(monkeypatch: Any) -> None:
    monkeypatch.setattr(waiting, "MOST_COUNTED", 2)
    with memory_store() as store:
        with store.begin() as tx:
            for number in range(1, 4):
                file(tx, number, left_ms=DAY_MS)
        with store.read() as tx:
            found = transfers_waiting(tx, "XA", 1).tally
    assert (found.waiting, found.more) == (2, True)

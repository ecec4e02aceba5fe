"""Transfers whose stores are databases of a real PostgreSQL server."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest
from postgres import fresh_database, postgres_server
from sqlalchemy.exc import IntegrityError
from transfer_kit import BY, Region
from transfer_samples import serials

from accord.cases.transfer_codes import DeliveryResult, SuspectedCause
from accord.cases.transfer_delivery import DispatchedItem
from accord.errors import PolicyError
from node.transfers.drafts import ConfirmationDraft
from node.transfers.tables import transfer_line

STATES = ("XA", "XC")


@pytest.fixture
def region() -> Iterator[Region]:
    with ExitStack() as stack:
        server = stack.enter_context(postgres_server())
        databases = {state: stack.enter_context(fresh_database(server)) for state in STATES}
        opened = Region(databases=databases)
        for state in STATES:
            stack.callback(opened[state].close)
        yield opened


def test_a_diversion_from_end_to_end_and_what_is_contested_on_the_way(region: Region) -> None:
    transfer_id = region.licensed()
    region.dispatch(transfer_id)
    exporter, importer = region["XA"], region["XC"]
    sent = exporter.shipment(transfer_id).dispatch
    other = (DispatchedItem(item=1, quantity=1, serials=("AR 777777",)),)
    region.say("XA", "XC", replace(sent, items=other))
    region.settle()
    assert exporter.detail(transfer_id).contested == ("XC: ledger.number_taken",)
    with pytest.raises(PolicyError):
        region.dispatch(transfer_id, first=11, count=11)
    cause = SuspectedCause.THEFT
    region.report(transfer_id, count=8, result=DeliveryResult.SHORT, cause=cause, text="cut lock")
    confirm = exporter.transfers.diversions.confirm
    draft = ConfirmationDraft(text="confessed")
    exporter.write(lambda tx: confirm(tx, transfer_id, 1, draft, by=BY))
    region.settle()
    assert exporter.state(transfer_id) == "CLOSED_DIVERTED"
    assert importer.state(transfer_id) == "CLOSED"
    assert importer.shipment(transfer_id).notices == exporter.shipment(transfer_id).notices
    assert [one.marks[-1].text for one in exporter.notices.published] == list(serials(9, 2))
    too_many = transfer_line.update().values(drawn=21)
    with pytest.raises(IntegrityError):  # the database itself refuses an overdrawn line
        exporter.write(lambda tx: tx.execute(too_many))
    assert exporter.detail(transfer_id).lines[0].drawn == 10

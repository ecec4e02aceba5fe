"""A transfer that arrives two rifles short, as three States see it, each in its language."""

import pytest
from accord_demo.diverted import MISSING, Diversion
from accord_demo.papers import SENT
from browsing import Desks, fill_in, follow, screenshot, seen, send
from console_region import ConsoleRegion
from console_stories import shipped
from playwright.sync_api import expect
from rich.console import Console

from accord.cases.shipment import ShipmentState
from accord.cases.transfer_file import FileState
from node.people.rights import Role

FOUND = SENT[: -len(MISSING)]
DELIVERY = {
    "end_user": "1",
    "result": "SHORT",
    "date_of_entry.year": "2026",
    "date_of_entry.month": "11",
    "date_of_entry.day": "20",
    "place": "Corvina port",
    "items[0].quantity": str(len(FOUND)),
    "items[0].serials": "\n".join(FOUND),
    "serials_checked": "ALL",
    "cause": "THEFT",
    "text": "The second seal was cut and glued.",
}


@pytest.fixture(scope="module")
def transfer_id(region: ConsoleRegion) -> str:
    """Ten rifles that have left Arvenia for Corvina, by Belmara."""
    story = Diversion(Console(quiet=True), region)
    story.certify()
    transfer_id = story.license()
    story.ship(transfer_id)
    return transfer_id


def test_a_discrepancy_becomes_a_diversion_with_a_notice_for_each_rifle(
    desks: Desks, region: ConsoleRegion, transfer_id: str
) -> None:
    sant = region.person("XC", "sant", Role.OFFICER)
    rae = region.person("XA", "rae", Role.OFFICER)
    importer = desks.at(sant, f"/transfers/{transfer_id}", language="fr")
    screenshot(importer, "transfer-shipped-fr")
    follow(importer, "/delivery")
    fill_in(importer, DELIVERY)
    screenshot(importer, "delivery-fr")
    send(importer)

    shipped(region, "XA", transfer_id, FileState.DIVERSION_SUSPECTED)
    exporter = desks.at(rae, f"/transfers/{transfer_id}", language="ar")
    for serial in MISSING:
        expect(exporter.locator("main")).to_contain_text(serial)
    seen(exporter, "transfer-suspected", "ar")
    follow(exporter, "/diversion")
    fill_in(exporter, {"text": "The driver has confessed to the theft."})
    send(exporter)
    ended = shipped(region, "XA", transfer_id, FileState.CLOSED_DIVERTED)
    (shipment,) = ended.shipments
    assert shipment.state is ShipmentState.DIVERSION_CONFIRMED
    assert shipment.differences[0].missing == MISSING
    assert len(shipment.notices) == len(MISSING)
    seen(exporter, "transfer-diverted", "ar")


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_every_state_concerned_reads_the_alert(
    desks: Desks, region: ConsoleRegion, transfer_id: str, language: str
) -> None:
    tamm = region.person("XB", "tamm", Role.OFFICER)
    transit = desks.at(tamm, f"/transfers/{transfer_id}", language=language)
    seen(transit, "transfer-transit", language)
    transit.goto(f"{region.address('XB')}/transfer-alerts")
    expect(transit.locator("main")).to_contain_text(transfer_id)
    seen(transit, "alerts", language)

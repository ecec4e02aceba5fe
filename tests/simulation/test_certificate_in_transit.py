"""A certificate under a real transfer: authorised, dispatched, and then no longer good."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from certificate_kit import DAY_MS, ENTRY, SmallRegion, refused
from transfer_samples import EXPORT, licence, serials, transfer_from

from accord.cases.certificate_codes import CheckResult
from accord.cases.transfer import LineQuantity
from accord.cases.transfer_codes import AuthorisationDecision
from accord.cases.transfer_delivery import DispatchedItem
from accord.dates import PartialDate
from accord.errors import TransitionError
from node.transfers.drafts import DispatchDraft, ImportDraft

NUMBER = "EUC-2026-0007"
LAST = PartialDate(year=2026, month=11, day=30)


class Licensing(SmallRegion):
    """XA exports to XB, whose official has signed the certificate."""

    def licensed(self) -> str:
        """A file whose export is authorised on a certificate that its issuer has verified."""
        filing = self["XA"].rooms.transfers.filing
        partners = self["XB"].rooms.transfers.partners
        today = self["XA"].rooms.desk.today()
        draft = transfer_from(
            "XA",
            "XB",
            certificate_number=NUMBER,
            planned_departure=replace(today, day=20),
            planned_arrival=replace(today, day=28),
        )
        file = self.do("XA", lambda tx: filing.propose(tx, draft, by="otto"))
        self.do("XA", lambda tx: filing.present_certificate(tx, file, NUMBER, by="otto"))
        self.answer()
        decision = ImportDraft(
            decision=AuthorisationDecision.ISSUED,
            licence=replace(licence("XB-I-1", LAST, "XB-NPC"), issued=today),
        )
        self.do("XB", lambda tx: partners.decide_import(tx, file, decision, by="ana"))
        self.do("XA", lambda tx: filing.ask_transit(tx, file, by="otto"))
        export = replace(licence(EXPORT.number, LAST), issued=today)
        self.do("XA", lambda tx: filing.authorise_export(tx, file, export, by="otto"))
        return file

    def dispatch(self, file: str, first: int, count: int) -> None:
        """A shipment, after its certificate was verified for it."""
        shipments = self["XA"].rooms.transfers.shipments
        leaving = (LineQuantity(item=1, quantity=count),)
        self.do("XA", lambda tx: shipments.verify_next(tx, file, leaving, by="otto"))
        self.answer()
        draft = DispatchDraft(
            exit_date=self["XA"].rooms.desk.today(),
            customs_reference="XA-C-1",
            items=(DispatchedItem(item=1, quantity=count, serials=serials(first, count)),),
            carrier="Road Carrier",
            seals=("S1",),
        )
        self.do("XA", lambda tx: shipments.dispatch(tx, file, draft, by="otto"))

    def events(self, file: str) -> list[str]:
        views = self["XA"].rooms.transfers.views
        return [one.event for one in self["XA"].read(lambda tx: views.detail(tx, file)).timeline]


@pytest.fixture
def region() -> Iterator[Licensing]:
    made = Licensing(states=("XA", "XB"))
    made.appoint()
    made.present(made.issue())
    yield made
    made.close()


def test_a_signatory_revoked_with_backdated_effect_stops_what_has_not_left(
    region: Licensing,
) -> None:
    """A/75/78, paras 52 and 116; what has left raises an alert."""
    signed_ms = region.clock.now_ms()
    file = region.licensed()
    region.dispatch(file, 1, 8)
    kept = region.certificates("XB").views
    left = region["XB"].read(lambda tx: kept.certificate_detail(tx, "XB-C-00001")).remaining
    assert left[0].quantity == 92
    region.pass_days(2)
    signing = region.certificates("XB").signatories
    since_ms = signed_ms - DAY_MS // 2
    region.do(
        "XB",
        lambda tx: signing.revoke(tx, ENTRY, "bribery", by="ana", effective_from_ms=since_ms),
    )
    result = CheckResult.SIGNATORY_NOT_AUTHORISED_ON_DATE
    assert region.last_word("XA", "XA-C-00001") == result
    assert "CERTIFICATE_ALERT" in region.events(file)
    with refused("transfer.suspended"):
        region.dispatch(file, 9, 8)


def test_a_second_file_cannot_rest_on_the_same_certificate(region: Licensing) -> None:
    region.licensed()
    with pytest.raises(TransitionError, match="EUC_FAILED"):
        region.licensed()


def test_a_certificate_that_was_suspended_and_found_good_lets_the_file_go_on(
    region: Licensing,
) -> None:
    file = region.licensed()
    region.pass_days(1)
    signing = region.certificates("XB").signatories
    region.do("XB", lambda tx: signing.lodge(tx, ENTRY, ("XA",), by="ana"))
    region.do("XB", lambda tx: signing.suspend(tx, ENTRY, "inquiry", by="ana"))
    region.dispatch(file, 1, 8)  # verified anew: it was signed while the official had the power
    assert "DISPATCHED" in region.events(file)

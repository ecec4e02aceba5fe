"""A transfer of twenty rifles from XA through XC to XB, played by officers over the real rooms."""

from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count
from typing import Any

from casework_kit import Federation
from certificate_samples import CERTIFICATE, KEY, SIGNATORY
from transfer_samples import RIFLE, serials, transfer_from

from accord.cases.certificate import SignedCertificate
from accord.cases.certificate_codes import AuthenticationMethod
from accord.cases.certificate_form import sign
from accord.cases.transfer import Licence, LineQuantity, TransferItem, TransitLeg
from accord.cases.transfer_codes import (
    AuthorisationDecision,
    DeliveryResult,
    SerialCheck,
    TransitDecision,
    TransportMode,
)
from accord.cases.transfer_delivery import CountedItem, DispatchedItem
from accord.dates import PartialDate
from node.transfers.drafts import (
    DeliveryDraft,
    DispatchDraft,
    ImportDraft,
    TransferDraft,
    TransitDraft,
)
from node.transfers.opening import TransfersRoom

BY = "licensing"


@dataclass
class TransferStory:
    """One State exports to another by way of a third, as far as a test wants it."""

    federation: Federation
    numbers: "count[int]" = field(default_factory=lambda: count(1))
    entry: str = ""  # of the official who signs

    def certified(self) -> str:
        """XB issues a certificate and hands it to XA; gives its number."""
        federation, number = self.federation, f"XB-EUC-2026-{next(self.numbers):04d}"
        issuer, exporter = federation["XB"], federation["XA"]
        if not self.entry:
            signing = issuer.rooms.certificates.signatories
            official = replace(SIGNATORY, changes=(), valid_from_ms=federation.clock.now_ms())
            self.entry = issuer.write(lambda tx: signing.enter(tx, official, by="ana"))
            issuer.write(lambda tx: signing.activate(tx, self.entry, by="ben"))
            federation.clock.advance(days=1)
        certificate = replace(
            CERTIFICATE,
            number=number,
            signed_ms=federation.clock.now_ms(),
            issued=self.today,
            expires=self.until,
        )
        document = SignedCertificate(
            certificate=certificate,
            method=AuthenticationMethod.DIGITAL_SIGNATURE,
            signature=sign(certificate, KEY),
        )
        issuing = issuer.rooms.certificates.issuing
        issuer.write(lambda tx: issuing.issue(tx, document, by="ana"))
        verifying = exporter.rooms.certificates.verifying
        exporter.write(lambda tx: verifying.present(tx, document, by="ana"))
        federation.settle()
        return number

    @property
    def today(self) -> PartialDate:
        return self.federation["XA"].rooms.desk.today()

    @property
    def until(self) -> PartialDate:
        return PartialDate(year=(self.today.year or 0) + 1, month=1, day=28)

    def draft(self, **changes: Any) -> TransferDraft:
        values: dict[str, Any] = {
            "transits": (TransitLeg(state="XC", mode=TransportMode.ROAD, tranship=True),),
            "items": (TransferItem(number=1, firearm=RIFLE, quantity=20),),
            "certificate_number": self.certified(),
            "planned_departure": self.today,
            "planned_arrival": self.today,
            "planned_shipments": 2,
        }
        return transfer_from("XA", "XB", **(values | changes))

    def proposed(self, **changes: Any) -> str:
        """The file is open and XB knows of it."""
        draft = self.draft(**changes)
        return str(self._done("XA", lambda room, tx: room.filing.propose(tx, draft, by=BY)))

    def verified(self, **changes: Any) -> str:
        """XB has said that the certificate is authentic."""
        transfer_id = self.proposed(**changes)
        self._done(
            "XA", lambda room, tx: room.filing.present_certificate(tx, transfer_id, "", by=BY)
        )
        self.answer_checks()
        return transfer_id

    def imported(self, **changes: Any) -> str:
        """XB has authorised the import."""
        transfer_id = self.verified(**changes)
        draft = ImportDraft(
            decision=AuthorisationDecision.ISSUED, licence=self.licence("XB-I-1", "XB")
        )
        self._done(
            "XB", lambda room, tx: room.partners.decide_import(tx, transfer_id, draft, by=BY)
        )
        return transfer_id

    def asked(self, **changes: Any) -> str:
        """XC is asked for its word."""
        transfer_id = self.imported(**changes)
        self._done("XA", lambda room, tx: room.filing.ask_transit(tx, transfer_id, by=BY))
        return transfer_id

    def licensed(self, **changes: Any) -> str:
        """XC does not object, and XA has licensed the export."""
        transfer_id = self.asked(**changes)
        draft = TransitDraft(decision=TransitDecision.NO_OBJECTION)
        self._done(
            "XC", lambda room, tx: room.partners.answer_transit(tx, transfer_id, draft, by=BY)
        )
        licence = self.licence("XA-E-1", "XA")
        self._done(
            "XA", lambda room, tx: room.filing.authorise_export(tx, transfer_id, licence, by=BY)
        )
        return transfer_id

    def ready(self, quantity: int = 12, **changes: Any) -> str:
        """The certificate is verified for the next shipment too."""
        transfer_id = self.licensed(**changes)
        items = (LineQuantity(item=1, quantity=quantity),)
        self._done("XA", lambda room, tx: room.shipments.verify_next(tx, transfer_id, items, by=BY))
        self.answer_checks()
        return transfer_id

    def sent(self, quantity: int = 12, **changes: Any) -> str:
        """The first shipment is on its way."""
        transfer_id = self.ready(quantity, **changes)
        draft = DispatchDraft(
            exit_date=self.today,
            customs_reference="XA-C-1",
            items=(DispatchedItem(item=1, quantity=quantity, serials=serials(1, quantity)),),
            carrier="Road Carrier",
            seals=("S-4471", "S-4472"),
        )
        self._done("XA", lambda room, tx: room.shipments.dispatch(tx, transfer_id, draft, by=BY))
        return transfer_id

    def short(self, found: int = 10) -> str:
        """The end user has counted two less."""
        transfer_id = self.sent()
        draft = DeliveryDraft(
            end_user=True,
            serials_checked=SerialCheck.ALL,
            result=DeliveryResult.SHORT,
            date_of_entry=self.today,
            place="Belmar",
            items=(CountedItem(item=1, quantity=found, serials=serials(1, found)),),
        )
        self._done(
            "XB", lambda room, tx: room.partners.report_delivery(tx, transfer_id, 1, draft, by=BY)
        )
        return transfer_id

    def suspected(self) -> str:
        """Nobody has explained it in time."""
        transfer_id = self.short()
        self.federation.clock.advance(days=16)
        self.federation.settle()
        return transfer_id

    def licence(self, number: str, state: str) -> Licence:
        return Licence(
            number=number,
            authority=f"{state}-NPC",
            place="Capital",
            issued=self.today,
            expires=self.until,
        )

    def answer_checks(self) -> None:
        """XB's officer answers what waits of certificates."""
        issuer = self.federation["XB"]
        certificates = issuer.rooms.certificates
        for one in issuer.read(
            lambda tx: certificates.views.checks(
                tx, side="ANSWERING", state="ASKED", limit=9, before=""
            )
        ):
            issuer.write(partial(certificates.answers.answer, check_id=one.check_id, by="ana"))
        self.federation.settle()

    def _done(self, state: str, step: Any) -> Any:
        desk = self.federation[state]
        room: TransfersRoom = desk.rooms.transfers
        made = desk.write(lambda tx: step(room, tx))
        self.federation.settle()
        return made

"""A transfer from Arvenia to Corvina's police, by Belmara, that arrives two rifles short.

The certificate is verified twice by its issuing State, every State on the way has given its word,
and all the same two rifles are missing: the alert goes out, a diversion is confirmed, and each
missing rifle has a notice of its own.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from rich.console import Console

from accord.cases.certificate import SignedCertificate
from accord.cases.certificate_codes import (
    AuthenticationMethod,
)
from accord.cases.certificate_form import sign
from accord.cases.shipment import ShipmentState
from accord.cases.transfer import (
    LineQuantity,
)
from accord.cases.transfer_codes import (
    AuthorisationDecision,
    DeliveryResult,
    SerialCheck,
    SuspectedCause,
    TransitDecision,
    TransitFinding,
    TransitPoint,
)
from accord.cases.transfer_delivery import CountedItem, DispatchedItem
from accord.cases.transfer_file import FileState
from accord.crypto.keys import SigningKey
from accord.errors import AccordError
from accord_demo.papers import (
    CERTIFICATE,
    OFFICIAL,
    SENT,
    certificate_of,
    day,
    draft,
    licence,
    official_of,
)
from accord_demo.processes import wait_for
from accord_demo.region import Offices, Region
from node.api.bodies import Created
from node.api.certificate_bodies import CertificateList, CheckAnswer, CheckList, Issued
from node.api.transfer_acts import CertificateNamed, NextShipment
from node.api.transfers import AlertList
from node.certificates.views import CertificateDetail, CheckDetail, SignatoryDetail
from node.cli.client import path
from node.notices.views import NoticeDetail
from node.transfers.drafts import (
    CheckpointDraft,
    ConfirmationDraft,
    DeliveryDraft,
    DispatchDraft,
    ImportDraft,
    TransitDraft,
)
from node.transfers.views import TransferDetail

T = TypeVar("T")

MISSING = SENT[-2:]


def divert(console: Console, region: Region) -> bool:
    """Plays the transfer; whether it ended as it must."""
    console.print("\n[bold]A transfer that arrives two rifles short[/bold]")
    act = Diversion(console, region)
    act.certify()
    transfer_id = act.license()
    act.ship(transfer_id)
    act.deliver(transfer_id)
    return act.pursue(transfer_id)


@dataclass(frozen=True, slots=True)
class Diversion:
    """The officers' steps, said as they are taken."""

    console: Console
    region: Offices
    certificate: str = CERTIFICATE
    official: str = OFFICIAL  # of Corvina, who signs it
    sent: tuple[str, ...] = SENT

    def certify(self) -> None:
        """Corvina issues an end-user certificate and hands it to Arvenia."""
        corvina, key = self.region.client("XC", "Registrar Sant"), SigningKey(os.urandom(32))
        official = official_of(key, self.official)
        entry = corvina.post(path("signatories"), official, Created).id
        second = self.region.client("XC", "Dir. Okono")
        second.post(path("signatories", entry, "activation"), None, SignatoryDetail)
        certificate = certificate_of(self.certificate, self.official)
        signed = SignedCertificate(
            certificate=certificate,
            method=AuthenticationMethod.DIGITAL_SIGNATURE,
            signature=sign(certificate, key),
        )
        issued = corvina.post(path("certificates", "issued"), signed, Issued)
        if not issued.id:
            raise RuntimeError("the certificate waits for a second person")
        own = corvina.get(path("certificates"), CertificateList, {"side": "ISSUED"}).certificates
        handed = next(one for one in own if one.register_number == self.certificate)
        corvina.post(
            path("certificates", handed.certificate_id, "handover"), None, CertificateDetail
        )
        self._until(
            "XA",
            path("certificates"),
            CertificateList,
            lambda found: any(
                one.register_number == self.certificate for one in found.certificates
            ),
        )
        self._say("Corvina", f"issues certificate {self.certificate} and hands it to Arvenia.")

    def license(self) -> str:
        """From the proposal to the export licence, with every State's word."""
        arvenia = self.region.client("XA", "Licensing officer Rae")
        corvina = self.region.client("XC", "Registrar Sant")
        belmara = self.region.client("XB", "Customs officer Ive")
        transfer_id = arvenia.post(path("transfers"), draft(self.certificate), Created).id
        self._file("XC", transfer_id, lambda one: one.file is not None)
        named = CertificateNamed()
        arvenia.post(path("transfers", transfer_id, "certificate"), named, TransferDetail)
        self._answer_check()
        self._in("XA", transfer_id, FileState.EUC_OK)
        self._say("Corvina", "answers Arvenia's question: AUTHENTIC. Nobody else could answer it.")
        authorised = ImportDraft(
            decision=AuthorisationDecision.ISSUED, licence=licence("XC-I-31", "XC-NPC", 300)
        )
        corvina.post(
            path("transfers", transfer_id, "import-authorisation"), authorised, TransferDetail
        )
        self._in("XA", transfer_id, FileState.IMPORT_AUTHORISED)
        arvenia.post(path("transfers", transfer_id, "transit"), None, TransferDetail)
        self._file("XB", transfer_id, lambda one: one.asked is not None)
        word = TransitDraft(decision=TransitDecision.NO_OBJECTION)
        belmara.post(path("transfers", transfer_id, "transit", "answer"), word, TransferDetail)
        self._in("XA", transfer_id, FileState.TRANSIT_CLEARED)
        self._say("Belmara", "has no objection to the passage, and says so in writing.")
        self._refused(arvenia.post, transfer_id)
        export = licence("XA-E-77", "XA-NPC", 200)
        arvenia.post(path("transfers", transfer_id, "export-authorisation"), export, TransferDetail)
        self._say(
            "Arvenia", f"licenses {transfer_id}: {len(self.sent)} rifles, until {export.expires}."
        )
        return transfer_id

    def ship(self, transfer_id: str) -> None:
        """Ten rifles leave, with their numbers, and are counted at Belmara's border."""
        arvenia = self.region.client("XA", "Licensing officer Rae")
        following = NextShipment(items=(LineQuantity(item=1, quantity=len(self.sent)),))
        parts = ("transfers", transfer_id, "certificate", "verification")
        arvenia.post(path(*parts), following, TransferDetail)
        self._answer_check()
        leaving = DispatchDraft(
            exit_date=day(),
            customs_reference="XA-CUS-9911",
            carrier="Kelva Road Transport",
            seals=("K-4471", "K-4472"),
            items=(DispatchedItem(item=1, quantity=len(self.sent), serials=self.sent),),
        )
        where = path("transfers", transfer_id, "shipments")
        self._once(lambda: arvenia.post(where, leaving, TransferDetail), "the dispatch")
        self._file("XC", transfer_id, lambda one: bool(one.shipments))
        self._file("XB", transfer_id, lambda one: bool(one.shipments))
        passed = CheckpointDraft(
            point=TransitPoint.ENTRY,
            finding=TransitFinding.IN_ORDER,
            date=day(),
            quantity=len(self.sent),
        )
        belmara = self.region.client("XB", "Customs officer Ive")
        belmara.post(
            path("transfers", transfer_id, "shipments", "1", "checkpoints"), passed, TransferDetail
        )
        self._say("Belmara", f"counts {len(self.sent)} rifles at its border, seals intact.")

    def deliver(self, transfer_id: str) -> None:
        """Eight arrive."""
        found = self.sent[:-2]
        counted = DeliveryDraft(
            end_user=True,
            serials_checked=SerialCheck.ALL,
            result=DeliveryResult.SHORT,
            date_of_entry=day(),
            place="Corvina port",
            items=(CountedItem(item=1, quantity=len(found), serials=found),),
            cause=SuspectedCause.THEFT,
            text="the second seal was cut and glued",
        )
        corvina = self.region.client("XC", "Registrar Sant")
        corvina.post(
            path("transfers", transfer_id, "shipments", "1", "deliveries"), counted, TransferDetail
        )

    def pursue(self, transfer_id: str) -> bool:
        """The difference is named by its numbers; suspicion, alert, and a notice for each rifle."""
        file = self._in("XA", transfer_id, FileState.DIVERSION_SUSPECTED)
        (difference,) = file.shipments[0].differences
        self._say(
            "Arvenia",
            f"compares for itself: {difference.declared} left, {difference.found} were found; "
            f"missing are {' and '.join(difference.missing)}. With the cut seal that is suspicion "
            "at once; nothing more may leave, and the States concerned are alerted (ATT 11(4)).",
        )
        self._file("XB", transfer_id, lambda one: bool(one.alerts))
        certain = ConfirmationDraft(text="the driver has confessed to the theft")
        arvenia = self.region.client("XA", "Licensing officer Rae")
        arvenia.post(
            path("transfers", transfer_id, "shipments", "1", "diversion"), certain, TransferDetail
        )
        file = self._in("XA", transfer_id, FileState.CLOSED_DIVERTED)
        notices = file.shipments[0].notices
        for member in ("XB", "XC"):
            for notice_id in notices:
                self._until(member, path("notices", notice_id), NoticeDetail, lambda _: True)
        alerts = self.region.client("XC").get(path("transfer-alerts"), AlertList).alerts
        self._say(
            "Arvenia",
            f"confirms the diversion. {transfer_id} is {file.summary.state}; Belmara and Corvina "
            f"have the alert ({alerts[0].alert.finding}) and a notice for each rifle: "
            f"{' and '.join(notices)}.",
        )
        return (
            difference.missing == MISSING
            and len(notices) == len(MISSING)
            and file.shipments[0].state is ShipmentState.DIVERSION_CONFIRMED
        )

    def _refused(self, post: Callable[..., TransferDetail], transfer_id: str) -> None:
        """A licence that would outlive the import licence is not issued."""
        too_long = licence("XA-E-77", "XA-NPC", 301)
        try:
            post(path("transfers", transfer_id, "export-authorisation"), too_long, TransferDetail)
        except AccordError as error:
            self._say(
                "Arvenia", f"is refused a licence beyond the import's: [dim]{error.code}[/dim]"
            )

    def _answer_check(self) -> None:
        corvina = self.region.client("XC", "Registrar Sant")
        waiting = {"side": "ANSWERING", "state": "ASKED"}

        def asked() -> str | None:
            found = corvina.get(path("certificate-checks"), CheckList, waiting).checks
            return found[0].check_id if found else None

        check_id = wait_for(asked, "the question about the certificate")
        corvina.post(path("certificate-checks", check_id, "answer"), CheckAnswer(), CheckDetail)

    def _once(self, act: Callable[[], T], what: str) -> T:
        """Acts as soon as the certificate's answer is here."""

        def attempt() -> T | None:
            try:
                return act()
            except AccordError as error:
                if not error.code.startswith("certificate."):
                    raise
                return None

        return wait_for(attempt, what)

    def _in(self, member: str, transfer_id: str, state: FileState) -> TransferDetail:
        return self._file(member, transfer_id, lambda one: one.summary.state == state)

    def _file(
        self, member: str, transfer_id: str, test: Callable[[TransferDetail], bool]
    ) -> TransferDetail:
        return self._until(member, path("transfers", transfer_id), TransferDetail, test)

    def _until(self, member: str, where: str, what: type[T], test: Callable[[T], bool]) -> T:
        client = self.region.client(member)

        def look() -> T | None:
            try:
                detail = client.get(where, what)
            except AccordError:
                return None  # not there yet
            return detail if test(detail) else None

        return wait_for(look, f"{where} in {member}")

    def _say(self, who: str, text: str) -> None:
        self.console.print(f"  [bold]{who}[/bold] {text}", soft_wrap=True)

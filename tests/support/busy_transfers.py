"""Transfers of a busy region at several of their turns, with their papers and their officials."""

import os
from dataclasses import dataclass

from accord_demo.diverted import Diversion
from accord_demo.papers import day, draft, official_of
from console_region import ConsoleRegion
from console_stories import shipped, until
from rich.console import Console

from accord.cases.transfer import EndUser, LineQuantity
from accord.cases.transfer_codes import (
    DeliveryResult,
    EndUserClass,
    PsvTeam,
    RetransferDecision,
    SerialCheck,
)
from accord.cases.transfer_delivery import CountedItem
from accord.cases.transfer_file import FileState
from accord.crypto.keys import SigningKey
from node.api.bodies import Created, Reason
from node.api.certificate_bodies import CertificateList, VerificationWanted
from node.certificates.views import SignatoryDetail
from node.cli.client import Client, path
from node.transfers.drafts import DeliveryDraft, RetransferAnswerDraft, RetransferDraft, VisitDraft
from node.transfers.views import TransferDetail

_VISITED = tuple(f"AW {number}" for number in range(880201, 880211))
_QUIET = Console(quiet=True)


@dataclass(frozen=True)
class BusyTransfers:
    """What Arvenia has sent to Corvina, by Belmara."""

    region: ConsoleRegion

    def begin(self) -> None:
        """A transfer that was short, one that will be visited, and one that is a draft."""
        self.short()
        self.visited()
        self._at("XA").post(path("transfers"), draft(), Created)
        self.officials()
        self.verification()

    def short(self) -> None:
        """Ten rifles have left for Corvina, and eight arrived."""
        story = Diversion(_QUIET, self.region)
        transfer_id = self._left(story)
        story.deliver(transfer_id)
        self.passed_on(transfer_id)

    def passed_on(self, transfer_id: str) -> None:
        """Corvina would pass rifles on: one request waits, one may be granted on conditions."""
        arvenia, corvina, where = self._at("XA"), self._at("XC"), path("transfers", transfer_id)
        museum = EndUser(
            end_user_class=EndUserClass.OTHER_STATE, state="XB", name="Belmara War Museum"
        )
        wanted = RetransferDraft(
            items=(LineQuantity(item=1, quantity=1),), new_end_user=museum, reason="for display"
        )
        asked = [corvina.post(f"{where}/retransfers", wanted, Created).id for _ in range(2)]
        until(lambda: self._consents("XA", where) == ["REQUESTED"] * 2, "the requests")
        answer = RetransferAnswerDraft(
            decision=RetransferDecision.CONDITIONAL, conditions="deactivated before it leaves"
        )
        arvenia.post(f"{where}/retransfers/{asked[1]}/answer", answer, TransferDetail)
        until(lambda: "CONDITIONAL" in self._consents("XC", where), "the answer")

    def visited(self) -> None:
        """Everything arrived, and Arvenia has announced that it comes to see it."""
        story = Diversion(_QUIET, self.region, "XC-EUC-2026-0013", official="XC-S-6", sent=_VISITED)
        transfer_id = self._left(story)
        arvenia, corvina, where = self._at("XA"), self._at("XC"), path("transfers", transfer_id)
        counted = DeliveryDraft(
            end_user=True,
            serials_checked=SerialCheck.ALL,
            result=DeliveryResult.COMPLETE,
            date_of_entry=day(),
            place="Corvina port",
            items=(CountedItem(item=1, quantity=len(_VISITED), serials=_VISITED),),
        )
        corvina.post(f"{where}/shipments/1/deliveries", counted, TransferDetail)
        shipped(self.region, "XA", transfer_id, FileState.MONITORING)
        coming = VisitDraft(
            legal_basis="clause 7 of the certificate",
            items=(LineQuantity(item=1, quantity=len(_VISITED)),),
            proposed_dates=(day(10),),
            team=PsvTeam.EXPERTS,
        )
        arvenia.post(f"{where}/visits", coming, Created)
        until(lambda: self._file("XC", where).visits, "the announcement")

    def officials(self) -> None:
        """One whose entry waits for a second person, and one who is suspended."""
        corvina, second = self._at("XC"), self.region.client("XC", "Dir. Okono")
        entry = ""
        for official in ("XC-S-8", "XC-S-9"):
            wanted = official_of(SigningKey(os.urandom(32)), official)
            entry = corvina.post(path("signatories"), wanted, Created).id
        second.post(path("signatories", entry, "activation"), None, SignatoryDetail)
        why = Reason(reason="under inquiry")
        second.post(path("signatories", entry, "suspension"), why, SignatoryDetail)

    def verification(self) -> None:
        """Corvina is asked about a certificate once more, and has not answered."""
        arvenia = self._at("XA")
        held, *_ = arvenia.get(path("certificates"), CertificateList).certificates
        wanted = VerificationWanted(transfer="XA-T-9")
        asked = path("certificates", held.certificate_id, "verification")
        arvenia.post(asked, wanted, Created)

    def _left(self, story: Diversion) -> str:
        story.certify()
        transfer_id = story.license()
        story.ship(transfer_id)
        return transfer_id

    def _consents(self, member: str, where: str) -> list[str]:
        return [one.state for one in self._file(member, where).consents]

    def _file(self, member: str, where: str) -> TransferDetail:
        return self._at(member).get(where, TransferDetail)

    def _at(self, member: str) -> Client:
        return self.region.client(member)

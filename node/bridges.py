"""Where one subject's room calls another: each by a small protocol of the room that asks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import Connection

from accord.cases.certificate import ItemQuantity
from accord.cases.certificate_standing import Standing
from accord.cases.notice_codes import HolderClass, NoticeType
from accord.cases.transfer import LineQuantity, TransferFile
from accord.cases.transfer_codes import EndUserClass, SuspectedCause
from accord.cases.transfer_delivery import ShipmentDispatched
from accord.cases.transfer_guards import CertificateStanding, ExemptionStanding
from accord.errors import PolicyError
from accord.wire.kinds import MessageKind
from node.certificates.verifying import VerifyingService
from node.desk.desk import Desk
from node.desk.room import Room
from node.exchange.messages import Handler, IncomingMessage
from node.exemptions.answering import AnsweringService
from node.notices.drafts import NoticeDraft
from node.notices.publishing import Publishing
from node.transfers.seams import Missing

_HOLDERS: Final = {
    EndUserClass.STATE_ARMED_FORCE: HolderClass.STATE_ARMED_FORCE,
    EndUserClass.POLICE: HolderClass.POLICE,
    EndUserClass.OTHER_STATE: HolderClass.OTHER_STATE,
    EndUserClass.DEALER: HolderClass.DEALER,
    EndUserClass.COMPANY: HolderClass.PRIVATE_SECURITY,
    EndUserClass.INDIVIDUAL: HolderClass.CIVILIAN,
}


@dataclass(frozen=True, slots=True)
class TransferCertificates:
    """What transfers ask of certificates; a line is the certificate's item of its number."""

    desk: Desk
    verifying: VerifyingService

    def ask(self, tx: Connection, file: TransferFile, *, by: str) -> None:
        """Has the issuing State asked about the certificate for this transfer, once.

        Raises:
            PolicyError: no such certificate was presented here.
        """
        known = self._presented(tx, file)
        if known.result is not None and not known.verify_again:
            return
        try:
            self.verifying.verify(tx, known.certificate_id, transfer=file.transfer_id, by=by)
        except PolicyError as error:
            if error.code != "certificate.open_check":
                raise

    def ask_again(
        self,
        tx: Connection,
        file: TransferFile,
        shipment: int,
        quantities: Sequence[LineQuantity],
        *,
        by: str,
    ) -> None:
        """Has the issuing State asked about one shipment, before it leaves.

        Raises:
            PolicyError: no such certificate was presented here, or it was asked already.
        """
        self.verifying.verify(
            tx,
            self._presented(tx, file).certificate_id,
            transfer=file.transfer_id,
            shipment=str(shipment),
            quantities=tuple(
                ItemQuantity(item=one.item, quantity=one.quantity) for one in quantities
            ),
            by=by,
        )

    def standing(self, tx: Connection, file: TransferFile) -> CertificateStanding | None:
        """What is known of it; None while its issuing State is silent."""
        known = self._standing(tx, file)
        if known is None or known.result is None:
            return None
        expired = self.desk.now_ms() > known.expires_ms
        return CertificateStanding(
            result="EXPIRED" if expired else known.result,
            verified_ms=known.verified_ms or 0,
            remaining=sum(one.quantity for one in known.remaining),
            verify_again=bool(known.verify_again),
        )

    def draw(self, tx: Connection, file: TransferFile, dispatch: ShipmentDispatched) -> None:
        """Counts the shipment against it.

        Raises:
            PolicyError: the certificate does not cover it.
        """
        self.verifying.draw(
            tx,
            file.certificate_number,
            _quantities(dispatch),
            str(dispatch.shipment),
            transfer=file.transfer_id,
        )

    def _presented(self, tx: Connection, file: TransferFile) -> Standing:
        known = self._standing(tx, file)
        if known is None:
            raise PolicyError(
                "transfer.certificate_unpresented",
                "certificate_number: take the certificate in first: "
                "accord-node certificates present",
            )
        return known

    def _standing(self, tx: Connection, file: TransferFile) -> Standing | None:
        number = file.certificate_number
        return self.verifying.standing(tx, number, transfer=file.transfer_id)


@dataclass(frozen=True, slots=True)
class TransferExemptions:
    """What transfers ask of the region's exemption certificates."""

    answering: AnsweringService

    def standing(self, tx: Connection, file: TransferFile) -> ExemptionStanding | None:
        """Whether it is granted and holds; how much is left is counted by the secretariat."""
        known = self.answering.standing(tx, file.exemption_number)
        return None if known is None else ExemptionStanding(granted=known.usable)

    def draw(self, tx: Connection, file: TransferFile, dispatch: ShipmentDispatched) -> None:
        """Passes where the secretariat has counted the shipment.

        Raises:
            PolicyError: it has not.
        """
        self.answering.draw(
            tx,
            file.exemption_number,
            _quantities(dispatch),
            str(dispatch.shipment),
            transfer=file.transfer_id,
        )


@dataclass(frozen=True, slots=True)
class DivertedNotices:
    """A notice for each weapon of a confirmed diversion (A/75/78, para 65)."""

    desk: Desk
    publishing: Publishing

    def publish_missing(self, tx: Connection, missing: Missing, *, by: str) -> tuple[str, ...]:
        """Publishes them; where two people must publish, each waits as a draft for the second."""
        today = self.desk.today()
        stolen = missing.cause is SuspectedCause.THEFT
        ids = []
        for firearm in missing.weapons:
            draft = NoticeDraft(
                type=NoticeType.STOLEN if stolen else NoticeType.MISSING_IN_TRANSIT,
                firearm=firearm,
                case_reference=missing.transfer_id,
                lost_from=missing.left_on,
                lost_to=today,
                discovered=today,
                reported=today,
                loss_state="UNKNOWN",
                holder_class=_HOLDERS[missing.end_user_class],
                legal_basis="Arms Trade Treaty, article 11(4)",
                reason=missing.circumstances,
            )
            origin = f"{missing.transfer_id}/{missing.shipment}"
            notice_id = self.publishing.draft(tx, draft, by=by, origin=origin)
            self.publishing.publish(tx, notice_id, by=by)
            ids.append(notice_id)
        return tuple(ids)


@dataclass(frozen=True, slots=True)
class _ThenTell:
    """A handler after which another room looks at what has changed."""

    handler: Handler
    told: Callable[[Connection], None]

    def handle(self, tx: Connection, message: IncomingMessage) -> None:
        """The message's own effect, then the other room's."""
        self.handler.handle(tx, message)
        self.told(tx)


def telling(certificates: Room, told: Callable[[Connection], None]) -> Room:
    """The certificates' room, after whose answers another looks at what waits for them."""
    kind = MessageKind.CERTIFICATE_VERIFICATION
    handler = _ThenTell(certificates.handlers[kind], told)
    return replace(certificates, handlers={**certificates.handlers, kind: handler})


def _quantities(dispatch: ShipmentDispatched) -> tuple[ItemQuantity, ...]:
    return tuple(ItemQuantity(item=one.item, quantity=one.quantity) for one in dispatch.items)

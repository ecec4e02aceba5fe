"""What transfers ask of the node's other rooms; the composer gives it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection

from accord.cases.transfer import LineQuantity, TransferFile
from accord.cases.transfer_codes import EndUserClass, SuspectedCause
from accord.cases.transfer_delivery import ShipmentDispatched
from accord.cases.transfer_guards import CertificateStanding, ExemptionStanding
from accord.dates import PartialDate
from accord.weapons.firearm import Firearm


class Certificates(Protocol):
    """End-user certificates: what their issuing States say, and what is drawn under them."""

    def ask(self, tx: Connection, file: TransferFile, *, by: str) -> None:
        """Has the issuing State asked about the certificate that a file names, if it was not.

        Raises:
            PolicyError: no such certificate was presented here.
        """
        ...

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
        ...

    def standing(self, tx: Connection, file: TransferFile) -> CertificateStanding | None:
        """What is known of a file's certificate now; None while its issuing State is silent."""
        ...

    def draw(self, tx: Connection, file: TransferFile, dispatch: ShipmentDispatched) -> None:
        """Counts a shipment against the certificate that the file names.

        Raises:
            PolicyError: the certificate does not cover it.
        """
        ...


class Exemptions(Protocol):
    """Regional exemption certificates."""

    def standing(self, tx: Connection, file: TransferFile) -> ExemptionStanding | None:
        """What is known of the certificate that a file names; None where there is none of it."""
        ...

    def draw(self, tx: Connection, file: TransferFile, dispatch: ShipmentDispatched) -> None:
        """Counts a shipment against the exemption that the file names.

        Raises:
            PolicyError: the exemption does not cover it.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """The weapons of a confirmed diversion, each with its own number."""

    transfer_id: str
    shipment: int
    weapons: tuple[Firearm, ...]
    left_on: PartialDate
    cause: SuspectedCause
    end_user_class: EndUserClass
    circumstances: str


class Notices(Protocol):
    """Lost-weapon notices."""

    def publish_missing(self, tx: Connection, missing: Missing, *, by: str) -> tuple[str, ...]:
        """Publishes one notice for each weapon; gives their ids."""
        ...

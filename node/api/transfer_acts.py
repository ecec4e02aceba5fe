"""What every act on a transfer has in common: its path, its answer, and the bodies of some."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection

from accord.cases.transfer import LineQuantity
from accord.errors import FormatError
from node.api.bodies import Created
from node.api.route import AnyRoute, Call, Route
from node.api.services import Services
from node.transfers.opening import TransfersRoom
from node.transfers.views import TransferDetail

B = TypeVar("B")
Act = Callable[[TransfersRoom, Connection, Call[Any]], object]

TRANSFER = "/v1/transfers/{transfer_id}"
SHIPMENT = TRANSFER + "/shipments/{shipment}"
CONSENT = TRANSFER + "/retransfers/{consent_id}"
VISIT = TRANSFER + "/visits/{psv_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateNamed:
    """The certificate that a transfer rests on; empty: the one that the file names."""

    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextShipment:
    """What the next shipment will hold."""

    items: tuple[LineQuantity, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberNamed:
    """A State on the way."""

    member: str


def shown(services: Services, tx: Connection, call: Call[Any]) -> TransferDetail:
    """The file in the path."""
    return services.transfers.views.detail(tx, call.path["transfer_id"])


def number(call: Call[Any]) -> int:
    """The shipment in the path.

    Raises:
        FormatError: it is no number.
    """
    text = call.path["shipment"]
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise FormatError("transfer.shipment_number", "shipment: a number from 1")
    return int(text)


def act(path: str, name: str, summary: str, body: type[Any] | None, done: Act) -> AnyRoute:
    """One step of one file, which answers with the file as it stands then."""

    def work(services: Services, tx: Connection, call: Call[Any]) -> TransferDetail:
        detail = shown(services, tx, call)
        _belongs(detail, call)
        done(services.transfers, tx, call)
        return shown(services, tx, call)

    return Route(
        method="POST",
        path=path,
        name=name,
        tag="transfers",
        summary=summary,
        body=body,
        answer=TransferDetail,
        work=work,
    )


def makes(path: str, name: str, summary: str, body: type[Any], done: Act) -> AnyRoute:
    """A step that makes something with an id of its own."""

    def work(services: Services, tx: Connection, call: Call[Any]) -> Created:
        return Created(id=str(done(services.transfers, tx, call)))

    return Route(
        method="POST",
        path=path,
        name=name,
        tag="transfers",
        summary=summary,
        body=body,
        answer=Created,
        work=work,
        creates=True,
    )


def _belongs(detail: TransferDetail, call: Call[Any]) -> None:
    """What the rest of the path names must be of the file that it begins with."""
    for name, known in (
        ("consent_id", [one.request_id for one in detail.consents]),
        ("psv_id", [one.psv_id for one in detail.visits]),
    ):
        if name in call.path and call.path[name] not in known:
            raise FormatError("transfer.other_file", f"{name}: not of this transfer")


def file_id(call: Call[Any]) -> str:
    """The file in the path."""
    return call.path["transfer_id"]

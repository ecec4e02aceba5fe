"""The way of a transfer as a picture: documents, what moves, where it is, what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from accord.cases.shipment import ShipmentState
from accord.cases.transfer import Licence
from accord.cases.transfer_codes import AuthorisationDecision
from accord.cases.transit import CLEAR, TransitState
from accord.pages.charts.route_plan import Document, Leg, Reached, Route, Standing, Stop
from accord.pages.marked import marked as _N
from node.console.traces.words import Words
from node.console.transfers.quantities import Line, ledger_of
from node.transfers.rows import Side
from node.transfers.views import TransferDetail, TransitView

_GRAVE: Final = frozenset(
    {
        ShipmentState.DISCREPANCY,
        ShipmentState.DIVERSION_SUSPECTED,
        ShipmentState.DIVERSION_CONFIRMED,
    }
)
# What the issuing State said of the certificate; the last word counts.
_VERDICTS: Final[Mapping[str, Standing]] = {
    "CERTIFICATE_AUTHENTIC": "held",
    "CERTIFICATE_NOT_ACCEPTED": "refused",
    "CERTIFICATE_ALERT": "refused",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moving:
    """What has become of the weapons, over all lines and shipments."""

    shipped: int
    on_the_way: int
    delivered: int
    missing: int

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "Moving":
        """Of every line together."""
        return cls(
            shipped=sum(one.shipped for one in lines),
            on_the_way=sum(one.on_the_way for one in lines),
            delivered=sum(one.delivered for one in lines),
            missing=sum(one.missing for one in lines),
        )


def route_of(transfer: TransferDetail, words: Words) -> Route:
    """From the exporting State over those on the way to the importing State and the end user."""
    moving = Moving.of(ledger_of(transfer))
    reached = _reached(transfer, moving)
    stops = [_exporter(transfer, words, reached)]
    stops += [_transit(one, words, reached) for one in transfer.transits]
    stops.append(_importer(transfer, words, moving))
    if (end := _end_user(transfer, words, moving)) is not None:
        stops.append(end)
    legs = [_leg(moving, reached, words) for _ in range(len(transfer.transits) + 1)]
    last = len(transfer.transits) + 1
    return Route(
        stops=stops,
        legs=legs,
        place=_place(transfer, moving, last),
        shipment=_said(moving, words),
    )


def _reached(transfer: TransferDetail, moving: Moving) -> Reached:
    if moving.missing or any(one.state in _GRAVE for one in transfer.shipments):
        return "trouble"
    if moving.on_the_way:
        return "here"
    return "passed" if moving.delivered else "ahead"


def _place(transfer: TransferDetail, moving: Moving, last: int) -> float | None:
    """Midway while anything is under way, since nobody reports where it is between borders."""
    if moving.on_the_way:
        return last / 2
    if moving.missing:
        return last - 0.5
    if moving.delivered:
        return float(last)
    return 0.0 if _licence(transfer) is not None else None


def _said(moving: Moving, words: Words) -> str:
    if moving.missing:
        return words.text(_N("Missing: %(count)s"), count=words.reader.number(moving.missing))
    if moving.on_the_way:
        return words.text(_N("On its way: %(count)s"), count=words.reader.number(moving.on_the_way))
    if moving.delivered:
        return words.text(_N("Delivered: %(count)s"), count=words.reader.number(moving.delivered))
    return words.text(_N("Ready to leave"))


def _leg(moving: Moving, reached: Reached, words: Words) -> Leg:
    if not moving.shipped:
        return Leg()
    return Leg(quantity=words.reader.number(moving.shipped), reached=reached)


def _exporter(transfer: TransferDetail, words: Words, reached: Reached) -> Stop:
    summary, file = transfer.summary, transfer.file
    documents = [_licensed(_N("Export licence"), _licence(transfer), words)]
    if file is not None and file.exemption_number:
        documents.append(
            Document(label=words.text(_N("Exemption")), standing="held", said=file.exemption_number)
        )
    return Stop(
        code=summary.exporter,
        state=words.country(summary.exporter),
        role=words.text(_N("Exporter")),
        detail=file.exporter.name if file is not None else "",
        documents=documents,
        reached="here" if reached == "ahead" else "passed",
    )


def _transit(transit: TransitView, words: Words, reached: Reached) -> Stop:
    standing: Standing = "pending"
    if transit.state is TransitState.OBJECTION:
        standing = "refused"
    elif transit.state in CLEAR:
        standing = "held"
    elif transit.state is TransitState.PLANNED:
        standing = "missing"
    consent = Document(
        label=words.text(_N("Transit")), standing=standing, said=words.label(transit.state)
    )
    return Stop(
        code=transit.member,
        state=words.country(transit.member),
        role=words.text(_N("State on the way")),
        documents=[consent],
        reached="passed" if reached == "passed" else "ahead",
    )


def _importer(transfer: TransferDetail, words: Words, moving: Moving) -> Stop:
    summary, file = transfer.summary, transfer.file
    documents = [_import(transfer, words)]
    if file is not None and not _end_elsewhere(transfer):
        documents.append(_certificate(transfer, words))
    return Stop(
        code=summary.importer,
        state=words.country(summary.importer),
        role=words.text(_N("Importer")),
        detail=file.importer.name if file is not None else "",
        documents=documents,
        reached=_arrived(moving),
    )


def _end_user(transfer: TransferDetail, words: Words, moving: Moving) -> Stop | None:
    """The end user's State, where it is another one."""
    file = transfer.file
    if file is None or not _end_elsewhere(transfer):
        return None
    return Stop(
        code=file.end_user.state,
        state=words.country(file.end_user.state),
        role=words.text(_N("End user")),
        detail=file.end_user.name,
        documents=[_certificate(transfer, words)],
        reached=_arrived(moving),
    )


def _end_elsewhere(transfer: TransferDetail) -> bool:
    file = transfer.file
    return file is not None and file.end_user.state not in {"", transfer.summary.importer}


def _arrived(moving: Moving) -> Reached:
    if moving.missing:
        return "trouble"
    return "here" if moving.delivered and not moving.on_the_way else "ahead"


def _licence(transfer: TransferDetail) -> Licence | None:
    if transfer.file is not None and transfer.file.export_authorisation is not None:
        return transfer.file.export_authorisation
    # A State on the way reads it in what travels with the goods.
    return transfer.shipments[0].dispatch.export_authorisation if transfer.shipments else None


def _licensed(label: str, licence: Licence | None, words: Words) -> Document:
    if licence is None:
        return Document(label=words.text(label), standing="missing", said=words.text(_N("missing")))
    return Document(label=words.text(label), standing="held", said=licence.number)


def _import(transfer: TransferDetail, words: Words) -> Document:
    answer = transfer.import_answer
    if answer is None:
        asked = transfer.asked
        known = asked.import_authorisation if asked is not None else None
        return _licensed(_N("Import licence"), known, words)
    label = words.text(_N("Import licence"))
    if answer.decision is not AuthorisationDecision.ISSUED:
        return Document(label=label, standing="refused", said=words.label(answer.decision))
    number = answer.licence.number if answer.licence is not None else ""
    return Document(label=label, standing="held", said=number)


def _certificate(transfer: TransferDetail, words: Words) -> Document:
    file = transfer.file
    number = file.certificate_number if file is not None else ""
    label = words.text(_N("End-user certificate"))
    if transfer.summary.side is not Side.EXPORTER:
        return Document(label=label, standing="held" if number else "missing", said=number)
    said: Standing = "pending"
    for entry in transfer.timeline:
        said = _VERDICTS.get(entry.event, said)
    return Document(label=label, standing=said, said=number)

"""What retention archives and deletes, and which open matter of another room keeps it back."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from sqlalchemy import Column, ColumnElement, Connection, exists, select

from accord.cases.certificate_check import CheckState
from accord.cases.inquiry_machine import InquiryState, ReceivedState
from accord.cases.transfer import TransferFile
from node.casework.keeping import CASES, REQUESTS
from node.casework.tables import incoming_request, trace_case
from node.casework.views import Standing
from node.certificates.keeping import CERTIFICATES, CHECKS
from node.certificates.tables import certificate, certificate_check
from node.desk.documents import load
from node.desk.sighting import Source
from node.exemptions.keeping import EXEMPTIONS
from node.exemptions.tables import exemption, exemption_use
from node.inquiries.keeping import OURS, THEIRS
from node.inquiries.tables import inquiry, inquiry_received
from node.notices.keeping import HITS, NOTICES, OVER
from node.notices.tables import hit, notice
from node.retention.keeping import Keeping
from node.transfers.keeping import TRANSFERS
from node.transfers.rows import TransferStanding
from node.transfers.tables import transfer, transfer_shipment

_OPEN_TRANSFER: Final = transfer.c.standing != TransferStanding.CLOSED
# The open matters in which a weapon was met, by how the node learned of it.
_MET: Final[tuple[tuple[Source, Column[str], ColumnElement[bool]], ...]] = (
    (Source.CASE, trace_case.c.case_id, trace_case.c.standing != Standing.CLOSED),
    (Source.REQUEST, incoming_request.c.request_id, incoming_request.c.standing != Standing.CLOSED),
    (Source.INQUIRY, inquiry.c.inquiry_id, inquiry.c.state == InquiryState.OPEN),
    (
        Source.INQUIRY,
        inquiry_received.c.request_id,
        inquiry_received.c.state.not_in((ReceivedState.ANSWERED, ReceivedState.WITHDRAWN)),
    ),
)


def _met_in_open_matter(tx: Connection, hit_id: str) -> bool:
    mine = hit.c.hit_id == hit_id
    return any(
        _any(tx, mine, hit.c.source == source, key == hit.c.subject, still)
        for source, key, still in _MET
    )


def _missing_from_open_transfer(tx: Connection, notice_id: str) -> bool:
    shipment = transfer_shipment.c
    named = shipment.notices.contains(notice_id, autoescape=True)
    return _any(tx, shipment.transfer_id == transfer.c.transfer_id, named, _OPEN_TRANSFER)


def _still_looked_for(tx: Connection, transfer_id: str) -> bool:
    """Whether a notice on what was lost is in force, or a certificate is being verified for it."""
    shipment, check = transfer_shipment.c, certificate_check.c
    lost = tx.execute(select(shipment.notices).where(shipment.transfer_id == transfer_id)).scalars()
    ids = [one for notices in lost for one in notices.split()]
    return _any(tx, notice.c.notice_id.in_(ids), notice.c.state.not_in(OVER)) or _any(
        tx, check.transfer == transfer_id, check.state == CheckState.ASKED
    )


def _names_open_transfer(tx: Connection, check_id: str) -> bool:
    check = certificate_check.c
    return _any(
        tx, check.check_id == check_id, check.transfer == transfer.c.transfer_id, _OPEN_TRANSFER
    )


def _under_open_transfer(tx: Connection, certificate_id: str) -> bool:
    """Another State's certificate of the same number keeps this one too, which harms nobody."""
    of = certificate.c
    number = of.register_number == transfer.c.certificate_number
    return _any(tx, of.certificate_id == certificate_id, number, _OPEN_TRANSFER)


def _under_exempt_transfer(tx: Connection, request_id: str) -> bool:
    of, use = exemption.c, exemption_use.c
    drawn = (use.exemption == of.number) & (use.transfer == transfer.c.transfer_id)
    if _any(tx, of.request_id == request_id, drawn, _OPEN_TRANSFER):
        return True
    numbers = select(of.certificate_number).where(of.request_id == request_id)
    mine = set(tx.execute(numbers).scalars()) - {""}
    return bool(mine) and not mine.isdisjoint(_exemptions_named(tx))


def _exemptions_named(tx: Connection) -> Iterable[str]:
    files = select(transfer.c.file).where(_OPEN_TRANSFER, transfer.c.file.is_not(None))
    return (load(TransferFile, file).exemption_number for file in tx.execute(files).scalars())


def _any(tx: Connection, *where: ColumnElement[bool]) -> bool:
    return bool(tx.execute(select(exists().where(*where))).scalar_one())


# In this order hits leave before their notice, and verifications before their certificate.
KEEPINGS: Final[tuple[Keeping, ...]] = (
    CASES,
    REQUESTS,
    OURS,
    THEIRS,
    replace(HITS, held=_met_in_open_matter),
    replace(NOTICES, held=_missing_from_open_transfer),
    replace(TRANSFERS, held=_still_looked_for),
    replace(CHECKS, held=_names_open_transfer),
    replace(CERTIFICATES, held=_under_open_transfer),
    replace(EXEMPTIONS, held=_under_exempt_transfer),
)

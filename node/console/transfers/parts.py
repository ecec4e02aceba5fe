"""Which part this State has in a transfer, read off what it keeps of it."""

from collections.abc import Iterator
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from accord.pages.marked import marked as _N
from node.transfers.rows import Side, TransferPart
from node.transfers.views import TransferDetail, TransferSummary


class Part(StrEnum):
    """What a State is to a transfer; it may be more than one."""

    EXPORTER = "EXPORTER"
    IMPORTER = "IMPORTER"
    END_USER = "END_USER"
    TRANSIT = "TRANSIT"


CALLED: Final = MappingProxyType(
    {
        Part.EXPORTER: _N("We export"),
        Part.IMPORTER: _N("We import"),
        Part.END_USER: _N("The end user is here"),
        Part.TRANSIT: _N("On the way through us"),
    }
)


def parts_of(transfer: TransferDetail, member: str) -> frozenset[Part]:
    """Every part that the member has."""
    return frozenset(_parts(transfer, member))


def _parts(transfer: TransferDetail, member: str) -> Iterator[Part]:
    summary, file = transfer.summary, transfer.file
    if summary.side is Side.EXPORTER:
        yield Part.EXPORTER
    if summary.importer == member:
        yield Part.IMPORTER
    if file is not None and (file.end_user.state or summary.importer) == member:
        yield Part.END_USER
    if any(one.member == member for one in transfer.transits):
        yield Part.TRANSIT


def part_in_list(summary: TransferSummary, member: str) -> TransferPart:
    """The part as a list can tell it."""
    if summary.side is Side.EXPORTER:
        return TransferPart.EXPORTER
    return TransferPart.IMPORTER if summary.importer == member else TransferPart.OTHER

"""Long lists a page at a time, and what a record behind a figure leads to."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, Generic, TypeVar

from accord.cases.statistics_codes import CounterCode
from node.console.visit import Query, Visit

T = TypeVar("T")
ROWS: Final = 50
_CASE = re.compile(r"(?P<case>[A-Z]{2}-[0-9]{4}-[0-9]+)(-[0-9]+)?")  # or one request of it
_ENTRY = re.compile(r"[A-Z]{2}-(RECOVERY|INCIDENT)-[0-9]+")
_NOTICE, _HIT, _TRANSFER = ("notice", "notice_id"), ("hit", "hit_id"), ("transfer", "transfer_id")
PAGES: Final[Mapping[CounterCode | None, tuple[str, str]]] = MappingProxyType(
    {
        CounterCode.NOTICES: _NOTICE,
        CounterCode.NOTICE_FAULTS: _NOTICE,
        CounterCode.HIT_CONFIRMATIONS: _HIT,
        CounterCode.EXPORTS_LICENSED: _TRANSFER,
        CounterCode.EXPORTS_DIVERTED: _TRANSFER,
        CounterCode.TRANSFERS_WITH_PSV_CONSENT: _TRANSFER,
        CounterCode.TRANSFERS_WITH_PSV: _TRANSFER,
        CounterCode.PSV_WEAPONS_SAMPLED: _TRANSFER,
        CounterCode.PSV_WEAPONS_SEEN: _TRANSFER,
    }
)
_REQUEST = re.compile(r"[A-Z]{2}-IN-[0-9]{4}-[0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sliced(Generic[T]):
    """The rows of one page, and the addresses of its neighbours."""

    rows: Sequence[T]
    first: str  # empty on the first page
    next: str  # empty on the last


def sliced(
    visit: Visit, items: Sequence[T], page: str, kept: Query, path: Mapping[str, str]
) -> Sliced[T]:
    """The rows that the query asks for with `from`; `kept` is the rest of the query."""
    text = visit.query.get("from", "")
    start = int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else 0
    end = start + ROWS
    return Sliced(
        rows=items[start:end],
        first=visit.to(page, kept, **path) if start else "",
        next=visit.to(page, {**kept, "from": end}, **path) if end < len(items) else "",
    )


def leads_to(visit: Visit, subject: str, code: CounterCode | None = None) -> str:
    """The page of a record behind a figure; empty where it has none of its own."""
    if code in PAGES:
        page, part = PAGES[code]
        path: dict[str, Any] = {part: subject}
        return visit.to(page, **path)
    transfer_id, _, shipment = subject.partition("/")
    if shipment:
        return visit.to("shipment", transfer_id=transfer_id, shipment=shipment)
    if _ENTRY.fullmatch(subject):
        return visit.to("entry", entry_id=subject)
    if _REQUEST.fullmatch(subject):
        return visit.to("request", request_id=subject)
    if found := _CASE.fullmatch(subject):
        return visit.to("case", case_id=found["case"])
    return ""

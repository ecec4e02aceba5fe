"""Members: who is connected, what waits for them, their clocks, and what their nodes run."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from aiohttp import web

from accord.errors import PolicyError
from accord.pages.kinds import FAMILIES
from accord.pages.languages import Reader
from accord.trust.directory import Directory
from accord.wire.kinds import MessageKind
from hub.console import counting
from hub.console.page import Page
from hub.console.visit import Visit
from hub.console.words import CAUSES
from hub.desk.contacts import Contact
from hub.desk.traffic import Count, Outcome
from hub.entries import Lane
from hub.ledger_reading import Queue

DAYS = 14


class Standing(StrEnum):
    """What a measured value means."""

    GOOD = "good"
    BAD = "bad"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """One member as the list shows it."""

    member: str
    active: bool
    contact: Contact
    urgent: int
    routine: int
    oldest_ms: int | None  # of all that waits
    sent_open: int  # of its own messages, what waits for others
    clock: Standing
    directory: Standing

    @property
    def connected(self) -> bool:
        """Whether it collects now."""
        return self.contact.since_ms is not None


def member_rows(
    directory: Directory,
    contacts: Mapping[str, Contact],
    queues: Iterable[Queue],
    allowed_ms: int,
) -> list[MemberRow]:
    """Every member of the directory, by its code."""
    waiting = list(queues)
    return [
        _row(member, directory, contacts.get(member) or Contact(member=member), waiting, allowed_ms)
        for member in sorted(directory.members)
    ]


def _row(
    member: str, directory: Directory, contact: Contact, queues: list[Queue], allowed_ms: int
) -> MemberRow:
    own = [one for one in queues if one.member == member]
    clock = Standing.UNKNOWN
    if contact.ahead_ms is not None:
        clock = Standing.GOOD if abs(contact.ahead_ms) <= allowed_ms else Standing.BAD
    version = Standing.UNKNOWN
    if contact.told.directory:
        same = contact.told.directory == directory.version
        version = Standing.GOOD if same else Standing.BAD
    return MemberRow(
        member=member,
        active=directory.members[member].active,
        contact=contact,
        urgent=sum(one.count for one in own if one.lane is Lane.URGENT),
        routine=sum(one.count for one in own if one.lane is Lane.ROUTINE),
        oldest_ms=min((one.since_ms for one in own), default=None),
        sent_open=sum(one.count for one in queues if one.sender == member),
        clock=clock,
        directory=version,
    )


def ahead(reader: Reader, contact: Contact) -> str:
    """How far a clock is from the hub's, with its sign."""
    if contact.ahead_ms is None:
        return ""
    seconds = round(contact.ahead_ms / 1000)
    return f"{'+' if seconds > 0 else '−' if seconds < 0 else '±'}{reader.number(abs(seconds))} s"


async def rows_of(visit: Visit) -> list[MemberRow]:
    """The members as they stand now."""
    sight = visit.sight
    allowed_ms = sight.region.policy.clock_skew_seconds * 1000
    queues = await sight.queues()
    return member_rows(sight.directory, sight.desk.contacts.all(), queues, allowed_ms)


async def _members(visit: Visit) -> web.StreamResponse:
    return visit.page(
        "console/members.html",
        rows=await rows_of(visit),
        version=visit.sight.directory.version,
        ahead=lambda contact: ahead(visit.reader, contact),
    )


async def _member(visit: Visit) -> web.StreamResponse:
    code = visit.path["member"]
    row = next((one for one in await rows_of(visit) if one.member == code), None)
    if row is None:
        raise PolicyError("directory.unknown_member", "the member is not in the directory")
    counts = [one for one in await visit.sight.traffic(DAYS) if one.member == code]
    limit = visit.sight.config.limits.open_messages
    entry = visit.sight.directory.members[code]
    return visit.page(
        "console/member.html",
        row=row,
        entry=entry,
        version=visit.sight.directory.version,
        policy=visit.sight.region.policy.version,
        ahead=ahead(visit.reader, row.contact),
        limit=limit,
        share=row.sent_open / limit,
        days=DAYS,
        kinds=kinds(counts),
        by_day=counting.by_day(visit.reader, counts, DAYS, Outcome.ACCEPTED),
        by_family=counting.by_family(visit.reader, counts, FAMILIES),
        families=[visit.reader.text(FAMILIES.get(one, one)) for one in sorted(entry.kinds)],
        outcomes=counting.outcomes(counts),
        causes=counting.causes(counts),
        meaning=CAUSES,
    )


def kinds(counts: Iterable[Count]) -> list[tuple[str, str, int]]:
    """Family, kind and number of what was sent, the most frequent first."""
    found: dict[str, int] = {}
    for one in counts:
        if one.outcome is Outcome.ACCEPTED:
            found[one.detail] = found.get(one.detail, 0) + one.count
    return sorted(
        ((MessageKind[kind].family, kind, count) for kind, count in found.items()),
        key=lambda one: (-one[2], one[1]),
    )


PAGES = (
    Page(path="/members", name="members", show=_members, section="members"),
    Page(path="/members/{member}", name="member", show=_member, section="members"),
)

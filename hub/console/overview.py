"""The first page: is all well, at one glance; and if not, what wants an operator, and where."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from aiohttp import web

from accord.pages.languages import Reader
from accord.pages.marked import marked as _N
from hub.ceremony.expiry import Ending
from hub.console import counting
from hub.console.files import proposals_of, requests_of
from hub.console.log import log_state
from hub.console.members import MemberRow, Standing, rows_of
from hub.console.page import Page
from hub.console.trust import region_endings
from hub.console.visit import Visit
from hub.desk.traffic import Outcome

DAYS = 14
AWAY_MS = 3_600_000  # a member that is away longer, with messages waiting, is worth a call
Tone = Literal["bad", "warn"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """Something that wants an operator, in the reader's words, and the page for it."""

    tone: Tone
    text: str
    page: str


_REASONS: Mapping[str, tuple[Tone, str, str]] = {
    "hub.maintenance": ("warn", _N("Maintenance: the hub takes no new messages."), "maintenance"),
    "hub.ledger_away": ("bad", _N("The ledger is away: nothing is taken or delivered."), "doctor"),
    "directory.expired": ("bad", _N("The directory has expired: nothing is taken."), "trust"),
    "policy.expired": ("bad", _N("The policy has expired: nothing is taken."), "trust"),
}
_OTHER: tuple[Tone, str, str] = (
    "bad",
    _N("A key is locked or the log cannot be signed: see the diagnosis."),
    "doctor",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What the alerts are drawn from."""

    reasons: Sequence[str]  # why the hub does not do all of its work
    members: Sequence[MemberRow]
    witnessed: bool
    endings: Sequence[Ending]
    proposals: int  # that lack signatures
    requests: int  # that nobody has proposed yet


def alerts(found: Findings, reader: Reader) -> list[Alert]:
    """Everything that wants an operator, the worst first."""
    alerts = [
        Alert(tone=tone, text=reader.text(text), page=page)
        for tone, text, page in (_REASONS.get(code, _OTHER) for code in found.reasons)
    ]
    if not found.witnessed:
        text = reader.text(_N("The log is not witnessed: too few members cosign."))
        alerts.append(Alert(tone="warn", text=text, page="log"))
    alerts += _of_members(found.members, reader)
    alerts += _of_endings(found.endings, reader)
    if found.proposals:
        text = reader.plural(
            "%(num)s proposal waits for signatures.",
            "%(num)s proposals wait for signatures.",
            found.proposals,
        )
        alerts.append(Alert(tone="warn", text=text, page="trust"))
    if found.requests:
        text = reader.plural(
            "%(num)s enrolment request waits.", "%(num)s enrolment requests wait.", found.requests
        )
        alerts.append(Alert(tone="warn", text=text, page="requests"))
    return sorted(alerts, key=lambda one: one.tone != "bad")


def _of_endings(endings: Sequence[Ending], reader: Reader) -> list[Alert]:
    over = sum(one.at_ms <= reader.now_ms for one in endings)
    soon = sum(one.urgency(reader.now_ms) == "URGENT" for one in endings)
    found = []
    if over:
        text = reader.plural(
            "%(num)s document, key or certificate has expired.",
            "%(num)s documents, keys or certificates have expired.",
            over,
        )
        found.append(Alert(tone="bad", text=text, page="trust"))
    if soon:
        text = reader.plural(
            "%(num)s document, key or certificate ends within days.",
            "%(num)s documents, keys or certificates end within days.",
            soon,
        )
        found.append(Alert(tone="warn", text=text, page="trust"))
    return found


def _of_members(members: Sequence[MemberRow], reader: Reader) -> list[Alert]:
    away = [
        one.member
        for one in members
        if one.active
        and not one.connected
        and one.oldest_ms is not None
        and reader.now_ms - one.oldest_ms > AWAY_MS
    ]
    clocks = [one.member for one in members if one.clock is Standing.BAD]
    older = [one.member for one in members if one.connected and one.directory is Standing.BAD]
    return [
        Alert(
            tone="warn",
            text=reader.text(text, who=reader.listed([reader.country(one) for one in who])),
            page="members",
        )
        for who, text in (
            (away, _N("Messages wait for members that are away: %(who)s.")),
            (clocks, _N("The clocks of these members are wrong: %(who)s.")),
            (older, _N("These members act under another directory than the hub: %(who)s.")),
        )
        if who
    ]


async def _overview(visit: Visit) -> web.StreamResponse:
    sight = visit.sight
    members, counts = await asyncio.gather(rows_of(visit), sight.traffic(DAYS))
    config, now_ms = sight.config, sight.clock.now_ms()
    proposals, requests = await asyncio.gather(
        asyncio.to_thread(proposals_of, config.proposals),
        asyncio.to_thread(requests_of, config.requests, sight.directory, now_ms),
    )
    log = log_state(sight)
    endings = region_endings(sight.region)
    today = counting.days_of(now_ms, 1)[0]
    of_today = counting.outcomes(one for one in counts if one.day == today)
    return visit.page(
        "console/overview.html",
        alerts=alerts(
            Findings(
                reasons=sight.health.reasons(),
                members=members,
                witnessed=log.witnessed,
                endings=[one.ending for one in endings],
                proposals=sum(not one.complete for one in proposals),
                requests=sum(one.waits for one in requests),
            ),
            visit.reader,
        ),
        connected=sum(one.connected for one in members),
        members=sum(one.active for one in members),
        waiting=sum(one.urgent + one.routine for one in members),
        today=of_today,
        failed=sum(
            of_today[one] for one in (Outcome.REFUSED, Outcome.REJECTED, Outcome.UNDELIVERED)
        ),
        log=log,
        next_end=min(endings, key=lambda one: one.ending.at_ms, default=None),
        by_day=counting.by_day(visit.reader, counts, DAYS, Outcome.ACCEPTED, Outcome.DELIVERED),
        days=DAYS,
    )


PAGES = (Page(path="/", name="overview", show=_overview, section="overview"),)

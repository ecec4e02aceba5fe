"""What was entered by hand: every entry that counts, and the versions of one."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from aiohttp import web

from accord.pages.marked import marked as _N
from node.api.statistics_bodies import ManualEntryView
from node.console.statistics.lists import leads_to, sliced
from node.console.statistics.words import INDICATORS
from node.console.visit import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of entry: its heading, and the pages where one is made or corrected."""

    field: str  # of the view
    title: str  # marked
    enter: str
    correct: str


KINDS: Final = (
    Kind(
        field="recovery",
        title=_N("Recoveries without a case"),
        enter="enterRecovery",
        correct="correctRecovery",
    ),
    Kind(field="incident", title=_N("Incidents"), enter="enterIncident", correct="correctIncident"),
    Kind(
        field="register_line",
        title=_N("Lines for the UN Register"),
        enter="enterRegisterLine",
        correct="correctRegisterLine",
    ),
    Kind(
        field="indicator",
        title=_N("Indicators that no figure can tell"),
        enter="enterIndicator",
        correct="correctIndicator",
    ),
    Kind(
        field="same_weapon",
        title=_N("Judgements on two records"),
        enter="judgeSameWeapon",
        correct="correctSameWeapon",
    ),
)
_BY_FIELD: Final[Mapping[str, Kind]] = MappingProxyType({one.field: one for one in KINDS})


def kind_of(entry: ManualEntryView) -> Kind:
    """The one kind that is set."""
    return next(one for one in KINDS if getattr(entry, one.field) is not None)


def body_of(entry: ManualEntryView) -> Any:
    """What was entered."""
    return getattr(entry, kind_of(entry).field)


async def entries_page(visit: Visit) -> web.StreamResponse:
    """The entries of one kind, the newest first."""
    wanted = visit.query.get("kind", "")
    kind = _BY_FIELD.get(wanted, KINDS[0])
    found = (await visit.call("listEntries")).entries
    chosen = [one for one in reversed(found) if kind_of(one) is kind]
    return visit.page(
        "statistics/entries.html",
        kinds=[(one, sum(kind_of(entry) is one for entry in found)) for one in KINDS],
        kind=kind,
        entries=sliced(visit, chosen, "entries", {"kind": kind.field}, {}),
        body_of=body_of,
        indicators=INDICATORS,
    )


async def entry_page(visit: Visit) -> web.StreamResponse:
    """One entry in all its versions."""
    entry_id = visit.path["entry_id"]
    versions = (await visit.call("showEntry", entry_id=entry_id)).entries
    standing = (await visit.call("listEntries")).entries
    return visit.page(
        "statistics/entry.html",
        entry_id=entry_id,
        versions=tuple(reversed(versions)),
        kind=kind_of(versions[-1]),
        counts=any(one.entry_id == entry_id for one in standing),
        body_of=body_of,
        indicators=INDICATORS,
        leads_to=lambda subject: leads_to(visit, subject),
    )

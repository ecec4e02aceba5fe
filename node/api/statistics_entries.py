"""Routes of what officers enter for the statistics by hand."""

from typing import Any

from sqlalchemy import Connection

from accord.cases.statistics_entries import (
    Entry,
    IncidentEntry,
    IndicatorEntry,
    RecoveryEntry,
    RegisterEntry,
    SameWeapon,
)
from node.api.bodies import Created
from node.api.route import AnyRoute, Call, Query, Route
from node.api.services import Services
from node.api.statistics_bodies import ManualEntryList, ManualEntryView
from node.statistics.entries import Entered

_CORRECTS = (Query(name="corrects", description="the entry that this replaces"),)
_PLACES: tuple[tuple[str, type[Entry], str, str], ...] = (
    ("recoveries", RecoveryEntry, "enterRecovery", "Arms, parts or rounds that have no case"),
    ("incidents", IncidentEntry, "enterIncident", "An incident with a firearm; no identities"),
    ("register-lines", RegisterEntry, "enterRegisterLine", "A line for the UN Register"),
    ("indicators", IndicatorEntry, "enterIndicator", "An indicator that no figure can tell"),
    ("same-weapon", SameWeapon, "judgeSameWeapon", "Two records are of one weapon, or are not"),
)


def _enter(services: Services, tx: Connection, call: Call[Any]) -> Created:
    entries, corrected = services.statistics.entries, call.query.get("corrects", "")
    if corrected:
        entries.correct(tx, corrected, call.body, by=call.officer)
        return Created(id=corrected)
    return Created(id=entries.add(tx, call.body, by=call.officer))


def _list(services: Services, tx: Connection, _call: Call[None]) -> ManualEntryList:
    entries = services.statistics.entries
    found = [one for _, kind, _, _ in _PLACES for one, _ in entries.current(tx, kind)]  # type: ignore[type-var]  # each is one of the five
    return ManualEntryList(entries=tuple(map(_view, found)))


def _versions(services: Services, tx: Connection, call: Call[Any]) -> ManualEntryList:
    found = services.statistics.entries.versions(tx, call.path["entry_id"])
    return ManualEntryList(entries=tuple(map(_view, found)))


def _withdraw(services: Services, tx: Connection, call: Call[None]) -> ManualEntryList:
    services.statistics.entries.withdraw(tx, call.path["entry_id"], by=call.officer)
    return _versions(services, tx, call)


def _view(one: Entered) -> ManualEntryView:
    entry = one.entry
    return ManualEntryView(
        entry_id=one.entry_id,
        version=one.version,
        by=one.by,
        at_ms=one.at_ms,
        recovery=entry if isinstance(entry, RecoveryEntry) else None,
        incident=entry if isinstance(entry, IncidentEntry) else None,
        register_line=entry if isinstance(entry, RegisterEntry) else None,
        indicator=entry if isinstance(entry, IndicatorEntry) else None,
        same_weapon=entry if isinstance(entry, SameWeapon) else None,
    )


ROUTES: tuple[AnyRoute, ...] = (
    *(
        Route(
            method="POST",
            path=f"/v1/statistics/{place}",
            name=name,
            tag="statistics",
            summary=summary,
            body=kind,
            answer=Created,
            work=_enter,
            creates=True,
            query=_CORRECTS,
        )
        for place, kind, name, summary in _PLACES
    ),
    Route(
        method="GET",
        path="/v1/statistics/entries",
        name="listEntries",
        tag="statistics",
        summary="Everything entered by hand that counts",
        answer=ManualEntryList,
        work=_list,
    ),
    Route(
        method="GET",
        path="/v1/statistics/entries/{entry_id}",
        name="showEntry",
        tag="statistics",
        summary="Every version of one entry",
        answer=ManualEntryList,
        work=_versions,
    ),
    Route(
        method="POST",
        path="/v1/statistics/entries/{entry_id}/withdrawal",
        name="withdrawEntry",
        tag="statistics",
        summary="The entry counts no more; its versions stay",
        answer=ManualEntryList,
        work=_withdraw,
    ),
)

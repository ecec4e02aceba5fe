"""Entering figures by hand, correcting them in a new version, and withdrawing them."""

from functools import partial
from typing import Any

from aiohttp import web

from accord.cases.statistics_entries import (
    IncidentEntry,
    IndicatorEntry,
    RecoveryEntry,
    RegisterEntry,
    SameWeapon,
)
from accord.cases.statistics_indicators import MANUAL_KPIS
from accord.pages.marked import marked as _N
from node.api.bodies import Created
from node.console.acting import Act, Prepared
from node.console.forms.form import Form
from node.console.forms.spec import FieldSpec, Spec, Widget
from node.console.labels import LABELS
from node.console.labels.described import described
from node.console.page import Page
from node.console.statistics.entries import body_of
from node.console.statistics.words import INDICATORS
from node.console.statistics.years import this_year
from node.console.visit import Query, Visit

_SOURCE = FieldSpec(help=_N("Where the figure comes from, such as the number of a protocol."))
_STATE = _N("Two letters, such as BR.")
_RECOVERY: Spec = {
    "day": FieldSpec(order=1, help=_N("The day, or only the month or the year.")),
    "item": FieldSpec(order=2, widget=Widget.RADIO),
    "quantity": FieldSpec(order=3),
    "circumstance": FieldSpec(
        order=4, help=_N("Leave it open for surplus of the State's own stocks.")
    ),
    "source": FieldSpec(order=5, help=_SOURCE.help),
    "category": FieldSpec(order=6),
    "actions": FieldSpec(order=7),
    "uniquely_marked": FieldSpec(label=_N("Uniquely marked"), order=8),
    "illicitly_manufactured": FieldSpec(label=_N("Illicitly manufactured"), order=9),
    "outcome": FieldSpec(label=_N("Result of tracing"), more=True, order=10),
    "reason": FieldSpec(more=True, order=11),
    "context": FieldSpec(more=True, order=12),
    "place": FieldSpec(
        label=_N("Place"), help=_N("A district or town, never an address."), more=True, order=13
    ),
}
_INCIDENT: Spec = {
    "day": FieldSpec(order=1, help=_RECOVERY["day"].help),
    "place": FieldSpec(label=_N("Place"), help=_RECOVERY["place"].help, order=2),
    "victims": FieldSpec(
        help=_N("Counts by harm, sex and age, each once. No field is for a person."),
        row=_N("Group of victims"),
        add=_N("Add a group of victims"),
        rows=1,
        order=3,
    ),
    "victims[].harm": FieldSpec(order=1, widget=Widget.SELECT),
    "victims[].sex": FieldSpec(order=2, widget=Widget.SELECT),
    "victims[].age": FieldSpec(order=3, widget=Widget.SELECT),
    "victims[].count": FieldSpec(order=4),
    "source": FieldSpec(order=4, help=_SOURCE.help),
    "context": FieldSpec(more=True, order=5),
    "case_ids": FieldSpec(
        label=_N("Cases"),
        help=_N("One a line: cases of weapons recovered in it."),
        widget=Widget.LINES,
        more=True,
        order=6,
    ),
}
_REGISTER: Spec = {
    "year": FieldSpec(order=1),
    "line": FieldSpec(order=2),
    "line.direction": FieldSpec(order=1, widget=Widget.RADIO),
    "line.category": FieldSpec(order=2, widget=Widget.SELECT),
    "line.partner": FieldSpec(order=3, help=_STATE),
    "line.authorised": FieldSpec(order=4, help=_N("Items, by licence.")),
    "line.actual": FieldSpec(order=5, help=_N("Items that went, or came.")),
    "line.withheld": FieldSpec(order=6, help=_N("Commercially sensitive.")),
    "line.origin": FieldSpec(order=7, more=True, help=_N("If it is not the exporter.")),
    "line.intermediate": FieldSpec(order=8, more=True),
    "line.description": FieldSpec(order=9, more=True),
    "source": FieldSpec(order=3, help=_SOURCE.help),
}
_INDICATOR: Spec = {
    "year": FieldSpec(order=1),
    "indicator": FieldSpec(order=2),
    "state": FieldSpec(label=_N("State"), help=_STATE, order=3),
    "value": FieldSpec(label=_N("Value"), help=_N("A number or a few words."), order=4),
    "source": FieldSpec(order=5, help=_SOURCE.help),
}
_SAME: Spec = {
    "case_id": FieldSpec(label=_N("Case"), order=1),
    "same_as": FieldSpec(
        help=_N("The earlier case or entry. Leave it empty for two weapons."), order=2
    ),
    "distinct": FieldSpec(help=_N("The weapon was recovered anew, or is another one."), order=3),
    "reason": FieldSpec(label=_N("Reason"), order=4),
}
# Route, its correction's page, path, body, titles, fields.
_FORMS: tuple[tuple[str, str, str, type[Any], str, Spec], ...] = (
    (
        "enterRecovery",
        "correctRecovery",
        "recoveries",
        RecoveryEntry,
        _N("Enter a recovery without a case"),
        _RECOVERY,
    ),
    (
        "enterIncident",
        "correctIncident",
        "incidents",
        IncidentEntry,
        _N("Enter an incident"),
        _INCIDENT,
    ),
    (
        "enterRegisterLine",
        "correctRegisterLine",
        "register-lines",
        RegisterEntry,
        _N("Enter a line for the UN Register"),
        _REGISTER,
    ),
    (
        "enterIndicator",
        "correctIndicator",
        "indicators",
        IndicatorEntry,
        _N("Enter an indicator"),
        _INDICATOR,
    ),
    (
        "judgeSameWeapon",
        "correctSameWeapon",
        "same-weapon",
        SameWeapon,
        _N("Judge two records"),
        _SAME,
    ),
)
_ENTRY = "/statistics/entries/{entry_id}"
_SAVED = _N("The entry is kept and counts in the next version that is computed.")


def _opened(visit: Visit, answer: Created) -> web.StreamResponse:
    return visit.see("entry", visit.done("enterRecovery"), entry_id=answer.id)


def _corrects(visit: Visit) -> Query:
    return {"corrects": visit.path["entry_id"]}


async def _new(visit: Visit, _resource: Any) -> Prepared:
    """A year that is likely; a case that the link named; and the choices of a text field."""
    values: dict[str, object] = {}
    if visit.request.path.endswith(("/register-lines", "/indicators")):
        values["year"] = this_year(visit) - 1
    if case_id := visit.query.get("case_id", ""):
        values["case_id"] = case_id
    return Prepared(values=values, options=_options(visit))


async def _last(kind: type[Any], visit: Visit, _resource: Any) -> Prepared:
    """The entry as it counts; the form of another kind of entry has nothing to correct."""
    versions = (await visit.call("showEntry", entry_id=visit.path["entry_id"])).entries
    last = body_of(versions[-1])
    if not isinstance(last, kind):
        raise web.HTTPNotFound
    return Prepared(values=last, options=_options(visit))


def _options(visit: Visit) -> dict[str, dict[str, str]]:
    if not visit.request.path.endswith(("/indicators", "/correction/indicators")):
        return {}
    named = {one: f"{one}. {visit.reader.text(INDICATORS[one])}" for one in MANUAL_KPIS}
    return {"indicator": named}


def _pages() -> list[Page]:
    made = []
    for route, correction, place, body, title, spec in _FORMS:
        said = described(body, spec)
        form = Form(body, spec=said, codes=LABELS)
        enter = Act(
            route=route,
            path=f"/statistics/new/{place}",
            title=title,
            submit=_N("Keep the entry"),
            done=_SAVED,
            back="entries",
            section="figures",
            spec=said,
            prepare=_new,
            after=_opened,
        )
        correct = Act(
            route=route,
            name=correction,
            query=_corrects,
            path=f"{_ENTRY}/correction/{place}",
            title=_N("Correct the entry"),
            text=_N("The correction is a new version; the earlier ones stay readable."),
            submit=_N("Keep the correction"),
            back="entry",
            section="figures",
            spec=said,
            prepare=partial(_last, body),
            after=_opened,
        )
        made += [enter.page(form), correct.page(form)]
    return made


_WITHDRAW = Act(
    route="withdrawEntry",
    path=f"{_ENTRY}/withdrawal",
    title=_N("Withdraw the entry"),
    text=_N("It counts no more in what is computed from now on. Its versions stay readable."),
    submit=_N("Withdraw"),
    done=_N("The entry is withdrawn."),
    danger=True,
    back="entry",
    section="figures",
)
PAGES = (*_pages(), _WITHDRAW.page(None))

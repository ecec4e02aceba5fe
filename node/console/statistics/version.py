"""One version of a year's figures: every counter as a picture that opens, and the sheets."""

from dataclasses import dataclass
from typing import Final

from aiohttp import web
from markupsafe import Markup

from accord.cases.codes import RecoveryCircumstance
from accord.cases.statistics_codes import DIMENSIONS, CounterCode, Marking
from accord.cases.statistics_return import ReturnState
from accord.pages.marked import marked as _N
from node.console.statistics import pictures
from node.console.statistics.lists import leads_to
from node.console.statistics.words import INDICATORS, called
from node.console.statistics.years import TONES
from node.console.visit import Visit
from node.people.rights import Right
from node.statistics.views import ReturnDetail, ReturnSummary

_C = CounterCode
_SUBJECTS: Final = (
    (
        _N("Weapons recovered"),
        (
            _C.ARMS_BY_CATEGORY,
            _C.ARMS_BY_CONTEXT,
            _C.ARMS_BY_PLACE,
            _C.ARMS_BY_ACTION,
            _C.ARMS_ILLICITLY_MANUFACTURED,
            _C.SEIZURES,
            _C.PARTS,
            _C.AMMUNITION,
            _C.AMMUNITION_DESTROYED,
            _C.SURPLUS_DESTROYED,
        ),
    ),
    (
        _N("Tracing"),
        (
            _C.CASES_OPENED,
            _C.CASES_CLOSED,
            _C.LEGS_OF_TRACED_CASES,
            _C.LEGS,
            _C.LEG_GROUNDS,
            _C.REQUESTS_RECEIVED,
            _C.REQUESTS_ANSWERED,
            _C.ACKNOWLEDGEMENTS,
            _C.RESPONSES,
            _C.ACKNOWLEDGEMENT_HOURS,
            _C.RESPONSE_HOURS,
            _C.TIME_TO_CRIME,
            _C.TIME_SINCE_DIVERSION,
        ),
    ),
    (_N("Lost weapons"), (_C.NOTICES, _C.NOTICE_FAULTS, _C.HIT_CONFIRMATIONS)),
    (
        _N("Transfers"),
        (
            _C.SHIPMENTS,
            _C.SHIPMENTS_WITH_DISCREPANCY,
            _C.WEAPONS_DISPATCHED,
            _C.WEAPONS_DIVERTED,
            _C.TRANSFERS_WITH_PSV_CONSENT,
            _C.TRANSFERS_WITH_PSV,
            _C.PSV_WEAPONS_SAMPLED,
            _C.PSV_WEAPONS_SEEN,
            _C.EXPORTS_LICENSED,
            _C.EXPORTS_DIVERTED,
            _C.CERTIFICATES_CHECKED,
        ),
    ),
    (_N("INTERPOL"), (_C.SENT_TO_INTERPOL, _C.INTERPOL_REPLIES)),
    (_N("Incidents and victims"), (_C.INCIDENTS, _C.VICTIMS)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One counter: its total, and where it is told apart, its parts and their picture."""

    code: CounterCode
    total: int
    dimension: str  # of the query of the page behind it; empty: it is not told apart
    parts: list[pictures.Sum]
    picture: Markup | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One act that the state of a version allows."""

    act: str
    label: str  # marked
    look: str = ""


async def version_page(visit: Visit) -> web.StreamResponse:
    """One version with everything that can be read off it."""
    year, version = visit.path["year"], visit.path["version"]
    detail: ReturnDetail = await visit.call("showReturn", year=year, version=version)
    return visit.page(
        "statistics/version.html",
        detail=detail,
        one=detail.summary,
        tones=TONES,
        steps=steps(visit, detail.summary),
        whole=detail.sdg.proportions[0],
        picture=pictures.proportion(visit.reader, detail.sdg.proportions[0]),
        subjects=_subjects(visit, detail),
        indicators=INDICATORS,
        opens=_opens,
        behind=lambda query: visit.to("openFigure", query, **visit.path),
        leads_to=lambda subject: leads_to(visit, subject),
        called=lambda name: called(visit, name),
        rate=lambda value: pictures.percent(visit.reader, value),
    )


def _opens(arms: str) -> dict[str, str]:
    """The query that narrows the weapons to one line of the table."""
    narrowed = {one: {"circumstance": one} for one in map(str, RecoveryCircumstance)}
    narrowed["uniquely marked"] = {"marking": Marking.UNIQUE}
    narrowed["not uniquely marked"] = {"marking": Marking.NOT_UNIQUE}
    return {"counter": CounterCode.ARMS, **narrowed.get(arms, {})}


def steps(visit: Visit, one: ReturnSummary) -> list[Step]:
    """What the reader can do with a version now, the likeliest first."""
    found: list[Step] = []
    if one.state is ReturnState.COMPUTED:
        if visit.may(Right.APPROVE) and one.waits_for_second != visit.actor.name:
            found.append(Step(act="approveReturn", label=_N("Approve and send"), look="main"))
        found.append(Step(act="discardReturn", label=_N("Discard"), look="danger"))
    if one.state in {ReturnState.APPROVED, ReturnState.UNDELIVERED}:
        found.append(Step(act="sendReturn", label=_N("Send it again"), look="main"))
    return found if visit.may(Right.WORK) else []


def _subjects(visit: Visit, detail: ReturnDetail) -> list[tuple[str, list[Counted]]]:
    """The counters that counted anything, by subject."""
    made = (
        (title, [one for code in codes if (one := _counted(visit, detail, code)).total])
        for title, codes in _SUBJECTS
    )
    return [(title, found) for title, found in made if found]


def _counted(visit: Visit, detail: ReturnDetail, code: CounterCode) -> Counted:
    total = sum(one.value for one in detail.counters if one.code is code)
    if not DIMENSIONS[code] or not total:
        return Counted(code=code, total=total, dimension="", parts=[], picture=None)
    parts = pictures.sums(visit, code, detail.counters)
    drawn = pictures.barred(
        visit.reader,
        {one.label: one.value for one in parts},
        visit.label(code),
        f"counter-{code.value.lower().replace('_', '-')}",
    )
    return Counted(
        code=code,
        total=total,
        dimension=pictures.drawn_along(code).value.lower(),
        parts=parts,
        picture=drawn,
    )

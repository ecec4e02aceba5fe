"""A case as one page: what is known, what is withheld and why, and what to do next."""

from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import web
from markupsafe import Markup

from accord.cases.trace_case import CaseState
from accord.cases.trace_leg import LegState
from accord.pages.charts.progress import progress
from accord.pages.charts.svg import Caption
from accord.pages.marked import marked as _N
from node.casework.views import CaseDetail, Entry, LegView
from node.console.labels import EVENTS
from node.console.traces.journey import steps_of
from node.console.traces.outline import outline
from node.console.traces.pictures import pictures_of
from node.console.traces.situation import WAITS, Step, leg_steps, next_steps, other_steps
from node.console.traces.words import Words
from node.console.visit import Visit
from node.people.rights import Right


@dataclass(frozen=True, slots=True, kw_only=True)
class LegShown:
    """A leg with its name, its picture and what can be done about it."""

    leg: LegView
    state: str
    picture: Markup
    steps: Sequence[Step]


async def case_page(visit: Visit) -> web.StreamResponse:
    """Everything about one case."""
    case = await visit.call("showCase", case_id=visit.path["case_id"])
    words = Words.of(visit)
    works = visit.may(Right.WORK)
    return visit.page(
        "traces/case.html",
        case=case,
        state=words.label(CaseState(case.summary.state)),
        waits=WAITS[case.summary.standing],
        steps=next_steps(case) if works else (),
        others=other_steps(case) if works else (),
        legs=[_leg(leg, case, words, works=works) for leg in case.legs],
        pictures=pictures_of(case, str(visit.frame["member"]), words),
        picture=outline(
            case.request.firearm,
            words.text(_N("Where the marks are")),
            lambda number: f"#mark-{number}",
        ),
        history=[(entry, event_of(entry, words)) for entry in reversed(case.timeline)],
    )


def _leg(leg: LegView, case: CaseDetail, words: Words, *, works: bool) -> LegShown:
    caption = Caption(
        key=f"steps-{leg.leg_id}",
        title=words.text(_N("How far the request came")),
        empty="",
        direction=words.reader.direction,
    )
    return LegShown(
        leg=leg,
        state=words.label(LegState(leg.state)),
        picture=progress(steps_of(leg, case.timeline, words), caption),
        steps=leg_steps(leg) if works else (),
    )


def event_of(entry: Entry, words: Words) -> str:
    """What a line of the history says happened."""
    named = EVENTS.get(entry.event)
    return words.text(named) if named else words.label(entry.event)

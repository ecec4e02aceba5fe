"""A case as one page: what is known, what is withheld and why, and what to do next."""

from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import web
from markupsafe import Markup

from accord.cases.trace_leg import LegState
from accord.pages.charts.progress import progress
from accord.pages.charts.svg import Caption, fitting
from accord.pages.marked import marked as _N
from node.casework.views import CaseDetail, LegView
from node.console.traces.history import history_of
from node.console.traces.journey import steps_of
from node.console.traces.outline import outline
from node.console.traces.pictures import BOTH, pictures_of
from node.console.traces.situation import (
    Step,
    leg_steps,
    next_steps,
    other_steps,
    status_of,
    waits,
)
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
        state=words.label(status_of(case.summary)),
        waits=waits(case),
        steps=next_steps(case) if works else (),
        others=other_steps(case) if works else (),
        legs=[_leg(leg, case, words, works=works) for leg in case.legs],
        pictures=pictures_of(case, str(visit.frame["member"]), words),
        picture=outline(
            case.request.firearm,
            words.text(_N("Where the marks are")),
            lambda number: f"#mark-{number}",
        ),
        history=history_of(case.timeline, words),
    )


def _leg(leg: LegView, case: CaseDetail, words: Words, *, works: bool) -> LegShown:
    steps = steps_of(leg, case.timeline, words)
    drawn = [
        progress(
            steps,
            Caption(
                key=f"steps-{turned}-{leg.leg_id}",
                title=words.text(_N("How far the request came")),
                empty="",
                direction=words.reader.direction,
            ),
            turned,
        )
        for turned in BOTH
    ]
    return LegShown(
        leg=leg,
        state=words.label(LegState(leg.state)),
        picture=fitting(*drawn),
        steps=leg_steps(leg) if works else (),
    )

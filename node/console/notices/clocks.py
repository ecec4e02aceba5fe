"""The clocks of a hit as pictures: what is left of which term, and how often was asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from accord.cases.hit_life import HitEvent
from accord.pages.charts.countdown import Countdown, ring
from accord.pages.charts.progress import Step, progress
from accord.pages.charts.svg import Caption, Tone
from accord.pages.languages import Reader
from accord.pages.marked import marked as _N
from node.casework.views import Due, Entry
from node.notices.views import HitDetail

_STARTS: Final = frozenset({HitEvent.REQUEST, HitEvent.REPEAT, HitEvent.PROMISE})
_SOON: Final = 0.25  # of the term


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One request for confirmation, and how it ended."""

    number: int
    asked_ms: int
    answered: bool


def attempts_of(timeline: Sequence[Entry]) -> Sequence[Attempt]:
    """The numbered requests of a hit, the first one first."""
    found: list[Attempt] = []
    for entry in timeline:
        if entry.event in {HitEvent.REQUEST, HitEvent.REPEAT}:
            found.append(Attempt(number=len(found) + 1, asked_ms=entry.at_ms, answered=False))
        elif found and entry.event in {HitEvent.CONFIRM, HitEvent.NEGATE, HitEvent.PROMISE}:
            last = found.pop()
            found.append(Attempt(number=last.number, asked_ms=last.asked_ms, answered=True))
    return tuple(found)


def countdown_of(hit: HitDetail, reader: Reader) -> Markup | None:
    """A ring that empties until the owner's time is over; nothing where no clock runs."""
    due = hit.summary.answer_by
    if due is None:
        return None
    caption = Caption(
        key="countdown",
        title=reader.text(_N("Time left for the answer")),
        empty="",
        direction=reader.direction,
    )
    return ring(left_of(due, _started_ms(hit.timeline, due), reader), caption)


def left_of(due: Due, started_ms: int, reader: Reader) -> Countdown:
    """How much of a term is left."""
    left_ms = max(0, due.due_ms - reader.now_ms)
    share = left_ms / max(1, due.due_ms - started_ms)
    tone: Tone = "bad" if due.overdue or not left_ms else "warn" if share < _SOON else "accent"
    left = reader.span(left_ms) if left_ms else reader.text(_N("over"))
    return Countdown(share=share, left=left, due=reader.clock(due.due_ms), tone=tone)


def attempts_picture(hit: HitDetail, reader: Reader) -> Markup | None:
    """The numbered requests in a row; nothing where nobody was asked."""
    attempts = attempts_of(hit.timeline)
    if not attempts:
        return None
    waits = hit.summary.answer_by is not None and not hit.summary.answer_by.overdue
    steps = [
        Step(
            label=reader.text(_N("Request %(number)s"), number=reader.number(one.number)),
            reached="done"
            if one.answered
            else ("current" if waits and one is attempts[-1] else "failed"),
            said=reader.text(_N("answered") if one.answered else _N("not answered")),
            when=_when(one.asked_ms, reader),
        )
        for one in attempts
    ]
    caption = Caption(
        key="attempts",
        title=reader.text(_N("Requests for confirmation")),
        empty="",
        direction=reader.direction,
    )
    return progress(steps, caption)


def _when(at_ms: int, reader: Reader) -> str:
    today = reader.day(at_ms) == reader.day(reader.now_ms)
    return reader.clock(at_ms) if today else reader.day(at_ms)


def _started_ms(timeline: Sequence[Entry], due: Due) -> int:
    """When the clock began: the last request, or the owner's promise."""
    return next((one.at_ms for one in reversed(timeline) if one.event in _STARTS), due.due_ms)

"""Where each leg of a case stands and since when, as steps and as lanes over time."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from accord.cases.trace_leg import SETTLED, LegState
from accord.pages.charts.progress import Step
from accord.pages.charts.scale import instants
from accord.pages.charts.svg import Tone
from accord.pages.charts.timeline import Event, Lane, Timeline
from accord.pages.marked import marked as _N
from node.casework.views import CaseDetail, Due, Entry, LegView
from node.console.traces.words import Words

_FAILED = frozenset({"REFUSED", "REJECTED", "UNDELIVERED"})
_GRAVE = frozenset({LegState.REFUSED, LegState.REJECTED, LegState.UNDELIVERED})
_HELD_BACK = frozenset({LegState.ANSWERED_RESTRICTED, LegState.RESTRICTION_UPHELD})
_DELIVERED = "DELIVERED"
_REQUEST = "TRACE_REQUEST"
# What a leg's lane shows; the rest stands in the history.
_SHOWN: Final[Mapping[str, tuple[str, Tone]]] = {
    "SUBMIT": (_N("Sent"), "accent"),
    "DELIVER": (_N("Delivered"), "accent"),
    "ACKNOWLEDGE": (_N("Acknowledged"), "accent"),
    "ASK": (_N("Question"), "warn"),
    "REPLY": (_N("Reply"), "accent"),
    "DELAY": (_N("Delayed"), "warn"),
    "ANSWER_INTERIM": (_N("Interim answer"), "accent"),
    "ANSWER_FULL": (_N("Full answer"), "good"),
    "ANSWER_RESTRICTED": (_N("Part withheld"), "warn"),
    "ANSWER_NEGATIVE": (_N("No record"), "quiet"),
    "ANSWER_REFERRED": (_N("Referral"), "good"),
    "REFUSE": (_N("Refused"), "bad"),
    "REJECT": (_N("Rejected"), "bad"),
    "FAIL_DELIVERY": (_N("Not delivered"), "bad"),
    "WITHDRAW": (_N("Withdrawn"), "quiet"),
}


def steps_of(leg: LegView, timeline: Sequence[Entry], words: Words) -> Sequence[Step]:
    """Accepted, logged, witnessed, delivered, opened, answered: how far the request came."""
    sent = next((one for one in leg.messages if one.kind == _REQUEST), None)
    happened = {entry.event: entry.at_ms for entry in timeline if entry.subject == leg.leg_id}
    opened = happened.get("ACKNOWLEDGE") or happened.get("ASK")
    answered = [at for name, at in happened.items() if name.startswith("ANSWER_")]
    answered += [happened[name] for name in ("REFUSE", "DELAY") if name in happened]
    delivered = happened.get("DELIVER")
    if delivered is None and sent is not None and sent.status == _DELIVERED:
        delivered = sent.updated_ms
    reached = [
        (_N("Accepted"), sent.accepted_ms if sent else None),
        (_N("In the log"), sent.logged_ms if sent else None),
        (_N("Witnessed"), sent.witnessed_ms if sent else None),
        (_N("Delivered"), delivered),
        (_N("Opened"), opened),
        (_N("Answered"), max(answered, default=None)),
    ]
    last = max((place for place, (_, at) in enumerate(reached) if at is not None), default=-1)
    broken = sent is not None and sent.status in _FAILED
    ended = LegState(leg.state) in SETTLED
    return tuple(
        Step(
            label=words.text(label),
            reached="done"
            if at is not None
            else "failed"
            if broken and place == last + 1
            else "current"
            if place == last + 1 and not ended
            else "ahead",
            when="" if at is None else words.reader.day(at),
            said=words.text(_N("failed")) if broken and place == last + 1 else "",
        )
        for place, (label, at) in enumerate(reached)
    )


def lanes_of(case: CaseDetail, words: Words) -> Timeline:
    """A lane for each leg, with the days by which something is due."""
    now = words.reader.now_ms
    lanes = [_lane(leg, case.timeline, now, words) for leg in case.legs]
    times = [int(event.at) for lane in lanes for event in lane.events]
    if not times:
        return Timeline(lanes=())
    ticks = instants(min(times), max([*times, now]))
    return Timeline(
        lanes=lanes,
        ticks=tuple((at, words.reader.day(int(at))) for at in ticks),
        today=(now, words.text(_N("Now"))),
    )


def _lane(leg: LegView, timeline: Sequence[Entry], now: int, words: Words) -> Lane:
    happened = tuple(_events(leg, timeline, words))
    due = [_due(one, label, words) for one, label in _clocks(leg)]
    ended = max((int(one.at) for one in happened), default=leg.sent_ms)
    until = now if leg.open else ended
    return Lane(
        label=words.country(leg.state_asked),
        detail=words.label(leg.why),
        events=(*happened, *due),
        spans=((leg.sent_ms, until, _tone(leg)),),
    )


def _events(leg: LegView, timeline: Sequence[Entry], words: Words) -> Iterator[Event]:
    for entry in timeline:
        if entry.subject == leg.leg_id and entry.event in _SHOWN:
            label, tone = _SHOWN[entry.event]
            yield Event(
                at=entry.at_ms,
                when=words.reader.instant(entry.at_ms),
                label=words.text(label),
                tone=tone,
            )


def _clocks(leg: LegView) -> Iterator[tuple[Due, str]]:
    if leg.acknowledge_by is not None:
        yield leg.acknowledge_by, _N("Receipt due")
    if leg.respond_by is not None:
        yield leg.respond_by, _N("Answer due")
    if leg.clarify_by is not None:
        yield leg.clarify_by, _N("Reasons due")


def _due(clock: Due, label: str, words: Words) -> Event:
    return Event(
        at=clock.due_ms,
        when=words.reader.instant(clock.due_ms),
        label=words.text(label),
        tone="bad" if clock.overdue else "warn",
        deadline=True,
    )


def _tone(leg: LegView) -> Tone:
    state = LegState(leg.state)
    if state in _GRAVE or any(clock.overdue for clock, _ in _clocks(leg)):
        return "bad"
    if state in _HELD_BACK or leg.question is not None:
        return "warn"
    return "accent" if leg.open else "good"

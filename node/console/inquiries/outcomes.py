"""What came of an inquiry, member by member: pure pictures of the answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from markupsafe import Markup

from accord.cases.inquiry_machine import AWAITED, AskedState
from accord.pages.charts.cells import Cell, Series
from accord.pages.charts.countdown import Countdown, ring
from accord.pages.charts.share import Part, share
from accord.pages.charts.svg import Caption, Tone, turned
from accord.pages.languages import Reader
from accord.pages.marked import marked as _N
from node.inquiries.views import AskedView, InquiryDetail, InquirySummary

# The badge of each; an answer is good news whatever it says, silence is not.
TONES: Final[Mapping[AskedState, str]] = {
    AskedState.SENT: "plain",
    AskedState.DELIVERED: "plain",
    AskedState.HIT: "accent",
    AskedState.NO_HIT: "good",
    AskedState.REFUSED: "bad",
    AskedState.UNAVAILABLE: "warn",
    AskedState.COULD_NOT_INTERPRET: "warn",
    AskedState.TIMED_OUT: "bad",
    AskedState.WITHDRAWN: "plain",
}
# As an officer looks for them: whoever has the weapon, then whoever has said nothing yet.
_ORDER: Final = (
    AskedState.HIT,
    AskedState.TIMED_OUT,
    AskedState.REFUSED,
    AskedState.UNAVAILABLE,
    AskedState.COULD_NOT_INTERPRET,
    AskedState.DELIVERED,
    AskedState.SENT,
    AskedState.NO_HIT,
    AskedState.WITHDRAWN,
)
_PARTS: Final[Sequence[tuple[str, Tone, bool, frozenset[AskedState]]]] = (
    (_N("Hit"), "accent", False, frozenset({AskedState.HIT})),
    (_N("No hit"), "good", False, frozenset({AskedState.NO_HIT})),
    (_N("Refused"), "bad", False, frozenset({AskedState.REFUSED})),
    (
        _N("Could not search"),
        "warn",
        False,
        frozenset({AskedState.UNAVAILABLE, AskedState.COULD_NOT_INTERPRET}),
    ),
    (_N("No answer in time"), "bad", True, frozenset({AskedState.TIMED_OUT})),
    (_N("Awaited"), "quiet", True, AWAITED),
)
_SOON: Final = 0.25  # of the term


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLine:
    """One member's part, and how it stands."""

    asked: AskedView
    state: AskedState
    tone: str


def lines_of(members: Sequence[AskedView]) -> Sequence[MemberLine]:
    """The members, those that matter most first."""
    lines = [
        MemberLine(asked=one, state=AskedState(one.state), tone=TONES[AskedState(one.state)])
        for one in members
    ]
    return tuple(sorted(lines, key=lambda line: (_ORDER.index(line.state), line.asked.member)))


def picture_of(inquiry: InquiryDetail, reader: Reader) -> Markup:
    """All members asked as one bar, and how many have answered."""
    states = [AskedState(one.state) for one in inquiry.members]
    heard = len(states) - inquiry.summary.awaited
    parts = [
        Part(
            series=Series(label=reader.text(label), tone=tone, pale=pale),
            cell=Cell(value=count, shown=reader.number(count)),
        )
        for label, tone, pale, of in _PARTS
        if (count := sum(state in of for state in states))
    ]
    caption = Caption(
        key="outcomes",
        title=reader.text(_N("What the members said")),
        empty=reader.text(_N("Nobody was asked.")),
        direction=reader.direction,
    )
    said = reader.text(_N("answered, of %(count)s asked"), count=reader.number(len(states)))
    return turned(partial(share, parts, headline=reader.number(heard), said=said), caption)


def countdown_of(summary: InquirySummary, reader: Reader) -> Markup | None:
    """A ring that empties until the members' time is over; nothing once all are heard."""
    if not summary.awaited or summary.answer_by.overdue:
        return None
    due_ms = summary.answer_by.due_ms
    left_ms = max(0, due_ms - reader.now_ms)
    part = left_ms / max(1, due_ms - summary.opened_ms)
    shown = Countdown(
        share=part,
        left=reader.span(left_ms),
        due=reader.clock(due_ms),
        tone="warn" if part < _SOON else "accent",
    )
    caption = Caption(
        key="countdown",
        title=reader.text(_N("Time left for the answers")),
        empty="",
        direction=reader.direction,
    )
    return ring(shown, caption)

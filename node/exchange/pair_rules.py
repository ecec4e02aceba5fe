"""What two ends of a pair make of each other's counters; no I/O, and the time comes in."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from accord.wire.exchange import ExchangeCounters, MissingRange
from node.exchange.links import Gap

MOST_MISSING = 256
_DAY_MS = 24 * 3600 * 1000


class Discrepancy(NamedTuple):
    """Something that does not add up; codes are stable."""

    code: str
    text: str


NUMBER_REUSED = Discrepancy(
    "pair.number_reused",
    "two headers of the peer claim one number, or one denies the header before it: its database "
    "went back in time, or it shows two histories; both envelopes are kept, ask the peer",
)
WENT_BACK = Discrepancy(
    "pair.went_back",
    "the peer's counters are lower than before: its database was restored from an older copy; "
    "ask its operator what it lost",
)
SENT_AHEAD = Discrepancy(
    "pair.sent_ahead",
    "the peer counts more messages to us than its own numbering allows; its counters are false",
)
CHAIN_DENIED = Discrepancy(
    "pair.chain_denied",
    "the peer's counters name another last header than the chain they travelled in",
)
NEVER_SENT = Discrepancy(
    "pair.never_sent",
    "the peer holds numbers that were never sealed here: this database was restored from an "
    "older copy, or somebody else uses our signing key; compare with the peer before going on",
)
HEADER_DIFFERS = Discrepancy(
    "pair.header_differs",
    "the peer holds another header under this number than the one in our archive: this database "
    "was restored from an older copy, or somebody else uses our signing key",
)
REPAIR_UNFOUNDED = Discrepancy(
    "pair.repair_unfounded",
    "a repair held envelopes that were not its sender's, not for us, not missing or not genuine; "
    "they are kept among the rejected",
)

DISCREPANCIES: Final = {
    one.code: one.text
    for one in (
        NUMBER_REUSED,
        WENT_BACK,
        SENT_AHEAD,
        CHAIN_DENIED,
        NEVER_SENT,
        HEADER_DIFFERS,
        REPAIR_UNFOUNDED,
    )
}


class Finding(NamedTuple):
    """A discrepancy, and the sequence number at which it shows."""

    discrepancy: Discrepancy
    sequence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ours:
    """What this end knows when the peer's counters arrive."""

    sent: int  # highest number sealed to the peer
    sent_header: Callable[[int], bytes | None]  # digest of the header under a number, if archived
    sequence: int  # of the message that brought the counters
    previous_header: bytes  # digest of the header before it, as it says
    reused: bool  # whether that number had been used before


def compare(
    theirs: ExchangeCounters, before: ExchangeCounters | None, ours: Ours
) -> Iterator[Finding]:
    """Everything that does not add up in newer counters of a peer; `before` are its last ones."""
    if theirs.sent >= ours.sequence:
        yield Finding(SENT_AHEAD, theirs.sent)
    elif theirs.sent == ours.sequence - 1 and theirs.sent_header != ours.previous_header:
        yield Finding(CHAIN_DENIED, theirs.sent)
    fell = before and (theirs.sent < before.sent or theirs.received < before.received)
    if fell or ours.reused:
        yield Finding(WENT_BACK, theirs.sent)
    if theirs.received > ours.sent:
        yield Finding(NEVER_SENT, theirs.received)
    elif theirs.received and ours.sent_header(theirs.received) != theirs.received_header:
        yield Finding(HEADER_DIFFERS, theirs.received)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How often a pair speaks of its counters; milliseconds."""

    least_ms: int = 60 * 1000  # between two of a kind to one peer
    settle_ms: int = 20 * 1000  # a younger gap may yet close by itself: lanes overtake each other
    ask_again_ms: int = 10 * 60 * 1000
    always_ms: int = _DAY_MS
    look_ms: int = 2 * 1000  # between two looks at what is due


def settled(missing: Iterable[Gap], now_ms: int, pace: Pace) -> tuple[MissingRange, ...]:
    """The oldest of the unexplained gaps that time has not closed."""
    return tuple(
        MissingRange(first=gap.first, last=gap.last, noticed_ms=gap.noticed_ms)
        for gap in missing
        if gap.noticed_ms + pace.settle_ms <= now_ms
    )[:MOST_MISSING]


def counters_due(
    said: tuple[int, ExchangeCounters] | None,
    missing: tuple[MissingRange, ...],
    contact_ms: int,
    now_ms: int,
    pace: Pace,
    *,
    unheard: bool = False,
) -> bool:
    """Whether to tell a peer our counters; `said` are the last ones it was told, and when.

    They go out on contact, when what is missing has changed, when the peer's own show that it
    has not heard our last messages, again while anything is missing, and daily. Counters that show
    nothing new are therefore never answered.
    """
    if said is None:
        return True
    said_ms, counters = said
    since_ms = now_ms - said_ms
    if 0 <= since_ms < pace.least_ms:
        return False
    if contact_ms > said_ms or missing != counters.missing or unheard:
        return True
    wait_ms = pace.ask_again_ms if missing else pace.always_ms
    return not 0 <= since_ms < wait_ms


def repair_due(
    heard_ms: int | None, served_ms: int | None, theirs: ExchangeCounters, now_ms: int, pace: Pace
) -> bool:
    """Whether the peer's last counters ask for a repair that it has not been given."""
    if heard_ms is None or not theirs.missing:
        return False
    if served_ms is None:
        return True
    return served_ms < heard_ms and not 0 <= now_ms - served_ms < pace.least_ms

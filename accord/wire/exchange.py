"""What two nodes say about their exchange itself: counters, repairs, explanations.

Sequence numbers count one sender's messages to one recipient, from 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from accord.errors import FormatError


class EndReason(StrEnum):
    """How a message ended that did not reach its recipient."""

    REFUSED = "REFUSED"  # by the hub
    UNDELIVERED = "UNDELIVERED"  # it expired, or the recipient had left
    REJECTED = "REJECTED"  # the recipient's own node did not believe it
    NEVER_SEALED = "NEVER_SEALED"  # the sender's archive holds nothing under this number
    TOO_LARGE = "TOO_LARGE"  # it does not fit a repair
    SUPERSEDED = "SUPERSEDED"  # counters or a repair: later ones say more


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingRange:
    """Numbers, both ends included, that have not arrived."""

    first: int
    last: int
    noticed_ms: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeCounters:
    """How far the sender and the reader have come with each other, as the sender sees it.

    Raises:
        FormatError: the ranges are not ascending, or not below what was received.
    """

    sent: int = 0  # highest sealed to the reader before this message
    sent_header: bytes = b""  # SHA-256
    received: int = 0  # highest received from the reader
    received_header: bytes = b""  # SHA-256
    missing: tuple[MissingRange, ...] = ()
    checkpoint: bytes = b""  # newest checkpoint of the hub's log seen, a signed note

    def __post_init__(self) -> None:
        if bool(self.sent) != bool(self.sent_header) or bool(self.received) != bool(
            self.received_header
        ):
            raise FormatError("exchange.header", "a counter and its header's digest go together")
        _check_ascending(self.missing)
        if self.missing and self.missing[-1].last >= self.received:
            raise FormatError("exchange.range", "what is missing lies below what was received")


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Numbers, both ends included, that will not be sent again, and why."""

    first: int
    last: int
    reason: EndReason
    code: str = ""  # of the hub or of the reader's node, where there is one


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeRepair:
    """What the reader said it lacks: the envelopes again, or why there is none to give.

    Raises:
        FormatError: the ranges are not ascending.
    """

    envelopes: tuple[bytes, ...] = ()  # exactly as first sealed
    explanations: tuple[Explanation, ...] = ()

    def __post_init__(self) -> None:
        _check_ascending(self.explanations)


def _check_ascending(ranges: Sequence[MissingRange | Explanation]) -> None:
    last = 0
    for one in ranges:
        if not last < one.first <= one.last:
            raise FormatError("exchange.range", "ranges of numbers from 1 must ascend")
        last = one.last

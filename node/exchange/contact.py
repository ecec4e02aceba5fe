"""What is known of the line to the hub, and what has passed over it since the start."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import structlog

from accord.dates import Clock
from node.exchange.backoff import Backoff

CONNECTED = "exchange.connected"
DISCONNECTED = "exchange.disconnected"
PAUSED = "exchange.paused"
REFUSED = "exchange.refused_by_hub"
REJECTED = "exchange.envelope_rejected"
FAILED = "exchange.message_failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The state of the line, for `doctor`, health checks and metrics."""

    connected: bool
    since_ms: int
    last_heard_ms: int | None
    fault: str | None  # the code of what ended the last session, or why the hub takes nothing
    fault_text: str | None
    received: int
    refused: int  # of ours, by the hub
    rejected: int  # of others', by us
    failed: int  # stored, but its handler failed


class Contact:
    """Keeps the state of the line; only the event loop's thread writes it."""

    def __init__(self, *, clock: Clock, backoff: Backoff) -> None:
        """Takes the back-off that starts anew whenever the hub is heard."""
        self._log = structlog.get_logger("accord.node.exchange")
        self._clock = clock
        self._backoff = backoff
        self._connected = False
        self._since_ms = clock.now_ms()
        self._heard_ms: int | None = None
        self._fault: tuple[str, str] | None = None
        self._counts: Counter[str] = Counter()

    def line(self) -> Line:
        """How things stand."""
        code, text = self._fault or (None, None)
        return Line(
            connected=self._connected,
            since_ms=self._since_ms,
            last_heard_ms=self._heard_ms,
            fault=code,
            fault_text=text,
            received=self._counts["received"],
            refused=self._counts["refused"],
            rejected=self._counts["rejected"],
            failed=self._counts["failed"],
        )

    def connected(self) -> None:
        """The channel is up and mutually authenticated."""
        self._connected, self._since_ms, self._fault = True, self._clock.now_ms(), None
        self._log.info(CONNECTED)

    def paused(self, code: str, text: str) -> None:
        """The line holds, and the hub takes nothing from us for now."""
        if self._fault is None or self._fault[0] != code:
            self._log.warning(PAUSED, code=code)
        self._fault = (code, text)

    def lost(self, code: str, text: str) -> float:
        """The session ended; seconds to wait before the next."""
        again = self._fault is not None and self._fault[0] == code
        if self._connected:
            self._since_ms = self._clock.now_ms()
        self._connected, self._fault = False, (code, text)
        if not again:
            self._log.warning(DISCONNECTED, code=code)
        return self._backoff.next_s()

    def heard(self) -> None:
        """Something came from the hub."""
        self._heard_ms = self._clock.now_ms()
        self._backoff.reset()

    def answered(self, refused: int) -> None:
        """The hub took a frame, and refused so many of its messages."""
        self._fault = None
        if refused:
            self._counts["refused"] += refused
            self._log.warning(REFUSED, count=refused)

    def received(self, new: int, rejection_codes: Iterable[str]) -> None:
        """So many new messages are stored, and some envelopes were rejected."""
        self._counts["received"] += new
        for code, count in Counter(rejection_codes).items():
            self._counts["rejected"] += count
            self._log.warning(REJECTED, code=code, count=count)

    def failed(self, codes: Iterable[str]) -> None:
        """Some handlers failed."""
        for code, count in Counter(codes).items():
            self._counts["failed"] += count
            self._log.warning(FAILED, code=code, count=count)

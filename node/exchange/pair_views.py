"""Read models of the pairs: who lacks what."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRange:
    """Sequence numbers, both ends included."""

    first: int
    last: int
    since_ms: int
    reason: str = ""  # why they will stay away, where the peer has said so
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairFinding:
    """Something that does not add up between the two ends."""

    code: str
    text: str  # what it means and what to do
    sequence: int
    noticed_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PairView:
    """How far this node and one peer have come with each other."""

    member: str
    sent: int  # sealed to the peer
    receipted: int  # of these, taken by the hub
    delivered: int  # of these, committed by the peer
    ended: int  # of these, refused, rejected or undelivered
    received: int  # the highest number that came from the peer
    missing: tuple[NumberRange, ...]  # passed over, and nothing explains it
    explained: tuple[NumberRange, ...]  # passed over, and the peer has said why
    findings: tuple[PairFinding, ...]
    heard_ms: int | None  # when the peer's last counters came
    they_sent: int  # as these say
    they_received: int
    they_lack: tuple[NumberRange, ...]
    agrees: bool | None  # None before any counters of the peer

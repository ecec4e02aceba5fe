"""What an operator sees of the receivers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetView:
    """One receiver."""

    name: str
    waiting: int  # steps that it has not taken yet
    oldest_ms: int | None  # since when the oldest of them waits
    given_up: int  # steps that it did not take for a week
    failure: str  # of the newest failed attempt; empty: none waits after one


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetList:
    """The receivers that the configuration names."""

    targets: tuple[TargetView, ...]

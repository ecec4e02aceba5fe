"""A clock that moves only when told to."""


class ManualClock:
    """Stands still at `now` milliseconds since 1970 until advanced."""

    def __init__(self, now: int = 1_767_225_600_000) -> None:
        """Starts at 2026-01-01 unless told otherwise."""
        self._now = now

    def now_ms(self) -> int:
        """Milliseconds since 1970, UTC."""
        return self._now

    def advance(self, *, days: int = 0, hours: int = 0, seconds: float = 0, ms: int = 0) -> None:
        """Moves forward."""
        self._now += ((days * 24 + hours) * 3600 * 1000) + int(seconds * 1000) + ms

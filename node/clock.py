"""The wall clock; everything else is given a clock and never reads the time itself."""

import time


class WallClock:
    """The time of this machine."""

    def now_ms(self) -> int:
        """Milliseconds since 1970, UTC."""
        return time.time_ns() // 1_000_000

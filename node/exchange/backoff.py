"""How long to wait before the next attempt: jittered, growing, with a low cap."""

from collections.abc import Callable


class Backoff:
    """Waits between half and all of a span that doubles with each failure, up to a cap."""

    def __init__(
        self, *, random: Callable[[int], bytes], first_s: float = 0.25, cap_s: float = 5.0
    ) -> None:
        """Takes the randomness that keeps a region's nodes from returning all at once."""
        self._random = random
        self._first_s = first_s
        self._cap_s = cap_s
        self._span_s = first_s

    def reset(self) -> None:
        """The other side answered: the next wait is short again."""
        self._span_s = self._first_s

    def next_s(self) -> float:
        """Seconds to wait now."""
        span = self._span_s
        self._span_s = min(span * 2, self._cap_s)
        return span * (0.5 + int.from_bytes(self._random(4), "big") / 2**33)

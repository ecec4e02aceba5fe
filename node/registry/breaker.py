"""A circuit breaker: a register that keeps failing is left alone for a while."""

from dataclasses import dataclass

from accord.dates import Clock
from accord.errors import RegistryAway


@dataclass(slots=True, kw_only=True)
class Breaker:
    """Opens after `threshold` failures in a row; after `pause_ms` one trial may close it again."""

    clock: Clock
    threshold: int = 3
    pause_ms: int = 30_000
    _failures: int = 0
    _open_until_ms: int = 0

    def check(self) -> None:
        """Lets a call through, or not.

        Raises:
            RegistryAway: open; the text says for how long.
        """
        if (left_ms := self._open_until_ms - self.clock.now_ms()) > 0:
            raise RegistryAway(
                "registry.circuit_open",
                f"the register failed {self._failures} times in a row; "
                f"it is tried again in {-(-left_ms // 1000)} s",
            )

    def succeeded(self) -> None:
        """The register answered, if only to refuse."""
        self._failures = 0
        self._open_until_ms = 0

    def failed(self) -> None:
        """The register was away."""
        self._failures += 1
        if self._failures >= self.threshold:
            self._open_until_ms = self.clock.now_ms() + self.pause_ms

"""What was typed into a form that could not be taken, kept for a moment so that nothing is lost."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from accord.dates import Clock
from accord.encoding import to_base64url

Pairs = Sequence[tuple[str, str]]
KEPT_MS = 30 * 60_000
MOST = 200  # forms at once
MOST_EACH = 20  # of one person, so that nobody's come at the cost of another's
LARGEST = 256 * 1024  # characters in one


@dataclass(slots=True)
class Refills:
    """In memory only: case data is not written anywhere by a form that was not sent."""

    clock: Clock
    random: Callable[[int], bytes]
    most: int = MOST
    _kept: OrderedDict[str, tuple[str, int, tuple[tuple[str, str], ...]]] = field(
        default_factory=OrderedDict
    )

    def keep(self, who: str, pairs: Pairs) -> str:
        """A key under which this person's next page finds the fields; empty for too much."""
        if sum(len(name) + len(value) for name, value in pairs) > LARGEST:
            return ""
        key = to_base64url(self.random(16))
        own = [key for key, (owner, _, _) in self._kept.items() if owner == who]
        for old in own[: max(0, len(own) + 1 - MOST_EACH)]:
            del self._kept[old]
        self._kept[key] = who, self.clock.now_ms(), tuple(pairs)
        while len(self._kept) > self.most:
            self._kept.popitem(last=False)
        return key

    def take(self, who: str, key: str) -> Pairs:
        """The fields, for whoever typed them; a reload finds them again while they are kept."""
        owner, kept_ms, pairs = self._kept.get(key, ("", 0, ()))
        fresh = self.clock.now_ms() - kept_ms < KEPT_MS
        return pairs if owner == who and fresh else ()

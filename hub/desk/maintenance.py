"""Maintenance: the hub takes no new messages, and delivers what it has.

The state is durable, so a restart does not end it, and the hub's commands may set it beside a
running hub, which looks again when the file has changed.
"""

from dataclasses import dataclass

from accord.dates import Clock
from accord.errors import FormatError, TransportError
from hub.desk.audit import Act, append
from hub.desk.store import DeskStore

CODE = "hub.maintenance"
LONGEST_REASON = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Since when nothing new is taken, who said so, and why."""

    since_ms: int
    by: str
    reason: str


class Maintenance:
    """Whether the hub takes new messages; asked for every frame, so it answers from memory."""

    def __init__(self, store: DeskStore, clock: Clock) -> None:
        """Goes on with what was durable."""
        self._store = store
        self._clock = clock
        self._seen = -1
        self.pause: Pause | None = None
        self.look()

    def look(self) -> None:
        """Takes up what another process has written since."""
        version = self._store.version()
        if version != self._seen:
            self._seen = version
            self.pause = self._read()

    def check(self) -> None:
        """Passes while the hub takes messages.

        Raises:
            TransportError: it is in maintenance; whoever sends keeps the bytes and comes again.
        """
        if self.pause is not None:
            raise TransportError(
                CODE, "the hub takes no new messages for now; send the same bytes again later"
            )

    def begin(self, by: str, reason: str) -> None:
        """Takes nothing new from now on; a second time only the first counts.

        Raises:
            FormatError: the reason is too long.
        """
        reason = " ".join(reason.split())
        if len(reason) > LONGEST_REASON or not reason.isprintable():
            raise FormatError("maintenance.reason", f"reason: at most {LONGEST_REASON} characters")
        with self._store.begin() as tx:
            if tx.execute("SELECT 1 FROM maintenance").fetchone() is None:
                now = self._clock.now_ms()
                tx.execute("INSERT INTO maintenance VALUES (?, ?, ?)", (now, by, reason))
                append(tx, now, actor=by, act=Act.MAINTENANCE_BEGUN, detail=reason)
        self.pause = self._read()

    def end(self, by: str) -> None:
        """Takes messages again."""
        with self._store.begin() as tx:
            if tx.execute("DELETE FROM maintenance").rowcount:
                append(tx, self._clock.now_ms(), actor=by, act=Act.MAINTENANCE_ENDED)
        self.pause = self._read()

    def _read(self) -> Pause | None:
        with self._store.read() as tx:
            row = tx.execute("SELECT * FROM maintenance ORDER BY since_ms LIMIT 1").fetchone()
        return None if row is None else Pause(**dict(row))

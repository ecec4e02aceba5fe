"""The watch over the log: looks, matures what the hub promised, and says how things stand."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from accord.dates import Clock
from accord.errors import AccordError, TransportError, UncheckableError
from accord.log.quorum import LogTrust
from node.exchange.messages import Promise
from node.exchange.wake import Wake
from node.log.alarms import Alarm, AlarmKind, Alarms
from node.log.checkpoints import Kept, Place, kept
from node.log.maturing import Maturing
from node.log.monitor import Monitor, Sight
from node.log.promises import keep, waiting
from node.log.views import AlarmView, CheckpointView, Evidence, LogView
from node.store.engine import Store, after_commit

PROMISE_MS = 60_000  # how long a log may take to show what was promised
_BUSY_SECONDS = 1.0  # between looks while promises wait; a log signs about as often
_IDLE_SECONDS = 5.0
_UNSEEN = Sight(None, None, None, 0, None, 0)


async def pause(wake: Wake) -> None:
    """Waits until something is promised, but not for ever; then for the log to show it."""
    try:
        async with asyncio.timeout(_IDLE_SECONDS):
            await wake.wait()
    except TimeoutError:
        return
    await asyncio.sleep(_BUSY_SECONDS)


class LogWatch:
    """Everything that the node does with the log by itself."""

    def __init__(
        self,
        *,
        store: Store,
        clock: Clock,
        trust: Callable[[], LogTrust],
        alarms: Alarms,
        monitor: Monitor | None,
        maturing: Maturing | None,
        pause: Callable[[Wake], Awaitable[None]] = pause,
    ) -> None:
        """Takes no monitor where no site is set: then promises are kept and nothing more."""
        self._log = structlog.get_logger("accord.node.log")
        self._store = store
        self._clock = clock
        self._trust = trust
        self._alarms = alarms
        self._monitor = monitor
        self._maturing = maturing
        self._pause = pause
        self._promised = Wake()
        self._fault: tuple[str, str] | None = None

    def promised(self, tx: Connection, promises: Sequence[Promise]) -> None:
        """Keeps what the hub promised, in the transaction that keeps its statements."""
        keep(tx, promises)
        after_commit(tx, self._promised.set)

    def checkpoint(self, tx: Connection) -> bytes:
        """The newest believed note, for peers; empty before there is one."""
        found = kept(tx, Place.BELIEVED)
        return found.note if found is not None else b""

    def on_checkpoint(self, tx: Connection, sender: str, note: bytes) -> None:
        """A note that a peer has seen; compared soon, once its message is durable."""
        if self._monitor is not None:
            after_commit(tx, _Showing(self._monitor, sender, note))

    async def run(self) -> None:
        """Works until cancelled."""
        self._promised.bind()
        while True:
            await self.step()
            await self._pause(self._promised)

    async def step(self) -> None:
        """One look, and what follows from it."""
        if self._monitor is None or self._maturing is None:
            return
        try:
            believed = await self._monitor.look()
            if believed is not None:
                await self._maturing.mature(believed)
        except (TransportError, UncheckableError) as error:
            self._failed(error)
        except OperationalError:
            self._failed(UncheckableError("store.unavailable", "the database takes no writes"))
        else:
            self._fault = None
        if await asyncio.to_thread(self._unlogged):
            self._promised.set()

    def view(self) -> LogView:
        """How things stand; blocking."""
        sight = self._monitor.sight() if self._monitor is not None else _UNSEEN
        trust = self._trust()
        with self._store.read() as tx:
            places = {place: self._shown(trust, kept(tx, place)) for place in Place}
            open_ = waiting(tx, (sight.seen_ms or 0) - PROMISE_MS)
        fault = (sight.fault, sight.fault_text) if sight.fault else self._fault
        code, text = fault or ("", "")
        return LogView(
            watched=self._monitor is not None,
            origin=trust.origin,
            believed=places[Place.BELIEVED],
            witnessed=places[Place.WITNESSED],
            cosigned=places[Place.COSIGNED],
            quorum=trust.quorum,
            witnesses=tuple(sorted(trust.witnesses)),
            seen_ms=sight.seen_ms,
            fault=code or "",
            fault_text=text or "",
            ahead=sight.ahead,
            ahead_ms=sight.ahead_ms,
            accepted=open_.accepted,
            logged=open_.logged,
            overdue=open_.overdue,
            alarms=tuple(_alarm(one) for one in self._alarms.all()),
        )

    def evidence(self, number: int) -> Evidence:
        """The proof behind an alarm; blocking.

        Raises:
            PolicyError: no such alarm.
        """
        kind, proof = self._alarms.evidence(number)
        return Evidence(number=number, kind=kind.value, proof=proof)

    def resume(self, reason: str) -> LogView:
        """Lets sending go on; blocking.

        Raises:
            FormatError: no reason, or a long one.
            PolicyError: no alarm stands.
        """
        self._alarms.resume(reason)
        return self.view()

    def _unlogged(self) -> bool:
        try:
            with self._store.read() as tx:
                return waiting(tx, 0).accepted > 0
        except OperationalError:
            return False

    def _failed(self, error: AccordError) -> None:
        if self._fault is None or self._fault[0] != error.code:
            self._log.warning(error.code)
        self._fault = error.code, error.text

    @staticmethod
    def _shown(trust: LogTrust, found: Kept | None) -> CheckpointView | None:
        if found is None:
            return None
        try:
            cosigned = trust.open(found.note).cosigned_s
        except AccordError:  # a key that signed it then is not trusted now
            cosigned = {}
        return CheckpointView(
            size=found.size,
            root=found.root,
            at_ms=found.at_ms,
            cosigned_by=tuple(sorted(cosigned)),
        )


class _Showing:
    """A note to show once its transaction is durable."""

    def __init__(self, monitor: Monitor, sender: str, note: bytes) -> None:
        self._monitor = monitor
        self._sender = sender
        self._note = note

    def __call__(self) -> None:
        self._monitor.show(self._sender, self._note)


_REMEDIES = {
    AlarmKind.FORK: "give the proof to the other members and the secretariat: the hub's log showed "
    "different histories; go on sending only when they have settled which one holds",
    AlarmKind.WITHHELD: "give the proof to the other members and the secretariat: the hub signed a "
    "receipt that its log does not show; go on sending when they have settled it",
    AlarmKind.ROLLBACK: "look whether something between this node and the hub serves old copies, "
    "and ask the hub's operator whether it was restored from a backup",
}


def _alarm(alarm: Alarm) -> AlarmView:
    return AlarmView(
        number=alarm.number,
        kind=alarm.kind.value,
        code=alarm.code,
        raised_ms=alarm.raised_ms,
        source=alarm.source,
        stops=alarm.stops,
        resumed_ms=alarm.resumed_ms,
        reason=alarm.reason or "",
        remedy=_REMEDIES[alarm.kind],
    )

"""A watched log for tests: its site in memory, honest, away, or lying on purpose."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from stores import open_store

from accord.crypto.keys import SigningKey
from accord.errors import TransportError, UncheckableError
from accord.log.keys import cosign_text
from accord.log.note import SignatureLine
from accord.log.quorum import LogTrust, witness_key
from accord.log.tiles import Tile
from accord.testing.clock import ManualClock
from accord.testing.log import MemoryLog
from node.log.alarms import Alarms
from node.log.evidence import LogEvidence
from node.log.maturing import Maturing
from node.log.monitor import Monitor
from node.log.reader import LogReader
from node.store.engine import Store

ORIGIN = "accord.example/log"
LOG_KEY, WITNESS_KEY = SigningKey(bytes(32)), SigningKey(bytes([1] * 32))


class MemorySite:
    """Shows a log; `note` and `change` lie for it."""

    def __init__(self, log: MemoryLog) -> None:
        self.log = log
        self.note: bytes | None = None  # shown instead of the newest
        self.change: Callable[[Tile, bytes], bytes] = lambda _tile, data: data
        self.away = False
        self.fetched: list[Tile] = []

    async def checkpoint(self) -> bytes:
        self._reach()
        return self.log.note() if self.note is None else self.note

    async def tile(self, tile: Tile) -> bytes:
        self._reach()
        self.fetched.append(tile)
        try:
            return self.change(tile, self.log.tile(tile))
        except KeyError as error:
            raise UncheckableError("log.site_tile", "no such tile") from error

    def _reach(self) -> None:
        if self.away:
            raise TransportError("log.site_unreachable", "away")


def entries(count: int, *, of: int = 0) -> list[bytes]:
    """Different entries for each `of`."""
    return [bytes([of]) + number.to_bytes(31, "big") for number in range(count)]


@dataclass
class Watch:
    """A monitor of one site, with all it stands on."""

    store: Store
    clock: ManualClock
    site: MemorySite
    trust: LogTrust
    alarms: Alarms
    monitor: Monitor
    maturing: Maturing
    evidence: LogEvidence

    @property
    def codes(self) -> list[str]:
        return [one.code for one in self.alarms.all()]

    def cosigned(self, log: MemoryLog, size: int | None = None) -> bytes:
        """The log's note with the witness's signature."""
        key = witness_key(ORIGIN, "XB", WITNESS_KEY.public)
        text = log.checkpoint(size).text
        line = SignatureLine.of(key, cosign_text(text, WITNESS_KEY, self.clock.now_ms() // 1000))
        return log.note(size, cosigned=[line])


def new_log(*parts: list[bytes]) -> MemoryLog:
    log = MemoryLog(ORIGIN, LOG_KEY)
    for part in parts:
        log.append(part)
    return log


@contextmanager
def watching(url: str = "sqlite://") -> Iterator[Watch]:
    """Watches a log of 300 entries, with a store in memory unless told otherwise."""
    with closing(open_store(url)) as store:
        clock = ManualClock()
        site = MemorySite(new_log(entries(300)))
        trust = LogTrust(ORIGIN, [LOG_KEY.public], {"XB": [WITNESS_KEY.public]}, 1)
        alarms = Alarms(store=store, clock=clock, changed=lambda: None)
        reader = LogReader(site)
        monitor = Monitor(
            store=store, clock=clock, site=site, reader=reader, trust=lambda: trust, alarms=alarms
        )
        maturing = Maturing(store=store, clock=clock, reader=reader, alarms=alarms)
        yield Watch(
            store,
            clock,
            site,
            trust,
            alarms,
            monitor,
            maturing,
            LogEvidence(store=store, reader=reader),
        )

"""Maturing: finds every promised leaf in the log, whole tiles at a time."""

import asyncio
from collections.abc import Iterable

from accord.dates import Clock
from accord.log.quorum import SignedCheckpoint
from accord.log.tiles import WIDTH, Tile, hashes, inclusion_ranges
from accord.log.withheld import WithheldProof
from node.exchange.messages import Source
from node.log.alarms import AlarmKind, Alarms, Finding
from node.log.monitor import THE_SITE
from node.log.promises import Maturity, OpenPromise, Place, covered, mature, signed_statement
from node.log.reader import LogReader, ProvedLeaves
from node.store.engine import Store

_AT_ONCE = 64  # frames and reports in one commit


class Maturing:
    """Moves promises from accepted to logged and witnessed, or raises the alarm."""

    def __init__(self, *, store: Store, clock: Clock, reader: LogReader, alarms: Alarms) -> None:
        """Takes the reader whose tiles prove the leaves."""
        self._store = store
        self._clock = clock
        self._reader = reader
        self._alarms = alarms

    async def mature(self, believed: SignedCheckpoint) -> None:
        """Looks up every open promise that this checkpoint covers.

        Raises:
            TransportError: the site cannot be reached, or is too slow.
            UncheckableError: its tiles do not prove anything.
        """
        while promises := await asyncio.to_thread(self._covered, believed):
            numbers = {place.at // WIDTH for one in promises for place in one.places}
            proved = {
                number: await self._reader.leaves(number, believed.checkpoint)
                for number in sorted(numbers)
            }
            await asyncio.to_thread(self._keep, promises, proved, believed)
            if len(promises) < _AT_ONCE:
                return

    def _covered(self, believed: SignedCheckpoint) -> list[OpenPromise]:
        with self._store.read() as tx:
            size, witnessed = believed.checkpoint.size, believed.witnessed
            return covered(tx, size, witnessed=witnessed, most=_AT_ONCE)

    def _keep(
        self,
        promises: Iterable[OpenPromise],
        proved: dict[int, ProvedLeaves],
        believed: SignedCheckpoint,
    ) -> None:
        tiles: dict[Tile, bytes] = {}
        for one in proved.values():
            tiles |= one.tiles
        shown = Maturity.WITNESSED if believed.witnessed else Maturity.LOGGED
        states: dict[tuple[Source, int], Maturity] = {}
        missing: list[tuple[OpenPromise, Place]] = []
        for promise in promises:
            states[promise.source, promise.number] = shown
            for place in promise.places:
                if proved[place.at // WIDTH].leaves[place.at % WIDTH] != place.leaf:
                    states[promise.source, promise.number] = Maturity.WITHHELD
                    missing.append((promise, place))
        with self._store.begin() as tx:
            now_ms = self._clock.now_ms()
            mature(tx, states, note=believed.note, tiles=tiles, now_ms=now_ms)
            for promise, place in missing[:1]:  # one is proof enough; the others are marked
                signed = signed_statement(tx, promise.source, promise.number, place.at)
                evidence = _proof(signed, place.at, proved, believed).encode()
                finding = Finding(AlarmKind.WITHHELD, THE_SITE, evidence)
                self._alarms.raise_in(tx, finding)


def _proof(
    signed: bytes, index: int, proved: dict[int, ProvedLeaves], under: SignedCheckpoint
) -> WithheldProof:
    leaves, tiles = proved[index // WIDTH]
    size = under.checkpoint.size
    path = tuple(hashes(inclusion_ranges(index, size), size, tiles))
    return WithheldProof(signed, index, leaves[index % WIDTH], path, under.note)

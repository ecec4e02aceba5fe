"""Proofs for others: where a statement's leaf stands, under the best checkpoint there is.

The newest witnessed one comes first, with tiles from the site. While the hub is away the notes
under which promises matured serve, with the tiles that were kept when they did.
"""

import asyncio
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, select

from accord.errors import FormatError, TransportError, UncheckableError, VerificationError
from accord.log.checkpoint import Checkpoint, parse_checkpoint
from accord.log.note import parse_note
from accord.log.proof import LogProof
from accord.log.tiles import HASH, Tile, hashes, inclusion_ranges, tiles_for
from accord.merkle import leaf_hash, root_from_path
from node.log.checkpoints import Place, kept
from node.log.reader import LogReader
from node.log.tables import log_note, log_tile
from node.store.engine import Store

_NOTES_TRIED = 50


class OlderCheckpoint(NamedTuple):
    """A checkpoint of the record, and the path that shows it inside a newer one."""

    size: int
    note: bytes
    path: tuple[bytes, ...]


class LogEvidence:
    """Makes proofs of leaves."""

    def __init__(self, *, store: Store, reader: LogReader | None) -> None:
        """Takes None where no site is watched; then only what was kept serves."""
        self._store = store
        self._reader = reader

    async def proof(self, index: int, entry: bytes) -> LogProof:
        """The proof of an entry, the SHA-256 of a statement, at its place.

        Raises:
            UncheckableError: no checkpoint covers it yet, or nothing here or on the site proves it.
        """
        for note in await asyncio.to_thread(self._newest, index):
            if (found := await self._from_site(index, entry, note)) is not None:
                return found
        kept_here = await asyncio.to_thread(self._from_store, index, entry)
        if kept_here is None:
            raise UncheckableError(
                "log.no_proof", "the log does not prove this statement now; try again later"
            )
        return kept_here

    async def before(self, leaf: int, note: bytes) -> OlderCheckpoint | None:
        """The newest checkpoint on record without this leaf, and how a later note contains it.

        Raises:
            TransportError: the site cannot be reached.
            UncheckableError: its tiles do not prove it.
        """
        older = await asyncio.to_thread(self._without, leaf)
        if older is None or self._reader is None:
            return None
        size = _checkpoint(older).size
        return OlderCheckpoint(
            size, older, (await self._reader.root_at(size, _checkpoint(note))).path
        )

    def _without(self, leaf: int) -> bytes | None:
        with self._store.read() as tx:
            note = tx.execute(
                select(log_note.c.note)
                .where(log_note.c.size.between(1, leaf))
                .order_by(log_note.c.size.desc())
                .limit(1)
            ).scalar_one_or_none()
        return None if note is None else bytes(note)

    def _newest(self, index: int) -> list[bytes]:
        with self._store.read() as tx:
            found = [kept(tx, place) for place in (Place.WITNESSED, Place.BELIEVED)]
        return [one.note for one in found if one is not None and one.size > index]

    async def _from_site(self, index: int, entry: bytes, note: bytes) -> LogProof | None:
        if self._reader is None:
            return None
        try:
            path = await self._reader.path(leaf_hash(entry), index, _checkpoint(note))
        except (TransportError, UncheckableError):
            return None
        return LogProof(index, path, note)

    def _from_store(self, index: int, entry: bytes) -> LogProof | None:
        leaf = leaf_hash(entry)
        with self._store.read() as tx:
            for note in self._matured(tx, index):
                checkpoint = _checkpoint(note)
                ranges = inclusion_ranges(index, checkpoint.size)
                tiles = _kept_tiles(tx, tiles_for(ranges, checkpoint.size))
                try:
                    path = tuple(hashes(ranges, checkpoint.size, tiles))
                    root = root_from_path(leaf, index, checkpoint.size, path)
                except (FormatError, VerificationError):
                    continue
                if root == checkpoint.root:
                    return LogProof(index, path, note)
        return None

    @staticmethod
    def _matured(tx: Connection, index: int) -> Iterator[bytes]:
        rows = tx.execute(
            select(log_note.c.note)
            .where(log_note.c.matured, log_note.c.size > index)
            .order_by(log_note.c.size)
            .limit(_NOTES_TRIED)
        )
        yield from (bytes(row.note) for row in rows.all())


def _kept_tiles(tx: Connection, wanted: list[Tile]) -> Mapping[Tile, bytes]:
    found: dict[Tile, bytes] = {}
    for tile in wanted:
        data = tx.execute(
            select(log_tile.c.hashes).where(
                log_tile.c.level == tile.level, log_tile.c.number == tile.number
            )
        ).scalar_one_or_none()
        if data is not None and len(data) >= HASH * tile.width:
            found[tile] = bytes(data[: HASH * tile.width])
    return found


def _checkpoint(note: bytes) -> Checkpoint:
    return parse_checkpoint(parse_note(note).text)

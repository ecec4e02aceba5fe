"""A whole log in memory, honest or not: for tests of monitors, witnesses and verifiers."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from accord.crypto.keys import Signer
from accord.log.checkpoint import Checkpoint
from accord.log.growth import Growth
from accord.log.keys import LOG, VerifierKey, sign_text
from accord.log.note import Note, SignatureLine
from accord.log.proof import LogProof
from accord.log.tiles import HASH, Range, Tile, hashes, inclusion_ranges, tiles_for
from accord.merkle import EMPTY_ROOT, leaf_hash


class LogSigner(Signer, Protocol):
    """A signer whose public key is at hand."""

    @property
    def public(self) -> bytes:
        """The 32-byte Ed25519 public key."""
        ...


class MemoryLog:
    """Appends entries, signs checkpoints and serves tiles of any size it had."""

    def __init__(self, origin: str, signer: LogSigner) -> None:
        """Starts empty."""
        self.origin = origin
        self._signer = signer
        self._key = VerifierKey(origin, LOG, signer.public)
        self._growth = Growth()
        self._tiles: dict[tuple[int, int], bytes] = {}

    @property
    def size(self) -> int:
        """How many entries there are."""
        return self._growth.size

    def append(self, entries: Iterable[bytes]) -> None:
        """Adds entries; every smaller size is still to be had."""
        self._tiles |= self._growth.append([leaf_hash(entry) for entry in entries])

    def checkpoint(self, size: int | None = None) -> Checkpoint:
        """The log's state at a size; now, unless told."""
        at = self.size if size is None else size
        whole = [Range(0, at)] if at else []
        roots = hashes(whole, at, self.tiles(tiles_for(whole, at)))
        return Checkpoint(self.origin, at, roots[0] if roots else EMPTY_ROOT)

    def note(self, size: int | None = None, *, cosigned: Iterable[SignatureLine] = ()) -> bytes:
        """The signed checkpoint at a size, with cosignatures that others made."""
        text = self.checkpoint(size).text
        line = SignatureLine.of(self._key, sign_text(text, self._signer))
        return Note(text, (line, *cosigned)).encode()

    def tile(self, tile: Tile) -> bytes:
        """What the log serves for a tile.

        Raises:
            KeyError: it has none there.
        """
        return self._tiles[tile.level, tile.number][: HASH * tile.width]

    def tiles(self, wanted: Iterable[Tile]) -> Mapping[Tile, bytes]:
        """Several tiles at once."""
        return {tile: self.tile(tile) for tile in wanted}

    def proof(self, leaf: int, note: bytes, size: int | None = None) -> LogProof:
        """A proof of one leaf under a checkpoint of this size."""
        at = self.size if size is None else size
        ranges = inclusion_ranges(leaf, at)
        return LogProof(leaf, tuple(hashes(ranges, at, self.tiles(tiles_for(ranges, at)))), note)

"""A log in a folder, as tlog-tiles lays it out, and what this project says of such a folder."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from log_kit import LOG_VKEY, ORIGIN, WITNESSES, cosigned, entry, request

from accord.errors import AccordError, VerificationError
from accord.log.growth import Growth
from accord.log.keys import parse_key
from accord.log.proof import parse_proof
from accord.log.quorum import LogTrust, SignedCheckpoint, witness_key
from accord.log.tiles import WIDTH, Tile, hashes, inclusion_ranges, tile_at, tiles_for
from accord.log.witness import parse_add_checkpoint
from accord.merkle import leaf_hash, root_from_path, verify_consistency
from accord.testing.log import MemoryLog


def all_tiles(size: int) -> Iterator[Tile]:
    """Every tile of a log of this size, each at its full width."""
    level = 0
    while (count := size >> 8 * level) > 0:
        for number in range((count + WIDTH - 1) // WIDTH):
            yield tile_at(level, number, size)
        level += 1


def vkeys() -> bytes:
    """The keys of the kit's log and its witnesses, one a line."""
    witnesses = [witness_key(ORIGIN, member, key.public) for member, key in WITNESSES.items()]
    return "".join(f"{key.text}\n" for key in (LOG_VKEY, *witnesses)).encode()


def bundle(entries: Iterable[bytes]) -> bytes:
    """An entry bundle: each entry behind its two-byte length."""
    return b"".join(len(one).to_bytes(2, "big") + one for one in entries)


def write(folder: Path, files: dict[str, bytes]) -> Path:
    """The folder, with these files in it."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def published(log: MemoryLog, size: int, older: Iterable[int] = ()) -> dict[str, bytes]:
    """What the kit's log shows at this size, with proofs of some leaves and from older sizes."""
    note = cosigned(log, size, ["XA", "XC"])
    files = {"vkeys": vkeys(), "checkpoint": note}
    for tile in all_tiles(size):
        files[tile.path] = log.tile(tile)
        if tile.level == 0:
            first = WIDTH * tile.number
            files[tile.entries_path] = bundle(map(entry, range(first, first + tile.width)))
    for leaf in sorted({0, size // 3, size - 1} & set(range(size))):
        files[f"proofs/{leaf}"] = log.proof(leaf, note, size).encode()
    for old in older:
        files[f"older/{old}"] = log.note(old)
        files[f"requests/{old}"] = request(log, old, size).encode()
    return files


class Verdict(NamedTuple):
    """Whether a check holds, and under which names the checkpoint was cosigned."""

    ok: bool
    cosigned: tuple[str, ...] = ()


Said = dict[str, dict[str, Verdict]]  # by case and check
Verify = Callable[[Iterable[Path]], dict[Path, dict[str, Verdict]]]


class Folder:
    """A log's folder, read and verified with this project's code."""

    def __init__(self, path: Path) -> None:
        """Takes the folder; `verdicts` reads it."""
        self._path = path
        self._entries: list[bytes] = []

    def verdicts(self) -> dict[str, Verdict]:
        """Every check by its name, as `sumdb/verify.go` names them."""
        try:
            own, *witnesses = map(parse_key, self._read("vkeys").decode().splitlines())
            names = {key.name.rpartition("/")[2]: key.name for key in witnesses}
            keys = {key.name.rpartition("/")[2]: [key.public] for key in witnesses}
            self._trust = LogTrust(own.name, [own.public], keys, 0)
        except AccordError:
            return {"vkeys": Verdict(False)}
        found = {"vkeys": Verdict(True)}
        try:
            self._now = self._trust.open(self._read("checkpoint"))
        except AccordError:
            return found | {"checkpoint": Verdict(False)}
        cosigned_by = tuple(names[member] for member in self._now.cosigned_s)
        found["checkpoint"] = Verdict(True, cosigned_by)
        found["tiles"] = self._holds(self._rebuilt)
        if not found["tiles"].ok:
            return found
        found["inclusion"] = self._holds(self._included)
        checks = {"older": self._follows, "proofs": self._proved, "requests": self._asked}
        for kind, check in checks.items():
            for path in sorted(self._path.glob(f"{kind}/*")):
                name = f"{kind}/{path.name}"
                found[name] = self._holds(lambda check=check, name=name: check(name))  # type: ignore[misc]
        return found

    def _holds(self, check: Callable[[], object]) -> Verdict:
        try:
            check()
        except (AccordError, FileNotFoundError, EOFError):
            return Verdict(False)
        return Verdict(True)

    def _read(self, name: str) -> bytes:
        return (self._path / name).read_bytes()

    def _rebuilt(self) -> None:
        checkpoint, growth = self._now.checkpoint, Growth()
        wanted = list(all_tiles(checkpoint.size))
        for tile in wanted:
            if tile.level == 0:
                self._entries += unbundled(self._read(tile.entries_path), tile.width)
        tiles = growth.append([leaf_hash(one) for one in self._entries])
        if growth.root != checkpoint.root:
            raise VerificationError("test.root", "the entries have another root")
        for tile in wanted:
            if tiles[tile.level, tile.number] != self._read(tile.path):
                raise VerificationError("test.tile", "the entries have another tile")

    def _included(self) -> None:
        size, root = self._now.checkpoint.size, self._now.checkpoint.root
        for leaf in {0, size // 2, size - 1} & set(range(size)):
            ranges = inclusion_ranges(leaf, size)
            tiles = {tile: self._read(tile.path) for tile in tiles_for(ranges, size)}
            path = hashes(ranges, size, tiles)
            if root_from_path(leaf_hash(self._entries[leaf]), leaf, size, path) != root:
                raise VerificationError("test.leaf", "the leaf is not in the log")

    def _follows(self, name: str) -> None:
        old, new = self._older(name).checkpoint, self._now.checkpoint
        growth = Growth()
        growth.append([leaf_hash(one) for one in self._entries[: old.size]])
        if old.size > new.size or growth.root != old.root:
            raise VerificationError("test.older", "the older log does not begin this one")

    def _older(self, name: str) -> SignedCheckpoint:
        return self._trust.open(self._read(name))

    def _proved(self, name: str) -> None:
        proof = parse_proof(self._read(name))
        if proof.leaf >= len(self._entries):
            raise VerificationError("test.leaf", "there is no such leaf")
        proof.verify(self._entries[proof.leaf], self._trust)

    def _asked(self, name: str) -> None:
        question = parse_add_checkpoint(self._read(name))
        new = self._trust.open(question.note).checkpoint
        if question.old_size == 0:
            if question.proof:
                raise VerificationError("test.proof", "from an empty log nothing is to be proved")
            return
        old = self._older(f"older/{question.old_size}").checkpoint
        verify_consistency(old.size, old.root, new.size, new.root, question.proof)


def unbundled(data: bytes, count: int) -> list[bytes]:
    """The entries of a bundle.

    Raises:
        EOFError: it holds another number of them.
    """
    found = []
    while len(data) >= 2:
        size = int.from_bytes(data[:2], "big")
        found.append(data[2 : 2 + size])
        data = data[2 + size :] if len(data) >= 2 + size else b"\0"
    if data or len(found) != count:
        raise EOFError
    return found

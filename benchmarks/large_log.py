"""A log of any size: how long an inclusion proof takes, and what memory a hub spends on the log.

The log is a real one, though its entries repeat with every tile, so that it is built in seconds.
"""

import argparse
import os
import time
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

from accord.log.tiles import HASH, WIDTH, inclusion_ranges
from accord.merkle import Tree, leaf_hash, root_from_path
from benchmarks.process import Child, module, own_memory_mib, write_json
from hub.ledger_sqlite import SqliteLedger
from hub.log import HubLog, range_hashes
from hub.tiles_sqlite import SqliteTiles

PROOFS = 1_000
COMMITS, PER_COMMIT = 200, 64


def run(folder: Path, leaves: int) -> dict[str, Any]:
    """The measure for one size, in a process of its own."""
    folder.mkdir(parents=True)
    with closing(SqliteLedger(folder / "ledger.sqlite")) as ledger:
        build(ledger, leaves)
    child = Child("log", [*module("benchmarks.large_log"), str(folder), str(leaves)], folder)
    try:
        return child.wait_for(folder / "log.json", 600)
    finally:
        child.stop()


def build(ledger: SqliteLedger, leaves: int) -> None:
    """Full tiles and partial ones of every level, written as a hub would have."""
    kept = b"".join(sha256(b"%d" % number).digest() for number in range(WIDTH))
    hashes = [leaf_hash(kept[at : at + HASH]) for at in range(0, len(kept), HASH)]
    level, count = 0, leaves
    while count:
        for start in range(0, count, WIDTH * 1000):
            tiles = {
                (level, at // WIDTH): kept[: HASH * min(WIDTH, count - at)]
                for at in range(start, min(count, start + WIDTH * 1000), WIDTH)
            }
            ledger.append(0, [], tiles)
        hashes = [Tree(hashes).root] * WIDTH
        kept, level, count = b"".join(hashes), level + 1, count // WIDTH


def measure(folder: Path, leaves: int) -> dict[str, Any]:
    """Milliseconds for a proof, and this process's memory after commits and proofs."""
    file = folder / "ledger.sqlite"
    ledger, tiles = SqliteLedger(file), SqliteTiles.beside(file)
    log = HubLog.at_end_of(ledger)
    for _ in range(COMMITS):
        log, changed = log.grown([os.urandom(HASH) for _ in range(PER_COMMIT)])
        ledger.append(0, [], changed)
    size, root = log.size, log.growth.root
    taken = []
    for leaf in range(0, leaves, leaves // PROOFS + 1):
        started = time.perf_counter()
        path = range_hashes(tiles, inclusion_ranges(leaf, size), size)
        taken.append((time.perf_counter() - started) * 1000)
        entry = sha256(b"%d" % (leaf % WIDTH)).digest()
        if root_from_path(leaf_hash(entry), leaf, size, path) != root:
            raise RuntimeError("the proof does not lead to the root")
    taken.sort()
    return {
        "leaves": leaves,
        "proof_p50_ms": round(taken[len(taken) // 2], 2),
        "proof_p99_ms": round(taken[len(taken) * 99 // 100], 2),
        "memory_mib": round(own_memory_mib(), 1),
    }


def main() -> None:
    """The measuring process."""
    parser = argparse.ArgumentParser(prog="benchmarks.large_log")
    parser.add_argument("folder", type=Path)
    parser.add_argument("leaves", type=int)
    given = parser.parse_args()
    write_json(given.folder / "log.json", measure(given.folder, given.leaves))


if __name__ == "__main__":
    main()

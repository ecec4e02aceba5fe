"""Tiles: every proof that comes from them is the one that RFC 6962 defines."""

from hashlib import sha256

import pytest

from accord import merkle
from accord.crypto.keys import SigningKey
from accord.errors import AccordError, FormatError, VerificationError
from accord.log.growth import Growth
from accord.log.tiles import (
    Range,
    Tile,
    consistency_ranges,
    hashes,
    leaf_ranges,
    leaves,
    parse_number,
    tile_at,
    tiles_for,
)
from accord.testing.log import MemoryLog

ORIGIN = "accord.example/log"
SIZE = 600
ENTRIES = [sha256(bytes([one % 256, one // 256])).digest() for one in range(SIZE)]
LEAVES = [merkle.leaf_hash(entry) for entry in ENTRIES]
_ODD_NUMBERS = ("", "0", "0000", "-01", "x000", "000/001", "x000/001", "x001//001", "\u0661" * 3)


@pytest.fixture(scope="module")
def log() -> MemoryLog:
    log = MemoryLog(ORIGIN, SigningKey(bytes(32)))
    log.append(ENTRIES)
    return log


def root(size: int) -> bytes:
    return merkle.Tree(LEAVES[:size]).root


@pytest.mark.parametrize("size", [1, 2, 3, 255, 256, 257, 511, 512, 513, SIZE])
def test_inclusion_paths_from_tiles_are_those_of_the_tree(log: MemoryLog, size: int) -> None:
    tree = merkle.Tree(LEAVES[:size])
    assert log.checkpoint(size).root == tree.root
    for leaf in {0, 1, size // 2, size - 1} & set(range(size)):
        assert list(log.proof(leaf, b"", size).path) == tree.path(leaf)


def consistency(log: MemoryLog, old: int, new: int) -> list[bytes]:
    ranges = consistency_ranges(old, new)
    return hashes(ranges, new, log.tiles(tiles_for(ranges, new)))


@pytest.mark.parametrize("new", [*range(1, 34), 255, 256, 257, SIZE])
def test_every_older_tree_is_proved_to_begin_the_new_one(log: MemoryLog, new: int) -> None:
    for old in range(1, new + 1):
        proof = consistency(log, old, new)
        merkle.verify_consistency(old, root(old), new, root(new), proof)


@pytest.mark.parametrize(("old", "new"), [(1, 2), (3, 7), (4, 8), (6, 8), (256, 600), (257, 600)])
def test_no_other_proof_joins_two_trees(log: MemoryLog, old: int, new: int) -> None:
    proof = consistency(log, old, new)
    wrong: list[tuple[int, bytes, int, bytes, list[bytes]]] = [
        (old, bytes(32), new, root(new), proof),
        (old, root(old), new, bytes(32), proof),
        (old, root(old), new, root(new), proof[:-1]),
        (old, root(old), new, root(new), [*proof, bytes(32)]),
        (new, root(new), old, root(old), proof),
        (0, merkle.EMPTY_ROOT, new, root(new), []),
    ]
    for at in range(len(proof)):
        wrong.append((old, root(old), new, root(new), [*proof[:at], bytes(32), *proof[at + 1 :]]))
    for one in wrong:
        with pytest.raises(VerificationError):
            merkle.verify_consistency(*one)


def test_one_size_has_one_root_and_nothing_to_prove() -> None:
    merkle.verify_consistency(5, root(5), 5, root(5), [])
    for other, proof in [(root(4), []), (root(5), [bytes(32)])]:
        with pytest.raises(VerificationError):
            merkle.verify_consistency(5, root(5), 5, other, proof)


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 300, 512, SIZE])
def test_the_leaves_of_a_tile_are_proved_by_the_root(log: MemoryLog, size: int) -> None:
    for number in range((size + 255) // 256):
        tile = tile_at(0, number, size)
        tiles = log.tiles([tile, *tiles_for(leaf_ranges(number, size), size)])
        found = leaves(number, size, root(size), tiles)
        assert list(found) == LEAVES[256 * number : 256 * number + tile.width]
        changed = dict(tiles)
        changed[tile] = bytes(32) + tiles[tile][32:]
        with pytest.raises(VerificationError, match="do not lead"):
            leaves(number, size, root(size), changed)


def test_a_tile_of_the_wrong_length_or_that_was_not_given_is_refused(log: MemoryLog) -> None:
    tile = tile_at(0, 0, 5)
    for tiles in ({}, {tile: log.tile(tile)[:-1]}):
        with pytest.raises(FormatError):
            leaves(0, 5, root(5), tiles)


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0), "tile/0/000"),
        (Tile(1, 999, 255), "tile/1/999.p/255"),
        (Tile(0, 1234067), "tile/0/x001/x234/067"),
        (tile_at(0, 273, 70_000), "tile/0/273.p/112"),
        (tile_at(1, 1, 70_000), "tile/1/001.p/17"),
        (tile_at(2, 0, 70_000), "tile/2/000.p/1"),
    ],
)
def test_a_path_has_one_spelling(tile: Tile, path: str) -> None:
    assert tile.path == path
    assert parse_number(path.split("/", 2)[2]) == (tile.number, tile.width)


@pytest.mark.parametrize(
    "text",
    [*_ODD_NUMBERS, "001.p/0", "001.p/256", "001.p/01", "001.p/", "001.p/1.p/1"],
)
def test_another_spelling_is_refused(text: str) -> None:
    with pytest.raises(FormatError):
        parse_number(text)


@pytest.mark.parametrize(
    ("level", "number", "size"), [(0, 0, 0), (0, 1, 256), (1, 0, 255), (0, -1, 5), (0, -2, 600)]
)
def test_a_log_has_no_tile_outside_its_size(level: int, number: int, size: int) -> None:
    with pytest.raises(FormatError, match="no such tile"):
        tile_at(level, number, size)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (5, 5), (-1, 5)])
def test_a_leaf_outside_the_tree_has_no_proof(log: MemoryLog, index: int, size: int) -> None:
    with pytest.raises(AccordError):
        log.proof(index, b"", size)


@pytest.mark.parametrize("step", [1, 7, 255, 256, 257, 300])
def test_a_log_grows_alike_in_steps_of_any_size(step: int) -> None:
    growth, tiles = Growth(), dict[tuple[int, int], bytes]()
    for start in range(0, SIZE, step):
        tiles |= growth.append(LEAVES[start : start + step])
        assert growth.root == root(growth.size)
    whole = Growth()
    assert tiles == whole.append(LEAVES)
    assert whole.root == growth.root


def test_a_log_goes_on_from_its_last_tiles_and_no_others() -> None:
    growth = Growth()
    tiles = growth.append(LEAVES[:300])
    edge = [tiles[0, 1], tiles[1, 0]]
    again = Growth(300, edge)
    assert again.append(LEAVES[300:]) == growth.append(LEAVES[300:])
    for wrong in (edge[:1], [*edge, b""], [tiles[0, 0], tiles[1, 0]]):
        with pytest.raises(FormatError, match="do not fit"):
            Growth(300, wrong)


def test_ranges_are_named_by_their_ends() -> None:
    assert consistency_ranges(3, 7) == [Range(2, 3), Range(3, 4), Range(0, 2), Range(4, 7)]


@pytest.mark.parametrize("wanted", [Range(0, 257), Range(256, 257), Range(512, 513), Range(0, 512)])
def test_a_range_outside_the_log_has_no_hash(wanted: Range) -> None:
    with pytest.raises(FormatError) as refused:
        tiles_for([wanted], 256)
    assert refused.value.code == "tile.absent"


def test_a_log_has_no_negative_size() -> None:
    with pytest.raises(FormatError, match="negative"):
        Growth(-1)

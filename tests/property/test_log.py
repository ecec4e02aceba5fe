"""The log's formats: what was written is read, and no flipped bit changes what it says."""

from contextlib import suppress
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from log_kit import (
    LOG_KEY,
    LOG_VKEY,
    consistency,
    cosigned,
    cosigner,
    entry,
    grown,
    request,
    trust,
)

from accord import merkle
from accord.errors import AccordError
from accord.log.checkpoint import Checkpoint, parse_checkpoint
from accord.log.fork import ForkProof, parse_fork
from accord.log.growth import Growth
from accord.log.keys import LOG, WITNESS, VerifierKey, parse_key
from accord.log.note import Note, SignatureLine, check_note, parse_note
from accord.log.proof import LogProof, parse_proof
from accord.log.tiles import Tile, consistency_ranges, inclusion_ranges, parse_number
from accord.log.withheld import WithheldProof, parse_withheld
from accord.log.witness import AddCheckpoint, Held, answer, parse_add_checkpoint

SIZE = 600
WHOLE = grown(SIZE)
LEAVES = [merkle.leaf_hash(entry(index)) for index in range(SIZE)]
NOTE = cosigned(WHOLE, members=["XA", "XB"])
HONEST = trust().open(NOTE)
SOUND = Note("a text\n\nof two\n", ())
SIGNED = SOUND._replace(
    signatures=(SignatureLine.of(LOG_VKEY, LOG_KEY.sign(SOUND.text.encode())),)
).encode()

sizes = st.integers(0, 2**63 - 1)
hashes = st.binary(min_size=32, max_size=32)
names = st.text(
    st.characters(min_codepoint=0x21, exclude_categories=["Zs", "Zl", "Zp", "Cs", "Cc"]),
    min_size=1,
    max_size=30,
).filter(lambda name: "+" not in name)
one_line = st.text(st.characters(min_codepoint=0x20, exclude_categories=["Cs"]), max_size=30)
texts = st.lists(one_line, min_size=1, max_size=5).map(lambda lines: "\n".join(lines) + "\n")
lines = st.builds(
    SignatureLine,
    names,
    st.binary(min_size=4, max_size=4),
    st.binary(min_size=1, max_size=100),
)
notes = st.builds(Note, texts, st.lists(lines, min_size=1, max_size=5).map(tuple))
checkpoints = st.builds(
    Checkpoint,
    one_line.filter(bool),
    sizes,
    hashes,
    st.lists(one_line.filter(bool), max_size=2).map(tuple),
)
paths = st.lists(hashes, max_size=63).map(tuple)


@given(notes)
def test_a_note_is_read_as_it_was_written(note: Note) -> None:
    assert parse_note(note.encode()) == note


@given(checkpoints)
def test_a_checkpoint_is_read_as_it_was_written(checkpoint: Checkpoint) -> None:
    assert parse_checkpoint(checkpoint.text) == checkpoint


@given(st.builds(VerifierKey, names, st.sampled_from([LOG, WITNESS]), hashes))
def test_a_key_is_read_as_it_was_written(key: VerifierKey) -> None:
    assert parse_key(key.text) == key


@given(st.builds(LogProof, sizes, paths, st.binary(max_size=200), st.binary(max_size=50)))
def test_a_proof_is_read_as_it_was_written(proof: LogProof) -> None:
    assert parse_proof(proof.encode()) == proof


@given(st.builds(AddCheckpoint, sizes, paths, st.binary(max_size=200)))
def test_a_request_is_read_as_it_was_written(question: AddCheckpoint) -> None:
    assert parse_add_checkpoint(question.encode()) == question


@given(st.integers(0, 10**18 - 1), st.integers(1, 256))
def test_a_tiles_path_is_read_as_it_was_written(number: int, width: int) -> None:
    path = Tile(0, number, width).path.removeprefix("tile/0/")
    assert parse_number(path) == (number, width)


PROOF = WHOLE.proof(257, WHOLE.note())._replace(extra=b"extra").encode()
QUESTION = request(WHOLE, 300, SIZE).encode()
OTHER = grown(0)
OTHER.append(f"other {index}".encode() for index in range(SIZE))
FORK = ForkProof(
    WHOLE.note(300), OTHER.note(), OTHER.checkpoint(300).root, consistency(OTHER, 300, SIZE)
).encode()
WITHHELD = WithheldProof(
    b"promise", 257, merkle.leaf_hash(b"other 257"), OTHER.proof(257, b"").path, OTHER.note()
).encode()
ODD_BYTES = (b"\n", b"\n\n", b" ", b"0", b"+", b"=", b"\xe2\x80\x94 ", b"\0", b"\r\n", b"\xc2\x85")


@given(
    st.sampled_from([SIGNED, NOTE, PROOF, QUESTION, FORK, WITHHELD]),
    st.floats(0, 1),
    st.integers(0, 3),
    st.sampled_from(ODD_BYTES) | st.binary(max_size=8),
)
def test_whatever_is_read_was_in_its_one_spelling(
    good: bytes, where: float, dropped: int, put: bytes
) -> None:
    at = round(where * len(good))
    data = good[:at] + put + good[at + dropped :]
    for parse in (parse_note, parse_proof, parse_add_checkpoint, parse_fork, parse_withheld):
        with suppress(AccordError):
            assert parse(data).encode() == data
    with suppress(AccordError, UnicodeDecodeError):
        text, _, _ = data.decode().rpartition("\n\n")
        assert parse_checkpoint(text).text == text


def flipped(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def test_any_flipped_bit_of_a_signed_note_is_refused() -> None:
    for bit in range(8 * len(SIGNED)):
        with pytest.raises(AccordError):
            check_note(parse_note(flipped(SIGNED, bit)), [LOG_VKEY])


def test_a_flipped_bit_of_a_cosigned_checkpoint_costs_a_cosignature_or_all() -> None:
    """A cosigner's name or key id that nobody knows is a stranger's line, and is passed over."""
    costs = 0
    for bit in range(8 * len(NOTE)):
        with suppress(AccordError):
            signed = trust().open(flipped(NOTE, bit))
            assert signed.checkpoint == HONEST.checkpoint
            assert signed.cosigned_s.items() < HONEST.cosigned_s.items()
            assert not signed.witnessed
            costs += 1
    assert costs


@given(st.integers(0, 8 * len(PROOF) - 1))
def test_a_flipped_bit_of_a_proof_is_refused_or_in_what_proves_nothing(bit: int) -> None:
    changed = flipped(PROOF, bit)
    try:
        found = parse_proof(changed)
        found.verify(entry(257), trust())
    except AccordError:
        return
    assert found._replace(extra=b"extra") == parse_proof(PROOF)
    assert PROOF.index(b"extra ") + 6 <= bit // 8 < PROOF.index(b"\nindex")


LAST = Held(300, WHOLE.checkpoint(300).root)


@given(st.integers(0, 8 * len(QUESTION) - 1))
def test_a_flipped_bit_of_a_request_is_not_cosigned(bit: int) -> None:
    found = answer(flipped(QUESTION, bit), LAST, trust(), cosigner("XA"))
    assert found.status != 200
    assert (found.held, found.split) == (None, False)


@given(st.data())
def test_inclusion_and_consistency_hold_at_any_size(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, SIZE))
    tree = merkle.Tree(LEAVES[:size])
    leaf = data.draw(st.integers(0, size - 1))
    assert WHOLE.checkpoint(size).root == tree.root
    path = WHOLE.proof(leaf, b"", size).path
    assert list(path) == tree.path(leaf)
    assert merkle.root_from_path(LEAVES[leaf], leaf, size, path) == tree.root
    old = data.draw(st.integers(1, size))
    old_root = merkle.Tree(LEAVES[:old]).root
    merkle.verify_consistency(old, old_root, size, tree.root, consistency(WHOLE, old, size))


@given(st.data())
def test_a_proof_holds_for_no_other_place_or_size(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, SIZE))
    leaf, other = (data.draw(st.integers(0, size - 1)) for _ in range(2))
    moved = data.draw(st.integers(1, SIZE))
    proof = WHOLE.proof(leaf, WHOLE.note(size), size)
    for wrong in (proof._replace(leaf=other), proof._replace(checkpoint=WHOLE.note(moved))):
        if wrong != proof:
            with pytest.raises(AccordError):
                wrong.verify(entry(leaf), trust())


@given(sizes.filter(bool), st.data())
def test_proofs_of_any_size_have_the_length_that_the_verifier_expects(
    size: int, data: st.DataObject
) -> None:
    leaf = data.draw(st.integers(0, size - 1))
    merkle.root_from_path(bytes(32), leaf, size, [bytes(32)] * len(inclusion_ranges(leaf, size)))
    old = data.draw(st.integers(1, size))
    proof = [bytes(32)] * len(consistency_ranges(old, size))
    with pytest.raises(AccordError) as refused:
        merkle.verify_consistency(old, b"old", size, b"new", proof)
    assert refused.value.code == "merkle.consistency"


@given(st.lists(st.integers(0, 300), max_size=8))
def test_a_log_that_grows_in_any_steps_is_the_tree_of_all_its_leaves(steps: list[int]) -> None:
    growth, leaves = Growth(), list[bytes]()
    tiles: dict[tuple[int, int], bytes] = {}
    for step in steps:
        more = [sha256(str(len(leaves) + one).encode()).digest() for one in range(step)]
        leaves += more
        tiles |= growth.append(more)
        assert growth.root == merkle.Tree(leaves).root
    assert growth.size == len(leaves)
    edge = []
    for level in range((growth.size.bit_length() + 7) // 8):
        number, width = divmod(growth.size >> 8 * level, 256)
        edge.append(tiles[level, number] if width else b"")
    again = Growth(growth.size, edge)
    assert again.root == growth.root
    assert again.append(LEAVES[:3]) == growth.append(LEAVES[:3])
    assert b"".join(tiles[0, number] for number in range((len(leaves) + 255) // 256)) == b"".join(
        leaves
    )


@given(st.integers(0, 8 * len(FORK) - 1))
def test_a_flipped_bit_of_a_proof_of_a_fork_is_refused(bit: int) -> None:
    parse_fork(FORK).verify(trust())
    with pytest.raises(AccordError):
        parse_fork(flipped(FORK, bit)).verify(trust())


@given(st.integers(0, 8 * len(WITHHELD) - 1))
def test_a_flipped_bit_of_a_proof_of_a_withheld_leaf_is_refused_or_in_the_promise(bit: int) -> None:
    """The promise is signed by the hub, and its signature is checked beside this proof."""
    promised = entry(257)
    parse_withheld(WITHHELD).verify(promised, trust())
    try:
        found = parse_withheld(flipped(WITHHELD, bit))
        found.verify(promised, trust())
    except AccordError:
        return
    assert found._replace(statement=b"promise") == parse_withheld(WITHHELD)

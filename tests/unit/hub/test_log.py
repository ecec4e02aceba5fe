"""The hub's log grows as any log does, survives a restart at any size, and never forks."""

import random
from hashlib import sha256

import pytest

from accord.crypto.keys import SigningKey
from accord.errors import AccordError, UncheckableError
from accord.log.quorum import LogTrust
from accord.log.tiles import HASH, WIDTH, Range, inclusion_ranges
from accord.merkle import EMPTY_ROOT, leaf_hash, root_from_path, verify_consistency
from accord.testing.clock import ManualClock
from accord.testing.log import MemoryLog
from accord.testing.region import ORIGIN, build_region
from hub.entries import Checkpointed, Published
from hub.intake import Refusable
from hub.leaves import check_note
from hub.ledger_sqlite import SqliteLedger
from hub.log import HubLog, check_prefix, consistency_proof, range_hashes, root_at
from hub.notary import LogNotary, Notary
from hub.proposals import Answer, Committed, NewCheckpoint, Publication, Submission
from hub.sequencer import Sequencer

KEYS = build_region(now_ms=ManualClock().now_ms(), random=random.Random(5).randbytes)
TRUSTED = KEYS.trusted(ManualClock().now_ms())
SIZES = [1, 2, 255, 256, 257, 511, 512, 700]
ENTRIES = [sha256(b"%d" % number).digest() for number in range(SIZES[-1])]


def memory(size: int) -> MemoryLog:
    log = MemoryLog(ORIGIN, KEYS.log_key)
    log.append(ENTRIES[:size])
    return log


@pytest.fixture
def ledger() -> SqliteLedger:
    return SqliteLedger(":memory:")


@pytest.fixture
def grown(ledger: SqliteLedger) -> SqliteLedger:
    """A ledger whose log was taken up anew before each step."""
    size = 0
    for following in SIZES:
        log, tiles = HubLog.at_end_of(ledger).grown(ENTRIES[size:following])
        ledger.append(0, [], tiles)
        size = following
        assert (log.size, ledger.log_size()) == (size, size)
        assert log.growth.root == memory(size).checkpoint().root
    return ledger


def test_a_tile_of_level_0_is_kept_as_its_entries(grown: SqliteLedger) -> None:
    kept = b"".join(grown.tile(0, number) or b"" for number in range(3))
    assert kept == b"".join(ENTRIES)
    assert grown.tile(0, 3) is None
    assert len(grown.tile(1, 0) or b"") == HASH * (SIZES[-1] // WIDTH)


@pytest.mark.parametrize("old", [0, *SIZES])
def test_any_size_is_proved_to_begin_any_later_one(grown: SqliteLedger, old: int) -> None:
    assert root_at(grown, old) == memory(old).checkpoint().root
    for size in (size for size in SIZES if size >= old):
        proof = consistency_proof(grown, old, size)
        if old:
            verify_consistency(old, root_at(grown, old), size, root_at(grown, size), proof)
        else:
            assert proof == []


def test_every_leaf_is_proved_from_the_kept_tiles(grown: SqliteLedger) -> None:
    size = SIZES[-1]
    for number, entry in enumerate(ENTRIES):
        path = range_hashes(grown, inclusion_ranges(number, size), size)
        assert root_from_path(leaf_hash(entry), number, size, path) == root_at(grown, size)


def test_another_root_or_a_larger_size_is_no_prefix(grown: SqliteLedger) -> None:
    check_prefix(grown, 0, EMPTY_ROOT)
    check_prefix(grown, 257, root_at(grown, 257))
    for size, root in ((257, root_at(grown, 256)), (701, bytes(32)), (0, bytes(32))):
        with pytest.raises(AccordError, match=r"log\.not_a_prefix"):
            check_prefix(grown, size, root)


def test_a_lost_tile_is_named(grown: SqliteLedger) -> None:
    grown._db.execute("DELETE FROM tile WHERE level = 1")
    with pytest.raises(AccordError, match=r"tile\.absent"):
        range_hashes(grown, [Range(0, 256)], 700)
    with pytest.raises(AccordError, match=r"log\.edge"):
        HubLog.at_end_of(grown)


def _sequencer(
    ledger: SqliteLedger, clock: ManualClock, key: SigningKey = KEYS.log_key
) -> Sequencer:
    return Sequencer(
        ledger=ledger,
        region=TRUSTED,
        notary=Notary("hub", KEYS.hub_key),
        log_notary=LogNotary(ORIGIN, key.public, key),
        clock=clock,
        most_open_messages=10,
    )


def _refuse(sequencer: Sequencer, count: int) -> Committed:
    one = Refusable(bytes(32), None, "envelope.malformed", "not an envelope")
    return sequencer.commit([Submission("XA", [one] * count), NewCheckpoint()])


def _checkpoint(done: Committed) -> Checkpointed:
    checkpointed = done.answers[-1]
    assert isinstance(checkpointed, Checkpointed)
    return checkpointed


def test_a_checkpoint_is_of_what_was_durable_before_its_group(ledger: SqliteLedger) -> None:
    sequencer = _sequencer(ledger, ManualClock())
    assert _checkpoint(_refuse(sequencer, 3)).size == 0
    done = _refuse(sequencer, 2)
    assert (_checkpoint(done).size, done.log_size) == (3, 5)
    (answer, _) = done.answers
    assert isinstance(answer, Answer)
    kept = ledger.tile(0, 0)
    assert kept is not None
    for number, result in enumerate(answer.results, 3):
        at = HASH * number
        assert kept[at : at + HASH] == sha256(result.statement).digest()


def test_a_log_that_did_not_grow_is_not_signed_again(ledger: SqliteLedger) -> None:
    clock = ManualClock()
    first = _checkpoint(_sequencer(ledger, clock).commit([NewCheckpoint()]))
    head = ledger.head()
    for _ in range(2):
        assert _sequencer(ledger, clock).commit([NewCheckpoint()] * 2).answers == [None, None]
    assert (ledger.head(), ledger.last_checkpoint()) == (head, first)


def test_a_new_key_signs_the_log_anew(ledger: SqliteLedger) -> None:
    clock, other = ManualClock(), SigningKey(bytes(32))
    older = _checkpoint(_sequencer(ledger, clock).commit([NewCheckpoint()]))
    newer = _checkpoint(_sequencer(ledger, clock, other).commit([NewCheckpoint()]))
    assert (newer.size, newer.root) == (older.size, older.root)
    assert LogTrust(ORIGIN, [other.public], {}, 0).open(newer.note).checkpoint.size == 0


class _Token(SigningKey):
    """A key in a token that somebody pulled out."""

    here = False

    def sign(self, message: bytes) -> bytes:
        if not self.here:
            raise UncheckableError("token.away", "put the token in")
        return super().sign(message)


def test_a_log_key_that_is_away_does_not_stop_the_relay(ledger: SqliteLedger) -> None:
    token = _Token(bytes(32))
    sequencer = _sequencer(ledger, ManualClock(), token)
    refused, unsigned = _refuse(sequencer, 2).answers
    assert isinstance(refused, Answer)
    assert isinstance(unsigned, UncheckableError)
    assert ledger.last_checkpoint() is None
    token.here = True
    assert _checkpoint(sequencer.commit([NewCheckpoint()])).size == 2


def test_a_published_note_is_an_entry_and_no_leaf(ledger: SqliteLedger) -> None:
    sequencer = _sequencer(ledger, ManualClock())
    note = _checkpoint(sequencer.commit([NewCheckpoint()])).note
    assert sequencer.commit([Publication(note)]).log_size == 0
    assert ledger.last_published() == Published(note)


def test_a_commit_that_fails_leaves_the_log_as_it_was(ledger: SqliteLedger) -> None:
    sequencer = _sequencer(ledger, ManualClock())
    _refuse(sequencer, 2)
    behind = _sequencer(ledger, ManualClock())
    _refuse(sequencer, 3)
    with pytest.raises(AccordError, match=r"ledger\.head_moved"):
        _refuse(behind, 1)
    assert behind._log.size == 2
    assert ledger.log_size() == 5


@pytest.mark.parametrize(
    "fact",
    [
        Checkpointed(700, bytes(32), memory(700).note()),
        Checkpointed(256, memory(256).checkpoint().root, memory(257).note()),
        Published(MemoryLog("other.example", KEYS.log_key).note()[:-9]),
    ],
)
def test_a_note_that_is_not_of_this_log_is_found(
    grown: SqliteLedger, fact: Checkpointed | Published
) -> None:
    with pytest.raises(AccordError):
        check_note(fact, grown, 700)


def test_a_note_larger_than_the_log_was_is_found(grown: SqliteLedger) -> None:
    note = memory(257).note()
    check_note(Published(note), grown, 257)
    with pytest.raises(AccordError, match=r"log\.note"):
        check_note(Published(note), grown, 256)

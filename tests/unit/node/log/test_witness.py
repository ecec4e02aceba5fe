"""The witness: durable before it speaks, one history only, silent while an alarm stands."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError
from watch_kit import ORIGIN, WITNESS_KEY, Watch, entries, new_log

from accord.log.fork import parse_fork
from accord.log.note import SignatureLine, parse_lines
from accord.log.tiles import consistency_ranges, hashes, tiles_for
from accord.log.witness import AddCheckpoint
from accord.testing.log import MemoryLog
from node.log.witness import Cosigner, Witness
from node.store.engine import Store


def witness_of(watch: Watch, store: Store | None = None) -> Witness:
    return Witness(
        store=store or watch.store,
        clock=watch.clock,
        cosigner=Cosigner("XB", WITNESS_KEY, WITNESS_KEY.public),
        trust=lambda: watch.trust,
        alarms=watch.alarms,
        show=watch.monitor.show,
    )


def question(log: MemoryLog, old: int, new: int | None = None) -> bytes:
    size = log.size if new is None else new
    ranges = consistency_ranges(old, size) if old else []
    proof = hashes(ranges, size, log.tiles(tiles_for(ranges, size)))
    return AddCheckpoint(old, tuple(proof), log.note(size)).encode()


def lines(body: bytes) -> tuple[SignatureLine, ...]:
    return parse_lines(body.decode())


def test_it_cosigns_each_checkpoint_that_follows(watch: Watch) -> None:
    witness, log = witness_of(watch), watch.site.log
    for old, new in ((0, 100), (100, 100), (100, 300)):
        answer = witness.answer(question(log, old, new))
        assert answer.status == 200
        note = log.note(new, cosigned=lines(answer.body))
        assert watch.trust.open(note).witnessed
    cosigned = witness.cosigned()
    assert cosigned is not None
    assert watch.trust.open(cosigned.note).checkpoint.size == 300


def test_it_says_what_it_holds_after_a_restart(watch: Watch) -> None:
    witness_of(watch).answer(question(watch.site.log, 0, 200))
    answer = witness_of(watch).answer(question(watch.site.log, 0, 300))
    assert (answer.status, answer.body) == (409, b"200\n")


def test_the_same_question_again_costs_the_store_nothing(watch: Watch) -> None:
    witness_of(watch).answer(question(watch.site.log, 0, 300))
    busy: Store = BreakingStore(watch.store)  # type: ignore[assignment]
    assert witness_of(watch, busy).answer(question(watch.site.log, 300, 300)).status == 200
    assert witness_of(watch, busy).answer(question(watch.site.log, 0, 300)).status == 409


class BreakingStore:
    """A store whose every commit fails, as when its process dies before it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.read = store.read

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        with self._store.begin() as tx:
            yield tx
            raise OperationalError("COMMIT", {}, Exception("the disk is gone"))


def test_no_cosignature_leaves_before_what_it_says_is_durable(watch: Watch) -> None:
    breaking: Store = BreakingStore(watch.store)  # type: ignore[assignment]
    with pytest.raises(OperationalError):
        witness_of(watch, breaking).answer(question(watch.site.log, 0, 300))
    assert witness_of(watch).cosigned() is None
    assert witness_of(watch).answer(question(watch.site.log, 0, 200)).status == 200


def test_two_roots_for_one_size_are_a_fork_and_end_its_cosigning(watch: Watch) -> None:
    witness = witness_of(watch)
    witness.answer(question(watch.site.log, 0, 300))
    other = new_log(entries(300, of=9))
    assert witness.answer(question(other, 300)).status == 422
    assert [(one.code, one.source) for one in watch.alarms.all()] == [("log.fork", "witness")]
    parse_fork(watch.alarms.evidence(1)[1]).verify(watch.trust)
    assert witness.answer(question(watch.site.log, 300, 300)).status == 503


def test_what_does_not_follow_is_not_cosigned(watch: Watch) -> None:
    witness = witness_of(watch)
    witness.answer(question(watch.site.log, 0, 200))
    other = new_log(entries(300, of=9))
    assert witness.answer(question(other, 200)).status == 422
    assert watch.codes == []  # the hub may prove badly; the signed notes must contradict


def test_it_does_not_cosign_against_its_own_monitor(watch: Watch) -> None:
    asyncio.run(watch.monitor.look())
    other = new_log(entries(300, of=9))
    assert witness_of(watch).answer(question(other, 0)).status == 503
    assert watch.codes == ["log.fork"]
    assert witness_of(watch).cosigned() is None
    parse_fork(watch.alarms.evidence(1)[1]).verify(watch.trust)


def test_what_it_cosigned_of_another_history_is_found_by_the_monitor(watch: Watch) -> None:
    asyncio.run(watch.monitor.look())
    other = new_log(entries(299), entries(50, of=9))
    assert witness_of(watch).answer(question(other, 0)).status == 200
    watch.site.log.append(entries(100))
    asyncio.run(watch.monitor.look())
    assert [(one.code, one.source) for one in watch.alarms.all()] == [("log.fork", "witness")]


@pytest.mark.parametrize("body", [b"", b"old 0\n\n", b"old x\n\nnote"])
def test_nonsense_is_refused(watch: Watch, body: bytes) -> None:
    assert witness_of(watch).answer(body).status == 400


def test_another_log_is_not_known(watch: Watch) -> None:
    other = MemoryLog(f"{ORIGIN}/other", WITNESS_KEY)
    other.append(entries(1))
    assert witness_of(watch).answer(question(other, 0)).status == 404

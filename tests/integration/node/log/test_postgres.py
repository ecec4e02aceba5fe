"""The watch over the log with a real PostgreSQL server behind it."""

from collections.abc import Iterator
from contextlib import ExitStack
from hashlib import sha256

import pytest
from postgres import fresh_database, postgres_server
from promise_kit import answer, digests, report, statements, states, step
from watch_kit import WITNESS_KEY, Watch, entries, new_log, watching

from accord.log.fork import parse_fork
from accord.log.withheld import parse_withheld
from accord.log.witness import AddCheckpoint
from node.log.promises import Maturity, maturities, waiting
from node.log.witness import Cosigner, Witness


@pytest.fixture
def watch() -> Iterator[Watch]:
    with ExitStack() as stack:
        server = stack.enter_context(postgres_server())
        url = stack.enter_context(fresh_database(server))
        yield stack.enter_context(watching(url))


def test_promises_mature_and_lies_are_kept(watch: Watch) -> None:
    receipts, lost = statements(3, 300), statements(1, 304)
    answer(watch, 1, receipts)
    report(watch, 1, lost[0])
    watch.site.log.append(digests(receipts))
    step(watch)
    assert states(watch) == [Maturity.LOGGED, Maturity.ACCEPTED]
    watch.site.log.append(entries(2, of=9))
    watch.site.note = watch.cosigned(watch.site.log)
    step(watch)
    assert states(watch) == [Maturity.WITNESSED, Maturity.WITHHELD]
    proof = parse_withheld(watch.alarms.evidence(1)[1])
    proof.verify(sha256(lost[0]).digest(), watch.trust)
    assert watch.alarms.resume("settled") == 1
    watch.site.note = None
    step(watch)
    watch.site.log = new_log(entries(400, of=9))
    step(watch)
    assert watch.codes == ["log.fork", "log.leaf_withheld"]
    parse_fork(watch.alarms.evidence(2)[1]).verify(watch.trust)
    with watch.store.read() as tx:
        assert maturities(tx, [bytes(16)]) == {}
        assert waiting(tx, watch.clock.now_ms()).overdue == 0


def test_a_witness_holds_what_it_cosigned(watch: Watch) -> None:
    witness = Witness(
        store=watch.store,
        clock=watch.clock,
        cosigner=Cosigner("XB", WITNESS_KEY, WITNESS_KEY.public),
        trust=lambda: watch.trust,
        alarms=watch.alarms,
        show=watch.monitor.show,
    )
    question = AddCheckpoint(0, (), watch.site.log.note()).encode()
    assert [witness.answer(question).status for _ in range(2)] == [200, 409]

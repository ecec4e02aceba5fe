"""Maturing: every promised leaf is found in the log, or the hub is caught with its receipt."""

import asyncio
from hashlib import sha256

import pytest
from promise_kit import HUB_KEY, answer, digests, report, statements, states, step
from sqlalchemy import insert, select
from watch_kit import Watch, entries

from accord.crypto.batch import STATEMENTS, BatchVerifier
from accord.errors import UncheckableError
from accord.log.withheld import parse_withheld
from accord.v1.relay_pb2 import (
    SignedStatement,
    Statement,
)
from accord.wire.relay import read_signature
from node.exchange.messages import Source
from node.exchange.tables import (
    outbox_delivery,
    outbox_message,
)
from node.log.evidence import LogEvidence
from node.log.promises import Maturity, maturities, waiting
from node.log.reader import LogReader
from node.log.tables import log_note, log_promise


def test_a_receipt_is_accepted_then_logged_then_witnessed(watch: Watch) -> None:
    receipts = statements(40, 300)
    answer(watch, 1, receipts)
    report(watch, 1, statements(1, 340)[0])
    step(watch)
    assert states(watch) == [Maturity.ACCEPTED, Maturity.ACCEPTED]
    watch.site.log.append(digests(receipts))
    step(watch)
    assert states(watch) == [Maturity.LOGGED, Maturity.ACCEPTED]
    watch.clock.advance(seconds=1)
    watch.site.log.append(digests(statements(1, 340)))
    watch.site.note = watch.cosigned(watch.site.log)
    step(watch)
    assert states(watch) == [Maturity.WITNESSED, Maturity.WITNESSED]
    with watch.store.read() as tx:
        row = tx.execute(select(log_promise).where(log_promise.c.source == 0)).one()
    assert row.witnessed_ms == row.logged_ms + 1000
    assert (watch.codes, watch.alarms.clear()) == ([], True)


def test_receipts_scattered_over_tiles_are_found_in_each(watch: Watch) -> None:
    mine = [statements(1, leaf)[0] for leaf in (310, 600, 601, 1023)]
    answer(watch, 1, mine)
    leaves = digests(statements(724, 300))
    watch.site.log.append(leaves)
    step(watch)
    assert states(watch) == [Maturity.LOGGED]


def hub_statement_of(signed: bytes) -> bytes:
    """The statement, whose signature is checked as an outsider would."""
    raw = SignedStatement.FromString(signed)
    verifier = BatchVerifier()
    verifier.verify(STATEMENTS, raw.statement, read_signature(raw.signature), HUB_KEY.public)
    return raw.statement


@pytest.mark.parametrize("source", list(Source))
def test_a_withheld_leaf_is_proved_with_the_hubs_own_receipt(watch: Watch, source: Source) -> None:
    receipts = statements(3, 300)
    if source is Source.ANSWER:
        answer(watch, 1, receipts)
    else:
        report(watch, 1, receipts[1])
    watch.site.log.append([digests(receipts)[0], *entries(2, of=9)])
    step(watch)
    assert (states(watch), watch.codes) == ([Maturity.WITHHELD], ["log.leaf_withheld"])
    assert not watch.alarms.clear()
    proof = parse_withheld(watch.alarms.evidence(1)[1])
    body = hub_statement_of(proof.statement)
    assert Statement.FromString(body).leaf == proof.at == 301
    proof.verify(sha256(body).digest(), watch.trust)


def test_a_withheld_leaf_is_reported_once_and_does_not_hold_others_up(watch: Watch) -> None:
    lost, kept = statements(1, 300), statements(1, 301)
    answer(watch, 1, lost)
    answer(watch, 2, kept)
    watch.site.log.append([*entries(1, of=9), *digests(kept)])
    step(watch)
    watch.alarms.resume("the region holds the hub to it")
    step(watch)
    assert (states(watch), watch.codes) == (
        [Maturity.WITHHELD, Maturity.LOGGED],
        ["log.leaf_withheld"],
    )
    assert watch.alarms.clear()


def test_a_message_tells_how_far_its_receipt_has_matured(watch: Watch) -> None:
    receipts = statements(2, 300)
    answer(watch, 7, receipts)
    sent = {
        column.name: 0 for column in outbox_message.columns if column.name not in {"message_id"}
    } | {"position": 1, "conversation_id": bytes(16), "payload": b""}
    with watch.store.begin() as tx:
        tx.execute(insert(outbox_message).values(message_id=bytes([5] * 16), **sent))
        tx.execute(
            insert(outbox_delivery).values(
                position=1, recipient="XB", priority=0, status="SEALED", frame=7, changed_ms=0
            )
        )
    start = watch.clock.now_ms()
    for witnessed in (False, True):
        watch.clock.advance(seconds=1)
        watch.site.log.append(digests(receipts) if not witnessed else entries(1))
        watch.site.note = watch.cosigned(watch.site.log) if witnessed else None
        step(watch)
    with watch.store.read() as tx:
        found = maturities(tx, [bytes([5] * 16), bytes(16)])
    assert found == {bytes([5] * 16): (start, start + 1000, start + 2000)}


def test_a_site_that_hides_its_tiles_matures_nothing_and_accuses_nobody(watch: Watch) -> None:
    receipts = statements(3, 300)
    answer(watch, 1, receipts)
    asyncio.run(watch.monitor.look())
    watch.site.log.append(digests(receipts))
    asyncio.run(watch.monitor.look())
    watch.site.change = lambda tile, data: data if tile.level else bytes(len(data))
    watch.site.log.append(entries(1))
    step(watch)
    assert states(watch) == [Maturity.LOGGED]  # under the believed one, whose tiles are known
    more = statements(1, 304)
    answer(watch, 2, more)
    watch.site.log.append(digests(more))
    step(watch)
    assert states(watch) == [Maturity.LOGGED, Maturity.ACCEPTED]
    assert (watch.codes, watch.monitor.sight().fault) == ([], "log.tiles_unproved")


def test_a_promise_that_the_log_does_not_keep_in_time_is_overdue(watch: Watch) -> None:
    answer(watch, 1, statements(1, 300))
    watch.clock.advance(seconds=61)
    step(watch)
    with watch.store.read() as tx:
        seen_ms = watch.monitor.sight().seen_ms or 0
        assert waiting(tx, seen_ms - 60_000).overdue == 1
        assert waiting(tx, seen_ms - 62_000).overdue == 0


def test_what_matured_can_be_proved_while_the_hub_is_away(watch: Watch) -> None:
    receipts = statements(700, 300)
    answer(watch, 1, receipts[100:140])
    watch.site.log.append(digests(receipts))
    step(watch)
    watch.site.log.append(entries(5000, of=1))
    step(watch)
    watch.site.away = True
    restarted = LogEvidence(store=watch.store, reader=LogReader(watch.site))
    proof = asyncio.run(restarted.proof(401, digests(receipts)[101]))
    signed = proof.verify(digests(receipts)[101], watch.trust)
    assert signed.checkpoint.size == 1000
    with pytest.raises(UncheckableError):
        asyncio.run(restarted.proof(999, digests(receipts)[98]))


def test_a_proof_is_under_the_newest_witnessed_checkpoint(watch: Watch) -> None:
    receipts = statements(10, 300)
    watch.site.log.append(digests(receipts))
    watch.site.note = watch.cosigned(watch.site.log)
    step(watch)
    watch.site.log.append(entries(90))
    watch.site.note = None
    step(watch)
    entry = digests(receipts)[3]
    signed = asyncio.run(watch.evidence.proof(303, entry)).verify(entry, watch.trust)
    assert (signed.checkpoint.size, signed.witnessed) == (310, True)
    with pytest.raises(UncheckableError):
        asyncio.run(watch.evidence.proof(304, entry))


def test_only_notes_that_prove_something_are_kept_beside_the_days_last(watch: Watch) -> None:
    receipts = statements(1, 310)
    answer(watch, 1, receipts)
    watch.site.log.append(entries(10))
    for _ in range(5):
        watch.site.log.append(digests(receipts) if watch.site.log.size == 310 else entries(1))
        step(watch)
    watch.clock.advance(days=1)
    watch.site.log.append(entries(1))
    step(watch)
    with watch.store.read() as tx:
        sizes = list(tx.execute(select(log_note.c.size).order_by(log_note.c.size)).scalars())
    assert sizes == [311, 315, 316]

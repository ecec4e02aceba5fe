"""Counters, gaps and repairs between honest ends; who lies is in test_pair_lies."""

from dataclasses import replace
from random import Random

import pytest
from pair_kit import NOW, TRUSTED, End, contact, kinds, talk

from accord.testing.clock import ManualClock
from accord.wire.kinds import MessageKind
from node.exchange import repairs
from node.exchange.pair_views import NumberRange
from node.exchange.tables import inbox_link

COUNTERS, REPAIR = MessageKind.EXCHANGE_COUNTERS, MessageKind.EXCHANGE_REPAIR


def send(one: End, count: int, start: int = 0) -> list[bytes]:
    for number in range(start, start + count):
        one.write("XB", payload=b"%d" % number)
    return one.post()


def minutes(clock: ManualClock, count: float = 1.1) -> None:
    clock.advance(seconds=60 * count)


def test_a_gap_is_named_by_contact_and_closed_within_a_minute(
    xa: End, xb: End, clock: ManualClock
) -> None:
    sent = send(xa, 5)
    xb.take(sent[:2])
    contact(xa, xb)  # the counters themselves show what the hub swallowed at the end
    assert [(one.first, one.last, one.since_ms) for one in xb.pair("XA").missing] == [(3, 5, NOW)]
    minutes(clock)
    talk(xa, xb)
    assert sorted(xb.payloads()) == [b"0", b"1", b"2", b"3", b"4"]
    minutes(clock)
    talk(xa, xb)
    view = xa.pair("XB")
    assert (view.agrees, view.they_lack) == (True, ())
    assert xb.pair("XA").agrees
    assert (view.sent, view.receipted, view.received) == (7, 7, xb.pair("XA").sent)


def test_a_repaired_message_that_arrives_after_all_has_one_effect(
    xa: End, xb: End, clock: ManualClock
) -> None:
    sent = send(xa, 3)
    xb.take([sent[0], sent[2]])
    minutes(clock)
    contact(xa, xb)
    assert xb.payloads().count(b"1") == 1
    xb.take([sent[1]] * 2)
    assert xb.payloads().count(b"1") == 1
    assert xb.codes("XA") == set()


def test_what_the_hub_refused_is_explained_with_its_code(
    xa: End, xb: End, clock: ManualClock
) -> None:
    for number in range(3):
        xa.write("XB", payload=b"%d" % number)
    seen: list[bytes] = []

    def refuse(envelope: bytes) -> str | None:
        if envelope not in seen:
            seen.append(envelope)
        return "quota.full" if seen.index(envelope) == 1 else None

    xb.take(xa.post(refuse))
    minutes(clock)
    contact(xa, xb)
    view = xb.pair("XA")
    assert view.missing == ()
    assert [(one.first, one.last, one.reason, one.code) for one in view.explained] == [
        (2, 2, "REFUSED", "quota.full")
    ]


def test_a_repair_past_the_not_after_still_counts(xa: End, xb: End, clock: ManualClock) -> None:
    sent = send(xa, 2)
    xb.take(sent[1:])
    clock.advance(days=300)
    contact(xa, xb)
    assert xb.payloads() == [b"1", b"0"]


def test_lost_counters_and_repairs_are_not_sent_again(xa: End, xb: End, clock: ManualClock) -> None:
    xb.take(send(xa, 1))
    xa.keeper.look()
    assert kinds(xa.post()) == [COUNTERS]  # lost
    xb.take(send(xa, 1, start=1))
    minutes(clock)
    contact(xa, xb)
    assert [one.reason for one in xb.pair("XA").explained] == ["SUPERSEDED"]


def test_a_message_too_large_for_a_repair_is_named_so(xa: End, xb: End, clock: ManualClock) -> None:
    xa.write("XB", payload=Random(1).randbytes(1 << 20))
    xa.write("XB")
    xb.take(xa.post()[1:])
    minutes(clock)
    contact(xa, xb)
    assert xb.pair("XA").explained == (
        NumberRange(first=1, last=1, since_ms=NOW, reason="TOO_LARGE"),
    )


def test_large_gaps_are_repaired_by_the_batch(
    xa: End, xb: End, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repairs, "MOST", 4)
    sent = send(xa, 30)
    xb.take(sent[-1:])
    minutes(clock)
    contact(xa, xb)
    assert [(one.first, one.last) for one in xb.pair("XA").missing] == [(17, 29)]
    minutes(clock)
    talk(xa, xb)
    assert xb.pair("XA").missing == ()
    assert len(xb.payloads()) == 30


def test_what_the_hub_has_not_answered_yet_is_left_to_the_outbox(
    xa: End, xb: End, clock: ManualClock
) -> None:
    xa.write("XB", payload=b"early")
    frame = xa.sealer.seal_next()
    assert frame is not None
    xb.take(send(xa, 1))
    minutes(clock)
    contact(xa, xb)
    assert xb.payloads() == [b"0"]
    assert len(xb.pair("XA").missing) == 1
    assert xb.pair("XA").explained == ()


def test_an_end_says_its_counters_once_a_minute_at_most(
    xa: End, xb: End, clock: ManualClock
) -> None:
    xb.take(send(xa, 1))
    said = 0
    for _ in range(60):
        clock.advance(seconds=10)
        xa.contact_ms = clock.now_ms()  # the line comes and goes
        xa.keeper.look()
        said += len(xa.post())
    assert said == 10


def test_counters_that_show_nothing_new_are_not_answered(
    xa: End, xb: End, clock: ManualClock
) -> None:
    xb.take(send(xa, 1))
    assert contact(xa, xb) == 2
    for _ in range(60):
        minutes(clock)
        assert talk(xa, xb) == 0
    clock.advance(days=1)
    assert talk(xa, xb) == 2  # daily


def test_a_lost_tail_is_named_when_only_the_other_end_makes_contact(
    xa: End, xb: End, clock: ManualClock
) -> None:
    xb.take(send(xa, 1))
    contact(xa, xb)
    minutes(clock)
    send(xa, 2, start=1)  # lost, and nothing follows
    minutes(clock)
    xb.contact_ms = clock.now_ms()
    assert talk(xa, xb) == 2  # its counters, and ours because it has not heard of the two
    assert [(one.first, one.last) for one in xb.pair("XA").missing] == [(3, 4)]
    minutes(clock)
    talk(xa, xb)
    assert xb.payloads() == [b"0", b"1", b"2"]


def test_what_stays_missing_is_asked_for_again_every_ten_minutes(
    xa: End, xb: End, clock: ManualClock
) -> None:
    xb.take(send(xa, 3)[2:])
    asked = 0
    for _ in range(60):
        minutes(clock, 1)
        xb.keeper.look()
        asked += len(xb.post())  # and nobody hears it
    assert asked == 6


def test_a_young_gap_is_not_asked_for_because_lanes_overtake(
    xa: End, xb: End, clock: ManualClock
) -> None:
    sent = send(xa, 2)
    xb.take(sent[1:])
    clock.advance(seconds=5)
    contact(xa, xb)
    assert xb.payloads() == [b"1"]
    xb.take(sent[:1])
    assert xb.pair("XA").missing == ()


def test_nothing_is_said_without_a_line_or_to_a_member_that_left(
    xa: End, xb: End, clock: ManualClock
) -> None:
    xb.take(send(xa, 1))
    for connected, allowed in ((False, True), (True, False)):
        xa.connected, xa.may_send = connected, allowed
        xa.keeper.look()
        assert xa.post() == []
    members = dict(TRUSTED.directory.members)
    members["XA"] = replace(members["XA"], active=False)
    without = replace(TRUSTED, directory=replace(TRUSTED.directory, members=members))
    left = End("XB", clock, 4, without)
    with left.store.begin() as tx:
        tx.execute(inbox_link.insert().values(sender="XA", sequence=1, header_digest=bytes(32)))
    left.keeper.look()
    assert left.post() == []
    left.close()


def test_counters_carry_the_newest_checkpoint_to_whoever_looks_at_it(xa: End, xb: End) -> None:
    xa.note = b"checkpoint"
    xb.take(send(xa, 1))
    contact(xa, xb)
    assert (xb.notes, xa.notes) == ([("XA", b"checkpoint")], [])


def test_counters_that_newer_ones_overtook_change_nothing(
    xa: End, xb: End, clock: ManualClock
) -> None:
    xa.note = b"old"
    xb.take(send(xa, 1))
    xa.keeper.look()
    old = xa.post()
    clock.advance(days=1)
    xa.keeper.look()
    xb.take(xa.post())
    before = xb.pair("XA")
    xb.take(old)
    assert xb.pair("XA").they_sent == before.they_sent
    assert xb.codes("XA") == set()
    assert xb.notes == [("XA", b"old")] * 2

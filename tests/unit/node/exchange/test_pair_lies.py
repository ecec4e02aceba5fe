"""What a peer's counters and repairs cannot do, and the code by which it is named."""

from dataclasses import replace

import pytest
from exchange_messages import probe
from pair_kit import End, contact
from sqlalchemy import select

from accord.testing.clock import ManualClock
from accord.wire.exchange import (
    EndReason,
    ExchangeCounters,
    ExchangeRepair,
    Explanation,
    MissingRange,
)
from accord.wire.kinds import MessageKind
from accord.wire.payload import Payload, encode_payload
from node.exchange.archive import last_sent
from node.exchange.repairs import repairs
from node.exchange.tables import inbox_rejected

COUNTERS, REPAIR = MessageKind.EXCHANGE_COUNTERS, MessageKind.EXCHANGE_REPAIR


def say(liar: End, kind: MessageKind, payload: Payload) -> list[bytes]:
    """A message of the exchange's own kind, with whatever its sender likes in it."""
    with liar.store.begin() as tx:
        liar.outbox.enqueue(tx, probe("XB", payload=encode_payload(kind, payload), kind=kind))
    return liar.post()


def true_counters(liar: End) -> ExchangeCounters:
    with liar.store.read() as tx:
        sent, header = last_sent(tx, "XB")
    return ExchangeCounters(sent=sent, sent_header=header)


def rejected(end: End) -> list[str]:
    with end.store.read() as tx:
        return list(tx.execute(select(inbox_rejected.c.code)).scalars())


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"sent": 2}, "pair.sent_ahead"),
        ({"sent": 10**15}, "pair.sent_ahead"),
        ({"sent_header": b"?" * 32}, "pair.chain_denied"),
        ({"received": 1, "received_header": b"?" * 32}, "pair.never_sent"),
    ],
)
def test_false_counters_are_named(xa: End, xb: End, changes: dict[str, object], code: str) -> None:
    xa.write("XB")
    xb.take(xa.post())
    xb.take(say(xa, COUNTERS, replace(true_counters(xa), **changes)))  # type: ignore[arg-type]
    assert xb.codes("XA") == {code}
    assert xb.pair("XA").agrees is False


def test_another_header_under_our_number_is_named(xa: End, xb: End) -> None:
    for _ in range(2):
        xb.write("XA")
    xa.take(xb.post())
    told = replace(true_counters(xa), received=1, received_header=xa.link("XB").header_digest)
    xb.take(say(xa, COUNTERS, told))
    assert xb.codes("XA") == {"pair.header_differs"}


def test_counters_that_fall_are_named(xa: End, xb: End, clock: ManualClock) -> None:
    xa.write("XB")
    xb.take(xa.post())
    contact(xa, xb)
    clock.advance(seconds=1)
    xb.take(say(xa, COUNTERS, ExchangeCounters()))
    assert xb.codes("XA") == {"pair.went_back"}


def test_a_restored_database_is_noticed_by_both_ends(xa: End, xb: End, clock: ManualClock) -> None:
    for _ in range(3):
        xa.write("XB")
    xb.take(xa.post())
    contact(xa, xb)
    clock.advance(seconds=61)
    again = End("XA", clock, 9)  # all that it had is lost
    again.write("XB", payload=b"new")
    xb.take(again.post())
    contact(again, xb)
    assert xb.payloads()[-1] == b"new"
    assert xb.codes("XA") == {"pair.number_reused", "pair.went_back"}
    assert again.codes("XB") == {"pair.never_sent"}
    again.close()


def test_a_repair_cannot_bring_what_its_sender_does_not_owe(xa: End, xb: End, xc: End) -> None:
    xa.write("XB", payload=b"0")
    xb.take(xa.post())
    xc.write("XB", payload=b"of XC")
    others = xc.post()
    xa.write("XC", payload=b"to XC")
    misaddressed = xa.post()
    xa.write("XB", payload=b"never at the hub")
    unasked = xa.post()
    repair = ExchangeRepair(envelopes=(*others, *misaddressed, *unasked, b"junk", b""))
    xb.take(say(xa, REPAIR, repair))
    # The repair itself passed over the unasked one, which therefore is a gap only from now on.
    assert sorted(rejected(xb)) == [
        "envelope.malformed",
        "envelope.misaddressed",
        "envelope.unsigned",
        "repair.other_sender",
    ]
    assert xb.payloads() == [b"0", b"never at the hub"]
    assert xb.codes("XA") == {"pair.repair_unfounded"}
    assert xb.failures == []


def test_a_repair_cannot_go_on_with_the_chain_or_rewrite_it(xa: End, xb: End) -> None:
    xa.write("XB", payload=b"0")
    xb.take(xa.post())
    twin = End("XA", xa.clock, 7)  # the same keys, another history
    twin.write("XB", payload=b"other 0")
    rewritten = twin.post()
    xb.take(say(xa, REPAIR, ExchangeRepair(envelopes=tuple(rewritten))))
    assert rejected(xb) == ["repair.not_missing"]
    assert xb.payloads() == [b"0"]
    twin.close()


def test_what_fills_a_gap_and_does_not_fit_is_a_fork(xa: End, xb: End) -> None:
    for number in range(3):
        xa.write("XB", payload=b"%d" % number)
    sent = xa.post()
    xb.take([sent[0], sent[2]])
    twin = End("XA", xa.clock, 7)
    for number in range(2):
        twin.write("XB", payload=b"other %d" % number)
    xb.take(say(xa, REPAIR, ExchangeRepair(envelopes=(twin.post()[1],))))
    assert [(one.code, one.sequence) for one in xb.pair("XA").findings] == [
        ("pair.number_reused", 1),
        ("pair.number_reused", 2),
    ]
    twin.close()


def test_an_explanation_touches_only_what_is_missing_and_the_message_may_still_come(
    xa: End,
    xb: End,
) -> None:
    for number in range(4):
        xa.write("XB", payload=b"%d" % number)
    sent = xa.post()
    xb.take([sent[0], sent[3]])
    why = Explanation(first=1, last=2**62, reason=EndReason.UNDELIVERED, code="message.expired")
    xb.take(say(xa, REPAIR, ExchangeRepair(explanations=(why,))))
    view = xb.pair("XA")
    assert [(one.first, one.last, one.code) for one in view.explained] == [
        (2, 3, "message.expired")
    ]
    xb.take([sent[1]])
    assert [(one.first, one.last) for one in xb.pair("XA").explained] == [(3, 3)]
    assert xb.codes("XA") == set()
    assert xb.payloads()[-1] == b"1"


def test_a_repaired_envelope_that_is_not_believed_is_not_asked_for_again(
    xa: End, xb: End, clock: ManualClock
) -> None:
    clock.advance(days=1)
    xa.write("XB", payload=b"0")
    clock.advance(days=-1)  # a clock that ran ahead, and was set right
    xa.post()  # lost
    xa.write("XB", payload=b"1")
    xb.take(xa.post())
    clock.advance(seconds=61)
    contact(xa, xb)
    assert rejected(xb) == ["inbox.from_the_future"]
    assert [(one.reason, one.code) for one in xb.pair("XA").explained] == [
        ("REJECTED", "inbox.from_the_future")
    ]
    assert xb.pair("XA").findings == ()


def test_asking_for_what_was_never_sealed_is_answered_in_one_line(
    xa: End,
    xb: End,
) -> None:
    xb.write("XA", payload=b"0")
    xb.post()
    told = replace(
        true_counters(xa),
        received=2**62,
        received_header=b"?" * 32,
        missing=(MissingRange(first=1, last=2**61),),
    )
    xb.take(say(xa, COUNTERS, told))
    assert xb.codes("XA") == {"pair.never_sent"}
    with xb.store.read() as tx:
        (made,) = repairs(tx, "XA", told.missing)
    assert len(made.envelopes) == 1
    assert made.explanations == (Explanation(first=2, last=2**61, reason=EndReason.NEVER_SEALED),)

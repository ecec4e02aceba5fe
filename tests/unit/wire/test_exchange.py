"""Counters and repairs: what a reader takes, and what it refuses by name."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from accord.errors import FormatError
from accord.log.note import MAX_NOTE
from accord.wire.bounds import MAX_PAYLOAD
from accord.wire.exchange import (
    EndReason,
    ExchangeCounters,
    ExchangeRepair,
    Explanation,
    MissingRange,
)
from accord.wire.kinds import MessageKind
from accord.wire.payload import decode_payload, encode_payload

COUNTERS, REPAIR = MessageKind.EXCHANGE_COUNTERS, MessageKind.EXCHANGE_REPAIR
SAID = ExchangeCounters(
    sent=7,
    sent_header=b"s" * 32,
    received=9,
    received_header=b"r" * 32,
    missing=(
        MissingRange(first=1, last=1, noticed_ms=5),
        MissingRange(first=4, last=8, noticed_ms=6),
    ),
    checkpoint=b"note",
)
GIVEN = ExchangeRepair(
    envelopes=(b"one", b"two"),
    explanations=(Explanation(first=4, last=5, reason=EndReason.REFUSED, code="quota.full"),),
)


@pytest.mark.parametrize(
    ("kind", "message"), [(COUNTERS, SAID), (COUNTERS, ExchangeCounters()), (REPAIR, GIVEN)]
)
def test_they_survive_the_wire(kind: MessageKind, message: ExchangeCounters) -> None:
    assert decode_payload(kind, encode_payload(kind, message)) == message


@pytest.mark.parametrize(
    ("code", "make"),
    [
        ("exchange.header", lambda: ExchangeCounters(sent=1)),
        ("exchange.header", lambda: ExchangeCounters(received_header=b"r" * 32)),
        ("exchange.range", lambda: replace(SAID, missing=SAID.missing[::-1])),
        ("exchange.range", lambda: replace(SAID, missing=SAID.missing[:1] * 2)),
        ("exchange.range", lambda: replace(SAID, missing=(MissingRange(first=0, last=1),))),
        ("exchange.range", lambda: replace(SAID, missing=(MissingRange(first=9, last=9),))),
        ("exchange.range", lambda: replace(GIVEN, explanations=GIVEN.explanations * 2)),
    ],
)
def test_what_contradicts_itself_is_refused(code: str, make: Callable[[], Any]) -> None:
    with pytest.raises(FormatError) as refused:
        make()
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("kind", "message", "code"),
    [
        (COUNTERS, replace(SAID, checkpoint=bytes(MAX_NOTE + 1)), "payload.too_long"),
        (COUNTERS, replace(SAID, sent_header=b"short"), "payload.value"),
        (REPAIR, ExchangeRepair(envelopes=(b"x",) * 257), "payload.too_long"),
        (REPAIR, ExchangeRepair(envelopes=(bytes(MAX_PAYLOAD),)), "payload.too_large"),
    ],
)
def test_bounds_hold_for_the_writer_too(kind: MessageKind, message: Any, code: str) -> None:
    with pytest.raises(FormatError) as refused:
        encode_payload(kind, message)
    assert refused.value.code == code


def test_the_largest_note_fits() -> None:
    largest = replace(SAID, checkpoint=bytes(MAX_NOTE))
    assert decode_payload(COUNTERS, encode_payload(COUNTERS, largest)) == largest


def test_a_range_that_the_wire_garbled_names_the_message() -> None:
    garbled = encode_payload(COUNTERS, replace(SAID, missing=())) + b"\x2a\x02\x10\x03"
    with pytest.raises(FormatError, match="counters ranges of numbers"):
        decode_payload(COUNTERS, garbled)


def test_every_member_may_send_them_whatever_its_entry_says() -> None:
    assert COUNTERS.permitted(frozenset())
    assert not MessageKind.TRACE_REQUEST.permitted(frozenset({"probe"}))

"""Reply files come from outside the federation: whatever they hold, they are read or refused."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.cases.handover import HandoverReply, ReplyItem, ReplyStatus, check_answers_all
from accord.cases.handover_reply import MAX_REPLY, read_reply
from accord.errors import FormatError, PolicyError

ITEM = {"item_id": "XC-HO-2026-00001-0001", "status": "HIT", "reference": "EID 1", "country": "XB"}


def reply(**fields: Any) -> bytes:
    whole = {"format": "accord-handover-reply", "version": 1, "file_id": "XC-HO-2026-00001"}
    return json.dumps({**whole, "items": [ITEM], **fields}).encode()


def test_a_good_reply_is_read() -> None:
    read = read_reply(reply())
    assert read.file_id == "XC-HO-2026-00001"
    (item,) = read.items
    assert (item.status, item.reference, item.country, item.text) == (
        ReplyStatus.HIT,
        "EID 1",
        "XB",
        "",
    )


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (b"", "handover.not_json"),
        (b"\xff", "handover.not_json"),
        (b"[" * 100_000, "handover.not_json"),
        (b'{"a": NaN}', "handover.not_json"),
        (b'{"format": 1, "format": 2}', "handover.not_json"),
        (b"[]", "handover.field"),
        (b" " * (MAX_REPLY + 1), "handover.too_large"),
        (reply(format="iarms"), "handover.format"),
        (reply(version=2), "handover.version"),
        (reply(version=True), "handover.version"),
        (reply(version=1.0), "handover.version"),
        (reply(surprise=1), "handover.field"),
        (reply(file_id=""), "handover.field"),
        (reply(file_id="x" * 81), "handover.field"),
        (reply(file_id=7), "handover.field"),
        (reply(items=[]), "handover.items"),
        (reply(items={}), "handover.items"),
        (reply(items=[ITEM] * 1_001), "handover.items"),
        (reply(items=["HIT"]), "handover.field"),
        (reply(items=[ITEM | {"status": "FOUND"}]), "handover.status"),
        (reply(items=[ITEM | {"status": ["HIT"]}]), "handover.status"),
        (reply(items=[ITEM | {"officer": "somebody"}]), "handover.field"),
        (reply(items=[ITEM | {"text": "\x1b[2J"}]), "handover.field"),
        (reply(items=[ITEM | {"text": "\u202e"}]), "handover.field"),
        (reply(items=[ITEM | {"text": "x" * 2_001}]), "handover.field"),
        (reply(items=[ITEM | {"reference": None}]), "handover.field"),
        (reply(items=[{"status": "HIT"}]), "handover.field"),
    ],
)
def test_a_hostile_reply_is_refused_by_the_name_of_its_field(bad: bytes, code: str) -> None:
    with pytest.raises(FormatError) as caught:
        read_reply(bad)
    assert caught.value.code == code
    assert "somebody" not in caught.value.text


@given(st.binary(max_size=300) | st.text(max_size=100).map(str.encode))
@settings(max_examples=100)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with pytest.raises(FormatError):
        read_reply(data)


def test_any_cut_of_a_good_reply_is_refused() -> None:
    good = reply()
    for end in range(len(good)):
        with pytest.raises(FormatError):
            read_reply(good[:end])


def test_a_reply_speaks_of_items_of_its_file_only_and_once() -> None:
    def said(*names: str) -> HandoverReply:
        items = tuple(ReplyItem(item_id=name, status=ReplyStatus.PENDING) for name in names)
        return HandoverReply(file_id="1", items=items)

    check_answers_all(["a", "b"], said("b"))
    for bad in (said("a", "a"), said("c")):
        with pytest.raises(PolicyError):
            check_answers_all(["a", "b"], bad)

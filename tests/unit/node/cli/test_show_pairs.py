import json
from dataclasses import replace

from rich.console import Console

from node.api.bodies import PairList
from node.api.codec import codec
from node.cli import show_pairs
from node.exchange.pair_views import NumberRange, PairFinding, PairView

FOUND = PairView(
    member="XB",
    sent=9,
    receipted=8,
    delivered=7,
    ended=1,
    received=12,
    missing=(NumberRange(first=3, last=5, since_ms=1_767_225_600_000),),
    explained=(NumberRange(first=7, last=7, since_ms=1, reason="REFUSED", code="quota.full"),),
    findings=(
        PairFinding(code="pair.went_back", text="ask its operator", sequence=2, noticed_ms=1),
    ),
    heard_ms=None,
    they_sent=12,
    they_received=6,
    they_lack=(NumberRange(first=2, last=2, since_ms=1),),
    agrees=False,
)


def shown(*pairs: PairView) -> str:
    console = Console(width=160, record=True)
    console.print(show_pairs.pairs(PairList(pairs=pairs)))
    return console.export_text()


def test_an_operator_reads_who_lacks_what_and_why() -> None:
    text = shown(FOUND)
    lines = [line.split() for line in text.splitlines()]
    asked = ["unexplained;", "asked", "for", "at", "each", "contact"]
    assert ["XB", "DIFFER", "9", "8", "7", "1", "12", "12", "sent,", "6", "received", "-"] in lines
    assert ["XB", "us", "3", "to", "5", "2026-01-01", "00:00Z", *asked] in lines
    assert "refused [quota.full]" in text
    assert ["XB", "XB", "2"] in [line[:3] for line in lines]
    assert "ask its operator" in text
    assert "pair.went_back" in text


def test_tables_without_rows_are_left_out() -> None:
    text = shown()
    assert "Pairs" in text
    assert "add up" not in text
    assert "not arrived" not in text


def test_a_pair_that_was_not_compared_yet_is_null_and_not_false() -> None:
    reply = json.loads(codec(PairList).encode(PairList(pairs=(replace(FOUND, agrees=None),))))
    assert reply["pairs"][0]["agrees"] is None
    assert "not compared yet" in shown(replace(FOUND, agrees=None))

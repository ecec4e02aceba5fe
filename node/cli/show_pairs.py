"""Who lacks what, as an operator reads it."""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.text import Text

from node.api.bodies import PairList
from node.cli.render import grid, where_any
from node.cli.text import instant, words
from node.exchange.pair_views import NumberRange, PairView

_AGREES = {
    True: Text("agree", style="green"),
    False: Text("DIFFER", style="bold red"),
    None: Text("not compared yet", style="dim"),
}


def pairs(found: PairList) -> RenderableType:
    """A line for each peer, and below it what is missing and what does not add up."""
    return Group(
        grid(
            "Pairs",
            (
                *("peer", "both ends", "sent", "receipted", "delivered", "ended otherwise"),
                *("received", "they counted", "their counters of"),
            ),
            (
                (
                    pair.member,
                    _AGREES[pair.agrees],
                    *(str(number) for number in (pair.sent, pair.receipted, pair.delivered)),
                    str(pair.ended),
                    str(pair.received),
                    f"{pair.they_sent} sent, {pair.they_received} received",
                    instant(pair.heard_ms),
                )
                for pair in found.pairs
            ),
        ),
        *where_any(
            grid(
                "Numbers that have not arrived",
                ("peer", "lacked by", "numbers", "since", "reason"),
                (row for pair in found.pairs for row in _lacking(pair)),
            )
        ),
        *where_any(
            grid(
                "What does not add up",
                ("peer", "number", "noticed", "meaning", "code"),
                (
                    (
                        pair.member,
                        str(one.sequence or "-"),
                        instant(one.noticed_ms),
                        one.text,
                        one.code,
                    )
                    for pair in found.pairs
                    for one in pair.findings
                ),
            )
        ),
    )


def _lacking(pair: PairView) -> Iterable[tuple[str, str, str, str, str | Text]]:
    ours = [(one, "us") for one in (*pair.missing, *pair.explained)]
    theirs = [(one, pair.member) for one in pair.they_lack]
    for one, by in (*ours, *theirs):
        yield pair.member, by, _numbers(one), instant(one.since_ms), _reason(one)


def _numbers(one: NumberRange) -> str:
    return str(one.first) if one.first == one.last else f"{one.first} to {one.last}"


def _reason(one: NumberRange) -> str | Text:
    if not one.reason:
        return Text("unexplained; asked for at each contact", style="yellow")
    return f"{words(one.reason)} {f'[{one.code}]' if one.code else ''}".rstrip()

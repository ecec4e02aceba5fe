"""Hits as an officer reads them: both descriptions, both questions, and the clock."""

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from accord.cases.hit import ComparedField
from accord.cases.hit_life import HitState
from accord.weapons.firearm import Firearm
from node.api.hits import HitList
from node.cli.render import facts, grid, where_any
from node.cli.show_case import firearm, timeline
from node.cli.text import due, instant, listed, words
from node.desk.documents import weapon_line
from node.notices.views import HitDetail, HitSummary

_STYLES = {
    HitState.CANDIDATE: "bold yellow",
    HitState.CONFIRMATION_REQUESTED: "bold yellow",
    HitState.AWAITING: "yellow",
    HitState.ESCALATED: "bold red",
    HitState.CONFIRMED: "bold green",
    HitState.NOT_CONFIRMED: "red",
}
_COMMANDS = {
    "REQUEST": "request {hit} --compared ...",
    "CONFIRM": "confirm {hit} --compared ... --instruction SEIZE",
    "SEIZE": "act {hit} SEIZED",
    "REPORT_RECOVERY": "report {hit} --on ... --place ... --agency ...",
    "RECORD_DISPOSITION": "dispose {hit} RETURNED --to ...",
}


def hits(page: HitList) -> RenderableType:
    """The list of hits."""
    return hit_rows(page.hits) if page.hits else Text("No hits.")


def hit_rows(rows: Sequence[HitSummary]) -> Table:
    """Hits as lines."""
    return grid(
        "Hits",
        ("hit", "notice", "owner", "finder", "grade", "state", "asked", "answer by", "alert"),
        (
            (
                row.hit_id,
                row.notice_id,
                row.owner,
                f"{row.finder} {row.reference}",
                row.grade,
                state(row),
                str(row.requests or "-"),
                due(row.answer_by),
                Text(row.alert, style="bold red"),
            )
            for row in rows
        ),
    )


def hit(detail: HitDetail) -> RenderableType:
    """Everything about one hit."""
    summary = detail.summary
    matched, request, response = detail.matched, detail.request, detail.response
    grade = f"{summary.grade}, {listed(matched.marks_matched)}" if matched else "-"
    rows: list[tuple[str, str | Text]] = [
        ("notice", f"{summary.notice_id} of {summary.owner}: {words(detail.notice_state)}"),
        ("finder", f"{summary.finder}, case {summary.reference}"),
        ("met in", words(summary.source)),
        ("grade", grade),
        ("because", listed(matched.reasons) if matched else "-"),
    ]
    if request is not None:
        asked = f"{summary.requests} times, {words(request.priority)}, {words(request.event)}"
        rows += [("asked", asked), ("finder compared", _compared(request.compared))]
    if summary.answer_by is not None:
        rows.append(("answer by", due(summary.answer_by)))
        rows.append(("under", summary.answer_by.rule))
    if response is not None:
        instruction = words(response.instruction) if response.instruction else ""
        parts = (words(response.answer), instruction, response.return_to, response.text)
        rows.append(("answer", "; ".join(part for part in parts if part)))
        rows.append(("owner compared", _compared(response.compared)))
        if response.confirm_by_ms:
            rows.append(("will confirm by", instant(response.confirm_by_ms)))
    if detail.action is not None:
        rows.append(("action", f"{words(detail.action.action)} {detail.action.on}"))
    if detail.recovery is not None:
        report = detail.recovery
        rows.append(
            (
                "recovered",
                f"{report.recovered_on}, {report.place}, {report.agency}: {report.condition}",
            )
        )
    if detail.disposition is not None:
        gone = detail.disposition
        rows.append(("disposition", f"{words(gone.disposition)} {gone.to_state}".strip()))
    rows.append(("reason", words(detail.reason)))
    return Group(
        Text.assemble(("Hit ", "bold"), (summary.hit_id, "bold cyan"), "  ", state(summary)),
        *([Text(f"Alert: {summary.alert}", style="bold red")] if summary.alert else []),
        *(Text(f"Caveat: {one}", style="bold yellow") for one in summary.caveats),
        facts(rows),
        *where_any(_side_by_side(detail.noticed, detail.firearm)),
        *where_any(timeline(detail.timeline)),
        *_next(detail),
    )


def state(row: HitSummary) -> Text:
    """Where a hit stands, in words and colour."""
    return Text(words(row.state), style=_STYLES.get(row.state, ""))


def _compared(fields: Iterable[ComparedField]) -> str:
    return listed(tuple(f"{one.field} {words(one.result)}" for one in fields))


def _side_by_side(noticed: Firearm | None, found: Firearm | None) -> Table:
    """What the notice says beside what was found: the officer's eye decides."""
    left, right = _described(noticed), _described(found)
    names = dict.fromkeys((*left, *right))
    return grid(
        "Compare",
        ("", "notice", "found"),
        ((name, left.get(name, "-"), right.get(name, "-")) for name in names),
    )


def _described(weapon: Firearm | None) -> dict[str, str]:
    return {"weapon": weapon_line(weapon), **dict(firearm(weapon))} if weapon else {}


def _next(detail: HitDetail) -> Iterable[RenderableType]:
    step = next((_COMMANDS[one] for one in detail.allowed if one in _COMMANDS), "")
    if step:
        words_ = step.format(hit=detail.summary.hit_id)
        yield Text.assemble(("Next: ", "bold"), f"accord-node hits {words_}")

"""Inquiries as an officer reads them: who said hit, who said no hit, and of what."""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from accord.cases.inquiry import InquiryAnswer
from accord.cases.trace import SearchScope
from node.api.inquiries import InquiryList, ReceivedList
from node.cli.render import facts, grid, where_any
from node.cli.show_case import firearm, timeline
from node.cli.text import due, instant, listed, words
from node.inquiries.views import AskedView, InquiryDetail, ReceivedDetail

_STYLES = {
    "HIT": "bold yellow",
    "NO_HIT": "green",
    "REFUSED": "red",
    "UNAVAILABLE": "red",
    "COULD_NOT_INTERPRET": "red",
    "TIMED_OUT": "bold red",
}


def inquiries(page: InquiryList) -> RenderableType:
    """The list of our inquiries."""
    if not page.inquiries:
        return Text("No inquiries.")
    return grid(
        "Inquiries",
        ("inquiry", "weapon", "state", "asked", "hit", "no hit", "other", "awaited", "answer by"),
        (
            (
                row.inquiry_id,
                row.weapon,
                words(row.state),
                str(row.asked),
                str(row.hits),
                str(row.no_hits),
                str(row.other),
                str(row.awaited),
                due(row.answer_by),
            )
            for row in page.inquiries
        ),
    )


def inquiry(detail: InquiryDetail) -> RenderableType:
    """Everything about one inquiry of ours."""
    summary, asked = detail.summary, detail.inquiry
    result = f"{summary.hits} hit, {summary.no_hits} no hit, {summary.other} other"
    parts: list[RenderableType] = [
        Text.assemble(
            ("Inquiry ", "bold"), (summary.inquiry_id, "bold cyan"), f"  {words(summary.state)}"
        ),
        facts(
            [
                ("weapon", summary.weapon),
                *firearm(asked.firearm),
                ("case", summary.case_id),
                ("reason", asked.reason),
                ("legal justification", asked.legal_justification),
                ("wanted for", listed(tuple(words(code) for code in asked.intended_use))),
                ("answer by", due(summary.answer_by)),
                ("under", f"{asked.deadline_rule}, policy version {asked.policy_version}"),
                ("result", result + (" so far" if detail.partial else "")),
            ]
        ),
        _members(detail.members),
        *where_any(_scopes(detail.members)),
        *where_any(timeline(detail.timeline)),
    ]
    hits = [one for one in detail.members if one.state == "HIT"]
    if hits and summary.case_id:
        parts.append(
            Text.assemble(
                ("Next: ", "bold"),
                f"accord-node trace send {summary.case_id} {hits[0].member} --why CONNECTED_CASE",
            )
        )
    return Group(*parts)


def inbox(page: ReceivedList) -> RenderableType:
    """The list of other members' inquiries."""
    if not page.received:
        return Text("No member has asked.")
    return grid(
        "Inquiries of other members",
        ("request", "from", "weapon", "state", "answer by", "answer"),
        (
            (
                row.request_id,
                Text.assemble(row.asker, (" urgent", "bold red") if row.urgent else ""),
                row.weapon,
                words(row.state),
                due(row.answer_by),
                words(row.outcome or "-"),
            )
            for row in page.received
        ),
    )


def received(detail: ReceivedDetail) -> RenderableType:
    """Everything about one inquiry of another member."""
    summary, asked = detail.summary, detail.inquiry
    said = detail.answers[-1] if detail.answers else None
    parts: list[RenderableType] = [
        Text.assemble(
            ("Inquiry ", "bold"), (summary.request_id, "bold cyan"), f"  {words(summary.state)}"
        ),
        facts(
            [
                ("from", f"{summary.asker} ({asked.preamble.authority or '-'})"),
                ("their case", asked.preamble.case_reference),
                ("weapon", summary.weapon),
                *firearm(asked.firearm),
                ("reason", asked.reason),
                ("legal justification", asked.legal_justification),
                ("wanted for", listed(tuple(words(code) for code in asked.intended_use))),
                ("cannot keep confidential", asked.confidentiality_obstacle),
                ("members asked", str(asked.members_asked)),
                ("answer by", due(summary.answer_by)),
                ("not delivered", detail.undelivered),
                ("signed once, by", detail.waits_for_second),
            ]
        ),
        *where_any(
            grid(
                "Records that may be the weapon (they stay here)",
                ("record", "register", "grade", "for", "against"),
                (
                    (
                        one.record_id,
                        one.register,
                        f"{one.grade}{' (not unique)' if one.non_unique else ''}",
                        "; ".join(one.reasons_for) or "-",
                        "; ".join(one.reasons_against) or "-",
                    )
                    for one in detail.findings
                ),
            )
        ),
    ]
    if said is not None:
        parts += [Text("Answer given", style="bold"), facts(_answer(said))]
    elif detail.proposal is not None:
        parts += [Text("Proposed answer", style="bold"), facts(_answer(detail.proposal))]
    parts += where_any(timeline(detail.timeline))
    if summary.state == "PROPOSED":
        ways = f"approve {summary.request_id}, refuse {summary.request_id}, or query"
        parts.append(Text.assemble(("Next: ", "bold"), f"accord-node inquiry {ways}"))
    return Group(*parts)


def _members(members: Iterable[AskedView]) -> Table:
    return grid(
        "Members",
        ("member", "says", "heard", "how to ask further"),
        (
            (
                one.member,
                Text(
                    words(one.state) + (", late" if one.late else ""),
                    style=_STYLES.get(one.state, ""),
                ),
                instant(one.heard_ms),
                one.detail if one.answer is None else _in_short(one.answer),
            )
            for one in members
        ),
    )


def _in_short(answer: InquiryAnswer) -> str:
    if answer.hits:
        return "; ".join(
            f"grade {hit.grade}, {words(hit.record_holder or 'register')}: "
            f"{words(hit.how_to_ask)} to {hit.authority}, quoting {hit.reference}"
            for hit in answer.hits
        )
    return answer.explanation or "-"


def _scopes(members: Iterable[AskedView]) -> Table:
    return grid(
        "What was searched",
        ("member", "register", "data as of", "profile", "fields", "searchable"),
        (
            (
                one.member,
                scope.register,
                instant(scope.data_as_of_ms),
                scope.matching_profile,
                listed(scope.fields),
                _share(scope),
            )
            for one in members
            if one.answer is not None
            for scope in one.answer.searched
        ),
    )


def _share(scope: SearchScope) -> str:
    """How much of the register the search could reach."""
    records, beyond = scope.records or 0, scope.unsearchable or 0
    whole = records + beyond
    return f"{records} of {whole} records ({records / whole:.1%})" if whole else "no records"


def _answer(answer: InquiryAnswer) -> Iterable[tuple[str, str | Text]]:
    yield "answer", words(answer.outcome)
    yield "grounds", listed(answer.grounds)
    yield "explanation", answer.explanation
    for hit in answer.hits:
        yield "hit", f"grade {hit.grade}, {listed(hit.marks_matched)}; quote {hit.reference}"
    for scope in answer.searched:
        yield "searched", f"{scope.register}, {instant(scope.data_as_of_ms)}, {_share(scope)}"
    yield "not searched", listed(answer.registers_away)

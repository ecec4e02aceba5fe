"""A request from abroad as an officer reads it: what is asked, what we hold, what we may answer."""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from accord.cases.trace import TraceResponse
from node.api.bodies import RequestList
from node.casework.views import RequestDetail, Standing
from node.cli.render import facts, grid, where_any
from node.cli.show_case import AGES, answer_in_short, firearm, timeline
from node.cli.text import due, instant, listed, span, standing, uses, words


def inbox(page: RequestList) -> RenderableType:
    """The list of requests."""
    if not page.requests:
        return Text("The inbox is empty.")
    return grid(
        "Requests from abroad",
        ("request", "from", "weapon", "state", "", "answer by", "answer"),
        (
            (
                row.request_id,
                Text.assemble(row.requester, (" urgent", "bold red") if row.urgent else ""),
                row.weapon,
                words(row.state),
                Text("overdue", style="bold red") if row.overdue else standing(row.standing),
                due(row.respond_by),
                words(row.disposition or "-"),
            )
            for row in page.requests
        ),
    )


def request(detail: RequestDetail) -> RenderableType:
    """Everything about one request."""
    summary, asked = detail.summary, detail.request
    state = Text.assemble(words(summary.state), " · ", standing(summary.standing))
    parts: list[RenderableType] = [
        Text.assemble(("Request ", "bold"), (summary.request_id, "bold cyan"), "  ", state),
        facts(
            [
                ("from", f"{summary.requester} ({asked.preamble.authority or '-'})"),
                ("their case", summary.case_reference),
                ("weapon", summary.weapon),
                *firearm(asked.firearm),
                ("illicit because", listed(tuple(words(code) for code in asked.illicit_basis))),
                ("legal justification", asked.legal_justification),
                ("wanted for", listed(tuple(words(code) for code in asked.intended_use))),
                ("why us", words(asked.why_you or "-")),
                ("asks for", listed(tuple(words(code) for code in asked.records_requested))),
                ("cannot keep confidential", asked.confidentiality_obstacle),
                ("urgent because", asked.preamble.urgency_justification),
                ("received", instant(summary.received_ms)),
                ("acknowledge by", due(detail.acknowledge_by)),
                ("answer by", due(summary.respond_by)),
                ("explain by", due(detail.clarify_by)),
                ("reminded", _reminded(detail)),
                ("age", AGES[detail.age] if detail.age else ""),
                ("clarification asked", detail.clarification_asked),
                ("waits for a second person", detail.waits_for_second and _second(detail)),
                *(("not searched", failure) for failure in detail.failures),
            ]
        ),
        *where_any(_candidates(detail)),
    ]
    if detail.answers:
        parts.append(Text("Answers given", style="bold"))
        parts += [facts(answer(one)) for one in detail.answers]
    elif detail.proposal is not None:
        parts.append(Text("Proposed answer", style="bold"))
        parts.append(facts(answer(detail.proposal)))
    parts += where_any(timeline(detail.timeline))
    if summary.standing is Standing.OFFICER:
        request_id = summary.request_id
        parts.append(
            Text.assemble(
                ("Next: ", "bold"),
                f"accord-node approve {request_id}"
                if detail.proposal
                else f"accord-node answer {request_id} --disposition NO_RECORD",
                f", or refuse {request_id}, or ask {request_id}",
            )
        )
    return Group(*parts)


def _reminded(detail: RequestDetail) -> Text:
    """How often the requester has reminded us of what it still awaits."""
    summary = detail.summary
    if not summary.reminders:
        return Text("-")
    text = f"{summary.reminders} times" + (", escalated" if summary.escalated else "")
    return Text(text, style="bold red")


def answer(response: TraceResponse) -> Iterable[tuple[str, str | Text]]:
    """The rows that tell an answer."""
    yield "answer", answer_in_short(response)
    yield "kind", words(response.kind)
    yield "withheld", listed(response.withheld)
    if response.last_legal_record:
        record = response.last_legal_record
        yield "last legal record", f"{words(record.status)}, {record.date or 'no date'}"
    for link in response.chain:
        when = span(link.from_date, link.to_date)
        yield f"link {link.sequence}", f"{when}  {link.state}  {words(link.event)}  {link.party}"
    yield "use", uses(response.preamble.use_restrictions)


def _second(detail: RequestDetail) -> str:
    return f"{detail.waits_for_second} asked for an answer; an approver releases it by asking too"


def _candidates(detail: RequestDetail) -> Table:
    return grid(
        "Records that may be the weapon",
        ("#", "grade", "register", "record", "for", "against", "would answer"),
        (
            (
                str(one.number),
                f"{one.grade}{' (not unique)' if one.non_unique else ''}",
                one.register,
                one.record_id,
                "; ".join(one.reasons_for) or "-",
                "; ".join(one.reasons_against) or "-",
                answer_in_short(one.response),
            )
            for one in detail.candidates
        ),
    )

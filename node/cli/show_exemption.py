"""Exemptions as an officer reads them: what is asked, who said what, what was decided."""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from accord.cases.exemption import ExemptionDecision, ExemptionOpinion, MemberPosition
from node.api.exemptions import ExemptionList
from node.cli.render import facts, grid, where_any
from node.cli.show_case import timeline
from node.cli.text import due, instant, listed, words
from node.exemptions.views import ExemptionDetail, TallyView


def exemptions(page: ExemptionList) -> RenderableType:
    """The list of requests."""
    if not page.exemptions:
        return Text("No exemptions.")
    return grid(
        "Exemptions",
        ("request", "of", "we are", "weapons", "for", "state", "certificate", "answer", "opinion"),
        (
            (
                row.request_id,
                row.applicant,
                words(row.side),
                str(row.weapons),
                row.end_user,
                words(row.state),
                row.certificate_number or "-",
                due(row.answer_by),
                due(row.opinion_by),
            )
            for row in page.exemptions
        ),
    )


def exemption(detail: ExemptionDetail) -> RenderableType:
    """Everything about one request."""
    summary, asked = detail.summary, detail.request
    return Group(
        Text.assemble(
            ("Exemption ", "bold"), (summary.request_id, "bold cyan"), f"  {words(summary.state)}"
        ),
        facts(
            [
                ("applicant", f"{summary.applicant} ({asked.national_commission})"),
                ("ground", words(asked.ground or "-")),
                ("mandate", asked.mandate),
                *(
                    (f"item {number}", f"{item.quantity} {item.type_text} {item.model_text}")
                    for number, item in enumerate(asked.items, 1)
                ),
                ("supplier", asked.supplier.name if asked.supplier else ""),
                ("route", listed(asked.supply.route) if asked.supply else ""),
                ("end user", summary.end_user),
                ("confirmed by", asked.end_user_confirmation),
                ("end use", asked.end_use),
                ("end-user certificate", asked.certificate_number),
                *(("lacks", problem) for problem in detail.problems),
                ("returned", detail.returned.text if detail.returned else ""),
                ("assessment", detail.assessment),
                ("seen", instant(detail.seen_ms)),
                ("our position", words(detail.answer.position) if detail.answer else ""),
                ("answer by", due(summary.answer_by)),
                ("opinion by", due(summary.opinion_by)),
                *_tally(detail.tally),
                *_opinion(detail.opinion),
                *_decision(detail.decision),
                ("left", listed(tuple(f"item {q.item}: {q.quantity}" for q in detail.remaining))),
                ("asked by", detail.asked_by),
            ]
        ),
        *where_any(_positions(detail)),
        *where_any(
            grid(
                "Uses",
                ("State", "transfer", "shipment", "took", "counted"),
                (
                    (
                        use.member,
                        use.transfer,
                        use.shipment,
                        listed(tuple(f"item {q.item}: {q.quantity}" for q in use.quantities)),
                        "yes" if use.counted else use.reason or "not yet",
                    )
                    for use in detail.uses
                ),
            )
        ),
        *where_any(timeline(detail.timeline)),
    )


def _positions(detail: ExemptionDetail) -> Table:
    given = detail.opinion.positions if detail.opinion else ()
    delivered = {one.position.member: one.delivered_ms for one in detail.positions}
    rows: Iterable[MemberPosition] = [one.position for one in detail.positions] or given
    return grid(
        "Members",
        ("member", "sent", "delivered", "seen", "answered", "position", "criteria", "reasons"),
        (
            (
                one.member,
                instant(one.sent_ms),
                instant(delivered.get(one.member)),
                instant(one.seen_ms),
                instant(one.answered_ms),
                words(one.position or "-"),
                listed(tuple(one.criteria)) or "-",
                one.text or "-",
            )
            for one in rows
        ),
    )


def _tally(tally: TallyView | None) -> Iterable[tuple[str, str]]:
    if tally is not None:
        yield "silence counts as", words(tally.silence_counts_as)
        yield "awaited", listed(tally.awaited)
        yield "silent", listed(tally.silent)
        yield "object", listed(tally.objecting)
        yield "consensus", "yes" if tally.consensus else "no"


def _opinion(opinion: ExemptionOpinion | None) -> Iterable[tuple[str, str]]:
    if opinion is not None:
        yield "opinion", f"{words(opinion.kind)}: {opinion.reasons}"
        yield "decided by", opinion.escalated_to or ("consensus" if opinion.consensus else "")


def _decision(decision: ExemptionDecision | None) -> Iterable[tuple[str, str]]:
    if decision is not None:
        yield "decision", f"{words(decision.outcome)} by {decision.decided_by}"
        yield "reference", decision.reference
        yield "because", decision.reasons
        yield "certificate", decision.certificate_number
        yield "holds", f"{decision.valid_from or '-'} to {decision.valid_to or '-'}"
        yield "conditions", decision.conditions

"""A case as an officer reads it: where it stands, who was asked, what is known, what is next."""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from accord.cases.age import Age
from accord.cases.trace import PointOfDiversion, TraceOutcome, TraceResponse
from accord.cases.trace_case import CaseState
from accord.weapons.completeness import CompletenessLevel
from accord.weapons.firearm import Firearm, Mark
from node.api.bodies import CaseList
from node.casework.views import CaseDetail, Entry, LegView, Standing
from node.cli.render import facts, grid, where_any
from node.cli.text import due, instant, listed, span, standing, uses, words

AGES = {
    Age.ANTIQUE: "made by 1899: maybe an antique, outside the instrument (ITI 4)",
    Age.PRE_1946: "made before 1946: few records reach so far back",
}
_TIMELINE = 40  # lines; --json gives all


def cases(page: CaseList) -> RenderableType:
    """The list of cases."""
    table = grid(
        "Cases",
        ("case", "weapon", "state", "", "legs", "opened"),
        (
            (
                row.case_id,
                row.weapon,
                words(row.state),
                Text("overdue", style="bold red") if row.overdue else standing(row.standing),
                f"{row.open_legs} open of {row.legs}" if row.legs else "-",
                instant(row.opened_ms),
            )
            for row in page.cases
        ),
    )
    if not page.cases:
        return Text("No cases. Register a weapon with: accord-node trace new")
    return table


def case(detail: CaseDetail) -> RenderableType:
    """Everything about one case."""
    summary = detail.summary
    outcome = summary.outcome or detail.proposed_outcome
    diversion = outcome.point_of_diversion if outcome else None
    parts: list[RenderableType] = [
        Text.assemble(("Case ", "bold"), (summary.case_id, "bold cyan"), "  ", _state(detail)),
        facts(
            [
                ("weapon", summary.weapon),
                *firearm(detail.request.firearm),
                ("identification", _completeness(summary.completeness)),
                *(("to complete it", text) for text in detail.advice),
                ("opened", instant(summary.opened_ms)),
                ("age", AGES[detail.age] if detail.age else ""),
                ("own registers", _domestic(detail)),
                ("notice", detail.notice.notice_id if detail.notice else ""),
                ("late answers", str(summary.late_answers) if summary.late_answers else ""),
                ("use of answers", uses(detail.restrictions) if detail.legs else ""),
            ]
        ),
        *where_any(_legs(detail.legs)),
        *where_any(_messages(detail.legs)),
        *where_any(chain(detail)),
    ]
    if diversion:
        parts.append(_diversion(diversion, proposed=summary.outcome is None))
    if outcome:
        parts.append(_outcome(outcome, proposed=summary.outcome is None))
    parts += [*where_any(_suggestions(detail)), *where_any(timeline(detail.timeline))]
    if hint := next_step(detail):
        parts.append(Text.assemble(("Next: ", "bold"), hint))
    return Group(*parts)


def next_step(detail: CaseDetail) -> str:
    """What an officer can do now, as a command; empty where there is only to wait."""
    case_id = detail.summary.case_id
    if detail.summary.standing is Standing.BLOCKED:
        return f"complete the identification: accord-node trace revise {case_id} FIREARM.json"
    if detail.summary.standing is Standing.CLOSED and detail.summary.late_answers:
        return f'an answer came late: accord-node trace reopen {case_id} --reason "..."'
    if detail.summary.standing is not Standing.OFFICER:
        return ""
    if detail.summary.state == CaseState.DOMESTIC_TRACE:
        return f"say whether our record is the weapon: accord-node trace decide {case_id} --found"
    steps = [*_questions(detail), *_states_to_ask(detail)]
    if detail.proposed_outcome is not None:
        steps.append(f"close it: accord-node trace close {case_id}")
    return steps[0] if steps else ""


def _questions(detail: CaseDetail) -> Iterable[str]:
    for number, leg in enumerate(detail.legs, 1):
        if leg.question is not None and leg.open:
            command = f'accord-node trace reply {leg.case_id} {number} --text "..."'
            yield f"answer {leg.state_asked}'s question: {command}"


def _states_to_ask(detail: CaseDetail) -> Iterable[str]:
    case_id = detail.summary.case_id
    numbers = {leg.leg_id: number for number, leg in enumerate(detail.legs, 1)}
    for one in detail.suggestions:
        if one.obstacle:
            continue
        if one.referred_by_leg in numbers:
            number = numbers[one.referred_by_leg]
            yield f"ask {one.state}: accord-node trace follow {case_id} {number}"
        else:
            yield f"ask {one.state}: accord-node trace send {case_id} {one.state}"


def firearm(weapon: Firearm) -> Iterable[tuple[str, str]]:
    """The rows that describe a weapon."""
    yield "type", listed(tuple(words(code) for code in (weapon.type, weapon.action) if code))
    yield "country of manufacture", weapon.country_of_manufacture
    yield (
        "last legal import",
        " ".join(str(part) for part in (weapon.import_country, weapon.import_year) if part),
    )
    for mark in weapon.marks:
        yield words(mark.kind), _mark(mark)


def _mark(mark: Mark) -> str:
    where = words(mark.component or mark.position)
    return f"{mark.text or '(none)'}  {words(mark.condition)}, {where}"


def _state(detail: CaseDetail) -> Text:
    return Text.assemble(words(detail.summary.state), " · ", standing(detail.summary.standing))


def _completeness(level: CompletenessLevel) -> Text:
    styles = {
        CompletenessLevel.COMPLETE: "green",
        CompletenessLevel.PARTIAL: "yellow",
        CompletenessLevel.INSUFFICIENT: "red",
    }
    return Text(words(level), style=styles[level])


def _domestic(detail: CaseDetail) -> str:
    parts = [words(detail.domestic.disposition)] if detail.domestic else []
    parts += [f"not searched: {failure}" for failure in detail.domestic_failures]
    return "; ".join(parts)


def _legs(legs: tuple[LegView, ...]) -> Table:
    return grid(
        "Legs",
        ("#", "State", "why", "state", "sent", "answer by", "answer"),
        (
            (
                str(number),
                leg.state_asked,
                words(leg.why),
                _leg_state(leg),
                instant(leg.sent_ms),
                _leg_due(leg),
                answer_in_short(leg.response),
            )
            for number, leg in enumerate(legs, 1)
        ),
    )


def _leg_due(leg: LegView) -> Text:
    """Whichever clock runs, and how often the State was reminded."""
    if not leg.open:
        return Text("-", style="dim")
    runs = due(leg.clarify_by or leg.respond_by)
    if leg.reminders:
        word = ", escalated" if leg.escalated else ""
        runs.append(f" ({leg.reminders} reminders{word})", style="red")
    return runs


def _messages(legs: tuple[LegView, ...]) -> Table:
    """What we sent, and how far the hub can be held to it: receipt, log, witnesses."""
    return grid(
        "Messages",
        ("#", "message", "to", "state", "receipt", "in the log", "witnessed"),
        (
            (
                str(number),
                words(one.kind),
                one.recipient,
                Text(f"{words(one.status)} {one.code}".strip()),
                *map(instant, (one.accepted_ms, one.logged_ms, one.witnessed_ms)),
            )
            for number, leg in enumerate(legs, 1)
            for one in leg.messages
        ),
    )


def _leg_state(leg: LegView) -> Text:
    if leg.silent:
        return Text(f"{words(leg.state)}, silent", style="bold red")
    return Text(words(leg.state), style="cyan" if leg.open else "")


def answer_in_short(response: TraceResponse | None) -> Text:
    """An answer in a few words."""
    if response is None:
        return Text("-", style="dim")
    text = Text(words(response.disposition))
    if response.matched:
        text.append(f", match {response.matched.grade}")
    if response.next_state:
        text.append(f" to {response.next_state.state}")
    if response.grounds:
        text.append(f" ({', '.join(response.grounds)}): {response.explanation}")
    return text


def chain(detail: CaseDetail) -> Table:
    """The weapon's life, as all answers together tell it."""
    return grid(
        "Chain of possession",
        ("when", "State", "event", "role", "holder", "rests on"),
        (
            (
                span(link.from_date, link.to_date),
                link.state,
                words(link.event),
                words(link.role),
                link.party or "-",
                words(link.evidence),
            )
            for link in detail.chain
        ),
    )


def _diversion(point: PointOfDiversion, *, proposed: bool) -> Table:
    title = "Point of diversion (proposed)" if proposed else "Point of diversion"
    return grid(
        title,
        ("State", "place", "when", "stage", "method"),
        [
            (
                Text(point.state or "?", style="bold red"),
                point.place or "-",
                span(point.from_date, point.to_date),
                words(point.stage or "-"),
                words(point.method or "-"),
            )
        ],
    )


def _outcome(outcome: TraceOutcome, *, proposed: bool) -> RenderableType:
    reason = f", {words(outcome.reason)}" if outcome.reason else ""
    name = "Outcome (proposed): " if proposed else "Outcome: "
    return Text.assemble((name, "bold"), words(outcome.outcome) + reason)


def _suggestions(detail: CaseDetail) -> Table:
    asked = {leg.state_asked for leg in detail.legs}
    closed = detail.summary.standing is Standing.CLOSED
    return grid(
        "States worth asking",
        ("State", "why", "reason", "obstacle"),
        (
            (one.state, words(one.why), one.reason or "-", Text(one.obstacle or "-", style="dim"))
            for one in detail.suggestions
            if not closed and one.state not in asked
        ),
    )


def timeline(entries: tuple[Entry, ...]) -> Table:
    """What happened, in order."""
    shown = entries[-_TIMELINE:]
    title = "Timeline" if shown == entries else f"Timeline (the last {_TIMELINE})"
    return grid(
        title,
        ("when", "who", "what", "state", "note"),
        (
            (
                instant(entry.at_ms),
                entry.actor,
                words(entry.event),
                words(entry.to_state),
                entry.text or "-",
            )
            for entry in shown
        ),
    )

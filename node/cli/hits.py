"""Commands of hits: compare, ask, answer, act, report."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from accord.cases.hit import ComparedField
from accord.cases.hit_codes import (
    DismissalReason,
    FieldResult,
    FindingEvent,
    HitAction,
    HitAnswer,
    HitDispositionKind,
    HitPriority,
    Instruction,
    NotConfirmedReason,
)
from accord.cases.hit_requirements import IDENTIFYING
from accord.errors import FormatError
from node.api.bodies import Created
from node.api.hits import Dismissal, HitList
from node.cli import show_hit
from node.cli.client import path
from node.cli.draft import code_of, date_of, from_file
from node.cli.session import NODE_TOML, AsJson, ConfigFile, open_session
from node.notices.hit_forms import (
    Acted,
    ConfirmationAsked,
    Disposed,
    HitByHand,
    HitReply,
    RecoveryReport,
)
from node.notices.views import HitDetail

app = typer.Typer(no_args_is_help=True, help="Hits on notices: a lead until its owner confirms.")

HitId = Annotated[str, typer.Argument(metavar="HIT", help="The hit's id.")]
Compared = Annotated[
    str,
    typer.Option(
        help="serial=SAME,maker=SAME,calibre=COMPATIBLE,type=SAME: every field, and what it shows;"
        " or ALL_SAME."
    ),
]
Words = Annotated[str, typer.Option("--text", help="In words.")]
_ROOT = "hits"


@app.command("list")
def list_(
    *,
    config: ConfigFile = NODE_TOML,
    state: Annotated[str, typer.Option(help="CANDIDATE, CONFIRMED, ESCALATED, ...")] = "",
    waiting: Annotated[bool, typer.Option(help="Only what waits for an officer.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=500)] = 50,
    as_json: AsJson = False,
) -> None:
    """Lists the hits of this node and on its notices, the newest first."""
    session = open_session(config, as_json=as_json)
    query = {"limit": str(limit), "state": state.upper()}
    if waiting:
        query["waiting"] = "true"
    session.show(session.client.get(path(_ROOT), HitList, query), show_hit.hits)


@app.command()
def show(*, hit_id: HitId, config: ConfigFile = NODE_TOML, as_json: AsJson = False) -> None:
    """Shows one hit: both descriptions side by side, requests, answers and the next step."""
    session = open_session(config, as_json=as_json)
    session.show(session.client.get(path(_ROOT, hit_id), HitDetail), show_hit.hit)


@app.command("open")
def open_(
    *,
    file: Annotated[Path, typer.Option("--file", "-f", help="Notice and weapon as JSON.")],
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Matches a weapon with a notice by eye, where no number shows it."""
    session = open_session(config, as_json=as_json)
    hit_id = session.client.post(path(_ROOT), from_file(file, HitByHand), Created).id
    session.show(session.client.get(path(_ROOT, hit_id), HitDetail), show_hit.hit)


@app.command()
def dismiss(
    *,
    hit_id: HitId,
    reason: Annotated[str, typer.Option(help="MARKS_DIFFER, OTHER_WEAPON, ...")],
    text: Words = "",
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Says that the marks were compared, and it is not the weapon."""
    body = Dismissal(reason=code_of(reason, DismissalReason, "--reason"), text=text)
    _step(config, hit_id, "dismissal", body, as_json)


@app.command()
def request(
    *,
    hit_id: HitId,
    compared: Compared,
    event: Annotated[str, typer.Option(help="SEIZED, FOUND, IMPORT_CHECK, ...")] = "SEIZED",
    urgent: Annotated[str, typer.Option(help="Why it is urgent.")] = "",
    detained: Annotated[bool, typer.Option(help="Somebody is held on this hit alone.")] = False,
    found_on: Annotated[str, typer.Option(help="2021, 2021-03 or 2021-03-04.")] = "",
    place: Annotated[str, typer.Option(help="Where it was found.")] = "",
    text: Words = "",
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Asks the owner: is it identical, and is the notice still active?"""
    body = ConfirmationAsked(
        compared=comparison(compared),
        event=code_of(event, FindingEvent, "--event"),
        priority=HitPriority.URGENT if urgent else HitPriority.ROUTINE,
        urgency_justification=urgent,
        sole_basis_for_detention=detained,
        found_on=date_of(found_on),
        found_place=place,
        text=text,
    )
    _step(config, hit_id, "request", body, as_json)


@app.command()
def confirm(
    *,
    hit_id: HitId,
    compared: Compared,
    instruction: Annotated[
        str,
        typer.Option(help="SEIZE, HOLD_AS_EVIDENCE, RELEASE, RETURN_TO, DISCREET; later if empty."),
    ] = "",
    return_to: Annotated[str, typer.Option(help="The State, with RETURN_TO.")] = "",
    text: Words = "",
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Confirms that it is identical and the notice is active, with what to do."""
    body = HitReply(
        answer=HitAnswer.CONFIRMED if instruction else HitAnswer.CONFIRMED_ACTION_PENDING,
        compared=comparison(compared),
        instruction=code_of(instruction, Instruction, "--instruction") if instruction else None,
        return_to=return_to.upper(),
        text=text,
    )
    _step(config, hit_id, "response", body, as_json)


@app.command()
def negate(
    *,
    hit_id: HitId,
    reason: Annotated[str, typer.Option(help="NOT_IDENTICAL or OTHER, ...")],
    text: Words = "",
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Says that it is not the weapon of the notice."""
    code = code_of(reason, NotConfirmedReason, "--reason")
    body = HitReply(answer=HitAnswer.NOT_CONFIRMED, reason=code, text=text)
    _step(config, hit_id, "response", body, as_json)


@app.command()
def promise(
    *,
    hit_id: HitId,
    by: Annotated[str, typer.Option(help="In UTC, such as 2026-01-31T14:30.")],
    text: Words = "",
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Says by when it will be confirmed; the finder's clock stops until then."""
    body = HitReply(answer=HitAnswer.IN_PROCESS, confirm_by_ms=_instant(by), text=text)
    _step(config, hit_id, "response", body, as_json)


@app.command()
def act(
    *,
    hit_id: HitId,
    action: Annotated[str, typer.Argument(help="SEIZED, DISCREETLY_REPORTED or RELEASED.")],
    on: Annotated[str, typer.Option(help="The day; else today.")] = "",
    text: Words = "",
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Says what was done on a confirmed hit, under our own law."""
    body = Acted(action=code_of(action, HitAction, "ACTION"), on=date_of(on), text=text)
    _step(config, hit_id, "action", body, as_json)


@app.command()
def report(
    *,
    hit_id: HitId,
    on: Annotated[str, typer.Option(help="The day of the recovery.")],
    place: Annotated[str, typer.Option(help="Where it was recovered.")],
    agency: Annotated[str, typer.Option(help="Who holds the weapon.")],
    agency_case: Annotated[str, typer.Option(help="The agency's case number.")],
    condition: Annotated[str, typer.Option(help="The weapon's condition.")],
    file: Annotated[
        Path | None, typer.Option("--file", "-f", help="The whole report, with other marks.")
    ] = None,
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Reports the recovery, with the marks of the weapon that was found."""
    session = open_session(config, as_json=as_json)
    if file is not None:
        body = from_file(file, RecoveryReport)
    else:
        found = session.client.get(path(_ROOT, hit_id), HitDetail).firearm
        day = date_of(on)
        if found is None or day is None:
            raise FormatError("option.missing", "add --on, and give the report with --file")
        body = RecoveryReport(
            recovered_on=day,
            place=place,
            agency=agency,
            agency_case=agency_case,
            condition=condition,
            marks=found.marks,
        )
    detail = session.client.post(path(_ROOT, hit_id, "recovery"), body, HitDetail)
    session.show(detail, show_hit.hit)


@app.command()
def dispose(
    *,
    hit_id: HitId,
    disposition: Annotated[
        str, typer.Argument(help="RETURNED, RETAINED, DESTROYED or TRANSFERRED_TO_LAB.")
    ],
    to: Annotated[str, typer.Option(help="The State, with RETURNED.")] = "",
    on: Annotated[str, typer.Option(help="The day; else today.")] = "",
    text: Words = "",
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Says where the recovered weapon went; the hit ends with it."""
    kind = code_of(disposition, HitDispositionKind, "DISPOSITION")
    body = Disposed(disposition=kind, on=date_of(on), to_state=to.upper(), text=text)
    _step(config, hit_id, "disposition", body, as_json)


def comparison(text: str) -> tuple[ComparedField, ...]:
    """What an officer has compared: `serial=SAME,maker=SAME`, or ALL_SAME of all that identify.

    Raises:
        FormatError: names the option and its form.
    """
    if text.strip().upper().replace("-", "_") == "ALL_SAME":
        return tuple(ComparedField(field=one, result=FieldResult.SAME) for one in IDENTIFYING)
    fields = []
    for part in filter(str.strip, text.split(",")):
        name, equals, result = part.partition("=")
        if not equals or not name.strip():
            raise FormatError("option.compared", "--compared: write serial=SAME,maker=SAME, ...")
        code = code_of(result, FieldResult, "--compared")
        fields.append(ComparedField(field=name.strip().lower(), result=code))
    return tuple(fields)


def _instant(text: str) -> int:
    try:
        moment = datetime.fromisoformat(text.strip().removesuffix("Z"))
    except ValueError:
        raise FormatError("option.time", "--by: write a time as 2026-01-31T14:30") from None
    return int(moment.replace(tzinfo=moment.tzinfo or UTC).timestamp() * 1000)


def _step(config: Path, hit_id: str, step: str, body: object, as_json: bool) -> None:
    """One step, then the hit."""
    session = open_session(config, as_json=as_json)
    detail = session.client.post(path(_ROOT, hit_id, step), body, HitDetail)
    session.show(detail, show_hit.hit)

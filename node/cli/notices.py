"""Commands of lost-weapon notices: from the draft to the end, version by version."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from accord.cases.notice_codes import (
    CancelReason,
    Caution,
    Distribution,
    HolderClass,
    NoticeType,
    RequestedAction,
)
from accord.errors import FormatError
from node.api.bodies import Created, Reason
from node.api.notices import Amendment, Cancellation, Distributed, NoticeList
from node.cli import show_notice
from node.cli.client import path
from node.cli.draft import Typed, code_of, codes_of, date_of, firearm_of, from_file
from node.cli.session import NODE_TOML, AsJson, ConfigFile, Session, open_session
from node.notices.drafts import NoticeDraft, draft_of
from node.notices.views import NoticeDetail

app = typer.Typer(no_args_is_help=True, help="Lost and stolen weapons, told to other States.")

NoticeId = Annotated[str, typer.Argument(metavar="NOTICE", help="The notice's id.")]
Because = Annotated[str, typer.Option("--reason", help="Why; everybody who has it is told.")]
File = Annotated[Path | None, typer.Option("--file", "-f", help="The draft as JSON.")]
_ROOT = "notices"


@app.command("list")
def list_(
    *,
    config: ConfigFile = NODE_TOML,
    state: Annotated[str, typer.Option(help="DRAFT, ACTIVE, REVIEW_DUE, SUSPENDED, ...")] = "",
    owner: Annotated[str, typer.Option(help="Only this member's.")] = "",
    waiting: Annotated[bool, typer.Option(help="Only what waits for an officer.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=500)] = 50,
    as_json: AsJson = False,
) -> None:
    """Lists the notices that this node may know, the newest first."""
    session = open_session(config, as_json=as_json)
    query = {"limit": str(limit), "state": state.upper(), "owner": owner.upper()}
    if waiting:
        query["waiting"] = "true"
    page = session.client.get(path(_ROOT), NoticeList, query)
    session.show(page, show_notice.notices)


@app.command()
def show(*, notice_id: NoticeId, config: ConfigFile = NODE_TOML, as_json: AsJson = False) -> None:
    """Shows one notice: versions, who has applied which, hits and the next step."""
    session = open_session(config, as_json=as_json)
    _show(session, notice_id)


@app.command()
def draft(
    *,
    config: ConfigFile = NODE_TOML,
    file: File = None,
    type_: Annotated[str, typer.Option("--type", help="LOST, STOLEN, TRAFFICKED, ...")] = "",
    maker: Annotated[str, typer.Option(help="As marked.")] = "",
    model: Annotated[str, typer.Option(help="As marked.")] = "",
    calibre: Annotated[str, typer.Option(help="As marked.")] = "",
    category: Annotated[str, typer.Option(help="UN Register: SA1 to SA6, LW1 to LW7.")] = "",
    weapon: Annotated[str, typer.Option(help="PISTOL, RIFLE, SHOTGUN, ...")] = "",
    serial: Annotated[str, typer.Option(help="As marked; read whole.")] = "",
    position: Annotated[str, typer.Option(help="Of the serial: FRAME, RECEIVER, ...")] = "",
    country: Annotated[str, typer.Option(help="Of manufacture, two letters.")] = "",
    remarks: Annotated[str, typer.Option(help="About the weapon.")] = "",
    case: Annotated[str, typer.Option(help="The originating case number.")] = "",
    lost: Annotated[str, typer.Option(help="2021, 2021-03 or 2021-03-04.")] = "",
    discovered: Annotated[str, typer.Option(help="When the loss was discovered.")] = "",
    reported: Annotated[str, typer.Option(help="When it was reported.")] = "",
    state: Annotated[str, typer.Option(help="Where it was lost, two letters.")] = "",
    place: Annotated[str, typer.Option(help="Where in it.")] = "",
    holder: Annotated[str, typer.Option(help="POLICE, STATE_ARMED_FORCE, CIVILIAN, ...")] = "",
    action: Annotated[str, typer.Option(help="SEIZE_AND_REPORT, DISCREET_REPORT, ...")] = "",
    caution: Annotated[str, typer.Option(help="ARMED_AND_DANGEROUS, ...; with commas.")] = "",
    caution_text: Annotated[str, typer.Option(help="What to be careful about.")] = "",
    basis: Annotated[str, typer.Option(help="The legal basis for circulating it.")] = "",
    review: Annotated[str, typer.Option(help="Day of review; else the policy's.")] = "",
    until: Annotated[str, typer.Option(help="Day of expiry; else the policy's.")] = "",
    to: Annotated[str, typer.Option(help="Members, with commas; else all.")] = "",
    group: Annotated[str, typer.Option(help="A group that the signed policy names.")] = "",
    as_json: AsJson = False,
) -> None:
    """Describes a lost weapon; nobody receives it before `notices publish`."""
    session = open_session(config, as_json=as_json)
    if file is not None:
        wanted = from_file(file, NoticeDraft)
    else:
        typed = Typed(
            maker=maker,
            model=model,
            calibre=calibre,
            category=category,
            type=weapon,
            serial=serial,
            position=position,
            country=country,
            remarks=remarks,
        )
        if not type_:
            raise FormatError("option.missing", "add --type, or give the whole draft with --file")
        audience = _members(to)
        wanted = NoticeDraft(
            type=code_of(type_, NoticeType, "--type"),
            firearm=firearm_of(typed),
            case_reference=case,
            lost_from=date_of(lost),
            lost_to=date_of(lost),
            discovered=date_of(discovered),
            reported=date_of(reported),
            loss_state=state.upper(),
            loss_place=place,
            holder_class=code_of(holder, HolderClass, "--holder") if holder else None,
            requested_action=code_of(
                action or RequestedAction.SEIZE_AND_REPORT, RequestedAction, "--action"
            ),
            cautions=codes_of(caution, Caution, "--caution"),
            caution_text=caution_text,
            legal_basis=basis,
            review_date=date_of(review),
            retained_until=date_of(until),
            distribution=_distribution(audience, group),
            audience_group=group,
            audience=audience,
        )
    notice_id = session.client.post(path(_ROOT), wanted, Created).id
    _show(session, notice_id)


@app.command()
def revise(
    *,
    notice_id: NoticeId,
    file: Annotated[Path, typer.Option("--file", "-f", help="The whole draft as JSON.")],
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Changes a draft that nobody has received."""
    _step(config, notice_id, "revision", from_file(file, NoticeDraft), as_json)


@app.command()
def publish(
    *, notice_id: NoticeId, config: ConfigFile = NODE_TOML, as_json: AsJson = False
) -> None:
    """Sends a draft to its audience."""
    _step(config, notice_id, "publication", None, as_json)


@app.command()
def amend(
    *,
    notice_id: NoticeId,
    reason: Because,
    config: ConfigFile = NODE_TOML,
    file: File = None,
    place: Annotated[str, typer.Option(help="Where it was lost.")] = "",
    action: Annotated[str, typer.Option(help="SEIZE_AND_REPORT, DISCREET_REPORT, ...")] = "",
    caution: Annotated[str, typer.Option(help="ARMED_AND_DANGEROUS, ...; with commas.")] = "",
    caution_text: Annotated[str, typer.Option(help="What to be careful about.")] = "",
    until: Annotated[str, typer.Option(help="Day of expiry.")] = "",
    to: Annotated[str, typer.Option(help="A wider list of members, with commas.")] = "",
    as_json: AsJson = False,
) -> None:
    """Sends a version with other words: what is not given stays as it is."""
    session = open_session(config, as_json=as_json)
    if file is not None:
        wanted = from_file(file, NoticeDraft)
    else:
        before = draft_of(session.client.get(path(_ROOT, notice_id), NoticeDetail).notice)
        changes: dict[str, Any] = {
            "loss_place": place,
            "caution_text": caution_text,
            "cautions": codes_of(caution, Caution, "--caution"),
            "retained_until": date_of(until),
            "audience": _members(to),
        }
        if action:
            changes["requested_action"] = code_of(action, RequestedAction, "--action")
        if to:
            changes |= {"distribution": Distribution.LIST, "audience_group": ""}
        wanted = replace(before, **{name: value for name, value in changes.items() if value})
    body = Amendment(draft=wanted, reason=reason)
    detail = session.client.post(path(_ROOT, notice_id, "amendment"), body, NoticeDetail)
    session.show(detail, show_notice.notice)


@app.command()
def validate(
    *, notice_id: NoticeId, config: ConfigFile = NODE_TOML, as_json: AsJson = False
) -> None:
    """Says that the record is complete, true and still active; sets the next review."""
    _step(config, notice_id, "validation", None, as_json)


@app.command()
def suspend(
    *, notice_id: NoticeId, reason: Because, config: ConfigFile = NODE_TOML, as_json: AsJson = False
) -> None:
    """Flags a notice; it is searched still."""
    _step(config, notice_id, "suspension", Reason(reason=reason), as_json)


@app.command()
def recover(
    *, notice_id: NoticeId, reason: Because, config: ConfigFile = NODE_TOML, as_json: AsJson = False
) -> None:
    """Says that the weapon is in safe hands at home; clear the notice then."""
    _step(config, notice_id, "recovery", Reason(reason=reason), as_json)


@app.command()
def resume(
    *, notice_id: NoticeId, reason: Because, config: ConfigFile = NODE_TOML, as_json: AsJson = False
) -> None:
    """Says that what was recovered is another weapon: the search goes on."""
    _step(config, notice_id, "resumption", Reason(reason=reason), as_json)


@app.command()
def clear(
    *, notice_id: NoticeId, reason: Because, config: ConfigFile = NODE_TOML, as_json: AsJson = False
) -> None:
    """Ends a notice that was valid and is satisfied."""
    _step(config, notice_id, "clearance", Reason(reason=reason), as_json)


@app.command()
def cancel(
    *,
    notice_id: NoticeId,
    why: Annotated[str, typer.Option(help="ENTERED_IN_ERROR, WRONG_WEAPON or NEVER_LOST.")],
    reason: Because,
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Ends a notice that was never valid, and every open hit on it at once."""
    body = Cancellation(why=code_of(why, CancelReason, "--why"), reason=reason)
    _step(config, notice_id, "cancellation", body, as_json)


@app.command()
def discard(
    *, notice_id: NoticeId, reason: Because, config: ConfigFile = NODE_TOML, as_json: AsJson = False
) -> None:
    """Throws a draft away; it stays readable."""
    _step(config, notice_id, "discard", Reason(reason=reason), as_json)


@app.command()
def distribute(
    *,
    notice_id: Annotated[
        str, typer.Argument(metavar="[NOTICE]", help="Else every notice of ours.")
    ] = "",
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Sends the version in force to whoever of the audience lacks it, such as a new member."""
    session = open_session(config, as_json=as_json)
    where = path(_ROOT, notice_id, "distribution") if notice_id else path("notice-distribution")
    session.show(session.client.post(where, None, Distributed), show_notice.distributed)


def _show(session: Session, notice_id: str) -> None:
    detail = session.client.get(path(_ROOT, notice_id), NoticeDetail)
    session.show(detail, show_notice.notice)


def _step(config: Path, notice_id: str, step: str, body: object, as_json: bool) -> None:
    """One act, then the notice."""
    session = open_session(config, as_json=as_json)
    detail = session.client.post(path(_ROOT, notice_id, step), body, NoticeDetail)
    session.show(detail, show_notice.notice)


def _members(text: str) -> tuple[str, ...]:
    return tuple(part.strip().upper() for part in text.split(",") if part.strip())


def _distribution(audience: Iterable[str], group: str) -> Distribution:
    if group:
        return Distribution.GROUP
    return Distribution.LIST if audience else Distribution.ALL_MEMBERS

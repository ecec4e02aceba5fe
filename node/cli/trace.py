"""Commands of the requester's side: a case from the weapon on the table to its outcome."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from accord.cases.codes import NotEstablishedReason, Outcome, WeaponDisposal, WhyYou
from accord.errors import PolicyError
from accord.weapons.firearm import Firearm
from node.api.bodies import (
    CaseList,
    ClarificationAsked,
    Created,
    Following,
    NewLeg,
    NotPursued,
    OwnRecord,
    Reason,
    Reply,
    Revision,
)
from node.casework.drafts import CaseDraft, OutcomeDraft
from node.casework.views import CaseDetail, CaseExport, LegView, Standing
from node.cli import show_case, watch
from node.cli.client import path
from node.cli.draft import Typed, code_of, codes_of, draft_of, from_file, guided
from node.cli.session import NODE_TOML, AsJson, ConfigFile, Session, open_session

app = typer.Typer(no_args_is_help=True, help="Trace a recovered weapon.")

CaseId = Annotated[str, typer.Argument(metavar="CASE", help="The case's id.")]
Leg = Annotated[str, typer.Argument(metavar="LEG", help="The leg's number in the case, or its id.")]
Because = Annotated[str, typer.Option("--reason", help="Why; kept in the timeline.")]
Override = Annotated[
    str, typer.Option(help="Why to send although the weapon is only partly identified.")
]
Wait = Annotated[float, typer.Option(help="Seconds to wait at most.", min=0)]
OWN_SEARCH_SECONDS = 20.0


@app.command()
def new(
    *,
    config: ConfigFile = NODE_TOML,
    file: Annotated[Path | None, typer.Option("--file", "-f", help="The case as JSON.")] = None,
    maker: Annotated[str, typer.Option(help="As marked.")] = "",
    model: Annotated[str, typer.Option(help="As marked.")] = "",
    calibre: Annotated[str, typer.Option(help="As marked.")] = "",
    category: Annotated[str, typer.Option(help="UN Register: SA1 to SA6, LW1 to LW7.")] = "",
    type_: Annotated[str, typer.Option("--type", help="PISTOL, RIFLE, SHOTGUN, ...")] = "",
    action: Annotated[str, typer.Option(help="SEMI_AUTOMATIC, BOLT, REVOLVER, ...")] = "",
    serial: Annotated[str, typer.Option(help="As seen; ? for an unreadable character.")] = "",
    condition: Annotated[str, typer.Option(help="INTACT, PARTIAL, RESTORED, ...")] = "",
    position: Annotated[str, typer.Option(help="Of the serial: FRAME, RECEIVER, ...")] = "",
    country: Annotated[str, typer.Option(help="Of manufacture, two letters.")] = "",
    import_country: Annotated[str, typer.Option(help="From the import mark.")] = "",
    import_year: Annotated[int | None, typer.Option(help="From the import mark.")] = None,
    basis: Annotated[str, typer.Option(help="Why it is illicit: NATIONAL_LAW, ...")] = "",
    justification: Annotated[str, typer.Option(help="The statute.")] = "",
    use: Annotated[str, typer.Option(help="INVESTIGATION, PROSECUTION, ...")] = "",
    circumstance: Annotated[str, typer.Option(help="SEIZED_CRIMINAL, FOUND, ...")] = "",
    date: Annotated[str, typer.Option(help="Of the recovery: 2021, 2021-03, 2021-03-04.")] = "",
    place: Annotated[str, typer.Option(help="Of the recovery.")] = "",
    urgent: Annotated[str, typer.Option(help="Why it is urgent.")] = "",
    remarks: Annotated[str, typer.Option(help="About the weapon.")] = "",
    wait: Wait = OWN_SEARCH_SECONDS,
    as_json: AsJson = False,
) -> None:
    """Registers a weapon and searches the own registers; asks for what was not given."""
    session = open_session(config, as_json=as_json)
    if file is not None:
        draft = from_file(file, CaseDraft)
    else:
        typed = Typed(
            maker=maker,
            model=model,
            calibre=calibre,
            category=category,
            type=type_,
            action=action,
            serial=serial,
            condition=condition,
            position=position,
            country=country,
            import_country=import_country,
            import_year=import_year,
            basis=basis,
            justification=justification,
            use=use,
            circumstance=circumstance,
            date=date,
            place=place,
            urgent=urgent,
            remarks=remarks,
        )
        draft = draft_of(guided(typed, _ask) if sys.stdin.isatty() and not as_json else typed)
    case_id = session.client.post(path("cases"), draft, Created).id
    searched = frozenset(Standing) - {Standing.SEARCHING}
    _watch(session, case_id, wait, searched)


def _ask(question: str, hint: str) -> str:
    text: str = typer.prompt(
        f"{question} ({hint})" if hint else question, default="", show_default=False
    )
    return text.strip()


@app.command("list")
def list_(
    *,
    config: ConfigFile = NODE_TOML,
    waiting: Annotated[bool, typer.Option(help="Only what waits for an officer.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=500)] = 50,
    as_json: AsJson = False,
) -> None:
    """Lists the cases, the newest first."""
    session = open_session(config, as_json=as_json)
    query = {"limit": str(limit), "standing": Standing.OFFICER if waiting else ""}
    session.show(session.client.get(path("cases"), CaseList, query), show_case.cases)


@app.command()
def show(
    *,
    case_id: CaseId,
    config: ConfigFile = NODE_TOML,
    follow_up: Annotated[bool, typer.Option("--watch", help="Wait for the next decision.")] = False,
    wait: Wait = 3600.0,
    as_json: AsJson = False,
) -> None:
    """Shows one case: legs, chain, point of diversion, timeline and the next step."""
    session = open_session(config, as_json=as_json)
    _watch(session, case_id, wait if follow_up else 0.0)


@app.command()
def send(
    *,
    case_id: CaseId,
    state: Annotated[
        str, typer.Argument(metavar="[STATE]", help="Two letters; else the first suggested.")
    ] = "",
    config: ConfigFile = NODE_TOML,
    why: Annotated[str, typer.Option(help="COUNTRY_OF_MANUFACTURE, LAST_LEGAL_IMPORT, ...")] = "",
    override_reason: Override = "",
    follow_up: Annotated[bool, typer.Option("--watch", help="Wait for the answer.")] = False,
    wait: Wait = 3600.0,
    as_json: AsJson = False,
) -> None:
    """Asks one State what its records say of the weapon."""
    session = open_session(config, as_json=as_json)
    leg = _new_leg(_case(session, case_id), state.upper(), why, override_reason)
    session.client.post(path("cases", case_id, "legs"), leg, Created)
    _watch(session, case_id, wait if follow_up else 0.0)


def _new_leg(detail: CaseDetail, state: str, why: str, override_reason: str) -> NewLeg:
    """The leg to send; what was not typed is taken from the suggestions."""
    possible = [one for one in detail.suggestions if not one.obstacle or one.state == state]
    chosen = next((one for one in possible if not state or one.state == state), None)
    if not state and chosen is None:
        raise PolicyError(
            "leg.no_suggestion", "no State is suggested; name one: trace send CASE STATE"
        )
    if why:
        reason = code_of(why, WhyYou, "--why")
    else:
        reason = chosen.why if chosen else WhyYou.CONNECTED_CASE
    return NewLeg(
        state=state or (chosen.state if chosen else ""), why=reason, override_reason=override_reason
    )


@app.command()
def follow(
    *,
    case_id: CaseId,
    leg: Annotated[str, typer.Argument(metavar="[LEG]", help="Else the last that refers.")] = "",
    config: ConfigFile = NODE_TOML,
    override_reason: Override = "",
    follow_up: Annotated[bool, typer.Option("--watch", help="Wait for the answer.")] = False,
    wait: Wait = 3600.0,
    as_json: AsJson = False,
) -> None:
    """Asks the State that an answer points at."""
    session = open_session(config, as_json=as_json)
    detail = _case(session, case_id)
    found = _leg(detail, leg) if leg else _last_referral(detail)
    session.client.post(
        path("cases", case_id, "legs", found.leg_id, "referral"),
        Following(override_reason=override_reason),
        Created,
    )
    _watch(session, case_id, wait if follow_up else 0.0)


@app.command()
def reply(
    *,
    case_id: CaseId,
    leg: Leg,
    text: Annotated[str, typer.Option(help="The answer to the question.")],
    config: ConfigFile = NODE_TOML,
    firearm: Annotated[Path | None, typer.Option(help="A better description, as JSON.")] = None,
    as_json: AsJson = False,
) -> None:
    """Answers a question that a State has asked (ITI 21)."""
    better = from_file(firearm, Firearm) if firearm else None
    _step(config, case_id, leg, "reply", Reply(text=text, firearm=better), as_json=as_json)


@app.command()
def clarify(
    *,
    case_id: CaseId,
    leg: Leg,
    text: Annotated[str, typer.Option(help="What is to be explained.")],
    config: ConfigFile = NODE_TOML,
    undertaking: Annotated[str, typer.Option(help="What we undertake now.")] = "",
    as_json: AsJson = False,
) -> None:
    """Asks for the reasons behind a restriction, delay or refusal (ITI 23)."""
    body = ClarificationAsked(text=text, revised_undertaking=undertaking)
    _step(config, case_id, leg, "clarification", body, as_json=as_json)


@app.command()
def withdraw(
    *,
    case_id: CaseId,
    leg: Leg,
    reason: Because,
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Ends a leg whose answer is no longer needed."""
    _step(config, case_id, leg, "withdrawal", Reason(reason=reason), as_json=as_json)


@app.command()
def revise(
    *,
    case_id: CaseId,
    firearm: Annotated[Path, typer.Argument(help="The new description, as JSON.")],
    reason: Because,
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Gives a new description of the weapon, such as a restored serial."""
    session = open_session(config, as_json=as_json)
    body = Revision(firearm=from_file(firearm, Firearm), reason=reason)
    session.show(
        session.client.post(path("cases", case_id, "revisions"), body, CaseDetail), show_case.case
    )


@app.command()
def decide(
    *,
    case_id: CaseId,
    found: Annotated[bool, typer.Option("--found/--not-found", help="Is it the weapon?")],
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Says whether the doubtful record of the own registers is the weapon."""
    session = open_session(config, as_json=as_json)
    where = path("cases", case_id, "own-record")
    session.show(session.client.post(where, OwnRecord(found=found), CaseDetail), show_case.case)


@app.command()
def close(
    *,
    case_id: CaseId,
    config: ConfigFile = NODE_TOML,
    outcome: Annotated[str, typer.Option(help="Else the proposed one: NOT_ESTABLISHED, ...")] = "",
    reason: Annotated[str, typer.Option(help="With NOT_ESTABLISHED: NO_RECORD, ...")] = "",
    file: Annotated[Path | None, typer.Option("--file", "-f", help="The outcome as JSON.")] = None,
    disposal: Annotated[str, typer.Option(help="What was done with it: DESTROYED, ...")] = "",
    not_pursued: Annotated[str, typer.Option(help="The exception: AMNESTY_NOT_TRACED, ...")] = "",
    as_json: AsJson = False,
) -> None:
    """Closes a case: by the proposed outcome, by another, or under an exception."""
    session = open_session(config, as_json=as_json)
    body: OutcomeDraft | NotPursued | None
    if not_pursued:
        last = "not-pursued"
        body = NotPursued(reason=code_of(not_pursued, NotEstablishedReason, "--not-pursued"))
    elif file is not None:
        last, body = "outcome", from_file(file, OutcomeDraft)
    elif outcome:
        last = "outcome"
        body = OutcomeDraft(
            outcome=code_of(outcome, Outcome, "--outcome"),
            reason=code_of(reason, NotEstablishedReason, "--reason") if reason else None,
            disposal=codes_of(disposal, WeaponDisposal, "--disposal"),
        )
    else:
        last, body = "outcome/proposed", None
    session.show(
        session.client.post(f"{path('cases', case_id)}/{last}", body, CaseDetail), show_case.case
    )


@app.command()
def reopen(
    *, case_id: CaseId, reason: Because, config: ConfigFile = NODE_TOML, as_json: AsJson = False
) -> None:
    """Goes on with a closed case on new evidence."""
    session = open_session(config, as_json=as_json)
    body = Reason(reason=reason)
    session.show(
        session.client.post(path("cases", case_id, "reopening"), body, CaseDetail), show_case.case
    )


@app.command()
def export(
    *,
    case_id: CaseId,
    recipient: Annotated[str, typer.Option(help="Who will read it; recorded.")],
    config: ConfigFile = NODE_TOML,
) -> None:
    """Prints the case as JSON for somebody else, without what its providers reserve."""
    session = open_session(config, as_json=True)
    where = path("cases", case_id, "export")
    session.show(
        session.client.post(where, None, CaseExport, {"recipient": recipient}), lambda _: ""
    )


def _case(session: Session, case_id: str) -> CaseDetail:
    return session.client.get(path("cases", case_id), CaseDetail)


def _watch(
    session: Session, case_id: str, seconds: float, until: frozenset[Standing] | None = None
) -> None:
    detail = watch.case(
        lambda: _case(session, case_id), session.console, seconds=seconds, until=until
    )
    session.show(detail, show_case.case)


def _step(config: Path, case_id: str, leg: str, step: str, body: object, *, as_json: bool) -> None:
    """One step of one leg, then the case."""
    session = open_session(config, as_json=as_json)
    found = _leg(_case(session, case_id), leg)
    where = path("cases", case_id, "legs", found.leg_id, step)
    session.show(session.client.post(where, body, CaseDetail), show_case.case)


def _leg(detail: CaseDetail, leg: str) -> LegView:
    """A leg by its number in the case, or by its id."""
    for number, one in enumerate(detail.legs, 1):
        if leg in (str(number), one.leg_id):
            return one
    raise PolicyError(
        "casework.unknown_leg", f"the case has {len(detail.legs)} legs; give a number from 1"
    )


def _last_referral(detail: CaseDetail) -> LegView:
    """The last answer that points at a State no leg has followed."""
    followed = {leg.referred_by_leg for leg in detail.legs}
    for leg in reversed(detail.legs):
        if leg.response and leg.response.next_state and leg.leg_id not in followed:
            return leg
    raise PolicyError("leg.no_referral", "no answer of this case points at a State not yet asked")

"""Commands of the holder's side: what other States ask, and what we answer."""

from pathlib import Path
from typing import Annotated

import typer

from accord.cases.codes import Disposition, Ground, ResponseKind
from node.api.bodies import (
    Approval,
    Clarification,
    QuestionAsked,
    Refusal,
    RequestList,
    Restriction,
)
from node.casework.drafts import AnswerDraft
from node.casework.views import RequestDetail, Standing
from node.cli import show_request
from node.cli.client import path
from node.cli.draft import code_of, codes_of, date_of, from_file
from node.cli.session import NODE_TOML, AsJson, ConfigFile, open_session

app = typer.Typer(invoke_without_command=True, help="Requests from abroad.")

RequestId = Annotated[str, typer.Argument(metavar="REQUEST", help="The request's id.")]
Grounds = Annotated[
    str,
    typer.Option(
        "--ground",
        help="G1 ongoing investigation, G2 confidentiality law, G3 no guarantee of "
        "confidentiality, G4 national security; several with commas.",
    ),
]
Explanation = Annotated[str, typer.Option(help="The reasons; compulsory (ITI 23).")]


@app.callback()
def inbox(
    *,
    context: typer.Context,
    config: ConfigFile = NODE_TOML,
    waiting: Annotated[bool, typer.Option(help="Only what waits for an officer.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=500)] = 50,
    as_json: AsJson = False,
) -> None:
    """Lists the requests from abroad, the newest first."""
    if context.invoked_subcommand is not None:
        return
    session = open_session(config, as_json=as_json)
    query = {"limit": str(limit), "standing": Standing.OFFICER if waiting else ""}
    session.show(session.client.get(path("requests"), RequestList, query), show_request.inbox)


@app.command()
def show(*, request_id: RequestId, config: ConfigFile = NODE_TOML, as_json: AsJson = False) -> None:
    """Shows one request: what is asked, what we hold, what we may answer."""
    session = open_session(config, as_json=as_json)
    detail = session.client.get(path("requests", request_id), RequestDetail)
    session.show(detail, show_request.request)


def approve(
    *,
    request_id: RequestId,
    config: ConfigFile = NODE_TOML,
    number: Annotated[int, typer.Option(help="A candidate's, to answer from its record.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Releases the proposed answer, or that of a candidate."""
    _step(config, request_id, "approval", Approval(number=number), as_json)


def answer(
    *,
    request_id: RequestId,
    config: ConfigFile = NODE_TOML,
    file: Annotated[Path | None, typer.Option("--file", "-f", help="The answer as JSON.")] = None,
    disposition: Annotated[str, typer.Option(help=", ".join(Disposition))] = "",
    interim: Annotated[bool, typer.Option(help="More is to come.")] = False,
    ground: Grounds = "",
    explanation: Explanation = "",
    lifting: Annotated[str, typer.Option(help="With DELAYED: when, as 2026-03-01.")] = "",
    as_json: AsJson = False,
) -> None:
    """Releases an answer of your own: also interim and delayed ones."""
    if file is not None:
        draft = from_file(file, AnswerDraft)
    else:
        draft = AnswerDraft(
            disposition=code_of(disposition, Disposition, "--disposition"),
            kind=ResponseKind.INTERIM if interim else ResponseKind.FINAL,
            grounds=codes_of(ground, Ground, "--ground"),
            explanation=explanation,
            expected_lifting=date_of(lifting),
        )
    _step(config, request_id, "answer", draft, as_json)


def restrict(
    *,
    request_id: RequestId,
    withhold: Annotated[str, typer.Option(help="Fields to withhold: chain, next_state, ...")],
    ground: Grounds,
    explanation: Explanation,
    config: ConfigFile = NODE_TOML,
    number: Annotated[int, typer.Option(help="A candidate's, to answer from its record.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Releases the proposed answer without some of its fields (ITI 22)."""
    body = Restriction(
        withheld=_parts(withhold),
        grounds=codes_of(ground, Ground, "--ground"),
        explanation=explanation,
        number=number,
    )
    _step(config, request_id, "restriction", body, as_json)


def refuse(
    *,
    request_id: RequestId,
    ground: Grounds,
    explanation: Explanation,
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Refuses on one of the four grounds, with the reasons (ITI 22, 23)."""
    body = Refusal(grounds=codes_of(ground, Ground, "--ground"), explanation=explanation)
    _step(config, request_id, "refusal", body, as_json)


def ask(
    *,
    request_id: RequestId,
    text: Annotated[str, typer.Option(help="The question.")],
    config: ConfigFile = NODE_TOML,
    field: Annotated[str, typer.Option(help="Fields wanted: firearm.marks, ...")] = "",
    as_json: AsJson = False,
) -> None:
    """Asks the requester for more; the response clock pauses (ITI 21)."""
    _step(config, request_id, "question", QuestionAsked(fields=_parts(field), text=text), as_json)


def clarify(
    *,
    request_id: RequestId,
    text: Annotated[str, typer.Option(help="The reasons.")],
    config: ConfigFile = NODE_TOML,
    widened: Annotated[Path | None, typer.Option(help="A wider answer, as JSON.")] = None,
    as_json: AsJson = False,
) -> None:
    """Explains a restriction, delay or refusal (ITI 23)."""
    answer_draft = from_file(widened, AnswerDraft) if widened else None
    body = Clarification(text=text, widened=answer_draft)
    _step(config, request_id, "clarification", body, as_json)


def search(
    *, request_id: RequestId, config: ConfigFile = NODE_TOML, as_json: AsJson = False
) -> None:
    """Searches the own registers once more for a request."""
    _step(config, request_id, "search", None, as_json)


def resend(
    *, request_id: RequestId, config: ConfigFile = NODE_TOML, as_json: AsJson = False
) -> None:
    """Sends again the question or answer that did not arrive."""
    _step(config, request_id, "resend", None, as_json)


def _step(config: Path, request_id: str, step: str, body: object, as_json: bool) -> None:
    """One step of one request, then the request."""
    session = open_session(config, as_json=as_json)
    detail = session.client.post(path("requests", request_id, step), body, RequestDetail)
    session.show(detail, show_request.request)


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())

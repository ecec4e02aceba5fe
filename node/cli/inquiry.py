"""Commands of inquiries: hit or no hit, asked of many members at once, and answered."""

from pathlib import Path
from typing import Annotated

import typer

from accord.cases.codes import Ground, IntendedUse
from node.api.bodies import Created, Reason, Refusal
from node.api.inquiries import InquiryList, NotInterpretable, ReceivedList
from node.cli import show_inquiry
from node.cli.client import path
from node.cli.draft import codes_of, from_file
from node.cli.inbox import Explanation, Grounds
from node.cli.session import NODE_TOML, AsJson, ConfigFile, open_session
from node.inquiries.views import InquiryDetail, InquiryDraft, ReceivedDetail

app = typer.Typer(no_args_is_help=True, help="Ask many members at once: hit or no hit.")

InquiryId = Annotated[str, typer.Argument(metavar="INQUIRY", help="The inquiry's id.")]
RequestId = Annotated[str, typer.Argument(metavar="REQUEST", help="Another member's inquiry.")]
Limit = Annotated[int, typer.Option(min=1, max=500)]
ROOT, RECEIVED = "inquiries", "inquiry-requests"


@app.command("list")
def list_(*, config: ConfigFile = NODE_TOML, limit: Limit = 50, as_json: AsJson = False) -> None:
    """Lists our inquiries, the newest first."""
    session = open_session(config, as_json=as_json)
    page = session.client.get(path(ROOT), InquiryList, {"limit": str(limit)})
    session.show(page, show_inquiry.inquiries)


@app.command()
def new(
    *,
    config: ConfigFile = NODE_TOML,
    file: Annotated[Path | None, typer.Option("--file", "-f", help="The draft as JSON.")] = None,
    case: Annotated[str, typer.Option(help="The trace case whose weapon it is.")] = "",
    request: Annotated[str, typer.Option(help="Another State's request; if it consents.")] = "",
    to: Annotated[str, typer.Option(help="Members, with commas; else all of the region.")] = "",
    reason: Annotated[str, typer.Option(help="Why so many are asked.")] = "",
    use: Annotated[str, typer.Option(help="INVESTIGATION, ...; else the case's.")] = "",
    justification: Annotated[str, typer.Option(help="The statute; else the case's.")] = "",
    override_reason: Annotated[str, typer.Option(help="If partly identified: why.")] = "",
    urgent: Annotated[str, typer.Option(help="Why it is urgent.")] = "",
    as_json: AsJson = False,
) -> None:
    """Asks whether any register knows a weapon: that of a case, or of a file."""
    session = open_session(config, as_json=as_json)
    if file is not None:
        draft = from_file(file, InquiryDraft)
    else:
        draft = InquiryDraft(
            case_id=case,
            request_id=request,
            members=tuple(part.strip().upper() for part in to.split(",") if part.strip()),
            intended_use=codes_of(use, IntendedUse, "--use"),
            reason=reason,
            legal_justification=justification,
            override_reason=override_reason,
            urgency_justification=urgent,
        )
    inquiry_id = session.client.post(path(ROOT), draft, Created).id
    detail = session.client.get(path(ROOT, inquiry_id), InquiryDetail)
    session.show(detail, show_inquiry.inquiry)


@app.command()
def show(*, inquiry_id: InquiryId, config: ConfigFile = NODE_TOML, as_json: AsJson = False) -> None:
    """Shows what each member has said, and what exactly was searched."""
    session = open_session(config, as_json=as_json)
    detail = session.client.get(path(ROOT, inquiry_id), InquiryDetail)
    session.show(detail, show_inquiry.inquiry)


@app.command()
def withdraw(
    *,
    inquiry_id: InquiryId,
    reason: Annotated[str, typer.Option(help="Why; the members are told.")],
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Tells whoever has not answered that nothing is awaited any more."""
    session = open_session(config, as_json=as_json)
    body = Reason(reason=reason)
    detail = session.client.post(path(ROOT, inquiry_id, "withdrawal"), body, InquiryDetail)
    session.show(detail, show_inquiry.inquiry)


@app.command()
def inbox(*, config: ConfigFile = NODE_TOML, limit: Limit = 50, as_json: AsJson = False) -> None:
    """Lists other members' inquiries, the newest first."""
    session = open_session(config, as_json=as_json)
    page = session.client.get(path(RECEIVED), ReceivedList, {"limit": str(limit)})
    session.show(page, show_inquiry.inbox)


@app.command()
def request(
    *, request_id: RequestId, config: ConfigFile = NODE_TOML, as_json: AsJson = False
) -> None:
    """Shows another member's inquiry: what our registers hold, and what we may say."""
    session = open_session(config, as_json=as_json)
    detail = session.client.get(path(RECEIVED, request_id), ReceivedDetail)
    session.show(detail, show_inquiry.received)


@app.command()
def approve(
    *, request_id: RequestId, config: ConfigFile = NODE_TOML, as_json: AsJson = False
) -> None:
    """Releases the proposed answer."""
    _step(config, request_id, "approval", None, as_json)


@app.command()
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


@app.command("query")
def query_(
    *,
    request_id: RequestId,
    explanation: Annotated[str, typer.Option(help="What cannot be read.")],
    config: ConfigFile = NODE_TOML,
    field: Annotated[str, typer.Option(help="Fields wanted: firearm.marks, ...")] = "",
    as_json: AsJson = False,
) -> None:
    """Says that the description cannot be interpreted, and what would help."""
    fields = tuple(part.strip() for part in field.split(",") if part.strip())
    body = NotInterpretable(explanation=explanation, fields=fields)
    _step(config, request_id, "query", body, as_json)


@app.command()
def search(
    *, request_id: RequestId, config: ConfigFile = NODE_TOML, as_json: AsJson = False
) -> None:
    """Searches the own registers once more, also to correct an answer."""
    _step(config, request_id, "search", None, as_json)


@app.command()
def resend(
    *, request_id: RequestId, config: ConfigFile = NODE_TOML, as_json: AsJson = False
) -> None:
    """Sends again the answer that did not arrive."""
    _step(config, request_id, "resend", None, as_json)


def _step(config: Path, request_id: str, step: str, body: object, as_json: bool) -> None:
    """One step of another member's inquiry, then the inquiry."""
    session = open_session(config, as_json=as_json)
    detail = session.client.post(path(RECEIVED, request_id, step), body, ReceivedDetail)
    session.show(detail, show_inquiry.received)

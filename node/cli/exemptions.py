"""`accord-node exemptions`: exemptions from the region's ban on transfers."""

from pathlib import Path
from typing import Annotated, Any

import typer

from accord.cases.exemption_codes import (
    ExemptionOutcome,
    ExemptionPosition,
    OpinionKind,
    RefusalCriterion,
)
from node.api.bodies import QuestionAsked, Reason
from node.api.certificate_bodies import Issued
from node.api.exemptions import Assessment, ExemptionList, ExemptionUseWanted, PositionTaken, Told
from node.cli import show_certificate, show_exemption
from node.cli.certificates import quantities_of
from node.cli.client import path
from node.cli.draft import code_of, codes_of, date_of, from_file
from node.cli.session import NODE_TOML, AsJson, ConfigFile, open_session
from node.exemptions.drafts import DecisionDraft, ExemptionDraft, OpinionDraft
from node.exemptions.views import ExemptionDetail

app = typer.Typer(
    invoke_without_command=True,
    help="Exemptions: ask, take a position, and, at the secretariat, circulate and decide.",
)

RequestId = Annotated[str, typer.Argument(metavar="REQUEST", help="The request's id.")]
Draft = Annotated[Path, typer.Argument(help="The request as JSON.")]
Why = Annotated[str, typer.Option("--reason", help="Why.")]


@app.callback()
def list_(
    *,
    context: typer.Context,
    config: ConfigFile = NODE_TOML,
    state: Annotated[str, typer.Option(help="Only those in this state.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=500)] = 50,
    as_json: AsJson = False,
) -> None:
    """Lists the requests, the newest first."""
    if context.invoked_subcommand is not None:
        return
    session = open_session(config, as_json=as_json)
    query = {"state": state.upper(), "limit": str(limit)}
    found = session.client.get(path("exemptions"), ExemptionList, query)
    session.show(found, show_exemption.exemptions)


@app.command()
def show(*, request_id: RequestId, config: ConfigFile = NODE_TOML, as_json: AsJson = False) -> None:
    """Shows one request: positions, opinion, decision, certificate and uses."""
    session = open_session(config, as_json=as_json)
    detail = session.client.get(path("exemptions", request_id), ExemptionDetail)
    session.show(detail, show_exemption.exemption)


@app.command()
def request(*, file: Draft, config: ConfigFile = NODE_TOML, as_json: AsJson = False) -> None:
    """Asks the secretariat for an exemption (ECOWAS Convention, art 5(1))."""
    session = open_session(config, as_json=as_json)
    made = session.client.post(path("exemptions"), from_file(file, ExemptionDraft), Issued)
    if not made.id:
        session.show(made, show_certificate.waits)
        return
    detail = session.client.get(path("exemptions", made.id), ExemptionDetail)
    session.show(detail, show_exemption.exemption)


@app.command()
def correct(
    *, request_id: RequestId, file: Draft, config: ConfigFile = NODE_TOML, as_json: AsJson = False
) -> None:
    """Sends a returned request anew."""
    _step(config, request_id, "correction", from_file(file, ExemptionDraft), as_json)


@app.command()
def withdraw(
    *, request_id: RequestId, reason: Why, config: ConfigFile = NODE_TOML, as_json: AsJson = False
) -> None:
    """Gives our request up."""
    _step(config, request_id, "withdrawal", Reason(reason=reason), as_json)


@app.command("return")
def send_back(
    *,
    request_id: RequestId,
    text: Annotated[str, typer.Option(help="What is missing, in words.")],
    config: ConfigFile = NODE_TOML,
    field: Annotated[list[str] | None, typer.Option(help="A field; may be repeated.")] = None,
    as_json: AsJson = False,
) -> None:
    """Secretariat: returns a request that lacks something."""
    body = QuestionAsked(fields=tuple(field or ()), text=text)
    _step(config, request_id, "return", body, as_json)


@app.command()
def circulate(
    *,
    request_id: RequestId,
    assessment: Annotated[str, typer.Option(help="The technical assessment.")],
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Secretariat: sends request and assessment to the members (art 5(2))."""
    _step(config, request_id, "circulation", Assessment(text=assessment), as_json)


@app.command()
def opinion(
    *,
    request_id: RequestId,
    kind: Annotated[str, typer.Argument(help=", ".join(OpinionKind))],
    reasons: Annotated[str, typer.Option(help="An opinion is reasoned (art 5(3)).")],
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Secretariat: gives the opinion."""
    body = OpinionDraft(kind=code_of(kind, OpinionKind, "KIND"), reasons=reasons)
    _step(config, request_id, "opinion", body, as_json)


@app.command()
def decide(
    *,
    request_id: RequestId,
    outcome: Annotated[str, typer.Argument(help="GRANTED or REFUSED")],
    config: ConfigFile = NODE_TOML,
    reasons: Annotated[str, typer.Option(help="With REFUSED.")] = "",
    reference: Annotated[str, typer.Option(help="Of the political body's decision.")] = "",
    until: Annotated[str, typer.Option(help="The certificate's last day, as 2026-12-31.")] = "",
    conditions: Annotated[str, typer.Option(help="Of the certificate.")] = "",
    as_json: AsJson = False,
) -> None:
    """Secretariat: records the decision, and certifies what is granted."""
    body = DecisionDraft(
        outcome=code_of(outcome, ExemptionOutcome, "OUTCOME"),
        reasons=reasons,
        reference=reference,
        valid_to=date_of(until),
        conditions=conditions,
    )
    _step(config, request_id, "decision", body, as_json)


@app.command()
def revoke(
    *, request_id: RequestId, reason: Why, config: ConfigFile = NODE_TOML, as_json: AsJson = False
) -> None:
    """Secretariat: takes the certificate back."""
    _step(config, request_id, "revocation", Reason(reason=reason), as_json)


@app.command()
def tell(
    *,
    request_id: RequestId,
    member: Annotated[str, typer.Argument(help="The State.")],
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Secretariat: sends the last word once more, where a message was lost."""
    _step(config, request_id, "telling", Told(member=member.upper()), as_json)


@app.command()
def seen(*, request_id: RequestId, config: ConfigFile = NODE_TOML, as_json: AsJson = False) -> None:
    """Member: tells the secretariat that we have read the request."""
    _step(config, request_id, "seen", None, as_json)


@app.command()
def answer(
    *,
    request_id: RequestId,
    position: Annotated[str, typer.Argument(help="NO_OBJECTION, OBJECTION or COMMENT")],
    config: ConfigFile = NODE_TOML,
    criterion: Annotated[str, typer.Option(help="With OBJECTION: E1 to E10, with commas.")] = "",
    text: Annotated[str, typer.Option(help="The reasons.")] = "",
    as_json: AsJson = False,
) -> None:
    """Member: takes a position; an objection names its criteria (art 6)."""
    body = PositionTaken(
        position=code_of(position, ExemptionPosition, "POSITION"),
        criteria=codes_of(criterion, RefusalCriterion, "--criterion") if criterion else (),
        text=text,
    )
    _step(config, request_id, "position", body, as_json)


@app.command()
def use(
    *,
    request_id: RequestId,
    transfer: Annotated[str, typer.Option(help="Our transfer file.")],
    shipment: Annotated[str, typer.Option(help="The shipment that leaves.")],
    quantity: Annotated[list[str], typer.Option(help="ITEM:COUNT; may be repeated.")],
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Asks the secretariat to count a shipment before it leaves."""
    body = ExemptionUseWanted(
        transfer=transfer, shipment=shipment, quantities=quantities_of(quantity)
    )
    _step(config, request_id, "use", body, as_json)


def _step(config: Path, request_id: str, step: str, body: Any, as_json: bool) -> None:
    session = open_session(config, as_json=as_json)
    detail = session.client.post(path("exemptions", request_id, step), body, ExemptionDetail)
    session.show(detail, show_exemption.exemption)

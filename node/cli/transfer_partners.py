"""Commands of the other States, and what comes after delivery: imports, transit, counts, visits."""

from pathlib import Path
from typing import Annotated

import typer

from accord.cases.transfer_codes import (
    AuthorisationDecision,
    DeliveryResult,
    PsvFinding,
    RetransferDecision,
    SerialCheck,
    SuspectedCause,
    TransitDecision,
    TransitFinding,
    TransitGround,
    TransitPoint,
)
from accord.cases.transfer_delivery import CountedItem
from node.api.bodies import Created
from node.cli import show_transfer
from node.cli.client import path
from node.cli.draft import date_of, from_file
from node.cli.session import NODE_TOML, AsJson, ConfigFile, open_session
from node.cli.transfer_forms import (
    ROOT,
    Body,
    Documents,
    Line,
    Printing,
    Shipment,
    TransferId,
    Words,
    a_day,
    criterion,
    given,
    licence,
    serials,
    step,
)
from node.transfers.drafts import (
    CheckpointDraft,
    DeliveryDraft,
    ExplanationDraft,
    ImportDraft,
    RetransferAnswerDraft,
    RetransferDraft,
    TransitDraft,
    VisitDraft,
    VisitReportDraft,
)
from node.transfers.views import TransferDetail

app = typer.Typer()

RequestId = Annotated[str, typer.Argument(metavar="REQUEST", help="The request's id.")]
VisitId = Annotated[str, typer.Argument(metavar="VISIT", help="The visit's id.")]
Draft = Annotated[Path, typer.Option("--file", "-f", help="The draft as JSON.")]


@app.command("import")
def import_(
    *,
    transfer_id: TransferId,
    file: Body = None,
    decision: Annotated[AuthorisationDecision, typer.Option()] = AuthorisationDecision.ISSUED,
    number: Annotated[str, typer.Option(help="The licence's number.")] = "",
    authority: Annotated[str, typer.Option(help="Who issues it.")] = "",
    place: Annotated[str, typer.Option(help="Where it is issued.")] = "",
    issued: Annotated[str, typer.Option(help="The day of issue, YYYY-MM-DD.")] = "",
    expires: Annotated[str, typer.Option(help="The last day, YYYY-MM-DD.")] = "",
    non_state: Annotated[
        bool, typer.Option("--non-state", help="Authorises a non-State end user explicitly.")
    ] = False,
    why: Annotated[str, typer.Option("--criterion", help="E1 to E10.")] = "",
    reason: Annotated[str, typer.Option(help="Why it is refused or revoked.")] = "",
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Authorises the import, refuses it, or revokes what was authorised (FP 10(2)(a))."""

    def typed() -> ImportDraft:
        issues = decision is AuthorisationDecision.ISSUED
        return ImportDraft(
            decision=decision,
            licence=licence(number, authority, place, issued, expires) if issues else None,
            non_state_authorised=non_state,
            criterion=criterion(why),
            reason=reason,
        )

    body = given(file, ImportDraft, typed)
    step(Printing(config=config, as_json=as_json), (transfer_id, "import-authorisation"), body)


@app.command("answer-transit")
def answer_transit(
    *,
    transfer_id: TransferId,
    decision: Annotated[TransitDecision, typer.Option()] = TransitDecision.NO_OBJECTION,
    conditions: Annotated[str, typer.Option(help="With CONDITIONAL.")] = "",
    ground: Annotated[TransitGround | None, typer.Option(help="With OBJECTION.")] = None,
    text: Words = "",
    expected: Annotated[str, typer.Option(help="With NEED_MORE_TIME: the day.")] = "",
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Answers as a State on the way, or objects to what was let pass (FP 10(2)(b))."""
    body = TransitDraft(
        decision=decision,
        conditions=conditions,
        ground=ground,
        text=text,
        expected=date_of(expected),
    )
    step(Printing(config=config, as_json=as_json), (transfer_id, "transit", "answer"), body)


@app.command()
def checkpoint(
    *,
    transfer_id: TransferId,
    shipment: Shipment,
    day: Annotated[str, typer.Option("--date", help="The day, YYYY-MM-DD.")],
    point: Annotated[TransitPoint, typer.Option()] = TransitPoint.ENTRY,
    finding: Annotated[TransitFinding, typer.Option()] = TransitFinding.IN_ORDER,
    quantity: Annotated[int, typer.Option(min=0)] = 0,
    text: Words = "",
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Reports what was seen of a shipment on the way (ATT 9)."""
    body = CheckpointDraft(
        point=point,
        finding=finding,
        date=a_day(day, "--date"),
        seals_intact=finding is not TransitFinding.SEALS_BROKEN,
        quantity=quantity,
        text=text,
    )
    parts = (transfer_id, "shipments", str(shipment), "checkpoints")
    step(Printing(config=config, as_json=as_json), parts, body)


@app.command()
def deliver(
    *,
    transfer_id: TransferId,
    shipment: Shipment,
    file: Body = None,
    end_user: Annotated[
        bool, typer.Option("--end-user", help="The end user's own word, not the importer's.")
    ] = False,
    result: Annotated[DeliveryResult, typer.Option()] = DeliveryResult.COMPLETE,
    checked: Annotated[SerialCheck, typer.Option(help="How many serials were read.")] = (
        SerialCheck.ALL
    ),
    day: Annotated[str, typer.Option("--date", help="The day of entry.")] = "",
    place: Annotated[str, typer.Option(help="Where.")] = "",
    line: Line = 1,
    serial_file: Annotated[
        Path | None, typer.Option("--serials", help="One serial a line, as read.")
    ] = None,
    quantity: Annotated[int | None, typer.Option(help="If not as many as serials.")] = None,
    cause: Annotated[SuspectedCause, typer.Option(help="Where the counts differ.")] = (
        SuspectedCause.UNKNOWN
    ),
    text: Words = "",
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Reports what arrived, serial by serial (FP 10(4))."""

    def typed() -> DeliveryDraft:
        found = serials(serial_file)
        count = len(found) if quantity is None else quantity
        return DeliveryDraft(
            end_user=end_user,
            serials_checked=checked,
            result=result,
            date_of_entry=date_of(day),
            place=place,
            items=(CountedItem(item=line, quantity=count, serials=found),),
            sample_size=len(found) if checked is SerialCheck.SAMPLE else 0,
            cause=cause,
            text=text,
        )

    body = given(file, DeliveryDraft, typed)
    parts = (transfer_id, "shipments", str(shipment), "deliveries")
    step(Printing(config=config, as_json=as_json), parts, body)


@app.command()
def explain(
    *,
    transfer_id: TransferId,
    shipment: Shipment,
    text: Words,
    document: Documents,
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Offers an explanation with its documents; the exporting State judges it."""
    body = ExplanationDraft(text=text, documents=tuple(document))
    parts = (transfer_id, "shipments", str(shipment), "explanation")
    step(Printing(config=config, as_json=as_json), parts, body)


@app.command()
def retransfer(
    *,
    transfer_id: TransferId,
    file: Draft,
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Asks the State that exported them for consent to pass weapons on (A/75/78, para 50)."""
    _make(
        Printing(config=config, as_json=as_json), transfer_id, "retransfers", RetransferDraft, file
    )


@app.command("answer-retransfer")
def answer_retransfer(
    *,
    transfer_id: TransferId,
    request_id: RequestId,
    decision: Annotated[RetransferDecision, typer.Option()],
    conditions: Annotated[str, typer.Option(help="With CONDITIONAL.")] = "",
    why: Annotated[str, typer.Option("--criterion", help="With REFUSED: E1 to E10.")] = "",
    reason: Annotated[str, typer.Option(help="With REFUSED.")] = "",
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Gives or refuses consent to pass weapons on."""
    body = RetransferAnswerDraft(
        decision=decision, conditions=conditions, criterion=criterion(why), reason=reason
    )
    parts = (transfer_id, "retransfers", request_id, "answer")
    step(Printing(config=config, as_json=as_json), parts, body)


@app.command("accept-retransfer")
def accept_retransfer(
    *,
    transfer_id: TransferId,
    request_id: RequestId,
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Accepts the conditions of a consent."""
    parts = (transfer_id, "retransfers", request_id, "acceptance")
    step(Printing(config=config, as_json=as_json), parts, None)


@app.command()
def visit(
    *,
    transfer_id: TransferId,
    file: Draft,
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Announces a post-shipment verification, where it is agreed (A/75/78, para 53)."""
    _make(Printing(config=config, as_json=as_json), transfer_id, "visits", VisitDraft, file)


@app.command("record-visit")
def record_visit(
    *,
    transfer_id: TransferId,
    psv_id: VisitId,
    day: Annotated[str, typer.Option("--date", help="The day of the visit.")],
    inspected: Annotated[int, typer.Option(min=0)],
    of: Annotated[int, typer.Option(min=1, help="How many there should be.")],
    finding: Annotated[PsvFinding, typer.Option()],
    serial_file: Annotated[
        Path | None, typer.Option("--serials", help="One serial a line, as read.")
    ] = None,
    shipment: Annotated[int, typer.Option(help="Where what is missing had arrived.")] = 1,
    follow_up: Annotated[str, typer.Option(help="What follows.")] = "",
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Records what a visit found; weapons gone or a closed door are suspicion at once."""
    body = VisitReportDraft(
        date=a_day(day, "--date"),
        inspected=inspected,
        of=of,
        finding=finding,
        serials=serials(serial_file),
        follow_up=follow_up,
        shipment=shipment,
    )
    parts = (transfer_id, "visits", psv_id, "report")
    step(Printing(config=config, as_json=as_json), parts, body)


@app.command("end-monitoring")
def end_monitoring(
    *, transfer_id: TransferId, config: ConfigFile = NODE_TOML, as_json: AsJson = False
) -> None:
    """Ends the visits, and with them the file."""
    step(Printing(config=config, as_json=as_json), (transfer_id, "monitoring", "end"), None)


def _make(
    printing: Printing,
    transfer_id: str,
    what: str,
    type_: type[RetransferDraft] | type[VisitDraft],
    file: Path,
) -> None:
    session = open_session(printing.config, as_json=printing.as_json)
    draft: object = from_file(file, type_)
    session.client.post(path(ROOT, transfer_id, what), draft, Created)
    detail = session.client.get(path(ROOT, transfer_id), TransferDetail)
    session.show(detail, show_transfer.transfer)

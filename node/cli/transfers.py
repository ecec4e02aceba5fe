"""Commands of the State that exports: from the proposal to the last delivery, or a diversion."""

from pathlib import Path
from typing import Annotated

import typer

from accord.cases.transfer import LineQuantity
from accord.cases.transfer_delivery import DispatchedItem
from node.api.bodies import Created, Reason
from node.api.transfer_acts import CertificateNamed, MemberNamed, NextShipment
from node.api.transfers import AlertList, TransferList
from node.cli import show_transfer
from node.cli.client import path
from node.cli.draft import from_file
from node.cli.session import NODE_TOML, AsJson, ConfigFile, open_session
from node.cli.transfer_forms import (
    ROOT,
    Authority,
    Body,
    Expires,
    Issued,
    Line,
    Number,
    Place,
    Printing,
    TransferId,
    Why,
    a_day,
    criterion,
    given,
    licence,
    of_shipment,
    serials,
    step,
)
from node.transfers.drafts import (
    DispatchDraft,
    RefusalDraft,
    RouteDraft,
    TransferDraft,
)
from node.transfers.views import TransferDetail

app = typer.Typer(no_args_is_help=True, help="Transfers: licences, shipments and their ends.")

Limit = Annotated[int, typer.Option(min=1, max=500)]
Day = Annotated[str, typer.Option("--date", help="The day, YYYY-MM-DD.")]


@app.command("list")
def list_(
    *,
    config: ConfigFile = NODE_TOML,
    standing: Annotated[str, typer.Option(help="OFFICER, ABROAD or CLOSED.")] = "",
    limit: Limit = 50,
    as_json: AsJson = False,
) -> None:
    """Lists transfers that we export, import or let pass, the newest first."""
    session = open_session(config, as_json=as_json)
    query = {"limit": str(limit), "standing": standing}
    session.show(session.client.get(path(ROOT), TransferList, query), show_transfer.transfers)


@app.command()
def show(
    *, transfer_id: TransferId, config: ConfigFile = NODE_TOML, as_json: AsJson = False
) -> None:
    """Shows everything about one file, and what to do next."""
    session = open_session(config, as_json=as_json)
    detail = session.client.get(path(ROOT, transfer_id), TransferDetail)
    session.show(detail, show_transfer.transfer)


@app.command()
def alerts(*, config: ConfigFile = NODE_TOML, limit: Limit = 50, as_json: AsJson = False) -> None:
    """Lists alerts of diversions that other States sent (ATT 11(4))."""
    session = open_session(config, as_json=as_json)
    page = session.client.get(path("transfer-alerts"), AlertList, {"limit": str(limit)})
    session.show(page, show_transfer.alerts)


@app.command()
def propose(
    *,
    file: Annotated[Path, typer.Option("--file", "-f", help="The draft as JSON.")],
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Opens a file and tells the importing State."""
    session = open_session(config, as_json=as_json)
    draft = from_file(file, TransferDraft)
    transfer_id = session.client.post(path(ROOT), draft, Created).id
    detail = session.client.get(path(ROOT, transfer_id), TransferDetail)
    session.show(detail, show_transfer.transfer)


@app.command()
def certificate(
    *,
    transfer_id: TransferId,
    number: Annotated[str, typer.Option(help="Another one than the file names.")] = "",
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Has the issuing State verify the certificate that the export rests on."""
    body = CertificateNamed(number=number)
    step(Printing(config=config, as_json=as_json), (transfer_id, "certificate"), body)


@app.command("ask-transit")
def ask_transit(
    *, transfer_id: TransferId, config: ConfigFile = NODE_TOML, as_json: AsJson = False
) -> None:
    """Asks every State on the way for its written word (FP 10(2)(b))."""
    step(Printing(config=config, as_json=as_json), (transfer_id, "transit"), None)


@app.command("accept-conditions")
def accept_conditions(
    *,
    transfer_id: TransferId,
    member: Annotated[str, typer.Argument(help="The State on the way.")],
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Accepts the conditions of a State on the way."""
    printing = Printing(config=config, as_json=as_json)
    step(printing, (transfer_id, "transit", "conditions"), MemberNamed(member=member))


@app.command()
def route(
    *,
    transfer_id: TransferId,
    file: Annotated[Path, typer.Option("--file", "-f", help="The route as JSON.")],
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Takes another way after an objection."""
    printing = Printing(config=config, as_json=as_json)
    step(printing, (transfer_id, "route"), from_file(file, RouteDraft))


@app.command()
def authorise(
    *,
    transfer_id: TransferId,
    number: Number,
    authority: Authority,
    place: Place,
    issued: Issued,
    expires: Expires,
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Issues the export licence, once every guard holds."""
    body = licence(number, authority, place, issued, expires)
    step(Printing(config=config, as_json=as_json), (transfer_id, "export-authorisation"), body)


@app.command()
def refuse(
    *,
    transfer_id: TransferId,
    reason: Why,
    why: Annotated[str, typer.Option("--criterion", help="E1 to E10.")],
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Refuses the export on one of the criteria (ATT 6, 7)."""
    body = RefusalDraft(reason=reason, criterion=criterion(why))
    step(Printing(config=config, as_json=as_json), (transfer_id, "refusal"), body)


@app.command()
def revoke(
    *,
    transfer_id: TransferId,
    reason: Why,
    why: Annotated[str, typer.Option("--criterion", help="E1 to E10.")],
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Revokes what was granted, before anything has left."""
    body = RefusalDraft(reason=reason, criterion=criterion(why))
    step(Printing(config=config, as_json=as_json), (transfer_id, "revocation"), body)


@app.command()
def withdraw(
    *, transfer_id: TransferId, reason: Why, config: ConfigFile = NODE_TOML, as_json: AsJson = False
) -> None:
    """Ends a file that nobody pursues."""
    step(
        Printing(config=config, as_json=as_json), (transfer_id, "withdrawal"), Reason(reason=reason)
    )


@app.command()
def suspend(
    *, transfer_id: TransferId, reason: Why, config: ConfigFile = NODE_TOML, as_json: AsJson = False
) -> None:
    """Stops what has not left yet."""
    step(
        Printing(config=config, as_json=as_json), (transfer_id, "suspension"), Reason(reason=reason)
    )


@app.command()
def resume(
    *, transfer_id: TransferId, reason: Why, config: ConfigFile = NODE_TOML, as_json: AsJson = False
) -> None:
    """Lifts the officer's own suspension."""
    step(
        Printing(config=config, as_json=as_json), (transfer_id, "resumption"), Reason(reason=reason)
    )


@app.command("end-remainder")
def end_remainder(
    *, transfer_id: TransferId, reason: Why, config: ConfigFile = NODE_TOML, as_json: AsJson = False
) -> None:
    """Gives up what is left of the licence."""
    step(
        Printing(config=config, as_json=as_json), (transfer_id, "remainder"), Reason(reason=reason)
    )


@app.command("settle-contest")
def settle_contest(
    *, transfer_id: TransferId, reason: Why, config: ConfigFile = NODE_TOML, as_json: AsJson = False
) -> None:
    """Notes that what another State does not accept has been seen to."""
    step(Printing(config=config, as_json=as_json), (transfer_id, "contest"), Reason(reason=reason))


@app.command("verify-shipment")
def verify_shipment(
    *,
    transfer_id: TransferId,
    quantity: Annotated[int, typer.Option(min=1, help="How many will leave.")],
    line: Line = 1,
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Has the certificate verified once more, for the next shipment."""
    body = NextShipment(items=(LineQuantity(item=line, quantity=quantity),))
    parts = (transfer_id, "certificate", "verification")
    step(Printing(config=config, as_json=as_json), parts, body)


@app.command()
def dispatch(
    *,
    transfer_id: TransferId,
    file: Body = None,
    exit_day: Annotated[str, typer.Option("--date", help="The day of exit.")] = "",
    customs: Annotated[str, typer.Option(help="The customs declaration.")] = "",
    carrier: Annotated[str, typer.Option(help="Who carries it.")] = "",
    seal: Annotated[list[str] | None, typer.Option(help="A seal's number.")] = None,
    line: Line = 1,
    serial_file: Annotated[
        Path | None, typer.Option("--serials", help="One serial a line, as marked.")
    ] = None,
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Lets the next shipment leave, serial by serial."""

    def typed() -> DispatchDraft:
        found = serials(serial_file)
        return DispatchDraft(
            exit_date=a_day(exit_day, "--date"),
            customs_reference=customs,
            carrier=carrier,
            seals=tuple(seal or ()),
            items=(DispatchedItem(item=line, quantity=len(found), serials=found),),
        )

    body = given(file, DispatchDraft, typed)
    step(Printing(config=config, as_json=as_json), (transfer_id, "shipments"), body)


@app.command("tell-again")
def tell_again(
    *,
    transfer_id: TransferId,
    shipment: Annotated[int | None, typer.Option(min=1, help="Only this shipment.")] = None,
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Tells of the file or of a shipment once more; who knows it already learns nothing new."""
    printing = Printing(config=config, as_json=as_json)
    if shipment is None:
        step(printing, (transfer_id, "notification"), None)
    else:
        of_shipment(printing, transfer_id, shipment, "notification")

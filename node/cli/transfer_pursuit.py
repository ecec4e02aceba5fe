"""Commands of the exporting State when a shipment does not arrive as it left."""

from typing import Annotated

import typer

from accord.cases.transfer_codes import SuspectedCause
from node.api.bodies import Reason
from node.cli.session import NODE_TOML, AsJson, ConfigFile
from node.cli.transfer_forms import (
    Affected,
    Body,
    Documents,
    Printing,
    Shipment,
    TransferId,
    Why,
    Words,
    a_day,
    given,
    members,
    of_shipment,
)
from node.transfers.drafts import (
    ConfirmationDraft,
    ExitDraft,
    ExplanationDraft,
    SuspicionDraft,
)

app = typer.Typer()

Day = Annotated[str, typer.Option("--date", help="The day, YYYY-MM-DD.")]


@app.command("confirm-exit")
def confirm_exit(
    *,
    transfer_id: TransferId,
    shipment: Shipment,
    day: Day,
    customs: Annotated[str, typer.Option(help="What customs answered under.")],
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Notes that customs confirmed the exit, and asks the importing State for the receipt."""
    body = ExitDraft(exit_date=a_day(day, "--date"), customs_reference=customs)
    of_shipment(Printing(config=config, as_json=as_json), transfer_id, shipment, "exit", body)


@app.command("no-entry")
def no_entry(
    *,
    transfer_id: TransferId,
    shipment: Shipment,
    reason: Why,
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Notes that an overdue shipment never left or never came."""
    body = Reason(reason=reason)
    of_shipment(Printing(config=config, as_json=as_json), transfer_id, shipment, "no-entry", body)


@app.command()
def accept(
    *,
    transfer_id: TransferId,
    shipment: Shipment,
    text: Words,
    document: Documents,
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Settles a discrepancy that documents explain."""
    body = ExplanationDraft(text=text, documents=tuple(document))
    printing = Printing(config=config, as_json=as_json)
    of_shipment(printing, transfer_id, shipment, "explanation/acceptance", body)


@app.command()
def suspect(
    *,
    transfer_id: TransferId,
    shipment: Shipment,
    text: Words,
    affected: Affected = "",
    cause: Annotated[SuspectedCause, typer.Option(help="What may lie behind it.")] = (
        SuspectedCause.UNKNOWN
    ),
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Suspects a diversion: the rest is suspended, the States are alerted (ATT 11(4))."""
    body = SuspicionDraft(text=text, cause=cause, states_affected=members(affected))
    of_shipment(Printing(config=config, as_json=as_json), transfer_id, shipment, "suspicion", body)


@app.command()
def refute(
    *,
    transfer_id: TransferId,
    shipment: Shipment,
    text: Words,
    document: Documents,
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Refutes the suspicion with documents."""
    body = ExplanationDraft(text=text, documents=tuple(document))
    printing = Printing(config=config, as_json=as_json)
    of_shipment(printing, transfer_id, shipment, "suspicion/refutation", body)


@app.command("confirm-diversion")
def confirm_diversion(
    *,
    transfer_id: TransferId,
    shipment: Shipment,
    file: Body = None,
    text: Words = "",
    affected: Affected = "",
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Confirms a diversion: a notice for each missing weapon, and the file is at its end."""

    def typed() -> ConfirmationDraft:
        return ConfirmationDraft(text=text, states_affected=members(affected))

    body = given(file, ConfirmationDraft, typed)
    of_shipment(Printing(config=config, as_json=as_json), transfer_id, shipment, "diversion", body)

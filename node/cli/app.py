"""The commands of `accord-node`, and how they fail: with a cause and a remedy, no traceback."""

from typing import Any

import typer
from rich.console import Console
from rich.text import Text
from typer.core import TyperGroup

from accord.errors import AccordError
from node.api.bodies import NodeStatus, PairList, RegisterList
from node.casework.views import Counts
from node.cli import (
    accounts,
    audit,
    certificates,
    doctor,
    enrol,
    evidence,
    exemptions,
    handover,
    hits,
    inbox,
    inquiry,
    log,
    notices,
    retention,
    show_node,
    show_pairs,
    sign_in,
    signatories,
    statistics,
    tokens,
    trace,
    transfer_partners,
    transfer_pursuit,
    transfers,
    webhooks,
)
from node.cli.client import path
from node.cli.session import NODE_TOML, AsJson, ConfigFile, open_session


class Explaining(TyperGroup):
    """Prints an error of ours as cause and remedy, and ends with status 1."""

    def invoke(self, ctx: Any) -> Any:
        """Runs the command."""
        try:
            return super().invoke(ctx)
        except AccordError as error:
            explain(error, Console(stderr=True))
        except BaseExceptionGroup as group:
            if (first := first_of_ours(group)) is None:
                raise
            explain(first, Console(stderr=True))
        raise typer.Exit(1)


app = typer.Typer(
    cls=Explaining,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="A member's node: trace weapons abroad, answer traces from abroad.",
)
app.add_typer(trace.app, name="trace")
app.add_typer(inbox.app, name="inbox")
app.add_typer(inquiry.app, name="inquiry")
app.add_typer(notices.app, name="notices")
app.add_typer(hits.app, name="hits")
app.add_typer(certificates.app, name="certificates")
app.add_typer(signatories.app, name="signatories")
app.add_typer(exemptions.app, name="exemptions")
for _part in (transfer_partners.app, transfer_pursuit.app):
    transfers.app.add_typer(_part)  # without a name: its commands are among ours
app.add_typer(transfers.app, name="transfers")
app.add_typer(log.app, name="log")
app.add_typer(evidence.app, name="evidence")
app.add_typer(statistics.app, name="statistics")
app.add_typer(handover.app, name="handover")
app.add_typer(accounts.app, name="accounts")
app.add_typer(audit.app, name="audit")
app.add_typer(webhooks.app, name="webhooks")
app.add_typer(retention.app, name="retention")
app.add_typer(tokens.app, name="tokens")
app.add_typer(tokens.sessions, name="sessions")
for _command in (
    enrol.enrol,
    enrol.renew,
    doctor.doctor,
    inbox.approve,
    inbox.answer,
    inbox.restrict,
    inbox.refuse,
    inbox.ask,
    inbox.clarify,
    inbox.search,
    inbox.resend,
    sign_in.login,
    sign_in.logout,
    sign_in.whoami,
):
    app.command()(_command)


@app.command()
def serve(config: ConfigFile = NODE_TOML) -> None:
    """Runs the node until it is stopped."""
    from node.main import run  # the whole node; the other commands start faster without it

    run(config)


@app.command()
def status(config: ConfigFile = NODE_TOML, as_json: AsJson = False) -> None:
    """Shows the node at a glance."""
    session = open_session(config, as_json=as_json)
    node = session.client.get(path("status"), NodeStatus)
    if as_json:
        session.show(node, lambda _: "")
        return
    counts = session.client.get(path("counts"), Counts)
    registers = session.client.get(path("registers"), RegisterList)
    session.console.print(show_node.status(node, counts, registers))


@app.command()
def pairs(config: ConfigFile = NODE_TOML, as_json: AsJson = False) -> None:
    """Shows who lacks what: how far this node and each peer have come with each other."""
    session = open_session(config, as_json=as_json)
    session.show(session.client.get(path("exchange", "pairs"), PairList), show_pairs.pairs)


def explain(error: AccordError, console: Console) -> None:
    """Cause, bad fields and remedy of a failure."""
    lines = [Text.assemble(("error: ", "bold red"), error.text)]
    for one in getattr(error, "fields", ()):
        lines.append(Text.assemble("  ", (one.field, "bold"), f": {one.detail}; {one.remedy}"))
    if remedy := getattr(error, "remedy", ""):
        lines.append(Text.assemble(("remedy: ", "bold"), remedy))
    lines.append(Text(f"code: {error.code}", style="dim"))
    for line in lines:
        console.print(line, soft_wrap=True)


def first_of_ours(group: BaseExceptionGroup[BaseException]) -> AccordError | None:
    """The first error of ours in what a group of tasks raised."""
    for error in group.exceptions:
        if isinstance(error, AccordError):
            return error
        if isinstance(error, BaseExceptionGroup) and (inner := first_of_ours(error)):
            return inner
    return None


def main() -> None:
    """The console script."""
    app()

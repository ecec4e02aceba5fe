"""`accord-node signatories`: the officials who may sign, their specimens, and their end."""

from pathlib import Path
from typing import Annotated, Any

import typer

from accord.cases.signatory import Signatory
from node.api.bodies import Created, Reason
from node.api.signatories import Lodging, SignatoryList, SignatoryRevocation
from node.certificates.views import SignatoryDetail
from node.cli import show_certificate
from node.cli.client import path
from node.cli.draft import from_file, moment_of
from node.cli.session import NODE_TOML, AsJson, ConfigFile, open_session

app = typer.Typer(
    invoke_without_command=True,
    help="Officials who may sign certificates: powers, specimens, suspension, revocation.",
)

Official = Annotated[str, typer.Argument(metavar="OFFICIAL", help="STATE:TOKEN, as listed.")]
Why = Annotated[str, typer.Option("--reason", help="Why.")]


@app.callback()
def list_(
    *,
    context: typer.Context,
    config: ConfigFile = NODE_TOML,
    state: Annotated[str, typer.Option(help="Only those of this State.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=500)] = 50,
    as_json: AsJson = False,
) -> None:
    """Lists the officials: our own, and those that other States have lodged with us."""
    if context.invoked_subcommand is not None:
        return
    session = open_session(config, as_json=as_json)
    query = {"state": state.upper(), "limit": str(limit)}
    found = session.client.get(path("signatories"), SignatoryList, query)
    session.show(found, show_certificate.signatories)


@app.command()
def show(*, official: Official, config: ConfigFile = NODE_TOML, as_json: AsJson = False) -> None:
    """Shows one official with the whole history."""
    session = open_session(config, as_json=as_json)
    detail = session.client.get(path("signatories", official), SignatoryDetail)
    session.show(detail, show_certificate.signatory)


@app.command()
def enter(
    *,
    file: Annotated[Path, typer.Argument(help="The entry as JSON.")],
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Enters an official of our own; somebody else activates the entry."""
    session = open_session(config, as_json=as_json)
    made = session.client.post(path("signatories"), from_file(file, Signatory), Created)
    session.show(
        session.client.get(path("signatories", made.id), SignatoryDetail),
        show_certificate.signatory,
    )


@app.command()
def activate(
    *, official: Official, config: ConfigFile = NODE_TOML, as_json: AsJson = False
) -> None:
    """Confirms an entry; never by the person who made it."""
    _step(config, official, "activation", None, as_json)


@app.command()
def suspend(
    *, official: Official, reason: Why, config: ConfigFile = NODE_TOML, as_json: AsJson = False
) -> None:
    """Ends the authority for a time, from now on."""
    _step(config, official, "suspension", Reason(reason=reason), as_json)


@app.command()
def reinstate(
    *, official: Official, reason: Why, config: ConfigFile = NODE_TOML, as_json: AsJson = False
) -> None:
    """Gives the authority back, from now on."""
    _step(config, official, "reinstatement", Reason(reason=reason), as_json)


@app.command()
def revoke(
    *,
    official: Official,
    reason: Why,
    config: ConfigFile = NODE_TOML,
    since: Annotated[
        str, typer.Option(help="2026-03-01 or 2026-03-01T10:30Z; now where it is left out.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Ends the authority for good, also backwards; whoever relied on it is told."""
    body = SignatoryRevocation(reason=reason, effective_from_ms=moment_of(since, "--since"))
    _step(config, official, "revocation", body, as_json)


@app.command()
def lodge(
    *,
    official: Official,
    members: Annotated[list[str], typer.Argument(help="The States that get the entry.")],
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Gives other States the entry with its specimens."""
    body = Lodging(members=tuple(member.upper() for member in members))
    _step(config, official, "lodging", body, as_json)


def _step(config: Path, official: str, step: str, body: Any, as_json: bool) -> None:
    session = open_session(config, as_json=as_json)
    detail = session.client.post(path("signatories", official, step), body, SignatoryDetail)
    session.show(detail, show_certificate.signatory)

"""`accord-node tokens` and `sessions`: what is signed in now, people and machines."""

from typing import Annotated

import typer
from rich.table import Table

from node.cli.client import path
from node.cli.render import grid
from node.cli.session import NODE_TOML, AsJson, ConfigFile, open_session
from node.cli.text import instant
from node.people.rights import Right
from node.people.views import Done, NewToken, SessionList, TokenList, TokenMade, TokenView

app = typer.Typer(help="API tokens of the agency's own systems.", no_args_is_help=True)
sessions = typer.Typer(help="Who is signed in.", no_args_is_help=True)


@app.command("list")
def list_(config: ConfigFile = NODE_TOML, as_json: AsJson = False) -> None:
    """Lists the tokens, the newest first."""
    session = open_session(config, as_json=as_json)
    session.show(session.client.get(path("tokens"), TokenList), _several)


@app.command()
def make(
    account: Annotated[str, typer.Argument(help="The account that the token acts as.")],
    *,
    purpose: Annotated[str, typer.Option(help="Which system uses it, and for what.")],
    scope: Annotated[list[Right], typer.Option("--scope", help="A right; repeat for several.")],
    days: Annotated[int, typer.Option(help="After how many days it ends.")] = 90,
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Makes a token; prints it, once."""
    session = open_session(config, as_json=as_json)
    wanted = NewToken(account=account, purpose=purpose, scopes=tuple(scope), days=days)
    made = session.client.post(path("tokens"), wanted, TokenMade)
    session.show(made, lambda answer: _several(TokenList(tokens=(answer.view,))))
    if not session.json:
        session.console.print(f"Token: {made.token}", soft_wrap=True, markup=False)


@app.command()
def revoke(
    token_id: Annotated[str, typer.Argument(help="The token's id.")],
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Ends a token at once."""
    session = open_session(config, as_json=as_json)
    answer = session.client.post(path("tokens", token_id, "revocation"), None, TokenView)
    session.show(answer, lambda one: _several(TokenList(tokens=(one,))))


@sessions.command("list")
def list_sessions(config: ConfigFile = NODE_TOML, as_json: AsJson = False) -> None:
    """Lists the sessions, the newest first."""
    session = open_session(config, as_json=as_json)
    session.show(session.client.get(path("sessions"), SessionList), _signed_in)


@sessions.command()
def end(
    session_id: Annotated[str, typer.Argument(help="The session's id.")],
    config: ConfigFile = NODE_TOML,
) -> None:
    """Ends a session at once."""
    session = open_session(config, as_json=False)
    session.client.post(path("sessions", session_id, "end"), None, Done)
    session.console.print("ended")


def _signed_in(found: SessionList) -> Table:
    return grid(
        "Sessions",
        ("session", "account", "since", "last used"),
        [
            (one.session_id, one.name, instant(one.made_ms), instant(one.seen_ms))
            for one in found.sessions
        ],
    )


def _several(found: TokenList) -> Table:
    return grid(
        "API tokens",
        ("token", "account", "purpose", "rights", "until"),
        [
            (
                one.token_id,
                one.account,
                one.purpose,
                ", ".join(one.scopes),
                "revoked" if one.revoked else instant(one.expires_ms),
            )
            for one in found.tokens
        ],
    )

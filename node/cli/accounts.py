"""`accord-node accounts`: who may sign in, and with which roles."""

from typing import Annotated

import typer
from rich.table import Table

from node.cli.client import path
from node.cli.render import grid
from node.cli.session import NODE_TOML, AsJson, ConfigFile, Session, open_session
from node.people.rights import Role
from node.people.views import (
    AccountList,
    AccountMade,
    AccountView,
    Activation,
    NewAccount,
    RolesWanted,
)

app = typer.Typer(help="Accounts: who may sign in, with which roles.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="The account's name.")]
Roles = Annotated[list[Role] | None, typer.Option("--role", help="A role; repeat for several.")]
Authority = Annotated[str, typer.Option(help="Of which authority; this node's unless told.")]
PATH = "accounts"


@app.command("list")
def list_(config: ConfigFile = NODE_TOML, as_json: AsJson = False) -> None:
    """Lists the accounts."""
    session = open_session(config, as_json=as_json)
    session.show(session.client.get(path(PATH), AccountList), _several)


@app.command()
def make(
    name: Name,
    *,
    display_name: Annotated[str, typer.Option("--display", help="How it is shown.")] = "",
    role: Roles = None,
    authority: Authority = "",
    provider_subject: Annotated[
        str, typer.Option(help="Its `sub` at the OpenID provider, where it signs in there.")
    ] = "",
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Makes an account; prints the password for its first sign-in, once."""
    session = open_session(config, as_json=as_json)
    wanted = NewAccount(
        name=name,
        display_name=display_name or name,
        roles=tuple(role or ()),
        authority=authority,
        provider_subject=provider_subject,
    )
    _made(session, session.client.post(path(PATH), wanted, AccountMade))


@app.command()
def roles(
    name: Name,
    role: Roles = None,
    authority: Authority = "",
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Gives an account these roles at an authority, and no others there."""
    session = open_session(config, as_json=as_json)
    wanted = RolesWanted(roles=tuple(role or ()), authority=authority)
    session.show(session.client.post(path(PATH, name, "roles"), wanted, AccountView), _one)


@app.command()
def activate(name: Name, config: ConfigFile = NODE_TOML, as_json: AsJson = False) -> None:
    """Lets an account sign in again."""
    _activation(open_session(config, as_json=as_json), name, active=True)


@app.command()
def deactivate(name: Name, config: ConfigFile = NODE_TOML, as_json: AsJson = False) -> None:
    """Ends all that an account has open, at once; what it did stays on record."""
    _activation(open_session(config, as_json=as_json), name, active=False)


@app.command()
def reset(name: Name, config: ConfigFile = NODE_TOML, as_json: AsJson = False) -> None:
    """Prints a new first password, and forgets the second factor."""
    session = open_session(config, as_json=as_json)
    _made(session, session.client.post(path(PATH, name, "reset"), None, AccountMade))


@app.command()
def unlock(name: Name, config: ConfigFile = NODE_TOML, as_json: AsJson = False) -> None:
    """Lets somebody try again who failed too often."""
    session = open_session(config, as_json=as_json)
    session.show(session.client.post(path(PATH, name, "unlock"), None, AccountView), _one)


def _activation(session: Session, name: str, *, active: bool) -> None:
    answer = session.client.post(
        path(PATH, name, "activation"), Activation(active=active), AccountView
    )
    session.show(answer, _one)


def _made(session: Session, made: AccountMade) -> None:
    session.show(made, lambda answer: _one(answer.account))
    if made.password and not session.json:
        session.console.print(
            f"First password: {made.password}\n"
            "Hand it over in person: it is shown this once, and the first sign-in changes it.",
            soft_wrap=True,
            markup=False,
        )


def _one(account: AccountView) -> Table:
    return _several(AccountList(accounts=(account,)))


def _several(found: AccountList) -> Table:
    return grid(
        "Accounts",
        ("name", "shown as", "roles", "signs in"),
        [
            (
                one.name,
                one.display_name,
                "; ".join(f"{each.authority}: {', '.join(each.roles)}" for each in one.memberships)
                or "-",
                _way_in(one),
            )
            for one in found.accounts
        ],
    )


def _way_in(account: AccountView) -> str:
    if not account.active:
        return "not any more"
    if account.provider_subject:
        return "at the OpenID provider"
    return "password and code" if account.has_factor else "not set up yet"

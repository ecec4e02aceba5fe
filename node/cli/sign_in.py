"""`accord-node login`: an officer's own session at this machine, in place of the node's token."""

import os
from typing import Annotated

import typer

from accord.errors import FormatError
from node.cli.client import Client, path
from node.cli.session import NODE_TOML, ConfigFile, open_session, running_at, session_file
from node.config import load_config
from node.people.views import (
    Credentials,
    Done,
    FactorCode,
    FactorSecret,
    Me,
    PasswordChange,
    RecoveryCodes,
    SignedIn,
)

Name = Annotated[str, typer.Argument(help="The account's name.")]


def login(name: Name, config: ConfigFile = NODE_TOML) -> None:
    """Signs in; the first time, also sets a password and a second factor."""
    loaded = load_config(config)
    host, port = running_at(loaded, config)
    password = typer.prompt("Password", hide_input=True)
    code = typer.prompt("Code of the authenticator (none yet: Enter)", default="")
    anybody = Client(host=host, port=port, token="", officer="")
    given = Credentials(name=name, password=password, code=code)
    signed = anybody.post(path("sessions"), given, SignedIn)
    client = Client(host=host, port=port, token=signed.token, officer="")
    if "password" in signed.to_do:
        fresh = typer.prompt(
            "Your own password from now on", hide_input=True, confirmation_prompt=True
        )
        client.post(path("me", "password"), PasswordChange(old=password, new=fresh), Done)
    if "factor" in signed.to_do:
        _set_up(client)
    file = session_file(loaded)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        file.unlink(missing_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as target:
            target.write(signed.token + "\n")
    except OSError as error:
        raise FormatError(
            "cli.file_unwritable", f"{file}: cannot be written ({error.strerror})"
        ) from error
    typer.echo(f"signed in as {name}; accord-node logout ends it")


def logout(config: ConfigFile = NODE_TOML) -> None:
    """Ends the session of this machine's account."""
    file = session_file(load_config(config))
    if not file.exists():
        raise FormatError("session.none", "nobody is signed in here; see accord-node login")
    session = open_session(config, as_json=False)
    try:
        session.client.post(path("me", "sign-out"), None, Done)
    finally:
        file.unlink(missing_ok=True)
    session.console.print("signed out")


def whoami(config: ConfigFile = NODE_TOML) -> None:
    """Says who is signed in here, and with which rights."""
    session = open_session(config, as_json=False)
    me = session.client.get(path("me"), Me)
    session.console.print(f"{me.name} ({me.authority}): {', '.join(me.rights)}", markup=False)


def _set_up(client: Client) -> None:
    secret = client.post(path("me", "factor"), None, FactorSecret)
    typer.echo(f"Put this into your authenticator: {secret.uri}")
    code = typer.prompt("Its code now")
    codes = client.post(path("me", "factor", "confirmation"), FactorCode(code=code), RecoveryCodes)
    typer.echo("Recovery codes; each is good once, and they are shown this once:")
    for one in codes.codes:
        typer.echo(f"  {one}")

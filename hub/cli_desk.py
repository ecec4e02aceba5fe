"""What is done at the hub's own machine for its operators: accounts, maintenance, the trail."""

import getpass
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from accord.access.passwords import Passwords, passing_password
from accord.errors import AccordError
from hub.clock import WallClock
from hub.config import load_config
from hub.desk import audit
from hub.desk import operators as accounts
from hub.desk.maintenance import Maintenance
from hub.desk.operators import Role
from hub.desk.store import DeskStore

operators = typer.Typer(
    name="operators", help="Who may sign in to the hub's console.", no_args_is_help=True
)
maintenance = typer.Typer(
    name="maintenance", help="Take no new messages for a while.", no_args_is_help=True
)
_Config = Annotated[Path, typer.Option("--config", help="The hub's settings, hub.toml.")]
_Name = Annotated[str, typer.Argument(help="The account's name.")]
_Role = Annotated[Role, typer.Option(help="An operator acts, a viewer reads.")]
_DEFAULT = Path("hub.toml")


@operators.command()
def add(
    name: _Name,
    config: _Config = _DEFAULT,
    role: _Role = Role.OPERATOR,
    subject: Annotated[
        str, typer.Option(help="Whom the OpenID provider calls so; without a password here.")
    ] = "",
) -> None:
    """Make an account, and show its first password."""
    password = "" if subject else passing_password(os.urandom)
    digest = Passwords(os.urandom).digest(password) if password else ""
    with _desk(config) as store, store.begin() as tx:
        now, me = WallClock().now_ms(), _me()
        accounts.make(tx, now, name=name, role=role, password=digest, by=me, subject=subject)
    if password:
        _show_password(name, password)
    else:
        typer.echo(f"{name} signs in at the OpenID provider")


@operators.command("list")
def list_(config: _Config = _DEFAULT) -> None:
    """Show all accounts."""
    with _desk(config) as store, store.read() as tx:
        found = accounts.all_of(tx)
    if not found:
        typer.echo("nobody yet: accord-hub operators add NAME")
        return
    table = Table("name", "role", "still to do", "since")
    for one in found:
        table.add_row(one.name, one.role, ", ".join(one.to_do) or "nothing", _day(one.made_ms))
    Console().print(table)


@operators.command("role")
def role_(
    name: _Name,
    role: Annotated[Role, typer.Argument(help="An operator acts, a viewer reads.")],
    config: _Config = _DEFAULT,
) -> None:
    """Give an account another role, from its next page on."""
    with _desk(config) as store, store.begin() as tx:
        accounts.set_role(tx, WallClock().now_ms(), name=name, role=role, by=_me())
    typer.echo(f"{name} is {role} now")


@operators.command()
def reset(name: _Name, config: _Config = _DEFAULT) -> None:
    """Give somebody who lost password or second factor a new start."""
    password = passing_password(os.urandom)
    digest = Passwords(os.urandom).digest(password)
    with _desk(config) as store, store.begin() as tx:
        accounts.reset(tx, WallClock().now_ms(), name=name, password=digest, by=_me())
    _show_password(name, password)


@operators.command()
def remove(name: _Name, config: _Config = _DEFAULT) -> None:
    """End an account and its sessions at once; what it did stays in the trail."""
    with _desk(config) as store, store.begin() as tx:
        accounts.remove(tx, WallClock().now_ms(), name=name, by=_me())
    typer.echo(f"{name} cannot sign in any more")


@maintenance.command()
def begin(
    reason: Annotated[str, typer.Option(help="Why; operators see it, members do not.")] = "",
    config: _Config = _DEFAULT,
) -> None:
    """Take no new messages until `end`; what is held is delivered as ever."""
    with _desk(config) as store:
        Maintenance(store, WallClock()).begin(_me(), reason)
    typer.echo("the hub takes no new messages; nodes keep theirs and send them again later")


@maintenance.command()
def end(config: _Config = _DEFAULT) -> None:
    """Take messages again."""
    with _desk(config) as store:
        Maintenance(store, WallClock()).end(_me())
    typer.echo("the hub takes messages")


@maintenance.command()
def show(config: _Config = _DEFAULT) -> None:
    """Show whether messages are taken."""
    with _desk(config) as store:
        pause = Maintenance(store, WallClock()).pause
    if pause is None:
        typer.echo("the hub takes messages")
    else:
        because = f": {pause.reason}" if pause.reason else ""
        typer.echo(f"in maintenance since {_moment(pause.since_ms)}, by {pause.by}{because}")


def audit_command(
    config: _Config = _DEFAULT,
    limit: Annotated[int, typer.Option(help="So many entries.", min=1, max=10_000)] = 50,
) -> None:
    """Check the operators' trail from its first entry, and show the newest."""
    with _desk(config) as store, store.read() as tx:
        found = audit.check(tx)
        entries = audit.page(tx, before=None, limit=limit)
    table = Table("number", "when", "who", "act", "about", "detail")
    for one in reversed(entries):
        when = _moment(one.at_ms)
        table.add_row(str(one.number), when, one.actor, one.act, one.subject, one.detail)
    if entries:
        Console().print(table)
    if found.broken_at is not None:
        typer.echo(
            f"damaged: entry {found.broken_at} is missing or was changed; keep the file as it is, "
            "and compare it with a copy",
            err=True,
        )
        raise typer.Exit(1)
    typer.echo(f"whole: {found.entries} entries, the last with the hash {found.head}")


@contextmanager
def _desk(config: Path) -> Iterator[DeskStore]:
    """The desk that the settings name; ends the command where something is refused."""
    try:
        settings = load_config(config)
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.umask(0o077)
        with closing(DeskStore(settings.desk)) as store:
            yield store
    except AccordError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error


def _me() -> str:
    return f"cli:{getpass.getuser()}"


def _show_password(name: str, password: str) -> None:
    typer.echo(f"""\
first password of {name}: {password}

It is shown this once and holds for a week. At the first sign-in {name} chooses another, and sets up
an authenticator as the second factor.""")


def _moment(at_ms: int) -> str:
    return f"{datetime.fromtimestamp(at_ms / 1000, UTC):%Y-%m-%d %H:%M:%SZ}"


def _day(at_ms: int) -> str:
    return _moment(at_ms)[:10]

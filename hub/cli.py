"""accord-hub: serve, check the ledger, show a running hub."""

import gc
import json
import logging
import os
import sys
import tempfile
import urllib.error
import urllib.request
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn

import structlog
import typer
import uvloop
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from accord.errors import AccordError
from accord.installation import require_whole
from accord.pages.finding import Outcome
from hub import cli_desk, cli_keys
from hub import fsck as checks
from hub.ceremony import app as ceremony
from hub.clock import WallClock
from hub.config import HubConfig, load_config
from hub.doctor.examine import examine_file
from hub.ledger_sqlite import SqliteLedger
from hub.main import serve
from hub.startup import locked

app = typer.Typer(
    name="accord-hub", help="The secretariat's broker.", no_args_is_help=True, add_completion=False
)
app.add_typer(cli_keys.app)
app.add_typer(ceremony.app)
app.add_typer(cli_desk.operators)
app.add_typer(cli_desk.maintenance)
app.command("audit")(cli_desk.audit_command)
Config = Annotated[Path, typer.Option("--config", help="The hub's settings, hub.toml.")]
DEFAULT = Path("hub.toml")


@app.command("serve")
def serve_command(config: Config = DEFAULT) -> None:
    """Serve members until SIGTERM."""
    os.umask(0o077)
    settings = _settings(config)
    # Messages make many objects and no cycles; by default, collections take half the time here.
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)
    try:
        status = uvloop.run(serve(settings, clock=WallClock(), log=_json_log()))
    except AccordError as error:
        _give_up(error)
    raise typer.Exit(status)


@app.command()
def fsck(config: Config = DEFAULT) -> None:
    """Make every projection of a stopped hub's ledger again, and compare."""
    settings = _settings(config)
    try:
        with locked(settings), tempfile.TemporaryDirectory(dir=settings.data) as folder:
            finding, head = _check(settings, Path(folder) / "scratch.sqlite")
    except AccordError as error:
        _give_up(error)
    if finding is not None:
        typer.echo(f"damaged: {finding}", err=True)
        raise typer.Exit(1)
    typer.echo(f"clean: {head} entries, and all that follows from them")


@app.command()
def doctor(config: Config = DEFAULT) -> None:
    """Look for what is wrong and say what to do; ends with status 1 where something is."""
    signs = {
        Outcome.GOOD: "[green]good[/]",
        Outcome.BAD: "[bold red]bad[/]",
        Outcome.UNKNOWN: "[yellow]could not check[/]",
    }
    found = examine_file(config, WallClock())
    table = Table("what", "", "found, and what to do", title="Doctor")
    for one in found:
        table.add_row(one.title, signs[one.outcome], escape(one.line))
    Console().print(table)
    if any(one.outcome is Outcome.BAD for one in found):
        raise typer.Exit(1)


@app.command()
def status(config: Config = DEFAULT) -> None:
    """Show whether the hub runs, and what it counts."""
    settings = _settings(config)
    try:
        run = json.loads(settings.run_file.read_text("utf-8"))
        ready = _get(f"http://{run['http']}/readyz").decode()
        numbers = _get(f"http://{run['http']}/metrics").decode()
        log = json.loads(_get(f"http://{run['http']}/log"))
    except (OSError, ValueError, KeyError) as error:
        typer.echo("the hub does not run: start it with `accord-hub serve`", err=True)
        raise typer.Exit(1) from error
    table = Table("what", "value", title=f"hub {settings.name}, process {run['pid']}")
    table.add_row("relay", run["grpc"])
    table.add_row("health and metrics", run["http"])
    table.add_row("log and trust files", run["site"])
    table.add_row("operators' console", run.get("console", "none: the settings name no [console]"))
    readiness = json.loads(ready)
    table.add_row("ready", "yes" if readiness["ready"] else ", ".join(readiness["reasons"]))
    table.add_row("last checkpoint", _checkpoint(log))
    table.add_row("witnesses connected", ", ".join(log["connected"]) or "none")
    for line in numbers.splitlines():
        name, _, value = line.rpartition(" ")
        if name.startswith("accord_hub_") and "_bucket" not in name and "_created" not in name:
            table.add_row(name.removeprefix("accord_hub_"), f"{float(value):g}")
    Console().print(table)


def main() -> None:
    """The console script."""
    require_whole()
    app()


def _check(settings: HubConfig, scratch: Path) -> tuple[checks.Finding | None, int]:
    real, copy = SqliteLedger(settings.ledger), SqliteLedger(scratch)
    try:
        return checks.check(real, copy, settings.name), real.head()
    finally:
        real.close()
        copy.close()


def _checkpoint(log: dict[str, Any]) -> str:
    by = ", ".join(
        f"{member} {datetime.fromtimestamp(at_s, UTC):%Y-%m-%d %H:%M:%SZ}"
        for member, at_s in sorted(log["cosigned_s"].items())
    )
    enough = "witnessed" if log["witnessed"] else "not witnessed"
    return f"{log['checkpoint']} leaves, {enough}" + (f", cosigned by {by}" if by else "")


def _get(address: str) -> bytes:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - own address
            return bytes(answer.read())
    except urllib.error.HTTPError as error:  # 503: not ready, and says why
        return error.read()


def _settings(file: Path) -> HubConfig:
    try:
        return load_config(file)
    except AccordError as error:
        _give_up(error)


def _give_up(error: AccordError) -> NoReturn:
    typer.echo(str(error), err=True)
    raise typer.Exit(2) from error


def _json_log() -> structlog.stdlib.BoundLogger:
    """One JSON object a line on stderr: an event's name, codes and counts, never contents."""
    log: structlog.stdlib.BoundLogger = structlog.wrap_logger(
        structlog.PrintLogger(sys.stderr),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
    )
    return log


if __name__ == "__main__":
    main()

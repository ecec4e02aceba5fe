"""`accord-node log`: the hub's log as this node sees it, its alarms and their proofs."""

from pathlib import Path
from typing import Annotated

import typer

from accord.errors import FormatError
from node.api.bodies import Reason
from node.cli import show_log
from node.cli.client import path
from node.cli.session import NODE_TOML, AsJson, ConfigFile, open_session
from node.log.views import Evidence, LogView

app = typer.Typer(
    invoke_without_command=True, help="The hub's transparency log: checkpoints, witnesses, alarms."
)


@app.callback()
def show(ctx: typer.Context, config: ConfigFile = NODE_TOML, as_json: AsJson = False) -> None:
    """Shows the last checkpoints, who witnessed them, and every alarm with what to do."""
    if ctx.invoked_subcommand is None:
        session = open_session(config, as_json=as_json)
        session.show(session.client.get(path("log"), LogView), show_log.log)


@app.command()
def proof(
    number: Annotated[int, typer.Argument(help="The alarm's number.")],
    out: Annotated[Path, typer.Argument(help="The file to write.")],
    config: ConfigFile = NODE_TOML,
) -> None:
    """Writes the proof behind an alarm to a file, for the other members."""
    session = open_session(config, as_json=False)
    found = session.client.get(path("log", "alarms", str(number)), Evidence)
    try:
        out.write_bytes(found.proof)
    except OSError as error:
        raise FormatError(
            "cli.file_unwritable", f"{out}: cannot be written ({error.strerror}); name another file"
        ) from error
    session.console.print(f"{out}: the proof of alarm {number} ({found.kind})", soft_wrap=True)


@app.command()
def resume(
    reason: Annotated[str, typer.Option(help="Why sending may go on; kept with the alarm.")],
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Goes on sending although an alarm was raised; the alarm stays on record."""
    session = open_session(config, as_json=as_json)
    answer = session.client.post(path("log", "resume"), Reason(reason=reason), LogView)
    session.show(answer, show_log.log)

"""`accord-node webhooks`: the receivers of the agency's own system."""

from typing import Annotated

import typer
from rich.table import Table

from node.cli.client import path
from node.cli.render import grid
from node.cli.session import NODE_TOML, AsJson, ConfigFile, open_session
from node.cli.text import instant
from node.webhooks.views import TargetList

app = typer.Typer(help="Who is told of each step of the casework.", no_args_is_help=True)


@app.command("list")
def list_(config: ConfigFile = NODE_TOML, as_json: AsJson = False) -> None:
    """Lists the receivers, and what each has not taken yet."""
    session = open_session(config, as_json=as_json)
    session.show(session.client.get(path("webhooks"), TargetList), _several)


@app.command()
def retry(
    target: Annotated[str, typer.Argument(help="NAME of [webhook.NAME].")],
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Tells a receiver now what it has not taken, also what was given up."""
    session = open_session(config, as_json=as_json)
    answer = session.client.post(path("webhooks", target, "retry"), None, TargetList)
    session.show(answer, _several)


def _several(found: TargetList) -> Table:
    return grid(
        "Receivers",
        ("name", "waiting", "since", "given up", "last failure"),
        [
            (one.name, str(one.waiting), instant(one.oldest_ms), str(one.given_up), one.failure)
            for one in found.targets
        ],
    )

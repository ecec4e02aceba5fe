"""`accord-node retention`: how long matters are kept, and what has left for the archive."""

import typer
from rich.console import Group, RenderableType

from node.cli.client import path
from node.cli.render import facts, grid
from node.cli.session import NODE_TOML, AsJson, ConfigFile, Session, open_session
from node.cli.text import instant
from node.retention.views import ArchivedList, RetentionView

app = typer.Typer(help="What is kept for how long: archived before deleted.", no_args_is_help=True)


@app.command()
def show(config: ConfigFile = NODE_TOML, as_json: AsJson = False) -> None:
    """Shows how long matters are kept, what is due, and what left last."""
    session = open_session(config, as_json=as_json)
    _print(session, session.client.get(path("retention"), RetentionView))


@app.command()
def run(config: ConfigFile = NODE_TOML, as_json: AsJson = False) -> None:
    """Archives and deletes now what is due."""
    session = open_session(config, as_json=as_json)
    _print(session, session.client.post(path("retention", "runs"), None, RetentionView))


def _print(session: Session, view: RetentionView) -> None:
    left = session.client.get(path("retention", "archived"), ArchivedList)
    session.show(view, lambda shown: _shown(shown, left))


def _shown(view: RetentionView, left: ArchivedList) -> RenderableType:
    table = grid(
        "Archived",
        ("matter", "at", "file", "SHA-256"),
        [(one.root, instant(one.archived_ms), one.file, one.digest) for one in left.matters],
    )
    rows = [
        *((one.kind.replace("_", " "), f"{one.years} years") for one in view.years),
        ("policy version", str(view.policy_version)),
        ("due", str(view.due)),
        ("archived", str(view.archived)),
        ("last run", f"stopped [{view.fault}]" if view.fault else ""),
    ]
    return Group(facts(rows), table)

"""`accord-node statistics region`: the secretariat's work, and what everybody may read of it."""

from typing import Annotated

import typer

from node.api.statistics_bodies import Approved, Doubt, Numbered, PublicationList
from node.cli import show_region, show_statistics
from node.cli.client import path
from node.cli.session import NODE_TOML, AsJson, ConfigFile, open_session
from node.statistics.views import MirrorView, PublicationView, RegionalDetail

app = typer.Typer(help="The region's statistics.", no_args_is_help=True)

Year = Annotated[int, typer.Argument(help="Of the seizure, find or surrender.")]
Version = Annotated[int, typer.Argument(help="Of the year's compilation.")]


@app.command()
def show(*, year: Year, config: ConfigFile = NODE_TOML, as_json: AsJson = False) -> None:
    """Shows the secretariat what it has of a year."""
    session = open_session(config, as_json=as_json)
    where = path("statistics", "regional", str(year))
    session.show(session.client.get(where, RegionalDetail), show_region.region)


@app.command("compile")
def compile_(*, year: Year, config: ConfigFile = NODE_TOML, as_json: AsJson = False) -> None:
    """Adds up the returns as a new version; nothing is published yet."""
    session = open_session(config, as_json=as_json)
    where = path("statistics", "regional", str(year), "compilations")
    made = session.client.post(where, None, Numbered)
    found = session.client.get(f"{where}/{made.version}", PublicationView)
    session.show(found, show_region.publication)


@app.command()
def publish(
    *, year: Year, version: Version, config: ConfigFile = NODE_TOML, as_json: AsJson = False
) -> None:
    """Approves a compilation and sends it to all members."""
    session = open_session(config, as_json=as_json)
    where = path("statistics", "regional", str(year), "compilations", str(version), "publication")
    session.show(session.client.post(where, None, Approved), show_statistics.approved)


@app.command()
def discard(
    *, year: Year, version: Version, config: ConfigFile = NODE_TOML, as_json: AsJson = False
) -> None:
    """Says that a compilation is not to be published; it is kept."""
    session = open_session(config, as_json=as_json)
    where = path("statistics", "regional", str(year), "compilations", str(version), "discarding")
    session.show(session.client.post(where, None, RegionalDetail), show_region.region)


@app.command()
def query(
    *,
    year: Year,
    state: Annotated[str, typer.Argument(help="Whose return it is.")],
    version: Version,
    text: Annotated[str, typer.Option(help="What is doubtful; empty: nothing any more.")] = "",
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Tells a State what is doubtful in its return."""
    session = open_session(config, as_json=as_json)
    where = path(
        *("statistics", "regional", str(year), "returns", state.upper(), str(version), "query")
    )
    session.show(session.client.post(where, Doubt(text=text), RegionalDetail), show_region.region)


@app.command()
def mirror(*, year: Year, config: ConfigFile = NODE_TOML, as_json: AsJson = False) -> None:
    """Shows exports declared beside imports declared, and where they differ."""
    session = open_session(config, as_json=as_json)
    where = path("statistics", "regional", str(year), "mirror")
    session.show(session.client.get(where, MirrorView), show_region.mirror)


@app.command()
def published(*, year: Year, config: ConfigFile = NODE_TOML, as_json: AsJson = False) -> None:
    """Shows what the region has published of a year."""
    session = open_session(config, as_json=as_json)
    where = path("statistics", "publications", str(year))
    session.show(session.client.get(where, PublicationList), show_region.publications)

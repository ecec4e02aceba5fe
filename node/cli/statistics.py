"""`accord-node statistics`: a State's own figures, from the cases to the approved return."""

import os
from pathlib import Path
from typing import Annotated

import typer

from accord.cases.statistics_codes import CounterCode, Dimension
from accord.cases.statistics_entries import (
    IncidentEntry,
    IndicatorEntry,
    RecoveryEntry,
    RegisterEntry,
    SameWeapon,
)
from accord.errors import FormatError
from node.api.bodies import Created, DirectoryView, NodeStatus
from node.api.statistics_bodies import (
    Approved,
    ComputeWanted,
    ManualEntryList,
    Numbered,
    SdgNow,
    Template,
)
from node.cli import show_region, show_statistics, statistics_region
from node.cli.client import path
from node.cli.draft import from_file
from node.cli.session import NODE_TOML, AsJson, ConfigFile, Session, open_session
from node.cli.text import year_of
from node.statistics.views import BehindList, RegionalDetail, ReturnDetail, ReturnList, Sheet

app = typer.Typer(help="Statistics: SDG 16.4.2 and what else a State and its region report.")
app.add_typer(statistics_region.app, name="region")

Year = Annotated[int, typer.Argument(help="Of the seizure, find or surrender.")]
Version = Annotated[int, typer.Argument(help="Of the year's figures.")]
_KINDS = {
    "recovery": ("recoveries", RecoveryEntry),
    "incident": ("incidents", IncidentEntry),
    "register-line": ("register-lines", RegisterEntry),
    "indicator": ("indicators", IndicatorEntry),
}


@app.callback(invoke_without_command=True)
def now(
    context: typer.Context,
    *,
    year: Annotated[int, typer.Option(help="The year of recovery; else this one.")] = 0,
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Prints SDG 16.4.2 as at now, with the cases behind it."""
    if context.invoked_subcommand is not None:
        return
    session = open_session(config, as_json=as_json)
    wanted = year or year_of(session.client.get(path("status"), NodeStatus).now_ms)
    found = session.client.get(path("statistics", "years", str(wanted)), SdgNow)
    session.show(found, show_statistics.now)
    if not as_json and _keeps_secretariat(session):
        where = path("statistics", "regional", str(wanted))
        session.console.print(show_region.region(session.client.get(where, RegionalDetail)))


def _keeps_secretariat(session: Session) -> bool:
    """Whether this node adds up the region's returns, and so shows them beside its own figures."""
    own = session.client.get(path("status"), NodeStatus).member
    members = session.client.get(path("directory"), DirectoryView).members
    return any(one.id == own and "SECRETARIAT" in one.roles for one in members)


@app.command("list")
def list_(*, year: Year, config: ConfigFile = NODE_TOML, as_json: AsJson = False) -> None:
    """Lists the versions of a year's figures, the newest first."""
    session = open_session(config, as_json=as_json)
    where = path("statistics", "years", str(year), "versions")
    session.show(session.client.get(where, ReturnList), show_statistics.versions)


@app.command()
def compute(
    *,
    year: Year,
    config: ConfigFile = NODE_TOML,
    nil_report: Annotated[
        bool, typer.Option("--nil-report", help="No transfers for the UN Register.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Computes a year's figures as a new version; nothing leaves the node."""
    session = open_session(config, as_json=as_json)
    where = path("statistics", "years", str(year), "versions")
    made = session.client.post(where, ComputeWanted(nil_report=nil_report), Numbered)
    session.show(_version(session, year, made.version), show_statistics.detail)


@app.command()
def show(
    *, year: Year, version: Version, config: ConfigFile = NODE_TOML, as_json: AsJson = False
) -> None:
    """Shows one version: SDG 16.4.2, indicators, times, weapons counted once."""
    session = open_session(config, as_json=as_json)
    session.show(_version(session, year, version), show_statistics.detail)


@app.command()
def behind(
    *,
    year: Year,
    version: Version,
    counter: Annotated[str, typer.Argument(help="ARMS, LEGS, VICTIMS, ...")] = "ARMS",
    only: Annotated[list[str] | None, typer.Option(help="CIRCUMSTANCE=FOUND; repeatable.")] = None,
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Opens a figure down to the cases behind it."""
    session = open_session(config, as_json=as_json)
    query = {"counter": _code(counter)} | dict(map(_narrowed, only or ()))
    where = path("statistics", "years", str(year), "versions", str(version), "behind")
    session.show(session.client.get(where, BehindList, query), show_statistics.behind)


@app.command()
def approve(
    *, year: Year, version: Version, config: ConfigFile = NODE_TOML, as_json: AsJson = False
) -> None:
    """Approves a version and sends it to the secretariat."""
    session = open_session(config, as_json=as_json)
    where = path("statistics", "years", str(year), "versions", str(version), "approval")
    session.show(session.client.post(where, None, Approved), show_statistics.approved)


@app.command()
def send(
    *, year: Year, version: Version, config: ConfigFile = NODE_TOML, as_json: AsJson = False
) -> None:
    """Sends an approved version again that did not arrive."""
    _step(config, year, version, "sending", as_json=as_json)


@app.command()
def discard(
    *, year: Year, version: Version, config: ConfigFile = NODE_TOML, as_json: AsJson = False
) -> None:
    """Says that a computed version is not to be approved; it is kept."""
    _step(config, year, version, "discarding", as_json=as_json)


@app.command()
def export(
    *,
    year: Year,
    version: Version,
    out: Annotated[Path | None, typer.Option(help="The file; else a name of its own.")] = None,
    register: Annotated[bool, typer.Option("--register", help="For the UN Register.")] = False,
    publication: Annotated[
        bool, typer.Option("--publication", help="Without what is commercially sensitive.")
    ] = False,
    template: Annotated[
        Path | None, typer.Option(help="Fill the cells that this template names.")
    ] = None,
    config: ConfigFile = NODE_TOML,
) -> None:
    """Writes a version as CSV: in long format, by a template, or for the UN Register."""
    session = open_session(config, as_json=False)
    where = path("statistics", "years", str(year), "versions", str(version))
    if template is not None:
        body = Template(text=_text(template))
        sheet = session.client.post(f"{where}/template", body, Sheet)
    elif register:
        query = {"for_publication": "yes" if publication else "no"}
        sheet = session.client.get(f"{where}/register", Sheet, query)
    else:
        sheet = session.client.get(f"{where}/sheet", Sheet)
    file = out or Path(sheet.name)
    write_new(file, sheet.text.encode())
    session.console.print(str(file))


@app.command()
def enter(
    *,
    kind: Annotated[str, typer.Argument(help="recovery, incident, register-line or indicator.")],
    file: Annotated[Path, typer.Argument(help="The entry as JSON.")],
    corrects: Annotated[str, typer.Option(help="The entry that this replaces.")] = "",
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Enters what has no case: arms, parts and rounds, incidents, trade, indicators."""
    if kind not in _KINDS:
        raise FormatError("option.code", f"KIND: one of {', '.join(_KINDS)}")
    place, type_ = _KINDS[kind]
    session = open_session(config, as_json=as_json)
    query = {"corrects": corrects}
    made = session.client.post(path("statistics", place), from_file(file, type_), Created, query)
    session.show(made, lambda one: one.id)


@app.command()
def same(
    *,
    case_id: Annotated[str, typer.Argument(help="The later record.")],
    other: Annotated[str, typer.Argument(help="The earlier record; none: recovered anew.")] = "",
    reason: Annotated[str, typer.Option(help="Why.")],
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Says that two records are of one weapon, or that a weapon was recovered anew."""
    session = open_session(config, as_json=as_json)
    body = SameWeapon(case_id=case_id, same_as=other, distinct=not other, reason=reason)
    made = session.client.post(path("statistics", "same-weapon"), body, Created)
    session.show(made, lambda one: one.id)


@app.command()
def entries(
    *,
    entry: Annotated[str, typer.Argument(help="All versions of this one.")] = "",
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Lists what was entered by hand."""
    session = open_session(config, as_json=as_json)
    where = path("statistics", "entries", *([entry] if entry else []))
    session.show(session.client.get(where, ManualEntryList), show_statistics.entries)


@app.command()
def withdraw(
    *,
    entry: Annotated[str, typer.Argument(help="The entry.")],
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Lets an entry count no more; its versions stay."""
    session = open_session(config, as_json=as_json)
    where = path("statistics", "entries", entry, "withdrawal")
    session.show(session.client.post(where, None, ManualEntryList), show_statistics.entries)


def write_new(file: Path, content: bytes) -> None:
    """Writes for the owner's eyes; what is there already stays.

    Raises:
        FormatError: the file exists, or cannot be written.
    """
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
            target.write(content)
    except OSError as error:
        raise FormatError(
            "file.not_written", f"{file}: cannot be written ({error.strerror}); name another"
        ) from error


def _version(session: Session, year: int, version: int) -> ReturnDetail:
    where = path("statistics", "years", str(year), "versions", str(version))
    return session.client.get(where, ReturnDetail)


def _step(config: Path, year: int, version: int, step: str, *, as_json: bool) -> None:
    session = open_session(config, as_json=as_json)
    where = path("statistics", "years", str(year), "versions", str(version), step)
    session.show(session.client.post(where, None, ReturnDetail), show_statistics.detail)


def _code(text: str) -> CounterCode:
    code = text.upper().replace("-", "_")
    if code not in frozenset[str](CounterCode):
        raise FormatError("option.code", f"COUNTER: one of {', '.join(CounterCode)}")
    return CounterCode(code)


def _narrowed(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or name.upper() not in frozenset[str](Dimension):
        raise FormatError("option.code", f"--only: NAME=CODE, NAME one of {', '.join(Dimension)}")
    return name.lower(), value.upper().replace("-", "_")


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FormatError("file.unreadable", f"{file}: cannot be read as UTF-8") from error

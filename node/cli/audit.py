"""`accord-node audit`: the trail of everything that was done and refused."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from accord.errors import FormatError
from node.audit.file import check_file, lines
from node.audit.views import EntryList, EntryView, HeadView, TrailCheck
from node.cli.client import path
from node.cli.render import grid
from node.cli.session import NODE_TOML, AsJson, ConfigFile, Session, open_session
from node.cli.text import instant

app = typer.Typer(help="The audit trail: a chain of hashes over all acts.", no_args_is_help=True)

PAGE = "1000"


@app.command("list")
def list_(
    *,
    subject: Annotated[str, typer.Option(help="Only what was done to this.")] = "",
    actor: Annotated[str, typer.Option(help="Only what this account or State did.")] = "",
    after: Annotated[int, typer.Option(help="Only entries behind this number.")] = 0,
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Lists entries, the oldest first."""
    session = open_session(config, as_json=as_json)
    query = {"subject": subject, "actor": actor, "after": str(after or ""), "limit": "100"}
    session.show(session.client.get(path("audit"), EntryList, query), _entries)


@app.command()
def verify(
    file: Annotated[
        Path | None, typer.Argument(help="An exported trail: checked too, and compared.")
    ] = None,
    *,
    offline: Annotated[bool, typer.Option("--offline", help="Check the file alone.")] = False,
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Checks every hash, every casework step and every signed head; ends with status 1 if bad."""
    query: dict[str, str] = {}
    if file is not None:
        head = _check(file)
        query = {"number": str(head.number), "hash": head.hash}
        if offline:
            Console().print(
                f"{file}: {head.number} entries follow one another; signed for {head.member} "
                f"({head.authority}) with the key {head.public}",
                soft_wrap=True,
            )
            return
    session = open_session(config, as_json=as_json)
    found = session.client.get(path("audit", "check"), TrailCheck, query)
    session.show(found, _checked)
    if not found.whole:
        raise typer.Exit(1)


@app.command()
def export(
    out: Annotated[Path, typer.Argument(help="The file to write, in JSON lines.")],
    config: ConfigFile = NODE_TOML,
) -> None:
    """Writes the whole trail and its signed head; keep it outside this machine."""
    session = open_session(config, as_json=False)
    head = session.client.post(path("audit", "heads"), None, HeadView)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        with os.fdopen(os.open(out, flags, 0o600), "w", encoding="utf-8") as target:
            target.writelines(f"{line}\n" for line in lines(_up_to(session, head.number), head))
    except OSError as error:
        raise FormatError(
            "cli.file_unwritable", f"{out}: cannot be written ({error.strerror}); name another file"
        ) from error
    session.console.print(f"{out}: {head.number} entries", soft_wrap=True)


def _up_to(session: Session, last: int) -> Iterator[EntryView]:
    after = 0
    while after < last:
        query = {"after": str(after or ""), "limit": PAGE}
        page = session.client.get(path("audit"), EntryList, query)
        for entry in page.entries:
            if entry.number <= last:
                yield entry
        after = page.entries[-1].number if page.entries else last


def _check(file: Path) -> HeadView:
    try:
        with file.open("rb") as content:
            return check_file(content)
    except OSError as error:
        raise FormatError(
            "cli.file_unreadable", f"{file}: cannot be read ({error.strerror})"
        ) from error


def _entries(found: EntryList) -> Table:
    return grid(
        "Audit trail",
        ("number", "at", "who", "what", "to what", "detail"),
        [
            (
                str(one.number),
                instant(one.at_ms),
                one.actor,
                one.act.lower().replace("_", " "),
                one.subject or "-",
                one.detail,
            )
            for one in found.entries
        ],
    )


def _checked(found: TrailCheck) -> Table:
    if found.whole:
        title = (
            f"The trail is whole: {found.entries} entries, {found.casework_steps} casework steps "
            f"({found.archived_steps} archived), {found.signed_heads} signed heads"
        )
    else:
        title = "The trail is NOT whole"
    rows = [(f"{one.table} {one.number}", one.text) for one in found.faults]
    return grid(title, ("row", "what is wrong"), rows)

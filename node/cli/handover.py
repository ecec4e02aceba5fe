"""`accord-node handover`: files for the national central bureau, and its replies."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Group, RenderableType
from rich.text import Text

from accord.cases.handover import HandoverKind
from accord.cases.handover_reply import MAX_REPLY
from accord.errors import FormatError
from node.api.handover import BureauReply, HandoverWanted
from node.cli.client import path
from node.cli.draft import code_of
from node.cli.render import facts, grid
from node.cli.session import NODE_TOML, AsJson, ConfigFile, open_session
from node.cli.statistics import write_new
from node.cli.text import instant, words
from node.handover.views import FileDetail, FileList, Made

app = typer.Typer(
    help="Hand records and traces over to the national central bureau for INTERPOL.",
    no_args_is_help=True,
)


@app.command("out")
def out_(
    *,
    subjects: Annotated[list[str], typer.Argument(help="Cases, or notices with --kind record.")],
    kind: Annotated[str, typer.Option(help="trace or record.")] = "trace",
    out: Annotated[Path | None, typer.Option(help="The file; FILE_ID.json unless told.")] = None,
    config: ConfigFile = NODE_TOML,
) -> None:
    """Writes a file for the bureau, without anything that another State has reserved."""
    session = open_session(config, as_json=False)
    wanted = HandoverWanted(kind=code_of(kind, HandoverKind, "--kind"), subjects=tuple(subjects))
    made = session.client.post(path("handover", "files"), wanted, Made)
    if made.waits_for_second:
        session.console.print(
            f"asked for by {made.waits_for_second}; a second person must ask for the same"
        )
        return
    file = out or Path(f"{made.file_id}.json")
    write_new(file, made.content.encode())
    session.console.print(f"{file}: {len(subjects)} handed over as {made.file_id}")
    if made.withheld:
        session.console.print(
            Text(f"held back, because their States reserve it: {', '.join(made.withheld)}")
        )


@app.command("in")
def in_(
    *,
    file: Annotated[Path, typer.Argument(help="The bureau's reply.")],
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Takes in a reply file of the bureau."""
    session = open_session(config, as_json=as_json)
    body = BureauReply(content=_content(file))
    session.show(session.client.post(path("handover", "replies"), body, FileDetail), _detail)


@app.command("list")
def list_(*, config: ConfigFile = NODE_TOML, as_json: AsJson = False) -> None:
    """Lists what was handed over, the newest first."""
    session = open_session(config, as_json=as_json)
    session.show(session.client.get(path("handover", "files"), FileList), _files)


@app.command()
def show(
    *,
    file_id: Annotated[str, typer.Argument(help="The file's id.")],
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Shows one file and where its items stand."""
    session = open_session(config, as_json=as_json)
    session.show(session.client.get(path("handover", "files", file_id), FileDetail), _detail)


def _content(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            data = opened.read(MAX_REPLY + 1)
        if len(data) > MAX_REPLY:
            raise FormatError("handover.too_large", f"{file}: at most {MAX_REPLY} bytes")
        return data.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FormatError("file.unreadable", f"{file}: cannot be read as UTF-8") from error


def _files(found: FileList) -> RenderableType:
    return grid(
        "Handed over",
        ("file", "kind", "made", "by", "without a reply"),
        (
            (one.file_id, words(one.kind), instant(one.made_ms), one.by, str(one.waiting))
            for one in found.files
        ),
    )


def _detail(found: FileDetail) -> RenderableType:
    one = found.summary
    return Group(
        facts(
            (
                ("file", one.file_id),
                ("holds", f"{words(one.kind)}s"),
                ("made", f"{instant(one.made_ms)} by {one.by}"),
            )
        ),
        grid(
            "Items",
            ("case or notice", "status", "reference", "country", "said", "replied"),
            (
                (
                    item.subject,
                    words(item.status),
                    item.reference,
                    item.country,
                    item.text,
                    instant(item.replied_ms),
                )
                for item in found.items
            ),
        ),
    )

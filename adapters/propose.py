"""A mapping to begin with, and what the command line shows of a profile."""

import json
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from accord.errors import BadData
from adapters.profile import Profile

_TEXTS = {
    "maker": "maker_text",
    "calibre": "calibre_text",
    "type": "type_text",
}


def show_profile(console: Console, profile: Profile) -> None:
    """Columns, how full they are, what they seem to hold, and what nothing understands."""
    table = Table("column", "filled", "different", "seems to be", box=None, header_style="dim")
    for column in profile.columns:
        kind = f"{column.guess.kind} ({column.guess.share:.0%})" if column.guess.kind else ""
        share = column.filled / profile.rows
        table.add_row(column.name, f"{share:.0%}", f"{column.distinct:,}", kind)
    console.print(f"{profile.rows:,} rows of {profile.table.file}")
    console.print(table)
    for many, count in profile.twice:
        console.print(f"{count:,} numbers stand in {many} each")
    strange = [(one.name, text, often) for one in profile.columns for text, often in one.strange]
    if strange:
        table = Table("column", "not understood", "rows", box=None, header_style="dim")
        for name, text, often in strange:
            table.add_row(name, text, f"{often:,}")
        console.print(table)


def proposal(profile: Profile) -> str:
    """The mapping as text; every guess in it is for a person to check.

    Raises:
        BadData: no column looks like a serial number's.
    """
    if not profile.serial:
        raise BadData(
            "profile.no_serial", "no column looks like a serial number's; write the mapping by hand"
        )
    return "\n".join(_lines(profile)) + "\n"


def write_new(path: Path, text: str) -> None:
    """Writes a file that is not there yet.

    Raises:
        BadData: it is there, or cannot be written.
    """
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise BadData("profile.unwritable", f"cannot write {path}: {error.strerror}") from error


def _lines(profile: Profile) -> Iterator[str]:
    table = profile.table
    yield f"register: {_quoted(table.file)}  # its name in your own words"
    yield "record_holder: POLICE  # who keeps it; see the guide"
    source = {"sheet": table.sheet, "encoding": table.encoding, "delimiter": table.delimiter}
    stated = ", ".join(f"{key}: {_quoted(text)}" for key, text in source.items() if text)
    yield f"source: {{{stated}}}"
    if profile.record_id:
        yield f"record_id: {_quoted(profile.record_id)}"
    else:
        yield f"record_id: {_quoted(profile.serial)}  # no column names each row; this repeats"
    yield "firearm:"
    for kind, field in _TEXTS.items():
        if column := profile.of(kind):
            yield f"  {field}: {_quoted(column)}"
    if column := profile.of("country"):
        yield f"  country_of_manufacture: {{column: {_quoted(column)}}}  # or where it was seized?"
    yield "marks:"
    yield f"  - {{kind: MANUFACTURER_SERIAL, text: {_quoted(profile.serial)}, position: FRAME}}"
    if column := profile.of("date"):
        yield f"status_date: {_quoted(column)}"


def _quoted(text: str) -> str:
    """A text that YAML reads as itself."""
    return json.dumps(text, ensure_ascii=False)

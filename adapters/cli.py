"""`accord-adapter`: tries a mapping against its register before a node uses it."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from accord.adapter import Adapter, Firearm, Mark, MarkCondition, MarkKind, Query
from accord.errors import AccordError
from adapters.mapping import load_mapping
from adapters.match import match
from adapters.normalise import normalise
from adapters.opening import opened
from adapters.profile import profiled
from adapters.progress import Written, write_lines
from adapters.propose import proposal, show_profile, write_new
from adapters.register import Surveyed
from adapters.scaffold import scaffold
from adapters.scoring import Card, scored, write_cards
from adapters.show import show_records, show_results, show_survey

main = typer.Typer(
    help="Tries the adapters of legacy registers.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Config = Annotated[
    Path | None, typer.Argument(help="A node's node.toml; every \\[registry.NAME] in it is tried.")
]
MappingFile = Annotated[Path | None, typer.Option("--mapping", help="A mapping file (YAML).")]
Source = Annotated[
    str | None, typer.Option("--source", help="The register: a file, or the URL of a database.")
]
Report = Annotated[
    Path | None,
    typer.Option("--report", help="Write here which rows no search will find, and why."),
]


@main.command()
def check(
    config: Config = None,
    *,
    mapping: MappingFile = None,
    source: Source = None,
    report: Report = None,
    serial: Annotated[
        list[str] | None, typer.Option("--serial", help="A number it holds; repeatable.")
    ] = None,
    scorecard: Annotated[
        Path | None, typer.Option("--scorecard", help="Write the signed scorecard here.")
    ] = None,
    key: Annotated[
        Path, typer.Option("--key", help="The key that signs it; made where it is missing.")
    ] = Path("scorecard.key"),
) -> None:
    """Says what becomes of each row, asks each register as nobody should, and keeps the score."""
    console = Console()
    with _failing(console):
        cards = [
            _checked(console, name, adapter, serial or [])
            for name, adapter in opened(config, mapping, source, report)
        ]
        if scorecard is not None:
            write_cards(scorecard, [one.text for one in cards], key)
            console.print(f"The scorecard is in {scorecard}.")
    if not all(one.passed for one in cards):
        raise typer.Exit(1)


@main.command()
def find(
    serial: Annotated[str, typer.Option(help="A number as marked; ? and * for what is unread.")],
    config: Config = None,
    mapping: MappingFile = None,
    source: Source = None,
    limit: Annotated[int, typer.Option(min=1, help="The most records to show.")] = 20,
) -> None:
    """Looks one number up, as a foreign request would."""
    console = Console()
    mark = Mark(kind=MarkKind.MANUFACTURER_SERIAL, text=serial, condition=MarkCondition.INTACT)
    query = Query(firearm=Firearm(marks=(mark,)), limit=limit)
    with _failing(console):
        for name, adapter in opened(config, mapping, source, None):
            with console.status(f"Searching {name} ..."):
                records = adapter.find(query)
            show_records(console, adapter.describe().register, records)


@main.command(name="normalise")
def normalise_(
    file: Annotated[Path, typer.Argument(help="The register: a CSV, TSV or XLSX file.")],
    mapping: Annotated[Path, typer.Option("--mapping", help="A mapping file (YAML).")],
) -> None:
    """Says what each row of a file means: one JSON line a row, beside the raw cells."""
    console = Console(stderr=True)
    with _failing(console):
        lines = normalise(file, load_mapping(mapping))
        _show_counts(console, write_lines(lines, sys.stdout, console))


@main.command(name="match")
def match_(
    register: Annotated[Path, typer.Argument(help="The register to search: a file.")],
    queries: Annotated[Path, typer.Argument(help="The weapons to look for: a file.")],
    *,
    mapping: Annotated[Path, typer.Option("--mapping", help="The register's mapping file (YAML).")],
    query_mapping: Annotated[
        Path | None,
        typer.Option("--query-mapping", help="The mapping of the queries, if it is another."),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="The most candidates of a row.")] = 20,
    near: Annotated[
        bool, typer.Option(help="Look one slip further where nothing better than C is found.")
    ] = True,
) -> None:
    """Says which records each weapon may be, how surely and why: one JSON line a row."""
    console = Console(stderr=True)
    with _failing(console):
        rules = load_mapping(mapping)
        asked = load_mapping(query_mapping) if query_mapping else rules
        lines = match(register, rules, queries, asked, limit=limit, near=near)
        _show_counts(console, write_lines(lines, sys.stdout, console))


def _show_counts(console: Console, counts: Written) -> None:
    console.print(
        f"{counts.read:,} rows read, {counts.rejected:,} rejected,"
        f" {counts.left_out:,} left out by the mapping"
    )


@main.command()
def new(
    name: Annotated[str, typer.Argument(help="Of the package: letters, digits and underscores.")],
    folder: Annotated[Path, typer.Option("--in", help="Where the folder is made.")] = Path(),
) -> None:
    """Makes a package with an adapter that works, and the tests that say when it is right."""
    console = Console()
    with _failing(console):
        made = scaffold(name, folder)
    console.print(f"{made} is made. Read its README.md, then change what it reads.")


@main.command()
def profile(
    file: Annotated[Path, typer.Argument(help="The register: CSV, TSV, XLSX, XLS or ODS.")],
    mapping: Annotated[
        Path | None, typer.Option("--mapping", help="Write the proposed mapping here.")
    ] = None,
) -> None:
    """Says what is in a register that nobody has described, and proposes a mapping."""
    console = Console()
    with _failing(console):
        found = profiled(file)
        show_profile(console, found)
        text = proposal(found)
        if mapping is None:
            console.print(text, markup=False, highlight=False)
        else:
            write_new(mapping, text)
            console.print(f"The proposed mapping is in {mapping}; read it before you use it.")


def _checked(console: Console, name: str, adapter: Adapter, serials: Sequence[str]) -> Card:
    """One register's rows and its score."""
    with console.status(f"Reading {name} ..."):
        description = adapter.describe()
        survey = adapter.survey() if isinstance(adapter, Surveyed) else None
    console.print(f"[bold]{description.register}[/] ({description.record_holder})")
    if survey is None:
        console.print(f"{description.records} searchable records; nothing more is known")
    else:
        show_survey(console, survey)
    with console.status(f"Checking {name} ..."):
        card = scored(adapter, description.register, serials)
    show_results(console, card.results)
    return card


@contextmanager
def _failing(console: Console) -> Iterator[None]:
    try:
        yield
    except AccordError as error:
        console.print(f"[red]{type(error).__name__}[/]", end=" ")
        console.print(str(error), markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(1) from None

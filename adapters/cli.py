"""`accord-adapter`: tries a mapping against its register before a node uses it."""

import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import entry_points
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from accord.adapter import (
    Adapter,
    Firearm,
    Mark,
    MarkCondition,
    MarkKind,
    OpenAdapter,
    Query,
    RegistryRecord,
    Settings,
)
from accord.errors import AccordError, BadData, FormatError
from adapters import sql, tabular
from adapters.database import Database
from adapters.mapping import load_mapping
from adapters.match import match
from adapters.normalise import normalise
from adapters.progress import Written, write_lines
from adapters.register import Survey, Surveyed

GROUP = "accord.adapters"

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
    config: Config = None, mapping: MappingFile = None, source: Source = None, report: Report = None
) -> None:
    """Reads each register whole and says what becomes of its rows."""
    console = Console()
    with _failing(console):
        for name, adapter in _opened(config, mapping, source, report):
            with console.status(f"Reading {name} ..."):
                description = adapter.describe()
                survey = adapter.survey() if isinstance(adapter, Surveyed) else None
            console.print(f"[bold]{description.register}[/] ({description.record_holder})")
            if survey is None:
                console.print(f"{description.records} searchable records; nothing more is known")
            else:
                _show_survey(console, survey)


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
        for name, adapter in _opened(config, mapping, source, None):
            with console.status(f"Searching {name} ..."):
                records = adapter.find(query)
            _show_records(console, adapter.describe().register, records)


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


@contextmanager
def _failing(console: Console) -> Iterator[None]:
    try:
        yield
    except AccordError as error:
        console.print(f"[red]{type(error).__name__}[/]", end=" ")
        console.print(str(error), markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(1) from None


def _opened(
    config: Path | None, mapping: Path | None, source: str | None, report: Path | None
) -> Iterator[tuple[str, Adapter]]:
    if config is not None:
        candidates: Iterable[tuple[str, Adapter]] = _configured(config)
    elif mapping is not None and source is not None:
        candidates = [(source.rpartition("@")[2], _direct(mapping, source, report))]
    else:
        raise typer.BadParameter("give a node.toml, or both --mapping and --source")
    for name, adapter in candidates:
        try:
            yield name, adapter
        finally:
            adapter.close()


def _direct(mapping: Path, source: str, report: Path | None) -> Adapter:
    rules = load_mapping(mapping)
    if "://" in source:
        return sql.SqlAdapter(Database(source, Path.cwd(), timeout=60.0), rules, report)
    return tabular.tabular(Path(source), rules, report)


def _configured(config: Path) -> Iterator[tuple[str, Adapter]]:
    try:
        content = tomllib.loads(config.read_text("utf-8"))
    except (OSError, UnicodeError, tomllib.TOMLDecodeError) as error:
        raise BadData("adapter.config", f"cannot read {config}: {error}") from error
    registries = content.get("registry", {})
    if not registries:
        raise BadData("adapter.config", f"{config} has no [registry.NAME]; nothing is connected")
    known = entry_points(group=GROUP)
    for name, options in registries.items():
        if not isinstance(options, dict):
            raise BadData("adapter.config", f"{config}: [registry.{name}] must be a table")
        texts = {key: str(value) for key, value in options.items()}
        kind = texts.pop("adapter", "")
        if kind not in known.names:
            names = ", ".join(sorted(known.names))
            raise FormatError(
                "adapter.unknown",
                f"{config}, [registry.{name}]: no adapter {kind!r} is installed; there are {names}",
            )
        open_adapter: OpenAdapter = known[kind].load()
        yield name, open_adapter(Settings(options=texts, base=config.parent))


def _show_survey(console: Console, survey: Survey) -> None:
    counts = survey.counts
    table = Table("rows", "what became of them", box=None, header_style="dim")
    for number, meaning in (
        (counts.searchable, "records that a number finds"),
        (counts.unsearchable, "records without a number to look up"),
        (counts.rejected, "rejected"),
        (counts.left_out, "left out by the mapping's 'rows'"),
        (counts.rows, "in all"),
    ):
        table.add_row(f"{number:,}", meaning)
    console.print(table)
    reasons = defaultdict(list)
    for remark in survey.remarks:
        reasons[remark.outcome, remark.reason].append(remark.row)
    if reasons:
        table = Table(
            "rows", "why no number finds them", "such as row", box=None, header_style="dim"
        )
        for (outcome, reason), rows in sorted(reasons.items(), key=lambda pair: -len(pair[1])):
            table.add_row(f"{len(rows):,}", f"{outcome}: {reason}", ", ".join(rows[:3]))
        console.print(table)
    if survey.unmapped:
        table = Table("rows", "field", "value without a meaning", box=None, header_style="dim")
        for (field, value), number in sorted(survey.unmapped.items(), key=lambda pair: -pair[1]):
            table.add_row(f"{number:,}", field, value)
        console.print(table)
    else:
        console.print("Every code of the register has a meaning.")


def _show_records(console: Console, register: str, records: Sequence[RegistryRecord]) -> None:
    table = Table(
        "record", "numbers", "maker", "model", "calibre", "status", "chain", title=register
    )
    for record in records:
        firearm = record.firearm
        table.add_row(
            record.record_id,
            "\n".join(f"{mark.text or '-'} ({mark.condition})" for mark in firearm.marks),
            firearm.maker_text,
            firearm.model_text,
            firearm.calibre_text,
            record.status or "",
            "\n".join(f"{link.event} {link.state} {link.from_date or ''}" for link in record.chain),
        )
    console.print(table if records else f"{register}: no record shares this number.")

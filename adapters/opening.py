"""Opens registers for the command line: those of a node's settings, or one named directly."""

import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import entry_points
from pathlib import Path

import typer

from accord.adapter import Adapter, OpenAdapter, Settings
from accord.errors import BadData, FormatError
from adapters import sql
from adapters.database import Database
from adapters.extract import extract
from adapters.mapping import load_mapping
from adapters.snapshot import SnapshotAdapter

GROUP = "accord.adapters"


def opened(
    config: Path | None, mapping: Path | None, source: str | None, report: Path | None
) -> Iterator[tuple[str, Adapter]]:
    """Each register of a node's settings, or the one that mapping and source name; closed after.

    Raises:
        BadParameter: neither is given.
        AccordError: an adapter cannot be opened.
    """
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
    return SnapshotAdapter(extract(Path(source), rules), rules, report)


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

"""Stores for tests, migrated and empty."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules

import node
from node.store.engine import Store, open_engine, sqlite_url
from node.store.migrate import migrate


def declare_all_tables() -> None:
    """Imports every room's tables, so that the shared metadata is complete."""
    for room in iter_modules(node.__path__):
        if room.ispkg and find_spec(f"node.{room.name}.tables"):
            import_module(f"node.{room.name}.tables")


def open_store(url: str) -> Store:
    """A store on any database; the caller closes it."""
    store = Store(open_engine(url))
    migrate(store)
    return store


@contextmanager
def memory_store() -> Iterator[Store]:
    """A store that lives in memory, for one thread at a time."""
    store = open_store("sqlite://")
    try:
        yield store
    finally:
        store.close()


@contextmanager
def file_store(folder: Path) -> Iterator[Store]:
    """A store in a file of the folder, for any number of threads."""
    store = open_store(sqlite_url(folder / "node.sqlite"))
    try:
        yield store
    finally:
        store.close()

"""A register behind a service that can list it: page after page, read again now and then."""

import time
from collections.abc import Callable, Hashable, Iterator, Sequence
from collections.abc import Mapping as Frozen
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from accord.errors import BadData
from adapters.cells import Cell
from adapters.fields import Values
from adapters.header import Named
from adapters.records import Row
from adapters.rules import Mapping, SoapSource, WebSource

MAX_PAGES = 10_000
_MAX_DEPTH = 8
Elapsed = Callable[[], float]  # seconds, never going back


class Pages(Protocol):
    """The answers of a service, one after the other."""

    name: str

    def pages(self) -> Iterator[Any]:
        """Every page as plain dictionaries and lists; ends where the service says so.

        Raises:
            AdapterError: it is away, refuses, or answers nonsense.
        """
        ...


class ListedRows:
    """The rows of all pages; read again after a while, and after every failure."""

    def __init__(
        self,
        pages: Pages,
        source: WebSource | SoapSource,
        *,
        refresh: float,
        elapsed: Elapsed = time.monotonic,
        now_ms: Callable[[], int] = lambda: time.time_ns() // 1_000_000,
    ) -> None:
        """Takes how many seconds an answer is good for."""
        self.name = pages.name
        self._pages = pages
        self._source = source
        self._refresh = refresh
        self._elapsed = elapsed
        self._now_ms = now_ms
        self._read_at: float | None = None
        self._as_of_ms = 0
        self._state: Hashable = object()

    def state(self) -> Hashable:
        """Another one when it is time to read again."""
        if self._read_at is None or self._elapsed() - self._read_at > self._refresh:
            self._state = object()
        return self._state

    def rows(self, mapping: Mapping) -> Named:
        """Every row of every page.

        Raises:
            AdapterError: the service is away, refuses, or its answers are not as the mapping says.
        """
        self._read_at, as_of_ms = None, self._now_ms()
        number = 0
        for at, document in enumerate(self._pages.pages(), start=1):
            if at > MAX_PAGES:
                raise BadData(
                    "registry.endless", f"{self.name} has no last page; see 'next' or 'page'"
                )
            for item in items_in(document, self._source, self.name):
                number += 1
                row = row_of(item, self._source.lists)
                if number == 1:
                    _insist_on_columns(row, mapping, self.name)
                yield str(number), row
        self._read_at, self._as_of_ms = self._elapsed(), as_of_ms

    def as_of_ms(self) -> int:
        """When the listing began that was read last."""
        return self._as_of_ms


def items_in(document: Any, source: WebSource | SoapSource, name: str) -> Sequence[Any]:
    """The rows of one page.

    Raises:
        BadData: it has no list at the mapping's place.
    """
    found = at_path(document, source.items)
    if found is None and isinstance(at_path(document, source.items.rpartition(".")[0]), dict):
        return ()  # an empty list is often left out
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise source.place.bad(
            "mapping.items", f"an answer of {name} has no list of objects at {source.items!r}"
        )
    return found


def at_path(document: Any, path: str) -> Any:
    """What stands at a dotted path, or None."""
    for part in path.split(".") if path else ():
        document = document.get(part) if isinstance(document, dict) else None
    return document


def row_of(item: Frozen[str, Any], lists: Sequence[str]) -> Row:
    """An object as a row: inner objects under dotted names, the named lists as rows of their own.

    Raises:
        BadData: it is nested deeper than a record can be.
    """
    values = dict(_flat("", item, _MAX_DEPTH))
    many: dict[str, list[Values]] = {}
    for name in lists:
        inner = at_path(item, name)
        many[name] = [
            dict(_flat("", one, _MAX_DEPTH))
            for one in (inner if isinstance(inner, list) else [])
            if isinstance(one, dict)
        ]
    return Row(values, many)


def _flat(prefix: str, item: Frozen[str, Any], depth: int) -> Iterator[tuple[str, Cell]]:
    if not depth:
        raise BadData("row.too_deep", "an object is nested too deeply to be a record")
    for name, value in item.items():
        if isinstance(value, dict):
            yield from _flat(f"{prefix}{name}.", value, depth - 1)
        elif isinstance(value, list):
            texts = [str(one) for one in value if isinstance(one, str | int | float)]
            yield f"{prefix}{name}", "; ".join(texts) or None
        else:
            yield f"{prefix}{name}", _cell(value)


def _cell(value: Any) -> Cell:
    plain = isinstance(value, str | bool | int | float | Decimal | datetime | date)
    return value if plain else None


def _insist_on_columns(row: Row, mapping: Mapping, name: str) -> None:
    """A name that the first object lacks may be left out there; one that is misspelt never comes.

    The record's id and the marks are in every row, so their columns must be in the first.
    """
    needed = [*mapping.record_id.columns, *(c for mark in mapping.marks for c in mark.text.columns)]
    for column in needed:
        if column not in row.values:
            raise mapping.columns[column].bad(
                "mapping.column_missing",
                f"the objects of {name} have no {column!r}; inner ones are written a.b",
            )

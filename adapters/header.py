"""Finds the header in any row: the first that holds every column the mapping names."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from accord.errors import BadData
from adapters.cells import Cell, as_text
from adapters.document import nearest
from adapters.records import Row
from adapters.rules import FileSource, Mapping, fold

Lines = Iterator[tuple[int, Sequence[Cell]]]  # row numbers count from one
Named = Iterator[tuple[str, Row | BadData]]  # a row by its number, or why it cannot be read


@dataclass(frozen=True, slots=True)
class Header:
    """Where the mapping's columns stand in each row."""

    width: int
    positions: dict[str, int]


class Seeker:
    """Looks for the header and remembers the row that came nearest."""

    def __init__(self, mapping: Mapping, stated_row: int | None) -> None:
        self._mapping = mapping
        self._stated_row = stated_row
        self._needed = [name for name in mapping.columns if name not in mapping.optional_columns]
        self._nearest_row = 0
        self._nearest_names: tuple[str, ...] = ()
        self.matched = 0  # columns that the nearest row held

    def seek(self, lines: Lines) -> Header | None:
        """Takes lines up to and with the header."""
        for number, cells in lines:
            if self._stated_row is not None and number < self._stated_row:
                continue
            header = self._match(number, cells)
            if header is not None or self._stated_row is not None:
                return header
        return None

    def error(self, where: str) -> BadData:
        """Why no header was found: a column that is missing, and what is there instead."""
        there = set(map(fold, self._nearest_names))
        missing = next((name for name in self._needed if fold(name) not in there), None)
        if missing is None or not self._nearest_names:
            return BadData("register.empty", f"{where} holds no header; export the register again")
        place = self._mapping.columns[missing]
        if not self.matched and self._stated_row is None:
            return place.bad(
                "mapping.column_missing",
                f"no row of {where} holds {missing!r} or any other column of this mapping;"
                " check the sheet, the delimiter and the encoding",
            )
        hint = nearest(missing, self._nearest_names)
        return place.bad(
            "mapping.column_missing",
            f"row {self._nearest_row} of {where} has no column {missing!r}{hint}",
        )

    def _match(self, number: int, cells: Sequence[Cell]) -> Header | None:
        named = [(at, as_text(cell).text) for at, cell in enumerate(cells)]
        named = [(at, name) for at, name in named if name]
        positions: dict[str, int] = {}
        seen: Counter[str] = Counter()
        for at, name in named:
            key = fold(name)
            seen[key] += 1
            positions[key if seen[key] == 1 else f"{key}#{seen[key]}"] = at
        columns = self._mapping.columns
        found = {name: positions[fold(name)] for name in columns if fold(name) in positions}
        if named and (len(found) > self.matched or not self._nearest_names):
            self.matched, self._nearest_row = len(found), number
            self._nearest_names = tuple(name for _, name in named)
        if not named or any(name not in found for name in self._needed):
            return None
        for name in found:
            if seen[fold(name)] > 1:
                raise columns[name].bad(
                    "mapping.column_twice",
                    f"row {number} has {seen[fold(name)]} columns {name!r};"
                    f" rename one there, or write {name + '#2'!r} for the second",
                )
        return Header(max(positions.values()) + 1, found)


def rows_under(header: Header, lines: Lines) -> Named:
    """The rows that hold anything; one that is wider than its header cannot be trusted."""
    for number, cells in lines:
        if all(cell is None or cell == "" for cell in cells):
            continue
        if any(cell is not None and cell != "" for cell in cells[header.width :]):
            yield (
                str(number),
                BadData(
                    "row.too_wide",
                    f"has {len(cells)} cells under a header of {header.width};"
                    " a delimiter is astray",
                ),
            )
            continue
        yield (
            str(number),
            Row(
                {
                    name: cells[at] if at < len(cells) else None
                    for name, at in header.positions.items()
                }
            ),
        )


def table_in(
    name: str,
    titles: Sequence[str],
    lines_of: Callable[[str], Lines],
    mapping: Mapping,
    source: FileSource,
) -> Named:
    """The rows of the stated sheet, or of the first of a workbook's that has the header.

    Raises:
        BadData: no sheet is laid out as the mapping says.
    """
    if source.sheet and source.sheet not in titles:
        raise source.place.bad(
            "mapping.sheet_unknown",
            f"{name} has no sheet {source.sheet!r}{nearest(source.sheet, titles)}",
        )
    seekers: list[tuple[Seeker, str]] = []
    for title in [source.sheet] if source.sheet else titles:
        lines = lines_of(title)
        seeker = Seeker(mapping, source.header_row)
        header = seeker.seek(lines)
        if header is not None:
            yield from rows_under(header, lines)
            return
        seekers.append((seeker, title))
    if not seekers:
        raise BadData("register.empty", f"{name} has no sheet of rows; export it again")
    seeker, title = max(seekers, key=lambda tried: tried[0].matched)
    raise seeker.error(f"{name}, sheet {title!r},")

"""Small cells hidden, so that no published figure points at a person or a single case.

A count below the threshold is hidden; nought is shown. Tables are published with their sums, so a
hidden count could be had by subtraction: further counts of its line are hidden until two or more
are unknown and, where the sum is shown, the hidden ones together are no small count either.
"""

from collections.abc import Iterator, Mapping, Set
from typing import Final

SUM: Final = ""  # the name of the line of sums, in both directions

Grid = Mapping[str, Mapping[str, int]]  # rows of cells without sums; all have the same columns
Cell = tuple[str, str]  # row and column


def with_sums(grid: Grid) -> dict[str, dict[str, int]]:
    """The grid with its row and column of sums."""
    rows = {row: {**columns, SUM: sum(columns.values())} for row, columns in grid.items()}
    names = [*next(iter(grid.values()), {}), SUM]
    return {**rows, SUM: {name: sum(row[name] for row in rows.values()) for name in names}}


def hide_small(grid: Grid, smallest_shown: int, also: Set[Cell] = frozenset()) -> frozenset[Cell]:
    """The cells to hide, sums among them; `also` names those that another table hides already."""
    whole = with_sums(grid)
    hidden = set(also) | {
        (row, column)
        for row, columns in whole.items()
        for column, value in columns.items()
        if 0 < value < smallest_shown
    }
    while True:
        before = len(hidden)
        for parts, total in _lines(whole):
            hidden |= set(_also(whole, parts, total, hidden, smallest_shown))
        if len(hidden) == before:
            return frozenset(hidden)


def _lines(whole: Grid) -> Iterator[tuple[list[Cell], Cell]]:
    """Every line of cells with the cell of its sum."""
    columns = list(whole[SUM])
    for row in whole:
        yield [(row, column) for column in columns if column != SUM], (row, SUM)
    for column in columns:
        yield [(row, column) for row in whole if row != SUM], (SUM, column)


def _also(
    whole: Grid, parts: list[Cell], total: Cell, hidden: Set[Cell], smallest_shown: int
) -> Iterator[Cell]:
    """What else this line must hide."""

    def value(cell: Cell) -> int:
        return whole[cell[0]][cell[1]]

    gone = [cell for cell in parts if cell in hidden]
    unknown = len(gone) + (total in hidden)
    if not unknown:
        return
    amount = sum(map(value, gone))
    shown = sorted((value(cell), cell) for cell in parts if cell not in hidden and value(cell))
    for more, cell in shown:
        if unknown > 1 and (total in hidden or amount >= smallest_shown):
            return
        yield cell
        unknown, amount = unknown + 1, amount + more
    if unknown == 1 and total not in hidden:
        yield total  # nothing else is left in the line

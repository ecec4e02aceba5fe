"""Small cells hidden, so that no published figure points at a person or a single case.

A count below the threshold is hidden; nought is shown. Where a sum is shown as well, one hidden
count could be had by subtraction, so further counts of the line are hidden until the sum of the
hidden ones is no small count either.
"""

from collections.abc import Mapping, Sequence
from typing import Final

SMALLEST_SHOWN: Final = 5

Grid = Mapping[str, Mapping[str, int]]  # rows of cells; every row has the same columns


def small(value: int, threshold: int = SMALLEST_SHOWN) -> bool:
    """Whether a count must not be shown."""
    return 0 < value < threshold


def hide_small(grid: Grid, threshold: int = SMALLEST_SHOWN) -> frozenset[tuple[str, str]]:
    """The cells (row, column) to hide, so that no line's sum gives a small count away.

    The sums of rows and of columns are taken to be published; those that are themselves small are
    the caller's to hide, and hiding everything below them is then right.
    """
    rows = list(grid)
    columns = list(grid[rows[0]]) if rows else []
    lines: list[list[tuple[str, str]]] = [[(row, column) for column in columns] for row in rows]
    lines += [[(row, column) for row in rows] for column in columns]
    hidden = {
        (row, column) for row in rows for column in columns if small(grid[row][column], threshold)
    }
    while True:
        more = {cell for line in lines for cell in _also(grid, line, hidden, threshold)} - hidden
        if not more:
            return frozenset(hidden)
        hidden |= more


def _also(
    grid: Grid, line: Sequence[tuple[str, str]], hidden: set[tuple[str, str]], threshold: int
) -> list[tuple[str, str]]:
    """What else a line hides: its smallest shown counts, until subtraction gives no small one."""
    gone = [cell for cell in line if cell in hidden]
    if not gone:
        return []
    rest = sorted(
        (cell for cell in line if cell not in hidden and grid[cell[0]][cell[1]]),
        key=lambda cell: (grid[cell[0]][cell[1]], cell),
    )
    total = sum(grid[row][column] for row, column in gone)
    more: list[tuple[str, str]] = []
    while rest and (len(gone) + len(more) < 2 or total < threshold):
        cell = rest.pop(0)
        more.append(cell)
        total += grid[cell[0]][cell[1]]
    return more

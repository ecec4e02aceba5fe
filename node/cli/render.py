"""Small building blocks of what is printed.

What comes from people or registers is printed as it is: square brackets in it are no markup.
"""

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

Cell = str | Text


def grid(title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Table:
    """A table with a title above its columns; the first column is never cut."""
    table = Table(
        *columns,
        title=title,
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        header_style="dim",
        pad_edge=False,
    )
    table.columns[0].no_wrap = True  # an id that is cut cannot be typed
    for row in rows:
        table.add_row(*(_plain(cell) for cell in row))
    return table


def facts(rows: Iterable[tuple[str, Cell]]) -> Table:
    """Names and values, one pair a line; empty values are left out."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    for name, value in rows:
        if value and str(value) != "-":
            table.add_row(name, _plain(value))
    return table


def where_any(table: Table) -> Iterable[RenderableType]:
    """The table, if it has rows."""
    return [table] if table.row_count else []


def _plain(cell: Cell) -> Text:
    return cell if isinstance(cell, Text) else Text(cell)

"""The data of a picture as a table, for those who hear, print or copy it."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from accord.pages.charts.lettering import label
from accord.pages.charts.svg import Attributes, element


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Headings and rows of text; each row's first cell names it."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


def details(table: Table, summary: str) -> Markup:
    """The table folded away under its summary."""
    head = [element("th", {"scope": "col"}, one) for one in table.headings]
    rows = [
        element(
            "tr",
            {},
            element("th", {"scope": "row"}, _cell(row[0])),
            *(element("td", {}, _cell(one)) for one in row[1:]),
        )
        for row in table.rows
    ]
    made = element(
        "table",
        {"class": "chart-table"},
        element("thead", {}, element("tr", {}, *head)),
        element("tbody", {}, *rows),
    )
    # What scrolls must be reachable without a pointer.
    scroll: Attributes = {"class": "chart-scroll", "tabindex": "0", "role": "group"}
    held = element("div", {**scroll, "aria-label": summary}, made)
    return element("details", {"class": "chart-data"}, element("summary", {}, summary), held)


def figure(drawn: Markup, table: Table | None = None, summary: str = "") -> Markup:
    """A picture in its place on a page; the same as a table, where there is one, below it."""
    placed = element("div", {"class": "figure"}, drawn)
    return placed + details(table, summary) if table and table.rows else placed


def _cell(text: str) -> Markup:
    """A text with the marks that keep its parts in order, which are no part of what it says."""
    return element("bdi", {}, label(text))

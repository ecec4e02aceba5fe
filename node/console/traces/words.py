"""How a picture of a case says things: the reader's words for codes, States and dates."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from accord.dates import PartialDate
from accord.pages.languages import Reader
from node.console.visit import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Every word comes from here, so that the drawing itself knows no language."""

    reader: Reader
    label: Callable[[object], str]
    field: Callable[[str], str]  # as forms call it, by its name in the source

    @classmethod
    def of(cls, visit: Visit) -> "Words":
        """Those of whoever reads the page."""
        field = partial(visit.pages.field, visit.reader)
        return cls(reader=visit.reader, label=visit.label, field=field)

    def text(self, marked: str, **values: object) -> str:
        """A marked text."""
        return self.reader.text(marked, **values)

    def country(self, code: str) -> str:
        """A State's name."""
        return self.reader.country(code)

    def day(self, date: PartialDate | None) -> str:
        """As much of a date as is known."""
        return "" if date is None else self.reader.partial(date.year, date.month, date.day)

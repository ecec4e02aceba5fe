"""How a picture of a case says things: the reader's words for codes, States and dates."""

from collections.abc import Callable
from dataclasses import dataclass

from accord.dates import PartialDate
from accord.pages.languages import Reader
from node.console.visit import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Every word comes from here, so that the drawing itself knows no language."""

    reader: Reader
    label: Callable[[object], str]

    @classmethod
    def of(cls, visit: Visit) -> "Words":
        """Those of whoever reads the page."""
        return cls(reader=visit.reader, label=visit.label)

    def text(self, marked: str, **values: object) -> str:
        """A marked text."""
        return self.reader.text(marked, **values)

    def country(self, code: str) -> str:
        """A State's name."""
        return self.reader.country(code)

    def day(self, date: PartialDate | None) -> str:
        """As much of a date as is known."""
        return "" if date is None else self.reader.partial(date.year, date.month, date.day)

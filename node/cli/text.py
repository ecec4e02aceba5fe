"""Dates, deadlines and codes as a reader wants them."""

from datetime import UTC, datetime

from rich.text import Text

from accord.cases.codes import UseRestriction
from accord.dates import PartialDate
from node.casework.views import Due, Standing

# Use restrictions, as they bind the reader (ITI 15, FP 12(5)).
_USES = {
    UseRestriction.R0: "no restriction stated",
    UseRestriction.R1: "designated authorities only",
    UseRestriction.R2: "stated purpose only",
    UseRestriction.R3: "no release to others without consent",
    UseRestriction.R4: "proprietary information",
    UseRestriction.R5: "no use in court without mutual legal assistance",
    UseRestriction.R6: "delete when the case closes",
    UseRestriction.R7: "tell the provider before any compelled disclosure",
}
_STYLES = {
    Standing.SEARCHING: "cyan",
    Standing.BLOCKED: "red",
    Standing.OFFICER: "bold yellow",
    Standing.ABROAD: "cyan",
    Standing.CLOSED: "green",
}
_WORDS = {
    Standing.SEARCHING: "searching our registers",
    Standing.BLOCKED: "blocked: identification insufficient",
    Standing.OFFICER: "waits for you",
    Standing.ABROAD: "waits for another State",
    Standing.CLOSED: "closed",
}


def instant(at_ms: int | None) -> str:
    """A time in UTC, to the minute; a dash where there is none."""
    if not at_ms:
        return "-"
    return datetime.fromtimestamp(at_ms / 1000, UTC).strftime("%Y-%m-%d %H:%MZ")


def year_of(at_ms: int) -> int:
    """The year of a time, in UTC."""
    return datetime.fromtimestamp(at_ms / 1000, UTC).year


def words(code: str) -> str:
    """A code in plain words: COUNTRY_OF_MANUFACTURE is country of manufacture."""
    return code.replace("_", " ").lower()


def standing(value: Standing) -> Text:
    """What a case or request waits for, in words and colour."""
    return Text(_WORDS[value], style=_STYLES[value])


def due(value: Due | None) -> Text:
    """A deadline, red where it has passed."""
    if value is None:
        return Text("-", style="dim")
    return Text(instant(value.due_ms), style="bold red" if value.overdue else "")


def span(first: PartialDate | None, last: PartialDate | None) -> str:
    """A date, or two."""
    if first is None and last is None:
        return "-"
    if first == last or last is None:
        return str(first)
    return f"to {last}" if first is None else f"{first} to {last}"


def uses(restrictions: tuple[UseRestriction, ...]) -> str:
    """What binds the reader of an answer, in words."""
    return listed(tuple(f"{code} {_USES[code]}" for code in restrictions))


def listed(values: tuple[str, ...]) -> str:
    """Values beside each other; a dash where there are none."""
    return ", ".join(values) or "-"

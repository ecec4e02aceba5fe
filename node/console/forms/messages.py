"""What a form says of one field: what is wrong, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from accord.pages.marked import marked as _N


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A sentence with the numbers that it holds; never anything that was typed."""

    text: str  # English, marked; or of the interface, which is English only
    values: Mapping[str, int] = field(default_factory=dict)
    marked: bool = True  # a text of the catalogues


def of_the_interface(text: str) -> Message:
    """What the interface said, word for word."""
    return Message(text=text, marked=False)


def too_long(most: int) -> Message:
    """More characters than the field takes."""
    return Message(text=_N("Use at most %(most)s characters."), values={"most": most})


def too_many(most: int) -> Message:
    """More entries than the list takes."""
    return Message(text=_N("Give at most %(most)s entries."), values={"most": most})


NEEDED: Final = Message(text=_N("Fill this in."))
CHOICE_NEEDED: Final = Message(text=_N("Choose one."))
SOME_NEEDED: Final = Message(text=_N("Give at least one."))
FULL: Final = Message(text=_N("There is no room for another entry."))
UNKNOWN_CHOICE: Final = Message(text=_N("Choose one of those listed."))
NOT_WHOLE: Final = Message(text=_N("Write a whole number in digits, such as 12."))
NOT_NUMBER: Final = Message(text=_N("Write a number in digits, such as 0.5."))
NUMBER_TOO_LARGE: Final = Message(text=_N("This number is too large."))
YEAR_MISSING: Final = Message(text=_N("Add the year."))
MONTH_MISSING: Final = Message(text=_N("Add the month."))
NOT_A_DATE: Final = Message(text=_N("There is no such date in the calendar."))
NOT_A_MOMENT: Final = Message(text=_N("Write a day and a time of day, such as 2026-03-01 14:30."))
SKIPPED_MOMENT: Final = Message(text=_N("The clocks were put forward then: choose another time."))
CONTROL_CHARACTER: Final = Message(text=_N("Remove the characters that cannot be shown."))
FILE_TOO_LARGE: Final = Message(text=_N("Choose a smaller file, or the right one."))
NOT_A_FILE: Final = Message(text=_N("Choose the file again."))
NOT_TAKEN: Final = Message(text=_N("This was not accepted: check it."))

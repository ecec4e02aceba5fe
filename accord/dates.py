"""Dates as records know them: a day, a month or only a year."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from accord.errors import FormatError


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class PartialDate:
    """A Gregorian date as precisely as it is known; `None` where it is not.

    Raises:
        FormatError: the parts do not name a date between the years 1 and 9999.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise FormatError("date.month_missing", "a day needs its month")
        try:
            date(
                self.year,
                1 if self.month is None else self.month,
                1 if self.day is None else self.day,
            )
        except (ValueError, OverflowError) as error:
            raise FormatError("date.impossible", f"not a date: {error}") from error

    @classmethod
    def of(cls, day: date) -> "PartialDate":
        """The exact day."""
        return cls(year=day.year, month=day.month, day=day.day)

    def __str__(self) -> str:
        """ISO 8601, cut where knowledge ends: 2013, 2013-06 or 2013-06-02."""
        text = f"{self.year:04}"
        if self.month is not None:
            text += f"-{self.month:02}"
        if self.day is not None:
            text += f"-{self.day:02}"
        return text


class Clock(Protocol):
    """Where the time comes from; tests pass a manual one."""

    def now_ms(self) -> int:
        """Milliseconds since 1970, UTC."""
        ...

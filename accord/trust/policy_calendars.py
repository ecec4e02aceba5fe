"""National calendars in the signed policy: weekend, holidays and time zone of each State."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from accord.errors import FormatError
from accord.trust.fields import Fields, by_name

_ZONE: Final = re.compile(r"[A-Za-z][A-Za-z0-9_+-]{0,30}(/[A-Za-z0-9_+-]{1,30}){0,2}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalCalendar:
    """When one State works; what it does not say, the region's calendar says for it.

    Weekend days count from Monday as 0. National holidays are added to the region's.
    """

    state: str
    weekend: tuple[int, ...] | None = None
    holidays: frozenset[str] = frozenset()  # ISO dates, YYYY-MM-DD
    zone: str = "UTC"  # a name of the IANA time zone database


def read_calendars(fields: Fields) -> Mapping[str, NationalCalendar]:
    """The list `calendars`, by State; a State without an entry keeps the region's calendar, in UTC.

    Raises:
        FormatError: names the field.
    """
    listed = fields.each("calendars", _calendar)
    return MappingProxyType(dict(by_name(listed, lambda one: one.state, "policy.calendars")))


def check_weekend(weekend: tuple[int, ...], where: str) -> None:
    """Passes for different days from 0 to 6 that leave a day to work on.

    Raises:
        FormatError: names the field.
    """
    if len(set(weekend)) != len(weekend) or not set(weekend) < set(range(7)):
        raise FormatError("policy.weekend", f"{where}: different days from 0 to 6, and not all")


def check_holidays(holidays: frozenset[str], where: str) -> None:
    """Passes for ISO dates.

    Raises:
        FormatError: names the field.
    """
    for text in sorted(holidays):
        try:
            exact = date.fromisoformat(text).isoformat() == text
        except ValueError:
            exact = False
        if not exact:
            raise FormatError("policy.holiday", f"{where}: each is a date YYYY-MM-DD")


def _calendar(fields: Fields) -> NationalCalendar:
    weekend = fields.integers("weekend", (-1,))
    calendar = NationalCalendar(
        state=fields.text("state"),
        weekend=None if weekend == (-1,) else weekend,
        holidays=frozenset(fields.texts("holidays")),
        zone=fields.text("zone", "UTC"),
    )
    fields.done()
    where = f"policy.calendars of {calendar.state}"
    if calendar.weekend is not None:
        check_weekend(calendar.weekend, where)
    check_holidays(calendar.holidays, where)
    if not _ZONE.fullmatch(calendar.zone):
        raise FormatError("policy.zone", f"{where}: zone is a name such as Europe/Madrid")
    return calendar

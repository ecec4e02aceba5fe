"""The consoles' languages: which one a reader wants, and how it writes dates, numbers and names."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache
from typing import Final, Literal

from babel import Locale
from babel.dates import format_date, format_datetime, format_time, format_timedelta
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from babel.support import NullTranslations

from accord.pages.marked import marked as _N

Direction = Literal["ltr", "rtl"]
SOURCE: Final = "en"
# Each under the name that its own readers look for.
NAMES: Final[Mapping[str, str]] = {
    "en": "English",
    "fr": "Français",
    "es": "Español",
    "pt": "Português",
    "ar": "العربية",
}
_COMMAS: Final[Mapping[str, str]] = {"ar": "، "}
_SEMICOLONS: Final[Mapping[str, str]] = {"ar": "؛ ", "fr": "\u202f; "}
_COLONS: Final[Mapping[str, str]] = {"fr": "\u00a0: "}
_LONGEST_HEADER = 512
_USERS_OWN = re.compile(r"AA|Q[M-Z]|X[A-JL-Z]|ZZ")  # ISO 3166-1, 8.1.3; XK is in wide use
_MINUTE_MS = 60_000
_DAY_MS = 24 * 3_600_000
_MOMENT_MS = 30_000  # nobody counts these seconds


def wanted(chosen: str, accept_language: str) -> str:
    """The reader's own choice, else the first that the browser asks for and we have (RFC 9110)."""
    if chosen in NAMES:
        return chosen
    asked: list[tuple[float, int, str]] = []
    for place, part in enumerate(accept_language[:_LONGEST_HEADER].split(",")):
        tag, _, parameter = part.strip().partition(";")
        language = tag.strip().lower().partition("-")[0]
        weight = _weight(parameter)
        if language in NAMES and weight > 0:
            asked.append((-weight, place, language))
    return min(asked)[2] if asked else SOURCE


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language)


def _weight(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value) if len(value) <= 5 else 0.0
    except ValueError:
        return 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Whoever reads a page: language, time zone, and what the time is."""

    language: str
    translations: NullTranslations
    zone: tzinfo = UTC
    now_ms: int = 0
    states: Mapping[str, str] = field(default_factory=dict)  # names that only the directory knows

    @property
    def locale(self) -> Locale:
        """As Babel knows it."""
        return _locale(self.language)

    @property
    def direction(self) -> Direction:
        """Which way the script runs."""
        return "rtl" if self.locale.text_direction == "rtl" else "ltr"

    @property
    def comma(self) -> str:
        """What stands between the parts of a list that is no sentence."""
        return _COMMAS.get(self.language, ", ")

    @property
    def semicolon(self) -> str:
        """What stands between parts that may have commas themselves."""
        return _SEMICOLONS.get(self.language, "; ")

    @property
    def colon(self) -> str:
        """What stands between a name and what is said of it."""
        return _COLONS.get(self.language, ": ")

    def text(self, source: str, **values: object) -> str:
        """A marked text in the reader's language."""
        found = str(self.translations.ugettext(source)) if source else ""
        return found % values if values else found

    def plural(self, one: str, many: str, count: int) -> str:
        """The form that the language uses for a count; `%(num)s` is the count."""
        found = str(self.translations.ungettext(one, many, count))
        return found % {"num": self.number(count)}

    def instant(self, at_ms: int) -> str:
        """A day and a time of day, with the zone's name."""
        moment = self._moment(at_ms)
        return f"{format_datetime(moment, 'd MMM y HH:mm', locale=self.locale)} {moment.tzname()}"

    def iso(self, at_ms: int) -> str:
        """A moment for machines (RFC 3339)."""
        return datetime.fromtimestamp(at_ms / 1000, UTC).isoformat(timespec="seconds")

    def clock(self, at_ms: int) -> str:
        """A time of day."""
        return format_time(self._moment(at_ms), "HH:mm", locale=self.locale)

    def day(self, at_ms: int) -> str:
        """A day."""
        return format_date(self._moment(at_ms).date(), "d MMM y", locale=self.locale)

    def partial(self, year: int | None, month: int | None = None, day: int | None = None) -> str:
        """As much of a date as is known."""
        if year is None:
            return ""
        pattern = "d MMM y" if month and day else "MMM y" if month else "y"
        return format_date(date(year, month or 1, day or 1), pattern, locale=self.locale)

    def ago(self, at_ms: int) -> str:
        """How long ago, or in how long; the day once it is more than a month away."""
        away = at_ms - self.now_ms
        if abs(away) > 31 * _DAY_MS:
            return self.day(at_ms)
        if abs(away) < _MOMENT_MS:
            return self.text(_N("just now"))
        return format_timedelta(
            timedelta(milliseconds=away),
            granularity="second" if abs(away) < _MINUTE_MS else "minute",
            add_direction=True,
            threshold=1.2,
            locale=self.locale,
        )

    def span(self, span_ms: int) -> str:
        """A length of time in its largest unit."""
        delta = timedelta(milliseconds=span_ms)
        return format_timedelta(delta, threshold=1.2, locale=self.locale)

    def number(self, value: float) -> str:
        """A number with the language's signs."""
        return format_decimal(value, locale=self.locale)

    def percent(self, share: float) -> str:
        """A share of 1 as a percentage with at most one place."""
        return format_percent(share, format="#,##0.#%", locale=self.locale)

    def country(self, code: str) -> str:
        """The name of a State by its ISO 3166-1 code; the code itself where nobody knows it.

        A code that ISO leaves to its users is whatever the directory says.
        """
        if _USERS_OWN.fullmatch(code):
            return self.states.get(code, code)
        return str(self.locale.territories.get(code, self.states.get(code, code)))

    def listed(self, items: Sequence[str]) -> str:
        """A list as a sentence says it."""
        return format_list(list(items), locale=self.locale)

    def _moment(self, at_ms: int) -> datetime:
        return datetime.fromtimestamp(at_ms / 1000, self.zone)

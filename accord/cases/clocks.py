"""The clocks of a trace: absolute due times, each with the rule and policy version behind it.

A deadline passed is a flag and never a state: a late answer counts (ITI 18 sets no number of
days; the numbers are the region's policy).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from accord.dates import PartialDate
from accord.errors import PolicyError
from accord.trust.policy import Deadlines, Policy

_HOUR_MS: Final = 3_600_000
_DAY_MS: Final = 24 * _HOUR_MS
_LAST_YEAR: Final = 9_998  # the calendar of the library ends a year later
_LONGEST_CLOSURE: Final = 400  # days in a row; more is a mistake in the calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """When something is due, in UTC milliseconds, and what says so."""

    due_ms: int
    rule: str
    policy_version: int

    def overdue(self, now_ms: int) -> bool:
        """Whether the time has passed."""
        return now_ms > self.due_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The working days of the State whose clock runs, in its own time zone."""

    weekend: tuple[int, ...] = (5, 6)  # Monday is 0
    holidays: frozenset[str] = frozenset()  # ISO dates
    zone: tzinfo = UTC

    @classmethod
    def of(cls, policy: Policy, state: str, zones: Callable[[str], tzinfo]) -> "Calendar":
        """One State's calendar; where it has none of its own, the region's, in UTC.

        `zones` gives the rules of a time zone by its IANA name.
        """
        region = policy.deadlines
        national = policy.calendars.get(state)
        if national is None:
            return cls(weekend=region.weekend, holidays=region.holidays)
        return cls(
            weekend=region.weekend if national.weekend is None else national.weekend,
            holidays=region.holidays | national.holidays,
            zone=zones(national.zone),
        )

    def end_of_day(self, day: PartialDate) -> int:
        """The end of the last day that a date can mean, in UTC milliseconds."""
        year = min(day.year, _LAST_YEAR)
        if day.month is None:
            return self._midnight(date(year + 1, 1, 1))
        if day.day is None:
            return self._midnight(date(year + day.month // 12, day.month % 12 + 1, 1))
        return self._midnight(date(year, day.month, day.day) + timedelta(days=1))

    def end_of_working_day(self, start_ms: int, count: int) -> int:
        """The end of the `count`-th working day after the day of `start_ms`, in UTC milliseconds.

        Raises:
            PolicyError: the calendar has no working day for over a year.
        """
        day = datetime.fromtimestamp(start_ms / 1000, self.zone).date()
        closed = 0
        while count > 0:
            day += timedelta(days=1)
            if day.weekday() in self.weekend or day.isoformat() in self.holidays:
                closed += 1
            else:
                closed = 0
                count -= 1
            if closed > _LONGEST_CLOSURE:
                raise PolicyError("clock.calendar", "the holiday calendar leaves no working day")
        return self._midnight(day + timedelta(days=1))

    def _midnight(self, day: date) -> int:
        # Found in local time, so that a change of clocks moves it as people expect.
        return round(datetime.combine(day, time(), self.zone).timestamp() * 1000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A time in which the requested State waits for the requester; open while it has no end."""

    from_ms: int
    until_ms: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """One State's clocks under one version of the policy."""

    policy: Policy
    calendar: Calendar

    @property
    def deadlines(self) -> Deadlines:
        """The numbers that the region has signed."""
        return self.policy.deadlines

    def acknowledge(self, received_ms: int, *, urgent: bool) -> Deadline:
        """When a request must be acknowledged (ITI 19)."""
        if urgent:
            hours = self.deadlines.acknowledge_urgent_hours
            return self._due(received_ms + hours * _HOUR_MS, f"acknowledge within {hours} hours")
        days = self.deadlines.acknowledge_working_days
        due_ms = self.calendar.end_of_working_day(received_ms, days)
        return self._due(due_ms, f"acknowledge within {days} working days")

    def respond(
        self, received_ms: int, *, urgent: bool, pauses: Iterable[Pause] = (), now_ms: int
    ) -> Deadline:
        """When a request must be answered (ITI 18); time spent waiting for the requester is added.

        An open pause counts up to now, so the time left stands still while it lasts.
        """
        days = self.deadlines.respond_urgent_days if urgent else self.deadlines.respond_days
        due_ms = received_ms + days * _DAY_MS + _paused_ms(pauses, now_ms)
        return self._due(due_ms, f"answer within {days} days")

    def reply(self, asked_ms: int) -> Deadline:
        """When an unanswered question returns the request (ITI 21)."""
        days = self.deadlines.silence_days
        return self._due(asked_ms + days * _DAY_MS, f"reply within {days} days")

    def clarify(self, asked_ms: int) -> Deadline:
        """When a clarification is due (ITI 23)."""
        days = self.deadlines.clarify_days
        return self._due(asked_ms + days * _DAY_MS, f"clarify within {days} days")

    def announced(self, expected: PartialDate) -> Deadline:
        """When a delayed answer is due by the State's own word (ITI 22, 23)."""
        return self._due(self.calendar.end_of_day(expected), f"answer by {expected}, as announced")

    def inquiry(self, asked_ms: int, *, urgent: bool) -> Deadline:
        """When a member has to have said hit or no hit."""
        numbers = self.policy.inquiry
        hours = numbers.answer_urgent_hours if urgent else numbers.answer_hours
        return self._due(asked_ms + hours * _HOUR_MS, f"say hit or no hit within {hours} hours")

    def verify_certificate(self, asked_ms: int) -> Deadline:
        """When the issuing State has to have verified a certificate."""
        days = self.policy.certificate.answer_working_days
        due_ms = self.calendar.end_of_working_day(asked_ms, days)
        return self._due(due_ms, f"verify within {days} working days")

    def remind(self, due_ms: int, sent: int) -> int | None:
        """When the next reminder of a passed deadline goes out; None once enough were sent."""
        numbers = self.deadlines
        if sent >= numbers.reminders_at_most:
            return None
        days = numbers.remind_after_days + sent * numbers.remind_every_days
        return due_ms + days * _DAY_MS

    def _due(self, due_ms: int, rule: str) -> Deadline:
        return Deadline(due_ms=due_ms, rule=rule, policy_version=self.policy.version)


def _paused_ms(pauses: Iterable[Pause], now_ms: int) -> int:
    """The time covered by the pauses; where two overlap, it counts once."""
    total = 0
    covered_ms = 0
    for pause in sorted(pauses, key=lambda pause: pause.from_ms):
        until_ms = now_ms if pause.until_ms is None else pause.until_ms
        begin_ms = max(pause.from_ms, covered_ms)
        if until_ms > begin_ms:
            total += until_ms - begin_ms
            covered_ms = until_ms
    return total

"""The signed regional policy: deadlines are policy, never code (ITI 18 sets no number of days)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """The clocks of a region; the defaults are a proposal that a region's signed policy replaces.

    Days are calendar days unless the name says otherwise. Weekend days count from Monday as 0.
    """

    acknowledge_working_days: int = 2
    acknowledge_urgent_hours: int = 4
    respond_days: int = 30
    respond_urgent_days: int = 1
    clarify_days: int = 15
    silence_days: int = 60  # a question unanswered for so long returns the request
    weekend: tuple[int, ...] = (5, 6)
    holidays: frozenset[str] = frozenset()  # ISO dates, YYYY-MM-DD

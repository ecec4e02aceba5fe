"""The clocks of a hit: two classes, and slower ones where a desk is closed at night (Nlets)."""

from typing import Final

from accord.cases.clocks import Deadline
from accord.trust.directory import Member
from accord.trust.policy_notice import NoticePolicy

ALWAYS_OPEN: Final = "24/7"  # the role of an authority whose hit desk is open day and night
_MINUTE_MS: Final = 60_000
_HOUR_MS: Final = 60 * _MINUTE_MS


def always_open(member: Member) -> bool:
    """Whether the directory says that one of the member's desks is open day and night."""
    return any(ALWAYS_OPEN in authority.roles for authority in member.authorities)


def confirm_by(
    asked_ms: int, *, urgent: bool, both_open: bool, policy: NoticePolicy, policy_version: int
) -> Deadline:
    """When a request for confirmation must be answered: confirmed, negated, or promised."""
    if both_open:
        minutes = policy.hit_urgent_minutes if urgent else policy.hit_routine_minutes
    else:
        minutes = policy.hit_urgent_minutes_office if urgent else policy.hit_routine_minutes_office
    desks = "both desks are 24/7" if both_open else "a desk has office hours"
    rule = (
        f"urgent confirmation within {minutes} minutes: {desks}"
        if urgent
        else f"routine confirmation within {minutes} minutes: {desks}"
    )
    return Deadline(
        due_ms=asked_ms + minutes * _MINUTE_MS,
        rule=rule,
        policy_version=policy_version,
    )


def latest_promise_ms(now_ms: int, policy: NoticePolicy) -> int:
    """The latest time by which an owner may say that it will confirm."""
    return now_ms + policy.longest_promise_hours * _HOUR_MS

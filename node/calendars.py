"""Which State's calendar runs a clock, with its time zone from the system's own rules."""

from datetime import UTC, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import structlog

from accord.cases.clocks import Calendar, Clocks
from accord.trust.policy import Policy

_LOG = structlog.get_logger(__name__)


def clocks(policy: Policy, state: str) -> Clocks:
    """The clocks of the State that owes something, under this version of the policy."""
    return Clocks(policy=policy, calendar=Calendar.of(policy, state, zone))


def zone(name: str) -> tzinfo:
    """The rules of a time zone; UTC where this system does not know it, and the log says so.

    A system without time zone data must not keep a State's request from being received: its
    deadline is then off by hours, and a deadline is a flag.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        _LOG.warning("calendar.zone_unknown", zone=name)
        return UTC

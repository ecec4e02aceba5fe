"""The clock: compared with what is at hand, which is the members' clocks and our own records."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing

from accord.pages.finding import Finding, bad, good, unknown
from accord.pages.marked import marked as _N
from hub.config import HubConfig
from hub.desk.contacts import Contact

MEASURED_MS = 7 * 24 * 3_600_000  # what was measured longer ago says nothing of today
_CLOCK, _MEMBERS = _N("Clock"), _N("Members' clocks")
_NEWEST = "SELECT made_ms FROM entry ORDER BY position DESC LIMIT 1"


def clock(
    config: HubConfig, contacts: Mapping[str, Contact], allowed_ms: int, now_ms: int
) -> Iterator[Finding]:
    """This machine's clock, and those of the members as far as they are known."""
    yield from compared(contacts, _newest_ms(config), allowed_ms, now_ms)


def compared(
    contacts: Mapping[str, Contact], newest_ms: int, allowed_ms: int, now_ms: int
) -> Iterator[Finding]:
    """What the clocks say of each other; most members being away from us, it is we who are."""
    ahead = {
        one.member: one.ahead_ms
        for one in contacts.values()
        if one.ahead_ms is not None and now_ms - one.clock_ms < MEASURED_MS
    }
    away = {member: ms for member, ms in ahead.items() if abs(ms) > allowed_ms}
    if newest_ms > now_ms + allowed_ms:
        yield bad(
            _CLOCK,
            _N("the ledger holds entries from %(seconds)s seconds in the future"),
            _N("this clock went back: let a time service (NTP) set it before the hub starts"),
            seconds=(newest_ms - now_ms) // 1000,
        )
    elif len(ahead) >= 2 and 2 * len(away) > len(ahead):
        yield bad(
            _CLOCK,
            _N("most members' clocks differ from this one by more than %(seconds)s seconds"),
            _N("it is this clock that is wrong: let a time service (NTP) set it"),
            seconds=allowed_ms // 1000,
        )
        return
    elif not ahead:
        yield unknown(
            _CLOCK,
            _N("could not be compared: no member has said what time it is"),
            _N("let a time service (NTP) set it"),
        )
        return
    else:
        agree = ", ".join(sorted(set(ahead) - set(away)))
        yield good(_CLOCK, _N("agrees with the clocks of %(who)s"), who=agree)
    if away:
        yield bad(
            _MEMBERS,
            _N("differ by more than %(seconds)s seconds: %(who)s"),
            _N("ask these members to let a time service (NTP) set their nodes' clocks"),
            seconds=allowed_ms // 1000,
            who=", ".join(f"{one} ({ms / 1000:+.0f} s)" for one, ms in sorted(away.items())),
        )


def _newest_ms(config: HubConfig) -> int:
    if not config.ledger.exists():
        return 0
    try:
        with closing(sqlite3.connect(f"{config.ledger.as_uri()}?mode=ro", uri=True)) as db:
            row = db.execute(_NEWEST).fetchone()
    except sqlite3.Error:
        return 0
    return int(row[0]) if row else 0

"""What the console makes of what it looks at: alerts, members, causes, requests."""

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from babel.support import NullTranslations

from accord.errors import FormatError
from accord.pages.languages import Reader
from accord.testing.clock import ManualClock
from accord.testing.region import build_region
from accord.trust.directory import Directory
from hub.ceremony.expiry import Ending
from hub.config import load_config
from hub.console.counting import causes, days_of, outcomes
from hub.console.members import MemberRow, Standing, ahead, kinds, member_rows
from hub.console.overview import AWAY_MS, Findings, alerts
from hub.desk.contacts import Contact, Told
from hub.desk.traffic import Count, Outcome
from hub.entries import Lane
from hub.ledger_reading import Queue

NOW_MS = ManualClock().now_ms()
READER = Reader(language="en", translations=NullTranslations(), now_ms=NOW_MS)
WELL = Findings(reasons=(), members=(), witnessed=True, endings=(), proposals=0, requests=0)


@pytest.fixture(scope="module")
def directory() -> Directory:
    region = build_region(now_ms=NOW_MS, random=Random(7).randbytes)
    return region.trusted(NOW_MS).directory


def _rows(directory: Directory, contact: Contact, *queues: Queue) -> dict[str, MemberRow]:
    rows = member_rows(directory, {contact.member: contact}, queues, 300_000)
    return {one.member: one for one in rows}


def _queue(member: str, lane: Lane, sender: str, count: int, since_ms: int = NOW_MS) -> Queue:
    return Queue(member=member, lane=lane, sender=sender, count=count, since_ms=since_ms)


def test_a_member_shows_its_queues_by_lane_and_what_it_has_open(directory: Directory) -> None:
    rows = _rows(
        directory,
        Contact(member="XB", since_ms=NOW_MS, told=Told(directory=1), ahead_ms=-1000),
        _queue("XB", Lane.URGENT, "XA", 2),
        _queue("XB", Lane.ROUTINE, "XA", 3, NOW_MS - 5),
        _queue("XB", Lane.ROUTINE, "", 1),
        _queue("XC", Lane.ROUTINE, "XA", 1),
    )
    xb = rows["XB"]
    assert (xb.urgent, xb.routine, xb.oldest_ms, xb.connected) == (2, 4, NOW_MS - 5, True)
    assert (xb.clock, xb.directory) == (Standing.GOOD, Standing.GOOD)
    assert ahead(READER, xb.contact) == "−1 s"
    assert rows["XA"].sent_open == 6
    assert (rows["XC"].clock, rows["XC"].directory) == (Standing.UNKNOWN, Standing.UNKNOWN)


def test_nothing_wants_attention_where_all_is_well() -> None:
    assert alerts(WELL, READER) == []


def test_every_alert_leads_to_the_page_where_it_is_seen_to(directory: Directory) -> None:
    away = _rows(
        directory,
        Contact(member="XB", told=Told(directory=2), ahead_ms=10**6),
        _queue("XB", Lane.ROUTINE, "XA", 1, NOW_MS - AWAY_MS - 1),
    )
    older = replace(away["XB"], contact=Contact(member="XB", since_ms=1, told=Told(directory=2)))
    found = alerts(
        Findings(
            reasons=("hub.maintenance", "directory.expired", "token.away"),
            members=[away["XB"], older],
            witnessed=False,
            endings=[
                Ending("root", NOW_MS - 1, ""),
                Ending("policy", NOW_MS + 1, ""),
                Ending("targets", NOW_MS + 10**12, ""),
            ],
            proposals=1,
            requests=2,
        ),
        READER,
    )
    assert [one.tone for one in found] == ["bad"] * 3 + ["warn"] * 8
    assert {one.page for one in found} == {
        "maintenance", "trust", "doctor", "log", "members", "requests",
    }  # fmt: skip
    texts = [one.text for one in found]
    assert "2 enrolment requests wait." in texts
    assert "1 proposal waits for signatures." in texts


def _count(outcome: Outcome, detail: str, count: int, member: str = "XA") -> Count:
    return Count(day="2026-01-01", member=member, outcome=outcome, detail=detail, count=count)


def test_counts_are_summed_by_outcome_cause_and_kind() -> None:
    counts = [
        _count(Outcome.ACCEPTED, "TRACE_REQUEST", 3),
        _count(Outcome.ACCEPTED, "TRACE_REQUEST", 2, "XB"),
        _count(Outcome.ACCEPTED, "NOTICE", 9),
        _count(Outcome.REFUSED, "quota.open_messages", 1),
        _count(Outcome.UNDELIVERED, "expired", 4, "XB"),
        _count(Outcome.UNDELIVERED, "expired", 1),
    ]
    assert outcomes(counts) == {
        Outcome.ACCEPTED: 14,
        Outcome.REFUSED: 1,
        Outcome.DELIVERED: 0,
        Outcome.REJECTED: 0,
        Outcome.UNDELIVERED: 5,
    }
    assert [(one.code, one.count, one.members) for one in causes(counts)] == [
        ("expired", 5, ("XA", "XB")),
        ("quota.open_messages", 1, ("XA",)),
    ]
    assert kinds(counts) == [("notice", "NOTICE", 9), ("trace", "TRACE_REQUEST", 5)]


def test_days_end_with_today() -> None:
    assert days_of(86_400_000 * 365, 3) == ["1970-12-30", "1970-12-31", "1971-01-01"]


SETTINGS = """
[hub]
name = "hub"
data = "data"
listen = "127.0.0.1:1"
http = "127.0.0.1:2"
site = "127.0.0.1:3"
[trust]
root = "root.json"
repository = "trust"
[keys]
statement = "s"
log = "l"
tls_key = "k"
tls_certificate = "c"
[console]
"""


@pytest.mark.parametrize(
    ("console", "good"),
    [
        ('listen = "127.0.0.1:8443"', True),
        ('listen = "[::1]:8443"', True),
        ('listen = "localhost:8443"', True),
        ('listen = "0.0.0.0:8443"', False),
        ('listen = "hub.example:8443"', False),
        ('listen = "0.0.0.0:8443"\ntls_key = "k"', False),
        ('listen = "0.0.0.0:8443"\ntls_key = "k"\ntls_certificate = "c"', True),
    ],
)
def test_a_console_for_other_machines_needs_tls(tmp_path: Path, console: str, good: bool) -> None:
    file = tmp_path / "hub.toml"
    file.write_text(SETTINGS + console)
    if good:
        assert load_config(file).console is not None
    else:
        with pytest.raises(FormatError, match=r"config\.console"):
            load_config(file)

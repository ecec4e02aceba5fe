from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from api_fake import FakeLog

from accord.trust.trusted import DAY_MS
from node.api.bodies import Check
from node.api.checks import checked
from node.doctor.line import line_of
from node.doctor.log import seen
from node.doctor.store import writable
from node.doctor.trust import DIRECTORY, ending
from node.exchange.contact import Line
from node.log.views import LogView
from node.store.engine import Store, open_engine, sqlite_url

NOW = 1_767_225_600_000
UP = Line(
    connected=True,
    since_ms=NOW,
    last_heard_ms=NOW,
    fault=None,
    fault_text=None,
    received=3,
    refused=0,
    rejected=0,
    failed=0,
)


def hub(line: Line) -> list[Check]:
    return [checked(one) for one in line_of(line)]


def log_check(view: LogView) -> Check:
    return checked(seen(view, NOW))


def database(store: Store) -> Check:
    return checked(writable(store))


@pytest.mark.parametrize(
    ("expires_ms", "well", "vital", "text"),
    [
        (NOW + 30 * DAY_MS, True, True, "holds for 30 more days"),
        (NOW + 13 * DAY_MS, False, False, "expires in 13 days; install the directory"),
        (NOW, False, True, "expired 0 days ago; install"),
        (NOW - 5 * DAY_MS, False, True, "expired 5 days ago; install"),
    ],
)
def test_expiry(expires_ms: int, well: bool, vital: bool, text: str) -> None:
    check = checked(ending(DIRECTORY, expires_ms, NOW))
    assert (check.well, check.vital) == (well, vital)
    assert text in check.text


def test_a_connected_hub() -> None:
    line, messages = hub(UP)
    assert line.well
    assert messages.well


def test_a_hub_that_is_away_is_no_reason_to_stop() -> None:
    away = replace(UP, connected=False, fault="hub.unreachable", fault_text="no answer")
    line, _ = hub(away)
    assert not line.well
    assert not line.vital
    assert line.text.startswith("no answer [hub.unreachable]; messages are kept")
    assert "not connected yet" in hub(replace(UP, connected=False))[0].text


def test_a_hub_in_maintenance_is_told_and_messages_wait() -> None:
    line, _ = hub(replace(UP, fault="hub.maintenance", fault_text="the hub takes nothing new"))
    assert (line.well, line.vital) == (False, False)
    assert "[hub.maintenance]; messages are kept" in line.text


def test_messages_that_failed_are_counted() -> None:
    _, refused, failed = hub(replace(UP, refused=1, failed=2))
    assert not refused.well
    assert refused.text.startswith("refused by the hub, of ours: 1; their codes")
    assert failed.text.startswith("arrived and could not be dealt with: 2;")


def test_the_database(tmp_path: Path) -> None:
    store = Store(open_engine(sqlite_url(tmp_path / "node.sqlite")))
    assert database(store).well
    store.close()
    (tmp_path / "node.sqlite").write_bytes(b"not a database" * 1000)
    store = Store(open_engine(sqlite_url(tmp_path / "node.sqlite")))
    check = database(store)
    store.close()
    assert not check.well
    assert check.vital
    assert "DatabaseError" in check.text


def test_a_log_that_shows_what_was_promised_is_well() -> None:
    answered = FakeLog()
    answered.resume("settled")
    check = log_check(answered.view())
    assert check.well
    assert "5 statements" in check.text


def test_an_alarm_is_the_worst_there_is() -> None:
    check = log_check(FakeLog().view())
    assert (check.well, check.vital) == (False, True)
    assert "nothing is sent: log.fork; see: accord-node log" in check.text


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"watched": False}, "set [hub] site"),
        ({"fault": "log.rollback", "fault_text": "less"}, "less [log.rollback]"),
        ({"overdue": 2}, "[log.promise_overdue]"),
        ({"ahead": 9, "ahead_ms": NOW - 61_000}, "[log.behind_peer]"),
        ({"believed": None}, "no checkpoint yet"),
    ],
)
def test_what_is_only_late_is_a_warning(change: dict[str, Any], text: str) -> None:
    check = log_check(replace(FakeLog().view(), alarms=(), **change))
    assert (check.well, check.vital) == (False, False)
    assert text in check.text

import json
from typing import Any

import pytest

from accord.errors import FormatError
from accord.trust.policy import Policy, read_policy
from accord.trust.policy_calendars import NationalCalendar


def policy(**fields: Any) -> Policy:
    whole = {"version": 1, "expires_ms": 1, "deadlines": {}} | fields
    return read_policy(json.dumps(whole).encode())


def test_a_state_has_its_weekend_holidays_and_time_zone() -> None:
    entry = {"state": "XA", "weekend": [4, 5], "holidays": ["2026-10-12"], "zone": "Europe/Madrid"}
    assert policy(calendars=[entry]).calendars["XA"] == NationalCalendar(
        state="XA",
        weekend=(4, 5),
        holidays=frozenset({"2026-10-12"}),
        zone="Europe/Madrid",
    )


def test_what_a_calendar_leaves_out_is_the_regions() -> None:
    assert policy(calendars=[{"state": "XA"}]).calendars["XA"].weekend is None
    assert policy().calendars == {}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"calendars": [{"state": "XA"}, {"state": "XA"}]}, "trust.twice"),
        ({"calendars": [{"state": "XA", "weekend": [0, 1, 2, 3, 4, 5, 6]}]}, "policy.weekend"),
        ({"calendars": [{"state": "XA", "weekend": [5, 7]}]}, "policy.weekend"),
        ({"calendars": [{"state": "XA", "holidays": ["12.10.2026"]}]}, "policy.holiday"),
        ({"calendars": [{"state": "XA", "holidays": ["2026-02-30"]}]}, "policy.holiday"),
        ({"calendars": [{"state": "XA", "zone": "../../etc/passwd"}]}, "policy.zone"),
        ({"calendars": [{"state": "XA", "hours": 8}]}, "trust.field_unknown"),
        ({"deadlines": {"weekend": [0, 0]}}, "policy.weekend"),
        ({"deadlines": {"holidays": ["today"]}}, "policy.holiday"),
        ({"deadlines": {"remind_every_days": 0}}, "policy.reminders"),
        ({"inquiry": {"answer_hours": 0}}, "policy.inquiry"),
        ({"inquiry": {"patience": 1}}, "trust.field_unknown"),
    ],
)
def test_a_policy_that_no_clock_could_follow_is_refused(fields: dict[str, Any], code: str) -> None:
    with pytest.raises(FormatError) as caught:
        policy(**fields)
    assert caught.value.code == code

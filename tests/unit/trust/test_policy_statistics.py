import json

import pytest

from accord.errors import FormatError
from accord.trust.policy import Policy, read_policy
from accord.trust.policy_statistics import StatisticsPolicy


def policy(**statistics: int) -> Policy:
    document = {"version": 1, "expires_ms": 1, "deadlines": {}, "statistics": statistics}
    return read_policy(json.dumps(document).encode())


def test_the_region_decides_which_counts_are_too_small_to_show() -> None:
    assert policy().statistics == StatisticsPolicy(smallest_shown=5, return_month=3)
    assert policy(smallest_shown=11).statistics.smallest_shown == 11


@pytest.mark.parametrize("bad", [{"smallest_shown": 0}, {"return_month": 13}])
def test_a_policy_that_hides_nothing_or_awaits_no_month_is_refused(bad: dict[str, int]) -> None:
    with pytest.raises(FormatError) as caught:
        policy(**bad)
    assert caught.value.code == "policy.statistics"

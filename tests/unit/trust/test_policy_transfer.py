import dataclasses
import json
from typing import Any

import pytest

from accord.errors import FormatError
from accord.trust.policy import Policy, read_policy
from accord.trust.policy_transfer import TransferPolicy


def policy(**transfers: Any) -> Policy:
    document = {"version": 1, "expires_ms": 1, "deadlines": {}, "transfers": transfers}
    return read_policy(json.dumps(document).encode())


def test_a_region_that_says_nothing_has_the_proposal_and_counts_no_silence() -> None:
    silent = read_policy(json.dumps({"version": 1, "expires_ms": 1, "deadlines": {}}).encode())
    assert silent.transfers == TransferPolicy() == policy().transfers
    switches = [value for value in dataclasses.astuple(silent.transfers) if isinstance(value, bool)]
    assert switches == [False] * 4


def test_every_number_and_switch_is_the_regions() -> None:
    chosen = policy(tacit_transit=True, transit_working_days=5, discrepancy_days=0)
    assert chosen.transfers.tacit_transit
    assert chosen.transfers.transit_working_days == 5
    assert chosen.transfers.discrepancy_days == 0


@pytest.mark.parametrize(
    "wrong", [{"tacit_transit": 1}, {"receipt_days": True}, {"receipt_days": -1}, {"silence": 1}]
)
def test_what_is_not_of_the_form_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(FormatError):
        policy(**wrong)

import json

import pytest

from accord.errors import FormatError
from accord.trust.fields import read_object
from accord.trust.policy_notice import NoticePolicy, read_notice_policy


def read(**values: object) -> NoticePolicy:
    return read_notice_policy(read_object(json.dumps(values).encode(), "policy.notices"))


def test_a_policy_that_says_nothing_of_notices_takes_the_proposal() -> None:
    assert read_notice_policy(None) == read() == NoticePolicy()


def test_a_region_sets_its_own_clocks_and_names_its_audiences() -> None:
    policy = read(
        hit_urgent_minutes=5, groups=[{"name": "COAST", "members": ["XA", "XB"]}], duty_desk="XZ"
    )
    assert policy.hit_urgent_minutes == 5
    assert policy.groups == {"COAST": ("XA", "XB")}
    assert policy.duty_desk == "XZ"


@pytest.mark.parametrize("number", [0, 4])
def test_requests_are_one_to_three(number: int) -> None:
    with pytest.raises(FormatError) as refused:
        read(hit_requests=number)
    assert refused.value.code == "policy.hit_requests"

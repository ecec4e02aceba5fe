"""Who answers for a former State's factories is read from the signed policy."""

import json

import pytest

from accord.errors import FormatError
from accord.trust.policy import Policy, read_policy
from accord.weapons import makers
from accord.weapons.successors import answering

RULES = [
    {"former": "YUCS", "maker": "zastava", "answered_by": ["RS"]},
    {"former": "YUCS", "answered_by": ["HR", "SI"]},
    {"former": "SUHH", "maker": "izhevsk", "answered_by": ["RU"]},
]


def _policy(rules: object) -> Policy:
    content = {"version": 1, "expires_ms": 1, "deadlines": {}, "successors": rules}
    return read_policy(json.dumps(content).encode())


@pytest.mark.parametrize(
    ("former", "maker", "asked"),
    [
        ("YUCS", "zastava", ("RS",)),
        ("YUCS", "agram", ("HR", "SI")),  # no rule of its own
        ("YUCS", "", ("HR", "SI")),
        ("SUHH", "izhmekh", ("RU",)),  # the rule of its family
        ("SUHH", "tula", ()),  # the region has not agreed who answers
        ("RS", "zastava", ()),
    ],
)
def test_the_maker_s_own_rule_comes_before_the_rule_for_all_others(
    former: str, maker: str, asked: tuple[str, ...]
) -> None:
    assert answering(former, makers.by_id(maker), _policy(RULES).successors) == asked


def test_without_rules_nobody_answers() -> None:
    policy = read_policy(b'{"version": 1, "expires_ms": 1, "deadlines": {}}')
    assert answering("SUHH", makers.by_id("izhmash"), policy.successors) == ()


@pytest.mark.parametrize(
    "rules",
    [
        [{"former": "YU", "answered_by": ["RS"]}],
        [{"former": "YUCS", "answered_by": []}],
        [{"former": "YUCS", "answered_by": ["Serbia"]}],
        [{"former": "YUCS", "maker": "Zastava Arms", "answered_by": ["RS"]}],
        [{"former": "YUCS", "answered_by": ["RS"]}, {"former": "YUCS", "answered_by": ["HR"]}],
        [{"former": "YUCS", "answered_by": ["RS"], "extra": 1}],
        [{"former": "YUCS", "answered_by": ["RS"]}] * 201,
    ],
)
def test_a_rule_that_says_too_little_or_too_much_is_refused(rules: object) -> None:
    with pytest.raises(FormatError, match="successors"):
        _policy(rules)

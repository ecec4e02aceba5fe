"""A weapon of a State that is no more is asked about where the region's policy says."""

from accord.cases.codes import WhyYou
from accord.trust.policy_successors import SuccessorRule
from accord.weapons.firearm import Firearm
from node.casework.routing import successors

RULES = (
    SuccessorRule(former="YUCS", maker="zastava", answered_by=("RS",)),
    SuccessorRule(former="YUCS", answered_by=("HR", "SI")),
)


def test_each_state_that_answers_is_suggested_with_the_reason() -> None:
    made = Firearm(country_of_manufacture="YUCS", maker_text="Crvena Zastava")
    (suggestion,) = successors(made, RULES)
    assert (suggestion.state, suggestion.why) == ("RS", WhyYou.SUCCESSOR_STATE)
    assert "YUCS" in suggestion.reason
    unknown = Firearm(country_of_manufacture="YUCS")
    assert [one.state for one in successors(unknown, RULES)] == ["HR", "SI"]


def test_a_state_that_exists_has_no_successor() -> None:
    assert list(successors(Firearm(country_of_manufacture="RS"), RULES)) == []

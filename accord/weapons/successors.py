"""Which States answer for a weapon of a State that is no more, as the signed policy says."""

from collections.abc import Iterable

from accord.trust.policy_successors import SuccessorRule
from accord.weapons.makers import Maker


def answering(former: str, maker: Maker | None, rules: Iterable[SuccessorRule]) -> tuple[str, ...]:
    """The States to ask, the first first: the maker's own rule, or the one for all others."""
    family = maker.family if maker else ""
    of_state = {rule.maker: rule.answered_by for rule in rules if rule.former == former}
    return of_state.get(family) or of_state.get("", ())

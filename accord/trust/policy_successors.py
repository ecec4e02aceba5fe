"""Who answers for the factories of States that are no more: the region's policy, never code.

A former State's code says nothing of its successors (ISO 3166-3); which national point of contact
answers for Izhevsk or Kragujevac is agreed, and signed.
"""

import re
from dataclasses import dataclass

from accord.errors import FormatError
from accord.trust.fields import Fields

MOST_RULES = 200
_FORMER = re.compile(r"[A-Z]{4}")
_MAKER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_STATE = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SuccessorRule:
    """The States that answer for a former one's weapons, of one maker or of all."""

    former: str  # ISO 3166-3, four letters
    maker: str = ""  # a family of makers in the maker table; empty for every other factory
    answered_by: tuple[str, ...]  # ISO 3166-1, or XK; the first is asked first


def read_successors(policy: Fields) -> tuple[SuccessorRule, ...]:
    """The list `successors`; without it nobody answers for a former State.

    Raises:
        FormatError: names the field.
    """
    rules = policy.each("successors", _rule)
    if len(rules) > MOST_RULES:
        raise FormatError("policy.successors", f"policy.successors: at most {MOST_RULES} rules")
    if len({(rule.former, rule.maker) for rule in rules}) != len(rules):
        raise FormatError(
            "policy.successors", "policy.successors: two rules for one former State and maker"
        )
    return rules


def _rule(fields: Fields) -> SuccessorRule:
    rule = SuccessorRule(
        former=fields.text("former"),
        maker=fields.text("maker", ""),
        answered_by=fields.texts("answered_by"),
    )
    fields.done()
    if not _FORMER.fullmatch(rule.former):
        raise FormatError(
            "policy.successors", "policy.successors.former: four capital letters of ISO 3166-3"
        )
    if rule.maker and not _MAKER.fullmatch(rule.maker):
        raise FormatError("policy.successors", "policy.successors.maker: an id of the maker table")
    if not rule.answered_by or not all(_STATE.fullmatch(state) for state in rule.answered_by):
        raise FormatError(
            "policy.successors", "policy.successors.answered_by: codes of two capital letters"
        )
    return rule

"""Which answers to inquiries leave by rule; read from the node's configuration."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from accord.cases.inquiry import Inquiry, InquiryAnswer
from accord.cases.inquiry_codes import InquiryOutcome
from accord.errors import PolicyError
from accord.weapons.codes import MatchGrade
from node.casework.rules import Mode

_KEYS: Mapping[str, InquiryOutcome] = {
    "hit": InquiryOutcome.HIT,
    "no_hit": InquiryOutcome.NO_HIT,
    "unavailable": InquiryOutcome.UNAVAILABLE,
    "could_not_interpret": InquiryOutcome.COULD_NOT_INTERPRET,
    "refused": InquiryOutcome.REFUSED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryRules:
    """Who releases which outcome: the node by rule, an officer, or an officer and an approver.

    A refusal, a hit weaker than `lowest_grade`, and a hit for a State that cannot keep it
    confidential always wait for one.
    """

    by_outcome: Mapping[InquiryOutcome, Mode] = field(default_factory=dict)
    lowest_grade: MatchGrade = MatchGrade.A

    @classmethod
    def read(cls, options: Mapping[str, str]) -> "InquiryRules":
        """From `[inquiries]`: `hit`, `no_hit`, `unavailable`, `could_not_interpret`, `refused`.

        Each is "automatic", "officer" or "two_people"; what is not named is "officer".
        `lowest_grade` is A or B.

        Raises:
            PolicyError: names the key and what it may be.
        """
        rest = dict(options)
        grade = rest.pop("lowest_grade", MatchGrade.A)
        if grade not in (MatchGrade.A, MatchGrade.B):
            raise PolicyError("config.inquiries", "[inquiries] lowest_grade must be A or B")
        if unknown := sorted(rest.keys() - _KEYS.keys()):
            known = ", ".join((*_KEYS, "lowest_grade"))
            raise PolicyError(
                "config.inquiries", f"[inquiries] {unknown[0]} is not known; keys: {known}"
            )
        for key, word in rest.items():
            if word not in set(Mode):
                raise PolicyError(
                    "config.inquiries",
                    f'[inquiries] {key} must be "automatic", "officer" or "two_people"',
                )
        return cls(
            by_outcome={_KEYS[key]: Mode(word) for key, word in rest.items()},
            lowest_grade=MatchGrade(grade),
        )

    def decide(self, inquiry: Inquiry, answer: InquiryAnswer) -> Mode:
        """Who releases this answer to this inquiry."""
        mode = self.by_outcome.get(answer.outcome, Mode.OFFICER)
        best = min((hit.grade for hit in answer.hits), default=MatchGrade.A)
        waits = (
            answer.outcome is InquiryOutcome.REFUSED
            or best > self.lowest_grade
            or (answer.hits and inquiry.confidentiality_obstacle)
        )
        return Mode.OFFICER if waits and mode is Mode.AUTOMATIC else mode

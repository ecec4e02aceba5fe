"""What to say to an inquiry, as far as the registers say: a pure function of the search.

"No hit" is said only where every register was searched, and always with what was searched. A hit
names how well something matches and whom to ask; nothing of the record leaves.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from accord.cases.inquiry import InquiryAnswer, InquiryHit
from accord.cases.inquiry_codes import HowToAsk, InquiryOutcome
from accord.cases.rule import Problem
from accord.cases.trace import Preamble
from accord.weapons.codes import MatchGrade
from accord.weapons.completeness import CompletenessLevel, assess
from accord.weapons.firearm import Firearm
from node.registry.host import RankedRecord, SearchResult

MAX_HITS = 10  # registers that are named


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom the asker of a hit turns to, and what it quotes."""

    authority: str
    reference: str


def propose(
    firearm: Firearm, result: SearchResult, *, preamble: Preamble, contact: Contact
) -> InquiryAnswer:
    """The answer that the registers support."""
    offered = [one for one in result.candidates if one.match.grade is not MatchGrade.X]
    away = tuple(dict.fromkeys(one.register for one in result.failures))
    hits = _hits(offered, contact)
    found = InquiryAnswer(
        preamble=preamble,
        outcome=InquiryOutcome.HIT if hits else InquiryOutcome.NO_HIT,
        hits=hits,
        searched=result.scopes,
        registers_away=away,
    )
    if hits:
        return found
    completeness = assess(firearm)
    if completeness.level is CompletenessLevel.INSUFFICIENT:
        return InquiryAnswer(
            preamble=preamble,
            outcome=InquiryOutcome.COULD_NOT_INTERPRET,
            searched=result.scopes,
            registers_away=away,
            explanation="not enough to search by; missing: " + ", ".join(completeness.missing),
            fields_needed=("firearm.marks",),
        )
    if away or not result.scopes:
        why = "a register could not be searched" if away else "no register is connected"
        return InquiryAnswer(
            preamble=preamble,
            outcome=InquiryOutcome.UNAVAILABLE,
            searched=result.scopes,
            registers_away=away,
            explanation=f"{why}; what was searched holds no match" if result.scopes else why,
        )
    return found


def not_interpreted(problems: Sequence[Problem], *, preamble: Preamble) -> InquiryAnswer:
    """The answer to an inquiry that does not say what it must."""
    return InquiryAnswer(
        preamble=preamble,
        outcome=InquiryOutcome.COULD_NOT_INTERPRET,
        explanation="; ".join(map(str, problems))[:4000],
        fields_needed=tuple(dict.fromkeys(problem.field for problem in problems))[:100],
    )


def _hits(offered: Sequence[RankedRecord], contact: Contact) -> tuple[InquiryHit, ...]:
    """One for each register that has something, the best first."""
    registers: dict[str, list[RankedRecord]] = {}
    for one in offered:
        registers.setdefault(one.register, []).append(one)
    hits = []
    for records in registers.values():
        best = records[0]
        same = [one for one in records if one.match.grade is best.match.grade]
        hits.append(
            InquiryHit(
                grade=best.match.grade,
                record_holder=best.record_holder,
                marks_matched=tuple(best.match.marks_matched),
                reasons=tuple(best.match.reasons_for),
                candidates=len(same),
                non_unique=any(one.non_unique for one in same),
                how_to_ask=HowToAsk.TRACE_REQUEST,
                authority=contact.authority,
                reference=contact.reference,
            )
        )
    return tuple(hits[:MAX_HITS])

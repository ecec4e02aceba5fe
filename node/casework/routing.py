"""Which States the weapon's own marks and the answers so far point at: pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from accord.cases.codes import WhyYou
from accord.cases.guards import UNHEARD, Asked, Asking, MarkSeen, check_leg, marks_seen
from accord.cases.trace import TraceResponse
from accord.cases.trace_leg import OPEN
from accord.errors import PolicyError
from accord.trust.directory import Directory
from accord.trust.policy_successors import SuccessorRule
from accord.weapons import makers
from accord.weapons.codes import MarkKind
from accord.weapons.firearm import Firearm
from accord.weapons.successors import answering
from node.casework.leads import Lead
from node.casework.views import Suggestion

_UNKNOWN = {"", "UNKNOWN"}


def pointers(firearm: Firearm, domestic: TraceResponse | None) -> Iterator[Suggestion]:
    """The States to begin with: where our own record says it went, its import, its manufacture.

    The State of the last legal import comes before that of manufacture: its path is shorter.
    """
    if domestic is not None and (left := domestic.next_state) is not None:
        yield _suggestion(left.state, WhyYou.LAST_LEGAL_IMPORT, "our own record says it went there")
    if firearm.import_country not in _UNKNOWN:
        yield _suggestion(firearm.import_country, WhyYou.LAST_LEGAL_IMPORT, "it was imported there")
    for mark in firearm.marks:
        if mark.kind in {MarkKind.IMPORT_MARK, MarkKind.IMPORT_SERIAL} and mark.applied_by_state:
            yield _suggestion(
                mark.applied_by_state, WhyYou.LAST_LEGAL_IMPORT, "it bears that State's import mark"
            )
    if firearm.country_of_manufacture not in _UNKNOWN:
        yield _suggestion(
            firearm.country_of_manufacture, WhyYou.COUNTRY_OF_MANUFACTURE, "it was made there"
        )
    elif (maker := makers.resolve(firearm.maker_text)) is not None and maker.country:
        yield _suggestion(maker.country, WhyYou.COUNTRY_OF_MANUFACTURE, "its maker works there")


def successors(firearm: Firearm, rules: Iterable[SuccessorRule]) -> Iterator[Suggestion]:
    """The States that answer, by the region's policy, for a factory of a State that is no more."""
    former = firearm.country_of_manufacture
    maker = makers.resolve(firearm.maker_text) or makers.by_id(firearm.maker_id)
    for state in answering(former, maker, rules):
        yield _suggestion(state, WhyYou.SUCCESSOR_STATE, f"it answers for factories of {former}")


def referrals(answers: Iterable[tuple[str, str, TraceResponse]]) -> Iterator[Suggestion]:
    """The States that answers point at; an answer comes with its leg and who gave it."""
    for leg_id, state, response in answers:
        if (next_state := response.next_state) is not None:
            yield Suggestion(
                state=next_state.state,
                member="",
                why=WhyYou.REFERRED_BY,
                reason=f"{state}: {next_state.reason}",
                referred_by_leg=leg_id,
            )


def told(leads: Iterable[Lead]) -> Iterator[Suggestion]:
    """The members that have said they hold something."""
    for lead in leads:
        yield _suggestion(lead.member, WhyYou.CONNECTED_CASE, lead.reason)


def assess(
    suggestions: Iterable[Suggestion],
    *,
    firearm: Firearm,
    asked: Sequence[Asked],
    directory: Directory,
    own: str,
    max_depth: int,
) -> tuple[Suggestion, ...]:
    """Each State once, with the member that answers for it and what stands against asking it."""
    marks = marks_seen(firearm)
    seen: dict[str, Suggestion] = {}
    for one in suggestions:
        member = directory.answering_member(one.state)
        obstacle = ""
        if member is None:
            obstacle = f"no member of the region answers for {one.state}"
        else:
            asking = Asking(
                state=member.id, why=one.why, marks=marks, referred_by_leg=one.referred_by_leg
            )
            try:
                _never_answered(member.id, marks, asked)
                check_leg(asking, asked, own_state=own, max_referral_depth=max_depth)
            except PolicyError as error:
                obstacle = error.text
        name = member.id if member is not None else ""
        assessed = replace(one, member=name, obstacle=obstacle)
        if name != own:
            seen.setdefault(name or one.state, assessed)
    return tuple(seen.values())


def _never_answered(member: str, marks: frozenset[MarkSeen], asked: Sequence[Asked]) -> None:
    for leg in asked:
        if leg.state == member and leg.standing not in UNHEARD | OPEN and marks <= leg.marks:
            raise PolicyError("casework.answered", f"{member} has answered about this weapon")


def _suggestion(state: str, why: WhyYou, reason: str) -> Suggestion:
    return Suggestion(state=state, member="", why=why, reason=reason)

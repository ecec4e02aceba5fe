"""What must hold before one more State is asked about a weapon."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from accord.cases.codes import WhyYou
from accord.cases.trace_leg import OPEN, LegState
from accord.errors import PolicyError
from accord.weapons.codes import MarkKind
from accord.weapons.firearm import Firearm

MarkSeen = tuple[MarkKind, str]

# The State never came to answer, so asking it again is no repetition.
UNHEARD: Final = frozenset(
    {LegState.UNDELIVERED, LegState.REJECTED, LegState.WITHDRAWN, LegState.RETURNED_INCOMPLETE}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One leg of the case, as far as the guards look."""

    leg_id: str
    state: str  # the State asked
    standing: LegState
    why: WhyYou
    marks: frozenset[MarkSeen]  # what the request described
    referred_by_leg: str = ""  # the leg whose answer pointed here


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """The leg that somebody wants to send."""

    state: str
    why: WhyYou
    marks: frozenset[MarkSeen]
    referred_by_leg: str = ""


def marks_seen(firearm: Firearm) -> frozenset[MarkSeen]:
    """The readable marks of a description; a new one among them justifies asking again."""
    return frozenset((mark.kind, mark.text) for mark in firearm.marks if mark.text)


def check_leg(
    asking: Asking, asked: Sequence[Asked], *, own_state: str, max_referral_depth: int
) -> None:
    """Passes where the leg may be sent.

    Raises:
        PolicyError: `guard.own_state`, `guard.open_leg`, `guard.loop`, `guard.duplicate`,
            `guard.unknown_leg` or `guard.depth`, each with what to do instead.
    """
    if asking.state == own_state:
        raise PolicyError("guard.own_state", "search the own registry instead of sending a request")
    before = [leg for leg in asked if leg.state == asking.state]
    if any(leg.standing in OPEN for leg in before):
        raise PolicyError(
            "guard.open_leg",
            f"{asking.state} has an open request about this weapon: wait for it or withdraw it",
        )
    heard = [leg for leg in before if leg.standing not in UNHEARD and asking.marks <= leg.marks]
    if heard and asking.why is WhyYou.REFERRED_BY:
        raise PolicyError(
            "guard.loop",
            f"the referral leads back to {asking.state}, which has answered; "
            "add a new mark, or name another reason to ask it",
        )
    if any(leg.why is asking.why for leg in heard):
        raise PolicyError(
            "guard.duplicate",
            f"{asking.state} was asked this already; add a new mark before asking again",
        )
    if referral_depth(asking.referred_by_leg, asked) > max_referral_depth:
        raise PolicyError(
            "guard.depth",
            f"the referrals are {max_referral_depth} deep, which is the region's limit: "
            "record the outcome, or ask a State for another reason",
        )


def referral_depth(referred_by_leg: str, asked: Sequence[Asked]) -> int:
    """How many answers led here, one after the other; 0 for a State asked without a referral.

    Raises:
        PolicyError: a leg that the case does not have.
    """
    legs = {leg.leg_id: leg for leg in asked}
    depth = 0
    while referred_by_leg and depth <= len(legs):
        if referred_by_leg not in legs:
            raise PolicyError("guard.unknown_leg", "the referral names a leg of another case")
        referred_by_leg = legs[referred_by_leg].referred_by_leg
        depth += 1
    return depth

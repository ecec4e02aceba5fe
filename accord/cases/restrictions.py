"""Use restrictions: what they forbid, and how they stay attached (ITI 15, FP 12(5)).

Restrictions bind whoever holds the data, through every copy. The hub cannot read contents and so
cannot enforce them: each node does, and logs what it blocked.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from accord.cases.codes import UseRestriction
from accord.cases.trace import TraceRequest
from accord.errors import PolicyError


class Use(StrEnum):
    """What somebody wants to do with an answer."""

    FORWARD = "FORWARD"  # to another State
    EXPORT = "EXPORT"  # out of the node, as a file or to another system
    PUBLISH = "PUBLISH"
    SHOW_UNDESIGNATED = "SHOW_UNDESIGNATED"  # to personnel outside the designated authorities
    OTHER_PURPOSE = "OTHER_PURPOSE"  # than the request stated
    COURT_EVIDENCE = "COURT_EVIDENCE"
    KEEP_AFTER_CLOSE = "KEEP_AFTER_CLOSE"
    COMPELLED_DISCLOSURE = "COMPELLED_DISCLOSURE"


_FORBIDS: Final[Mapping[UseRestriction, frozenset[Use]]] = MappingProxyType(
    {
        UseRestriction.R0: frozenset(),
        UseRestriction.R1: frozenset({Use.SHOW_UNDESIGNATED, Use.PUBLISH}),
        UseRestriction.R2: frozenset({Use.OTHER_PURPOSE, Use.PUBLISH}),
        UseRestriction.R3: frozenset({Use.FORWARD, Use.EXPORT, Use.PUBLISH}),
        UseRestriction.R4: frozenset({Use.PUBLISH}),
        UseRestriction.R5: frozenset({Use.COURT_EVIDENCE}),
        UseRestriction.R6: frozenset({Use.KEEP_AFTER_CLOSE}),
        UseRestriction.R7: frozenset({Use.COMPELLED_DISCLOSURE}),
    }
)
_REMEDY: Final[Mapping[UseRestriction, str]] = MappingProxyType(
    {
        UseRestriction.R1: "only designated authorities and personnel may have it",
        UseRestriction.R2: "use it for the purpose that the request stated",
        UseRestriction.R3: "ask the providing State for its consent first",
        UseRestriction.R4: "it holds proprietary commercial information",
        UseRestriction.R5: "send a mutual-legal-assistance request",
        UseRestriction.R6: "delete it when the case closes",
        UseRestriction.R7: "notify the providing State first",
    }
)
# What the provider can allow in a single case; the others hold whatever it says.
_CONSENT_LIFTS: Final = frozenset({UseRestriction.R3, UseRestriction.R7})


def combined(restrictions: Iterable[Iterable[UseRestriction]]) -> tuple[UseRestriction, ...]:
    """What binds data drawn from several answers: all that binds any of them, in order of code."""
    union = {code for each in restrictions for code in each} - {UseRestriction.R0}
    return tuple(sorted(union)) or (UseRestriction.R0,)


def blocking(
    restrictions: Iterable[UseRestriction], use: Use, *, consent: bool = False
) -> tuple[UseRestriction, ...]:
    """The restrictions that forbid a use; `consent` is the provider's, given for this use."""
    lifted = _CONSENT_LIFTS if consent else frozenset()
    return tuple(sorted(code for code in set(restrictions) - lifted if use in _FORBIDS[code]))


def check_use(restrictions: Iterable[UseRestriction], use: Use, *, consent: bool = False) -> None:
    """Passes where the use is permitted.

    Raises:
        PolicyError: `restriction.r3` and the like, with what would make it permitted.
    """
    for code in blocking(restrictions, use, consent=consent):
        raise PolicyError(
            f"restriction.{code.lower()}",
            f"{use} is forbidden by the use restriction {code}: {_REMEDY[code]}",
        )


def check_forwarding(request: TraceRequest) -> None:
    """Passes where the requester lets its request be released to a third State (ITI 15(c)).

    Raises:
        PolicyError: `restriction.may_forward`.
    """
    if not request.may_forward:
        raise PolicyError(
            "restriction.may_forward",
            "the requester has not consented to the release of its request to other States: refer "
            "it to them in the answer, and it will ask them itself",
        )

"""The life of a year's figures: computed by a node, approved by people, sent, accepted or queried.

Figures are never overwritten. A new computation is a new version, and approving it puts the older
ones aside; what a secretariat says late of an older version is kept and moves nothing.
"""

from enum import StrEnum
from types import MappingProxyType
from typing import Final

from accord.cases.machine import Machine


class ReturnState(StrEnum):
    """Where one version of a State's return stands, in the State's own node."""

    COMPUTED = "COMPUTED"
    DISCARDED = "DISCARDED"
    APPROVED = "APPROVED"
    SENT = "SENT"
    ACCEPTED = "ACCEPTED"
    QUERIED = "QUERIED"
    UNDELIVERED = "UNDELIVERED"
    SUPERSEDED = "SUPERSEDED"


class ReturnEvent(StrEnum):
    """What may happen to it."""

    APPROVE = "APPROVE"
    DISCARD = "DISCARD"
    SEND = "SEND"
    ACCEPT = "ACCEPT"  # by the secretariat
    QUERY = "QUERY"  # by the secretariat
    FAIL_DELIVERY = "FAIL_DELIVERY"
    SUPERSEDE = "SUPERSEDE"  # a later version was approved


_S = ReturnState
_E = ReturnEvent

STATISTICAL_RETURN: Final = Machine(
    "statistical_return",
    ReturnState.COMPUTED,
    MappingProxyType(
        {
            (_S.COMPUTED, _E.APPROVE): _S.APPROVED,
            (_S.COMPUTED, _E.DISCARD): _S.DISCARDED,
            (_S.APPROVED, _E.SEND): _S.SENT,
            (_S.UNDELIVERED, _E.SEND): _S.SENT,
            (_S.SENT, _E.ACCEPT): _S.ACCEPTED,
            (_S.SENT, _E.QUERY): _S.QUERIED,
            (_S.SENT, _E.FAIL_DELIVERY): _S.UNDELIVERED,
            (_S.ACCEPTED, _E.QUERY): _S.QUERIED,  # doubts may come later
            (_S.QUERIED, _E.ACCEPT): _S.ACCEPTED,  # and be settled without a new version
            # The secretariat's word proves delivery, whatever the hub has reported.
            (_S.UNDELIVERED, _E.ACCEPT): _S.ACCEPTED,
            (_S.UNDELIVERED, _E.QUERY): _S.QUERIED,
            (_S.SUPERSEDED, _E.ACCEPT): _S.SUPERSEDED,
            (_S.SUPERSEDED, _E.QUERY): _S.SUPERSEDED,
            (_S.SUPERSEDED, _E.FAIL_DELIVERY): _S.SUPERSEDED,
        }
        | {
            (state, _E.SUPERSEDE): _S.SUPERSEDED
            for state in (
                _S.COMPUTED,
                _S.APPROVED,
                _S.SENT,
                _S.ACCEPTED,
                _S.QUERIED,
                _S.UNDELIVERED,
            )
        }
    ),
)
# The versions whose figures are the State's word.
APPROVED: Final = frozenset({_S.APPROVED, _S.SENT, _S.ACCEPTED, _S.QUERIED, _S.UNDELIVERED})


class CompilationState(StrEnum):
    """Where one version of a region's compilation stands, in the secretariat's node."""

    COMPILED = "COMPILED"
    DISCARDED = "DISCARDED"
    PUBLISHED = "PUBLISHED"
    SUPERSEDED = "SUPERSEDED"


class CompilationEvent(StrEnum):
    """What may happen to it."""

    PUBLISH = "PUBLISH"  # approved, and sent to the members
    DISCARD = "DISCARD"
    SUPERSEDE = "SUPERSEDE"


COMPILATION: Final = Machine(
    "compilation",
    CompilationState.COMPILED,
    MappingProxyType(
        {
            (CompilationState.COMPILED, CompilationEvent.PUBLISH): CompilationState.PUBLISHED,
            (CompilationState.COMPILED, CompilationEvent.DISCARD): CompilationState.DISCARDED,
            (CompilationState.COMPILED, CompilationEvent.SUPERSEDE): CompilationState.SUPERSEDED,
            (CompilationState.PUBLISHED, CompilationEvent.SUPERSEDE): CompilationState.SUPERSEDED,
        }
    ),
)

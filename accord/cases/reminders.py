"""What a leg waits for, and since when it is overdue: pure, so that both ends count alike."""

from dataclasses import dataclass
from typing import Final

from accord.cases.clocks import Deadline
from accord.cases.codes import Awaited
from accord.cases.trace_leg import CLARIFYING, LegState

UNACKNOWLEDGED: Final = frozenset({LegState.DRAFT, LegState.SUBMITTED, LegState.DELIVERED})
UNANSWERED: Final = frozenset({LegState.ACKNOWLEDGED, LegState.IN_PROGRESS, LegState.DELAYED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """The State's next word that is awaited."""

    awaited: Awaited
    deadline: Deadline


def waiting_for(
    state: LegState, *, acknowledge: Deadline, respond: Deadline, clarify: Deadline | None
) -> Waiting | None:
    """What the requested State owes; None where it owes nothing or waits for the requester.

    A delay may be asked about while the answer is awaited: whichever is due first comes first.
    """
    if state in UNACKNOWLEDGED:
        return Waiting(awaited=Awaited.ACKNOWLEDGEMENT, deadline=acknowledge)
    owed = []
    if state in UNANSWERED:
        owed.append(Waiting(awaited=Awaited.RESPONSE, deadline=respond))
    if clarify is not None and (state in CLARIFYING or state is LegState.DELAYED):
        owed.append(Waiting(awaited=Awaited.CLARIFICATION, deadline=clarify))
    return min(owed, key=lambda one: one.deadline.due_ms, default=None)

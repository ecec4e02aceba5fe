"""The clocks of a leg or a request as they run now: pure. Overdue is a flag and never a state."""

from dataclasses import dataclass

from accord.cases.reminders import UNACKNOWLEDGED
from accord.cases.trace_leg import CLARIFYING, IN_HAND, LegState
from node.casework.rows import LegRow, RequestRow
from node.casework.views import Due

RUNNING = (UNACKNOWLEDGED | IN_HAND) - {LegState.INFO_REQUESTED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """Each clock while it runs; none runs while a question waits for the requester."""

    acknowledge: Due | None
    respond: Due | None
    clarify: Due | None

    @property
    def overdue(self) -> bool:
        """Whether any of them has passed."""
        every = (self.acknowledge, self.respond, self.clarify)
        return any(one is not None and one.overdue for one in every)


def clocks_of(row: LegRow | RequestRow, now_ms: int) -> Clocks:
    """The clocks that run."""

    def due(due_ms: int | None, rule: str, *, runs: bool) -> Due | None:
        if due_ms is None or not runs:
            return None
        return Due(
            due_ms=due_ms,
            rule=rule,
            policy_version=row.policy_version,
            overdue=now_ms > due_ms,
        )

    clarifies = row.state in CLARIFYING or row.state is LegState.DELAYED
    return Clocks(
        acknowledge=due(
            row.acknowledge_due_ms, row.acknowledge_rule, runs=row.state in UNACKNOWLEDGED
        ),
        respond=due(row.respond_due_ms, row.respond_rule, runs=row.state in RUNNING),
        clarify=due(row.clarify_due_ms, row.clarify_rule, runs=clarifies),
    )

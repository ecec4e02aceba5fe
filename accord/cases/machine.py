"""A state machine as a table: what the table does not name is not allowed."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from accord.errors import TransitionError

S = TypeVar("S", bound=StrEnum)
E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Machine(Generic[S, E]):
    """States, events and the one state that each allowed pair leads to.

    The name opens the code of every refused transition: `trace_leg.not_allowed`.
    """

    name: str
    initial: S
    table: Mapping[tuple[S, E], S]

    def step(self, state: S, event: E) -> S:
        """The state after an event.

        Raises:
            TransitionError: the table has no such pair; the error lists what it has.
        """
        after = self.table.get((state, event))
        if after is None:
            raise TransitionError(self.name, state, event, self.allowed(state))
        return after

    def allowed(self, state: S) -> frozenset[E]:
        """The events that a state takes; none where it is final."""
        return frozenset(event for (source, event) in self.table if source == state)

    def final(self) -> frozenset[S]:
        """The states without a way out."""
        sources = {state for (state, _) in self.table}
        return frozenset(self.table.values()) - sources

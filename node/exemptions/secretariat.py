"""What every step of the secretariat shares; only a node with the role acts so."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from accord.cases.exemption_consensus import Tally, tally
from accord.cases.exemption_machine import EXEMPTION, ExemptionEvent, ExemptionState
from accord.cases.trace import Preamble
from node.desk import steps
from node.desk.desk import Desk
from node.exemptions import rows
from node.exemptions.roles import insist_secretariat
from node.exemptions.rows import EXEMPTIONS, ExemptionRow, Side


@dataclass(frozen=True, slots=True)
class Secretariat:
    """The secretariat's own desk."""

    desk: Desk

    def tally(self, tx: Connection, row: ExemptionRow) -> Tally:
        """What the answers, and silence by the policy's rule, amount to now."""
        return tally(
            rows.positions_of(tx, row.request_id),
            self.desk.region.policy.exemption,
            answer_by_ms=row.answer_by_ms or 0,
            now_ms=self.desk.now_ms(),
        )

    def row(self, tx: Connection, request_id: str) -> ExemptionRow:
        """The request with this id.

        Raises:
            PolicyError: this node is not the secretariat, or there is no such request.
        """
        insist_secretariat(self.desk)
        return rows.load_side(tx, request_id, Side.SECRETARIAT)

    def step(self, row: ExemptionRow, event: ExemptionEvent) -> ExemptionState:
        """The state after an event.

        Raises:
            TransitionError: not allowed in the request's state.
        """
        return EXEMPTION.step(ExemptionState(row.state), event)

    def preamble(self, row: ExemptionRow, in_reply_to: UUID | None = None) -> Preamble:
        """Opens a message about the request."""
        return self.desk.preamble(row.asked.preamble, in_reply_to)

    def told(self, tx: Connection, row: ExemptionRow) -> tuple[str, ...]:
        """The applicant, and the members that were sent the request and are still there."""
        members = self.desk.region.directory.members
        circulated = (one.member for one in rows.positions_of(tx, row.request_id))
        return tuple(
            member
            for member in (row.applicant, *circulated)
            if member in members and members[member].active
        )

    def send(
        self,
        tx: Connection,
        row: ExemptionRow,
        message: Any,
        *,
        to: tuple[str, ...],
        event: ExemptionEvent,
        after: str,
        by: str,
        text: str = "",
    ) -> None:
        """Sends a message about the request and writes the step into the journal."""
        steps.send(
            self.desk,
            tx,
            row.request_id,
            message,
            to=to,
            conversation=row.conversation,
            by=by,
            event=event,
            states=(row.state, after),
            text=text,
        )

    def save(self, tx: Connection, row: ExemptionRow, **changes: Any) -> ExemptionRow:
        """Stores the request with these changes."""
        saved = replace(row, **(changes | {"updated_ms": self.desk.now_ms()}))
        EXEMPTIONS.update(tx, saved)
        return saved

    def remind(self, tx: Connection, chore: str, row: ExemptionRow, at_ms: int | None) -> None:
        """Has something done once this moment is over."""
        if at_ms is not None:
            after_ms = max(0, at_ms + 1 - self.desk.now_ms())
            self.desk.schedule(tx, chore, row.request_id, after_ms=after_ms)

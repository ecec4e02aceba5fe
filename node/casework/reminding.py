"""Reminds a State of what it owes: at the policy's intervals, so many times, and no more.

The last reminder escalates. Nothing is ever closed for being late (ITI 18, 19).
"""

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from accord.cases.trace import TraceReminder, TraceRequest
from accord.cases.trace_leg import LegState
from accord.wire.kinds import MessageKind
from node.calendars import clocks
from node.casework import rows
from node.casework.rows import LegRow
from node.casework.tasks import TaskKind
from node.desk import documents
from node.desk.agenda import Task
from node.desk.desk import DAY_MS, NODE, Desk, Letter
from node.desk.journal import Step


@dataclass(frozen=True, slots=True)
class Reminding:
    """The reminders of one desk."""

    desk: Desk

    def watch(self, tx: Connection, leg: LegRow, *, pause_ms: int = 0) -> None:
        """Has the State reminded in time; call it whenever what it owes may have changed."""
        due_ms = self._next(leg)
        if due_ms is None:
            self.desk.cancel(tx, TaskKind.LEG_REMINDER, leg.leg_id)
        else:
            after_ms = max(pause_ms, due_ms - self.desk.now_ms())
            self.desk.schedule(tx, TaskKind.LEG_REMINDER, leg.leg_id, after_ms)

    def remind(self, tx: Connection, task: Task) -> None:
        """Sends the reminder whose time has come."""
        leg = rows.load(tx, LegRow, task.subject)
        waiting, due_ms = leg.waiting, self._next(leg)
        if waiting is None or due_ms is None:
            return
        pause_ms = self.desk.region.policy.deadlines.remind_every_days * DAY_MS
        if leg.state is LegState.SUBMITTED:  # it is with the hub; the State has nothing to answer
            self.watch(tx, leg, pause_ms=pause_ms)
            return
        if due_ms > self.desk.now_ms():  # what it owes has changed meanwhile
            self.watch(tx, leg)
            return
        level = self._sent(leg) + 1
        deadline = waiting.deadline
        opening = documents.load(TraceRequest, leg.request).preamble
        reminder = TraceReminder(
            preamble=self.desk.preamble(opening, leg.last_word),
            awaited=waiting.awaited,
            owed_by=leg.member,
            due_ms=deadline.due_ms,
            rule=deadline.rule,
            policy_version=deadline.policy_version,
            level=level,
            escalated=level >= self.desk.region.policy.deadlines.reminders_at_most,
        )
        message_id, payload = self.desk.send(
            tx,
            Letter(
                root=leg.case_id,
                subject=leg.leg_id,
                recipients=(leg.member,),
                kind=MessageKind.TRACE_REMINDER,
                message=reminder,
                conversation=leg.conversation,
                urgent=bool(opening.urgency_justification),
            ),
        )
        reminded = replace(
            leg, reminded_of=waiting.awaited, reminders=level, escalated=reminder.escalated
        )
        rows.update(tx, reminded)
        self.desk.note(
            tx,
            Step(
                root=leg.case_id,
                subject=leg.leg_id,
                actor=NODE,
                event="ESCALATE" if reminder.escalated else "REMIND",
                before=leg.state,
                after=leg.state,
                text=f"{waiting.awaited} of {leg.member}, reminder {level}: {deadline.rule}",
                message_id=message_id,
                kind=MessageKind.TRACE_REMINDER,
                document=payload,
            ),
        )
        self.watch(tx, reminded, pause_ms=pause_ms)

    def _next(self, leg: LegRow) -> int | None:
        waiting = leg.waiting
        if waiting is None:
            return None
        timing = clocks(self.desk.region.policy, leg.member)
        return timing.remind(waiting.deadline.due_ms, self._sent(leg))

    def _sent(self, leg: LegRow) -> int:
        """How many reminders have gone out about what is awaited now."""
        waiting = leg.waiting
        same = waiting is not None and leg.reminded_of == waiting.awaited
        return leg.reminders if same else 0

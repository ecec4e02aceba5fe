"""What the agenda has done about traces: registers searched, and what fell silent ended."""

from dataclasses import dataclass

from sqlalchemy import Connection

from accord.cases.trace import TraceRequest
from accord.weapons.firearm import Firearm
from node.casework import rows
from node.casework.answers import Answers
from node.casework.domestic import own_answer
from node.casework.intake import Intake
from node.casework.progress import Progress
from node.casework.reminding import Reminding
from node.casework.rows import CaseRow, RequestRow
from node.casework.tasks import TaskKind
from node.desk import documents
from node.desk.agenda import Task
from node.desk.desk import Desk
from node.desk.room import Chore, Search
from node.registry.host import SearchResult


@dataclass(frozen=True, slots=True)
class Chores:
    """Every method is one transaction's work."""

    desk: Desk
    progress: Progress
    answers: Answers
    intake: Intake
    reminding: Reminding

    def searches(self) -> dict[str, Search]:
        """By kind of task: the weapon to search for, and what follows from the result."""
        return {
            TaskKind.SEARCH_CASE: Search(self._case_weapon, self._case_searched),
            TaskKind.SEARCH_REQUEST: Search(self._request_weapon, self._request_searched),
        }

    def chores(self) -> dict[str, Chore]:
        """By kind of task: what is done when its time has come."""
        return {
            TaskKind.LEG_SILENCE: lambda tx, task: self.answers.fall_silent(tx, task.subject),
            TaskKind.LEG_REMINDER: self.reminding.remind,
            TaskKind.REQUEST_SILENCE: lambda tx, task: self.intake.fall_silent(tx, task.subject),
        }

    def _case_weapon(self, tx: Connection, task: Task) -> Firearm:
        return documents.load(TraceRequest, rows.load(tx, CaseRow, task.subject).request).firearm

    def _request_weapon(self, tx: Connection, task: Task) -> Firearm:
        data = rows.load(tx, RequestRow, task.subject).request
        return documents.load(TraceRequest, data).firearm

    def _request_searched(self, tx: Connection, task: Task, result: SearchResult) -> None:
        self.intake.searched(tx, task.subject, result)

    def _case_searched(self, tx: Connection, task: Task, result: SearchResult) -> None:
        case = rows.load(tx, CaseRow, task.subject)
        request = documents.load(TraceRequest, case.request)
        failures = [f"{one.register}: {one.text}" for one in result.failures]
        if not result.scopes and not failures:
            failures = ["no register is connected to this node"]
        response = own_answer(
            request,
            result,
            own=self.desk.member,
            preamble=self.desk.preamble(request.preamble),
        )
        self.progress.domestic(tx, case, response, failures)

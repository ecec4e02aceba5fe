"""Does what the agenda says: searches registers, and ends what fell silent.

The agenda is the store's: whatever was due when a node stopped is due when it starts. A task and
its effect leave the store in one transaction, so a crash repeats a search and never an effect.
"""

import asyncio
from collections.abc import Sequence

import structlog
from sqlalchemy import Connection

from accord.cases.trace import TraceRequest
from accord.errors import AccordError
from accord.weapons.firearm import Firearm
from node.casework import agenda, documents, rows
from node.casework.agenda import Task, TaskKind
from node.casework.answers import Answers
from node.casework.desk import Desk
from node.casework.domestic import own_answer
from node.casework.intake import Intake
from node.casework.progress import Progress
from node.casework.rows import CaseRow, RequestRow
from node.registry.host import RegistryHost, SearchResult
from node.store.engine import Store

MAX_SEARCHES = 5  # then the case goes on without the register, and says so
FIRST_RETRY_MS = 2_000
LONGEST_RETRY_MS = 3_600_000
POLL_SECONDS = 5.0

_LOG = structlog.get_logger(__name__)
_SEARCHES = {TaskKind.SEARCH_CASE, TaskKind.SEARCH_REQUEST}


class Tasks:
    """What each task does, apart from waiting: every method is one transaction's work."""

    def __init__(self, desk: Desk, progress: Progress, answers: Answers, intake: Intake) -> None:
        self._desk = desk
        self._progress = progress
        self._answers = answers
        self._intake = intake

    def weapon(self, tx: Connection, task: Task) -> Firearm:
        """The weapon that a search is about."""
        if task.kind is TaskKind.SEARCH_CASE:
            data = rows.load(tx, CaseRow, task.subject).request
        else:
            data = rows.load(tx, RequestRow, task.subject).request
        return documents.load(TraceRequest, data).firearm

    def apply(self, tx: Connection, task: Task, result: SearchResult) -> None:
        """The effect of a task; for a search, of what the registers said."""
        if not agenda.finish(tx, task):
            return  # cancelled, or done by a run that crashed after its commit
        match task.kind:
            case TaskKind.SEARCH_CASE | TaskKind.SEARCH_REQUEST:
                if result.failures and task.attempts + 1 < MAX_SEARCHES:
                    self.again(tx, task)
                elif task.kind is TaskKind.SEARCH_REQUEST:
                    self._intake.searched(tx, task.subject, result)
                else:
                    self._own_searched(tx, task.subject, result)
            case TaskKind.LEG_SILENCE:
                self._answers.fall_silent(tx, task.subject)
            case TaskKind.REQUEST_SILENCE:
                self._intake.fall_silent(tx, task.subject)

    def again(self, tx: Connection, task: Task) -> None:
        """Tries later, at doubling distances."""
        wait_ms = min(FIRST_RETRY_MS << min(task.attempts, 20), LONGEST_RETRY_MS)
        self._desk.schedule(
            tx, task.kind, task.subject, after_ms=wait_ms, attempts=task.attempts + 1
        )

    def _own_searched(self, tx: Connection, case_id: str, result: SearchResult) -> None:
        case = rows.load(tx, CaseRow, case_id)
        request = documents.load(TraceRequest, case.request)
        failures = [f"{one.register}: {one.text}" for one in result.failures]
        if not result.scopes and not failures:
            failures = ["no register is connected to this node"]
        response = own_answer(
            request,
            result,
            own=self._desk.member,
            preamble=self._desk.preamble(request.preamble),
        )
        self._progress.domestic(tx, case, response, failures)


class Worker:
    """Runs the tasks of one node, a few at a time."""

    def __init__(
        self, *, desk: Desk, store: Store, host: RegistryHost, tasks: Tasks, parallel: int = 8
    ) -> None:
        self._desk = desk
        self._store = store
        self._host = host
        self._tasks = tasks
        self._parallel = parallel
        self._stirred = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    def wake(self) -> None:
        """Has the agenda read soon; from any thread."""
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._stirred.set)

    async def run(self) -> None:
        """Works until cancelled; one slow register holds up nothing but its own searches."""
        self._loop = asyncio.get_running_loop()
        running: set[Task] = set()
        async with asyncio.TaskGroup() as group:
            while True:
                self._stirred.clear()
                due = await asyncio.to_thread(self._due, self._parallel + len(running))
                fresh = [task for task in due if task not in running]
                for task in fresh[: self._parallel - len(running)]:
                    running.add(task)
                    group.create_task(self._run(task, running))
                await self._rest()

    async def run_due(self) -> int:
        """Runs what is due now, one after the other; gives how many tasks that was."""
        due = await asyncio.to_thread(self._due, self._parallel)
        for task in due:
            await self._perform(task)
        return len(due)

    async def _run(self, task: Task, running: set[Task]) -> None:
        try:
            await self._perform(task)
        finally:
            running.discard(task)
            self._stirred.set()

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(POLL_SECONDS):
                await self._stirred.wait()
        except TimeoutError:
            return

    async def _perform(self, task: Task) -> None:
        try:
            result = SearchResult()
            if task.kind in _SEARCHES:
                result = await self._search(task)
            await asyncio.to_thread(self._apply, task, result)
        except Exception as error:  # one task that fails must not stop the others
            code = error.code if isinstance(error, AccordError) else type(error).__name__
            _LOG.warning("casework.task_failed", task=task.kind, subject=task.subject, code=code)
            await asyncio.to_thread(self._put_off, task)

    async def _search(self, task: Task) -> SearchResult:
        firearm = await asyncio.to_thread(self._weapon, task)
        return await self._host.search(firearm)

    def _due(self, limit: int) -> Sequence[Task]:
        with self._store.read() as tx:
            return agenda.due(tx, self._desk.now_ms(), limit)

    def _weapon(self, task: Task) -> Firearm:
        with self._store.read() as tx:
            return self._tasks.weapon(tx, task)

    def _apply(self, task: Task, result: SearchResult) -> None:
        with self._store.begin() as tx:
            self._tasks.apply(tx, task, result)

    def _put_off(self, task: Task) -> None:
        with self._store.begin() as tx:
            if agenda.finish(tx, task):
                self._tasks.again(tx, task)

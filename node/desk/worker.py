"""Does what the agenda says: searches registers, and whatever else is due.

The agenda is the store's: whatever was due when a node stopped is due when it starts. A task and
its effect leave the store in one transaction, so a crash repeats a search and never an effect.
"""

import asyncio
from collections.abc import Sequence

import structlog
from sqlalchemy import Connection

from accord.errors import AccordError
from accord.weapons.firearm import Firearm
from node.desk import agenda
from node.desk.agenda import Task
from node.desk.desk import Desk
from node.desk.room import Room
from node.registry.host import RegistryHost, SearchResult
from node.store.engine import Store

MAX_SEARCHES = 5  # then the case goes on without the register, and says so
FIRST_RETRY_MS = 2_000
LONGEST_RETRY_MS = 3_600_000
POLL_SECONDS = 5.0

_LOG = structlog.get_logger(__name__)


def apply(desk: Desk, room: Room, tx: Connection, task: Task, result: SearchResult | None) -> None:
    """The effect of a task, in one transaction with its end; for a search, of what was found."""
    if not agenda.finish(tx, task):
        return  # cancelled, or done by a run that crashed after its commit
    if result is None:
        room.chores[task.kind](tx, task)
    elif result.failures and task.attempts + 1 < MAX_SEARCHES:
        again(desk, tx, task)
    else:
        room.searches[task.kind].apply(tx, task, result)


def again(desk: Desk, tx: Connection, task: Task) -> None:
    """Tries later, at doubling distances."""
    wait_ms = min(FIRST_RETRY_MS << min(task.attempts, 20), LONGEST_RETRY_MS)
    desk.schedule(tx, task.kind, task.subject, after_ms=wait_ms, attempts=task.attempts + 1)


class Worker:
    """Runs the tasks of one node, a few at a time."""

    def __init__(
        self, *, desk: Desk, store: Store, host: RegistryHost, room: Room, parallel: int = 8
    ) -> None:
        self._desk = desk
        self._store = store
        self._host = host
        self._room = room
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
            result = await self._search(task) if task.kind in self._room.searches else None
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
            return self._room.searches[task.kind].weapon(tx, task)

    def _apply(self, task: Task, result: SearchResult | None) -> None:
        with self._store.begin() as tx:
            apply(self._desk, self._room, tx, task, result)

    def _put_off(self, task: Task) -> None:
        with self._store.begin() as tx:
            if agenda.finish(tx, task):
                again(self._desk, tx, task)

"""One adapter under guard: whatever it does, the node gets records or one of four errors, in time.

An adapter's call runs in a daemon thread of its own, so that one that hangs holds up neither the
node's loop nor its exit. Calls to one adapter come one after the other: legacy drivers are seldom
safe to share between threads, and a call that hangs must not be joined by more.
"""

import asyncio
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from accord.adapter import (
    Adapter,
    Changes,
    Changing,
    Description,
    Health,
    Query,
    RegistryRecord,
)
from accord.dates import Clock
from accord.errors import AdapterError, BadData, BadQuery, RegistryAway
from accord.weapons.firearm import Firearm
from node.registry.breaker import Breaker

T = TypeVar("T")
LONGEST_CURSOR = 400  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The most that the node takes from one register at one time."""

    timeout: float = 10.0  # seconds
    records: int = 200
    record_characters: int = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one register returned, and what it is."""

    records: tuple[RegistryRecord, ...]
    description: Description


class GuardedAdapter:
    """Calls one adapter under a deadline, a circuit breaker and size limits."""

    def __init__(self, name: str, adapter: Adapter, limits: Limits, clock: Clock) -> None:
        self.name = name
        self._adapter = adapter
        self._limits = limits
        self._breaker = Breaker(clock=clock)
        self._turn = asyncio.Semaphore(1)

    async def find(self, firearm: Firearm) -> Found:
        """Every record that shares a key with the firearm.

        Raises:
            RegistryAway, RegistryRefused, BadQuery, BadData: never anything else.
        """
        limits = self._limits
        query = Query(firearm=firearm, limit=limits.records, timeout=limits.timeout)

        def search() -> Found:
            records = self._adapter.find(query)
            return Found(records=_checked(records, limits), description=self._adapter.describe())

        return await self._call(search)

    async def changes(self, cursor: str, limit: int) -> Changes:
        """What changed since the cursor, at most so many records.

        Raises:
            BadQuery: the register cannot tell, or the cursor is not its own.
            RegistryAway, RegistryRefused, BadData: as for `find`.
        """
        adapter, limits = self._adapter, replace(self._limits, records=limit)
        if not isinstance(adapter, Changing):
            raise BadQuery("registry.no_changes", "this register does not tell what changed")

        def look() -> Changes:
            found = adapter.changes(cursor, limit)
            if not 0 < len(found.cursor) <= LONGEST_CURSOR:
                raise BadData("registry.cursor_wrong", "the adapter gave no cursor to go on from")
            if len(found.records) > limit:
                raise BadData("registry.too_many", "the adapter gave more changes than asked for")
            return replace(found, records=_checked(found.records, limits))

        return await self._call(look)

    async def describe(self) -> Description:
        """What the register is. Raises like `find`."""
        return await self._call(self._adapter.describe)

    async def health(self) -> Health:
        """Whether the register can be searched now; never raises."""
        try:
            return await self._call(self._adapter.health)
        except AdapterError as error:
            return Health(ready=False, text=error.text)

    async def close(self) -> None:
        """Lets the adapter release what it holds, if it does so in time."""
        try:
            await self._call(self._adapter.close)
        except AdapterError:
            return  # the node stops either way

    async def _call(self, function: Callable[[], T]) -> T:
        self._breaker.check()
        try:
            async with asyncio.timeout(self._limits.timeout):
                await self._turn.acquire()
                result = await _in_thread(function, self._turn.release)
        except TimeoutError:
            self._breaker.failed()
            raise RegistryAway(
                "registry.timeout",
                f"the register did not answer within {self._limits.timeout:g} s; "
                "see whether it is running and reachable",
            ) from None
        except RegistryAway:
            self._breaker.failed()
            raise
        except AdapterError:
            self._breaker.succeeded()
            raise
        self._breaker.succeeded()
        return result


async def _in_thread(function: Callable[[], T], done: Callable[[], None]) -> T:
    """Runs a call that may never end; `done` is called on the loop when it really has."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def finish(result: T | None, error: AdapterError | None) -> None:
        done()
        if future.done():  # the caller has gone away
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(result)  # type: ignore[arg-type]  # T where there is no error

    def run() -> None:
        result: T | None = None
        error: AdapterError | None = None
        try:
            result = function()
        except BaseException as raised:  # a foreign driver may raise anything
            error = normalised(raised)
        try:
            loop.call_soon_threadsafe(finish, result, error)
        except RuntimeError:
            return  # the loop is closed: the node has stopped

    threading.Thread(target=run, name="registry", daemon=True).start()
    return await future


def normalised(error: BaseException) -> AdapterError:
    """The adapter error that stands for whatever a driver raised; foreign texts stay out of it."""
    if isinstance(error, AdapterError):
        return error
    if isinstance(error, OSError):  # TimeoutError and ConnectionError among them
        return RegistryAway(
            "registry.unreachable", f"the register cannot be reached ({type(error).__name__})"
        )
    return BadData(
        "registry.adapter_failed",
        f"the adapter failed ({type(error).__name__}); run accord-adapter check on it",
    )


def _checked(records: Sequence[RegistryRecord], limits: Limits) -> tuple[RegistryRecord, ...]:
    taken = tuple(records[: limits.records])
    for record in taken:
        if not isinstance(record, RegistryRecord):
            raise BadData("registry.not_a_record", "the adapter returned something else")
        if len(repr(record)) > limits.record_characters:
            raise BadData(
                "registry.record_too_long",
                f"a record is longer than {limits.record_characters} characters",
            )
    return taken

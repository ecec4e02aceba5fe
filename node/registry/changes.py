"""Asks the registers that can tell what changed, and hands each change on, once.

A cursor moves in the transaction that takes in what lies before it, so a crash asks again and
nothing is left out; who takes a record twice must know it.
"""

import asyncio
from collections.abc import Sequence
from typing import Protocol

import structlog
from sqlalchemy import Connection, select
from sqlalchemy.exc import OperationalError

from accord.adapter import Capability, RegistryRecord
from accord.dates import Clock
from accord.errors import AdapterError, BadQuery
from node.registry.guard import GuardedAdapter
from node.registry.tables import registry_cursor
from node.store.engine import Store

PAGE = 100  # records of one transaction
LOOK_SECONDS = 60.0
_UNSEEN = "registry.changes_unseen"
_LOG = structlog.get_logger("accord.node.registry")


class Taker(Protocol):
    """Who is told of a changed record."""

    def register_changed(self, tx: Connection, register: str, record: RegistryRecord) -> None:
        """The whole effect of one record, which may come again."""
        ...


class ChangeWatch:
    """Looks at one node's registers; safe to end at any moment."""

    def __init__(
        self, *, adapters: Sequence[GuardedAdapter], store: Store, clock: Clock, taker: Taker
    ) -> None:
        self._adapters = adapters
        self._store = store
        self._clock = clock
        self._taker = taker

    async def run(self) -> None:
        """Looks until cancelled; a register that fails is asked again the next time."""
        while True:
            for adapter in self._adapters:
                try:
                    await self.look(adapter)
                except AdapterError as error:
                    _LOG.warning(_UNSEEN, register=adapter.name, code=error.code)
                except OperationalError:
                    _LOG.warning(_UNSEEN, register=adapter.name, code="store.unavailable")
            await asyncio.sleep(LOOK_SECONDS)

    async def look(self, adapter: GuardedAdapter) -> int:
        """Takes in what changed in one register; gives how many records that was.

        Raises:
            AdapterError: the register is away, or its answer cannot be read.
        """
        if Capability.CHANGES not in (await adapter.describe()).capabilities:
            return 0
        taken = 0
        while True:
            cursor = await asyncio.to_thread(self._cursor, adapter.name)
            try:
                changes = await adapter.changes(cursor, PAGE)
            except BadQuery as error:
                if not cursor:
                    raise
                # Another register stands behind the name, or it was restored from a backup.
                _LOG.warning(_UNSEEN, register=adapter.name, code=error.code)
                changes = await adapter.changes("", PAGE)
            await asyncio.to_thread(self._take, adapter.name, changes.cursor, changes.records)
            taken += len(changes.records)
            if not changes.more:
                return taken

    def _cursor(self, register: str) -> str:
        this = registry_cursor.c.register == register
        with self._store.read() as tx:
            found = tx.execute(select(registry_cursor.c.cursor).where(this)).scalar_one_or_none()
        return found or ""

    def _take(self, register: str, cursor: str, records: Sequence[RegistryRecord]) -> None:
        this = registry_cursor.c.register == register
        with self._store.begin() as tx:
            for record in records:
                self._taker.register_changed(tx, register, record)
            tx.execute(registry_cursor.delete().where(this))
            tx.execute(
                registry_cursor.insert().values(
                    register=register, cursor=cursor, at_ms=self._clock.now_ms()
                )
            )

"""Puts the desk together, and makes durable what it gathers in memory."""

import asyncio
import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Error as SqliteError

from accord.access.limits import Addresses
from accord.access.passwords import Passwords
from accord.access.vault import Vault
from accord.dates import Clock
from accord.encoding import to_base64url
from accord.errors import FormatError
from accord.trust.trusted import Versions
from hub.desk.audit import Act, append
from hub.desk.contacts import Contacts
from hub.desk.maintenance import Maintenance
from hub.desk.sessions import Sessions
from hub.desk.sign_in import SignIn
from hub.desk.store import DeskStore
from hub.desk.traffic import Traffic

_LOOK_SECONDS = 1.0  # between two looks for what a command wrote
_KEEP_LOOKS = 5  # so many looks later, counts and contacts are made durable
_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Desk:
    """What a running hub notes for its operators."""

    store: DeskStore
    clock: Clock
    maintenance: Maintenance
    contacts: Contacts
    traffic: Traffic

    async def keep_at_intervals(self, on_failure: Callable[[str], None]) -> None:
        """Keeps for ever; takes who is told the code of what went wrong."""
        look = 0
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            look = (look + 1) % _KEEP_LOOKS
            try:
                await asyncio.to_thread(self.maintenance.look)
                if look == 0:
                    await self.keep()
            except SqliteError:
                on_failure("desk.away")

    async def keep(self) -> None:
        """Makes counts and contacts durable."""
        rows = self.contacts.fresh()
        await asyncio.to_thread(self.contacts.keep, rows)
        await asyncio.to_thread(self.traffic.keep)

    def act_under(self, before: Versions, now: Versions) -> None:
        """Notes that another directory or policy came into force than the hub acted under."""
        if before != now:
            versions = f"directory {now.directory}, policy {now.policy}"
            with self.store.begin() as tx:
                append(
                    tx, self.clock.now_ms(), actor="hub", act=Act.TRUST_IN_FORCE, detail=versions
                )

    def close(self) -> None:
        """Keeps what is left; a file that takes no more costs only that."""
        try:
            self.contacts.keep(self.contacts.fresh())
            self.traffic.keep()
        except SqliteError:
            pass


@contextmanager
def open_desk(file: Path, clock: Clock) -> Iterator[Desk]:
    """The desk of a hub, until the block is left.

    Raises:
        FormatError: the file is not a desk.
    """
    with closing(DeskStore(file)) as store:
        desk = Desk(
            store, clock, Maintenance(store, clock), Contacts(store, clock), Traffic(store, clock)
        )
        try:
            yield desk
        finally:
            desk.close()


def open_door(
    *,
    hub: str,
    store: DeskStore,
    clock: Clock,
    random: Callable[[int], bytes],
    key_file: Path,
    passwords: Passwords | None = None,
) -> SignIn:
    """The way in for operators; makes the key that seals second factors where there is none.

    Raises:
        FormatError: the key's file cannot be read or written.
    """
    return SignIn(
        hub=hub,
        store=store,
        clock=clock,
        random=random,
        passwords=passwords or Passwords(random),
        vault=Vault(_key(key_file, random), random),
        sessions=Sessions(store=store, clock=clock, random=random),
        addresses=Addresses(clock),
    )


def _key(file: Path, random: Callable[[int], bytes]) -> str:
    try:
        try:
            handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except FileExistsError:
            return file.read_text("ascii")
        with os.fdopen(handle, "w", encoding="ascii") as target:
            target.write(to_base64url(random(_KEY_BYTES)))
            target.flush()
            os.fsync(target.fileno())
        return file.read_text("ascii")
    except (OSError, ValueError) as error:
        raise FormatError(
            "desk.key", f"{file}: the key of second factors cannot be read or made"
        ) from error

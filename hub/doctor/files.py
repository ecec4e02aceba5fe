"""The data folder: room on its disk, the ledger, and the operators' desk."""

import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

from accord.errors import AccordError
from accord.pages.finding import Finding, bad, failed, good
from accord.pages.marked import marked as _N
from hub import schema
from hub.clock import WallClock
from hub.config import HubConfig
from hub.desk import audit
from hub.desk.contacts import Contact, Contacts
from hub.desk.store import DeskStore
from hub.entries import decode_fact

LEAST_FREE = 1 << 30  # bytes
_MEBIBYTE = 1 << 20
_FOLDER, _DISK = _N("Data folder"), _N("Disk space")
_LEDGER, _DESK = _N("Ledger"), _N("Operators' file")
_LAST = "SELECT position, kind, body FROM entry ORDER BY position DESC LIMIT 1"


def data_folder(config: HubConfig) -> Iterator[Finding]:
    """Whether the hub's account can write there, and for how long yet."""
    folder = _nearest(config.data)
    if not os.access(folder, os.W_OK | os.X_OK):
        yield bad(
            _FOLDER,
            _N("%(folder)s cannot be written by this account"),
            _N("give the folder to the account that runs the hub"),
            folder=folder,
        )
    else:
        yield good(_FOLDER, _N("%(folder)s can be written"), folder=config.data)
    yield disk(folder, LEAST_FREE)


def disk(folder: Path, least: int) -> Finding:
    """Whether so many bytes are free where the ledger grows."""
    free = shutil.disk_usage(folder).free
    if free < least:
        return bad(
            _DISK,
            _N("only %(free)s MiB are free, and the ledger only grows"),
            _N("make room, or move the data folder to a larger disk; a full disk stops the hub"),
            free=free // _MEBIBYTE,
        )
    return good(_DISK, _N("%(free)s MiB are free"), free=free // _MEBIBYTE)


def ledger(config: HubConfig) -> Finding:
    """Whether the ledger is one, of this release, and its last entry can be read."""
    if not config.ledger.exists():
        return good(_LEDGER, _N("will be made at the first start"))
    try:
        address = f"{config.ledger.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True)) as db:
            version = db.execute("PRAGMA user_version").fetchone()[0]
            row = db.execute(_LAST).fetchone()
        if version != schema.VERSION:
            return bad(
                _LEDGER,
                _N("it has schema version %(found)s, and this release reads %(wanted)s"),
                _N("install the release that wrote it"),
                found=version,
                wanted=schema.VERSION,
            )
        if row is not None:
            decode_fact(*row[1:])
    except (sqlite3.Error, AccordError) as error:
        return bad(
            _LEDGER,
            _N("its head cannot be read (%(error)s)"),
            _N("stop the hub, keep the file, restore the newest copy, check that: accord-hub fsck"),
            error=getattr(error, "code", type(error).__name__),
        )
    return good(_LEDGER, _N("opens, and holds %(entries)s entries"), entries=row[0] if row else 0)


def desk(config: HubConfig) -> Finding:
    """Whether accounts and trail can be read, and nobody changed the trail."""
    if not config.desk.exists():
        return good(_DESK, _N("will be made at the first start"))
    try:
        with closing(DeskStore(config.desk)) as store, store.read() as tx:
            found = audit.check(tx)
    except (sqlite3.Error, AccordError) as error:
        return failed(_DESK, error)
    if found.broken_at is not None:
        return bad(
            _DESK,
            _N("entry %(number)s of the operators' trail is missing or was changed"),
            _N("keep the file as it is, and find out who could write to the data folder"),
            number=found.broken_at,
        )
    return good(_DESK, _N("the trail is whole, with %(entries)s entries"), entries=found.entries)


def contacts_of(config: HubConfig) -> Mapping[str, Contact]:
    """The members that came, as far as the operators' file can be read."""
    if not config.desk.exists():
        return {}
    try:
        with closing(DeskStore(config.desk)) as store:
            return Contacts(store, WallClock()).all()
    except (AccordError, sqlite3.Error):
        return {}  # its own check has said so


def _nearest(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder

"""Room on the disks to which the node writes; a full one stops it."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import make_url

from accord.pages.finding import Finding, bad, good, unknown, warning
from accord.pages.marked import marked as _N
from node.config import NodeConfig

LEAST_FREE = 1 << 30  # bytes: below it, somebody must see to it
STOPPING = 1 << 27  # bytes: below it, the next archive or export may not fit any more
_MEBIBYTE = 1 << 20
_FOLDER, _DISK = _N("Data folder"), _N("Disk space")
_DATABASE_DISK = _N("Disk space of the database")


def disks(config: NodeConfig) -> Iterator[Finding]:
    """The data folder can be written, and has room; and so has the database, if it is elsewhere."""
    folder = _nearest(config.data)
    if os.access(folder, os.W_OK | os.X_OK):
        yield good(_FOLDER, _N("%(folder)s can be written"), folder=config.data)
    else:
        yield bad(
            _FOLDER,
            _N("%(folder)s cannot be written by this account"),
            _N("give the folder to the account that runs the node"),
            folder=folder,
        )
    yield space(folder)
    if config.database:
        yield _of_database(config.database)


def space(folder: Path, *, least: int = LEAST_FREE, stopping: int = STOPPING) -> Finding:
    """Whether so many bytes are free there."""
    return _space(_DISK, _nearest(folder), least, stopping)


def _of_database(url: str) -> Finding:
    found = make_url(url)
    if found.get_backend_name() == "sqlite" and found.database:
        return _space(_DATABASE_DISK, _nearest(Path(found.database).parent), LEAST_FREE, STOPPING)
    return unknown(
        _DATABASE_DISK,
        _N("cannot be seen from here: the database is a server's"),
        _N("let the server's own watch tell when its disk fills up"),
    )


def _space(name: str, folder: Path, least: int, stopping: int) -> Finding:
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        return unknown(
            name,
            _N("%(folder)s cannot be looked at (%(reason)s)"),
            folder=folder,
            reason=error.strerror or type(error).__name__,
        )
    if free >= least:
        return good(name, _N("%(free)s MiB are free"), free=free // _MEBIBYTE)
    made = bad if free < stopping else warning
    return made(
        name,
        _N("only %(free)s MiB are free"),
        _N("make room, or move the data to a larger disk; a full disk stops the node"),
        free=free // _MEBIBYTE,
    )


def _nearest(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder

"""The log: whether checkpoints keep up with it, and enough witnesses cosign them."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

from accord.errors import AccordError
from accord.log.quorum import LogTrust
from accord.pages.finding import Finding, bad, failed, good, unknown
from accord.pages.marked import marked as _N
from accord.trust.trusted import TrustedRegion
from hub.config import HubConfig
from hub.entries import CHECKPOINTED, PUBLISHED, Checkpointed, Published, decode_fact
from hub.tiles_sqlite import SqliteTiles

LATE_MS = 60_000  # a checkpoint follows what it covers within a second or so
_CHECKPOINT, _WITNESSES = _N("Checkpoint"), _N("Witnesses")
_LAST = """
SELECT made_ms, kind, body FROM entry WHERE kind >= 7 AND kind = ? ORDER BY position DESC LIMIT 1
"""


def log(config: HubConfig, region: TrustedRegion | None, now_ms: int) -> Iterator[Finding]:
    """The newest checkpoint covers the log, and the policy's quorum has cosigned."""
    if not config.ledger.exists():
        yield unknown(_CHECKPOINT, _N("there is no ledger yet"))
        return
    try:
        with closing(SqliteTiles.beside(config.ledger)) as tiles:
            size = tiles.log_size()
        with closing(sqlite3.connect(f"{config.ledger.as_uri()}?mode=ro", uri=True)) as db:
            checkpointed = db.execute(_LAST, (CHECKPOINTED,)).fetchone()
            published = db.execute(_LAST, (PUBLISHED,)).fetchone()
    except sqlite3.Error as error:
        yield unknown(
            _CHECKPOINT, _N("the ledger cannot be read (%(error)s)"), error=type(error).__name__
        )
        return
    yield checkpoint(size, checkpointed, now_ms)
    if region is not None:
        yield witnesses(published, region)


def checkpoint(size: int, row: tuple[int, int, bytes] | None, now_ms: int) -> Finding:
    """Whether what is in the log was signed soon after."""
    if row is None:
        return unknown(_CHECKPOINT, _N("none was made yet; the first start makes one"))
    fact = decode_fact(*row[1:])
    covered = fact.size if isinstance(fact, Checkpointed) else 0
    at = f"{datetime.fromtimestamp(row[0] / 1000, UTC):%Y-%m-%d %H:%M:%SZ}"
    if covered < size and now_ms - row[0] > LATE_MS:
        return bad(
            _CHECKPOINT,
            _N("%(lacking)s statements are not covered; the last checkpoint is of %(at)s"),
            _N("see that the log's key is open, and look for log.not_published in the hub's log"),
            lacking=size - covered,
            at=at,
        )
    return good(
        _CHECKPOINT, _N("covers %(covered)s statements, made %(at)s"), covered=covered, at=at
    )


def witnesses(row: tuple[int, int, bytes] | None, region: TrustedRegion) -> Finding:
    """Whether the note that is served bears enough cosignatures."""
    try:
        trusted = LogTrust.of(region.directory, region.policy)
        fact = None if row is None else decode_fact(*row[1:])
        if not isinstance(fact, Published):
            return unknown(_WITNESSES, _N("nothing was published yet"))
        signed = trusted.open(fact.note)
    except AccordError as error:
        return failed(_WITNESSES, error)
    found, wanted = sorted(signed.cosigned_s), trusted.quorum
    missing = sorted(trusted.witnesses - set(found))
    if not signed.witnessed:
        return bad(
            _WITNESSES,
            _N("%(found)s of %(wanted)s wanted cosignatures are there; missing: %(missing)s"),
            _N("see that these members are connected and have their witness key"),
            found=len(found),
            wanted=wanted,
            missing=", ".join(missing),
        )
    return good(
        _WITNESSES,
        _N("cosigned by %(who)s; the policy wants %(wanted)s"),
        who=", ".join(found) or "–",
        wanted=wanted,
    )

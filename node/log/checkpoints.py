"""The newest checkpoints this node believed, saw witnessed, or cosigned; they only move forward."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import Connection, and_, delete, insert, select, update

from accord.errors import UncheckableError
from accord.log.quorum import SignedCheckpoint
from accord.log.witness import Held
from node.log.tables import log_checkpoint, log_note

_DAY_MS = 24 * 3600 * 1000


class Place(StrEnum):
    """What a checkpoint is kept as."""

    BELIEVED = "BELIEVED"
    WITNESSED = "WITNESSED"
    COSIGNED = "COSIGNED"


@dataclass(frozen=True, slots=True)
class Kept:
    """A checkpoint of the record."""

    size: int
    root: bytes
    note: bytes  # verbatim
    at_ms: int

    @property
    def held(self) -> Held:
        """Size and root."""
        return Held(self.size, self.root)


def kept(tx: Connection, place: Place) -> Kept | None:
    """The newest one kept there."""
    row = tx.execute(select(log_checkpoint).where(log_checkpoint.c.name == place.value)).first()
    return None if row is None else Kept(row.size, bytes(row.root), bytes(row.note), row.at_ms)


def move(tx: Connection, place: Place, before: Held | None, after: Kept) -> None:
    """Replaces what is kept there, if it still is what the caller saw.

    Raises:
        UncheckableError: it is not; look again.
    """
    values = asdict(after)
    if before is None:
        if kept(tx, place) is not None:
            raise _moved()
        tx.execute(insert(log_checkpoint).values(name=place.value, **values))
        return
    changed = tx.execute(
        update(log_checkpoint)
        .where(
            and_(
                log_checkpoint.c.name == place.value,
                log_checkpoint.c.size == before.size,
                log_checkpoint.c.root == before.root,
            )
        )
        .values(**values)
    )
    if changed.rowcount != 1:
        raise _moved()


def _moved() -> UncheckableError:
    return UncheckableError("log.moved_meanwhile", "another checkpoint was kept meanwhile")


def believe(tx: Connection, before: Held | None, signed: SignedCheckpoint, now_ms: int) -> None:
    """Believes a checkpoint that follows from the one before, and keeps its note.

    Raises:
        UncheckableError: another was believed meanwhile; look again.
    """
    after = Kept(signed.checkpoint.size, signed.checkpoint.root, signed.note, now_ms)
    move(tx, Place.BELIEVED, before, after)
    if signed.witnessed:
        witnessed = kept(tx, Place.WITNESSED)
        held = None if witnessed is None else witnessed.held
        move(tx, Place.WITNESSED, held, after)
    _keep_note(tx, signed, now_ms)


def _keep_note(tx: Connection, signed: SignedCheckpoint, now_ms: int) -> None:
    digest = sha256(signed.note).digest()
    if tx.execute(select(log_note.c.size).where(log_note.c.digest == digest)).first():
        return
    day_ms = now_ms - now_ms % _DAY_MS
    tx.execute(delete(log_note).where(log_note.c.at_ms >= day_ms, ~log_note.c.matured))
    tx.execute(
        insert(log_note).values(
            digest=digest,
            size=signed.checkpoint.size,
            note=signed.note,
            at_ms=now_ms,
            matured=False,
        )
    )

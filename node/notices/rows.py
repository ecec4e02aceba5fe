"""The rows of notices and hits as frozen values, and how they are found."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, RowMapping, bindparam, delete, insert, select, tuple_, update

from accord.cases.hit_life import HitState
from accord.cases.notice_codes import NoticeState
from accord.errors import PolicyError
from accord.weapons.codes import MatchGrade
from node.desk.sighting import Source
from node.notices import tables
from node.store.bulk import Prepared, inserts, puts
from node.store.engine import next_number
from node.store.typed import TypedTable


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    """One notice as it stands, whoever owns it."""

    number: int
    notice_id: str
    owner: str
    conversation_id: bytes
    version: int
    state: NoticeState
    type: str
    requested_action: str
    weapon: str
    opened_ms: int
    updated_ms: int
    expires_ms: int = 0
    published_late: bool = False
    origin: str = ""
    non_unique: bool = False
    conflicts: str = ""
    message_id: bytes | None = None
    document: bytes

    @property
    def conversation(self) -> UUID:
        """The conversation that all its versions share."""
        return UUID(bytes=self.conversation_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class HitRow:
    """One hit as this side knows it."""

    number: int
    hit_id: str
    conversation_id: bytes
    notice_id: str
    notice_version: int
    owner: str
    finder: str
    source: Source
    subject: str
    reference: str
    state: HitState
    event: str
    grade: MatchGrade
    matched: bytes
    firearm: bytes | None
    non_unique: bool = False
    told: bool = False
    urgent: bool = False
    requests: int = 0
    asked_ms: int | None = None
    due_ms: int | None = None
    rule: str = ""
    policy_version: int = 0
    opened_ms: int
    updated_ms: int
    reason: str = ""
    alert: str = ""
    message_id: bytes | None = None
    request: bytes | None = None
    response: bytes | None = None
    action: bytes | None = None
    recovery: bytes | None = None
    disposition: bytes | None = None

    @property
    def conversation(self) -> UUID:
        """The conversation that all messages about the hit share."""
        return UUID(bytes=self.conversation_id)

    @property
    def heard(self) -> UUID | None:
        """The other side's last message, which a reply names."""
        return None if self.message_id is None else UUID(bytes=self.message_id)


NOTICES: Final = TypedTable(NoticeRow, tables.notice, "notice_id", "notice.unknown")
HITS: Final = TypedTable(HitRow, tables.hit, "hit_id", "hit.unknown")


class Version(NamedTuple):
    """One version as the history of its notice holds it."""

    notice_id: str
    version: int
    act: str
    state: str
    at_ms: int
    message_id: bytes | None
    document: bytes


_ADD_VERSION: Final = inserts(tables.notice_version, *Version._fields)
_UNTOLD: Final = tables.notice_untold.c
_OWED: Final = Prepared(
    select(_UNTOLD.notice_id).where(_UNTOLD.owner == bindparam("whose")).limit(1), ("whose",)
)
_OWE: Final = puts(tables.notice_untold, "owner", "notice_id", "version", "applied_ms")


def notices_among(tx: Connection, notice_ids: Collection[str]) -> dict[str, NoticeRow]:
    """Those of the notices that this node knows."""
    found = NOTICES.find(tx, tables.notice.c.notice_id.in_(notice_ids))
    return {row.notice_id: row for row in found}


def own_notice(tx: Connection, notice_id: str, member: str) -> NoticeRow:
    """A notice of ours.

    Raises:
        PolicyError: there is none, or another State owns it.
    """
    row = NOTICES.load(tx, notice_id)
    if row.owner != member:
        raise PolicyError("notice.not_owner", f"only {row.owner} may change this notice")
    return row


def next_notice(tx: Connection) -> int:
    """The number of the next notice."""
    return next_number(tx, tables.notice.c.number)


def next_hit(tx: Connection) -> int:
    """The number of the next hit."""
    return next_number(tx, tables.hit.c.number)


def hit_or_none(tx: Connection, hit_id: str) -> HitRow | None:
    """The hit, if this node knows it."""
    return HITS.load_or_none(tx, hit_id)


def hits_on(tx: Connection, notice_id: str) -> list[HitRow]:
    """Every hit on a notice."""
    return HITS.find(tx, tables.hit.c.notice_id == notice_id)


def hits_about(tx: Connection, source: Source, subject: str) -> list[HitRow]:
    """Every hit of a weapon that was met."""
    hit = tables.hit.c
    return HITS.find(tx, hit.source == source.value, hit.subject == subject)


HitKey = tuple[str, str, Source, str]  # notice, finder, source and subject


def hit_key(row: HitRow) -> HitKey:
    """What names a hit between a notice and a weapon that was met."""
    return row.notice_id, row.finder, row.source, row.subject


def hits_among(tx: Connection, met: Collection[tuple[Source, str]]) -> list[HitRow]:
    """Every hit of any of these weapons that were met, by source and subject."""
    hit = tables.hit.c
    return HITS.find(tx, tuple_(hit.source, hit.subject).in_(met))


def keep_versions(tx: Connection, versions: Sequence[Version]) -> None:
    """Adds versions to the histories of their notices."""
    _ADD_VERSION.many(tx, versions)


def versions_among(
    tx: Connection, wanted: Collection[tuple[str, int]]
) -> dict[tuple[str, int], bytes]:
    """The documents of those of the versions that are known, by notice and version."""
    if not wanted:
        return {}
    its = tables.notice_version.c
    found = select(its.notice_id, its.version, its.document).where(
        tuple_(its.notice_id, its.version).in_(wanted)
    )
    return {(row.notice_id, row.version): row.document for row in tx.execute(found)}


def versions_of(tx: Connection, notice_id: str) -> Sequence[RowMapping]:
    """The versions of a notice, the oldest first."""
    table = tables.notice_version
    found = tx.execute(
        select(table).where(table.c.notice_id == notice_id).order_by(table.c.version)
    )
    return found.mappings().all()


def members_of(tx: Connection, notice_id: str) -> Sequence[RowMapping]:
    """The acknowledgement matrix of a notice, by member."""
    table = tables.notice_member
    found = tx.execute(select(table).where(table.c.notice_id == notice_id).order_by(table.c.member))
    return found.mappings().all()


def registers_of(tx: Connection, notice_id: str) -> Sequence[RowMapping]:
    """The registers in which the notice was searched for, by member."""
    table = tables.notice_register
    found = tx.execute(
        select(table)
        .where(table.c.notice_id == notice_id)
        .order_by(table.c.member, table.c.register)
    )
    return found.mappings().all()


def keep_register(
    tx: Connection,
    notice_id: str,
    member: str,
    register: str,
    *,
    version: int,
    searched_ms: int,
    data_as_of_ms: int | None,
) -> None:
    """Notes that a version was searched for in a register; an older version changes nothing."""
    table = tables.notice_register
    mine = (
        (table.c.notice_id == notice_id)
        & (table.c.member == member)
        & (table.c.register == register)
    )
    values = {"version": version, "searched_ms": searched_ms, "data_as_of_ms": data_as_of_ms}
    before = tx.execute(select(table.c.version).where(mine)).scalar_one_or_none()
    if before is None:
        key = {"notice_id": notice_id, "member": member, "register": register}
        tx.execute(insert(table).values(**key, **values))
    elif before <= version:
        tx.execute(update(table).where(mine).values(**values))


def carry_registers(tx: Connection, notice_id: str, member: str, *, version: int) -> None:
    """The version describes the weapon that was searched for: what was found holds for it too."""
    table = tables.notice_register
    mine = (table.c.notice_id == notice_id) & (table.c.member == member)
    tx.execute(update(table).where(mine).values(version=version))


def owe(tx: Connection, notices: Sequence[NoticeRow]) -> set[str]:
    """Notes that owners are to be told of these versions; gives those who were owed nothing."""
    owners = {row.owner for row in notices}
    fresh = {owner for owner in owners if _OWED.one(tx, owner).fetchone() is None}
    _OWE.many(tx, [(row.owner, row.notice_id, row.version, row.updated_ms) for row in notices])
    return fresh


def owed(tx: Connection, owner: str, limit: int) -> Sequence[RowMapping]:
    """What an owner is still to be told, and takes it off the list."""
    table = tables.notice_untold
    found = (
        tx.execute(
            select(table).where(table.c.owner == owner).order_by(table.c.notice_id).limit(limit)
        )
        .mappings()
        .all()
    )
    ids = [row["notice_id"] for row in found]
    tx.execute(delete(table).where(table.c.owner == owner, table.c.notice_id.in_(ids)))
    return found

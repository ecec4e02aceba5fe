"""Archives and deletes what has been kept for long enough, in that order.

First the file is durable and reads back; then one transaction finds the same rows again, writes
both acts into the audit trail and deletes. A crash in between leaves a file too many and no matter
too few: the next run makes the same file and goes on.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, delete, func, select, update

from accord.dates import Clock
from accord.errors import AccordError
from accord.trust.policy import Policy
from node.audit import trail
from node.audit.entry import Act
from node.desk.journal import digest_of
from node.desk.tables import casework_event, casework_message, casework_task, signoff
from node.retention import archive, contents
from node.retention.keeping import Keeping, Kept, Restricted
from node.retention.tables import archived_matter, retention_cursor
from node.retention.views import ArchivedList, ArchivedMatter, KeptFor, RetentionView
from node.store.engine import Store

NODE = "node"
AT_ONCE = 100
MOST_DUE = 1000
DAY_MS = 24 * 3_600_000


@dataclass(eq=False, kw_only=True)
class Retention:
    """The retention of one node; blocking."""

    clock: Clock
    store: Store
    policy: Callable[[], Policy]
    keepings: tuple[Keeping, ...]
    folder: Path
    at_least_years: int = 0  # of this node's own law, where it is longer than the policy's
    forgotten: Callable[[Connection, str], None] = lambda _tx, _root: None  # other rooms' copies
    fault: str = field(default="", init=False)

    def run(self) -> int:
        """Everything that is due now; gives how many matters left.

        Raises:
            FormatError: the archive folder cannot be written to; nothing was deleted then.
        """
        try:
            left = 0
            self._erase_restricted()
            for keeping in self.keepings:
                while found := self._ended(keeping, AT_ONCE):
                    left += sum(self._leave(keeping, root) for root in found)
        except AccordError as error:
            self.fault = error.code
            raise
        self.fault = ""
        return left

    def view(self, tx: Connection) -> RetentionView:
        """How things stand."""
        policy = self.policy()
        return RetentionView(
            years=tuple(
                KeptFor(kind=one.name, years=self._years(one, policy)) for one in self.keepings
            ),
            policy_version=policy.version,
            due=sum(
                len(one.ended(tx, self._before_ms(one, policy), MOST_DUE)) for one in self.keepings
            ),
            archived=tx.execute(select(func.count()).select_from(archived_matter)).scalar_one(),
            fault=self.fault,
        )

    def archived(self, tx: Connection, limit: int) -> ArchivedList:
        """What left, the newest first."""
        table = archived_matter
        query = select(table).order_by(table.c.archived_ms.desc(), table.c.root).limit(limit)
        return ArchivedList(
            matters=tuple(
                ArchivedMatter(
                    root=row["root"],
                    kind=row["kind"],
                    file=row["file"],
                    digest=bytes(row["digest"]).hex(),
                    archived_ms=row["archived_ms"],
                )
                for row in tx.execute(query).mappings()
            )
        )

    def _years(self, keeping: Keeping, policy: Policy) -> int:
        return max(keeping.years(policy.retention), self.at_least_years)

    def _before_ms(self, keeping: Keeping, policy: Policy) -> int:
        now = datetime.fromtimestamp(self.clock.now_ms() / 1000, UTC)
        year = now.year - self._years(keeping, policy)
        try:
            then = now.replace(year=year)
        except ValueError:  # 29 February
            then = (now - timedelta(days=1)).replace(year=year)
        return int(then.timestamp() * 1000)

    def _ended(self, keeping: Keeping, limit: int) -> list[str]:
        with self.store.read() as tx:
            return keeping.ended(tx, self._before_ms(keeping, self.policy()), limit)

    def _leave(self, keeping: Keeping, root: str) -> bool:
        """Archives one matter and deletes it; not where it was opened again meanwhile."""
        with self.store.read() as tx:
            content = archive.encode(root, keeping.name, _rows(tx, keeping, root))
        name = archive.file_name(root, content)
        archive.write(self.folder, name, content)
        with self.store.begin() as tx:
            rows = list(_rows(tx, keeping, root))
            if not rows or archive.encode(root, keeping.name, rows) != content:
                return False
            self._delete(tx, keeping, root, name, content)
        return True

    def _delete(
        self, tx: Connection, keeping: Keeping, root: str, name: str, content: bytes
    ) -> None:
        now, digest = self.clock.now_ms(), sha256(content)
        tx.execute(
            archived_matter.insert().values(
                root=root, kind=keeping.name, file=name, digest=digest.digest(), archived_ms=now
            )
        )
        detail = f"{name} {digest.hexdigest()}"
        trail.append(tx, now, actor=NODE, act=Act.ARCHIVED, subject=root, detail=detail)
        contents.forget(tx, _messages(tx, root))
        keeping.delete(tx, root)
        for table in (casework_event, casework_message):
            tx.execute(delete(table).where(table.c.root == root))
        for other in (casework_task, signoff):
            tx.execute(delete(other).where(other.c.subject == root))
        self.forgotten(tx, root)
        version = self.policy().version
        trail.append(
            tx, now, actor=NODE, act=Act.DELETED, subject=root, detail=f"policy version {version}"
        )

    def _erase_restricted(self) -> None:
        """Deletes what was given under R6 once its case has ended; no archive keeps it."""
        before = self.clock.now_ms() - self.policy().retention.restricted_days * DAY_MS
        for keeping in self.keepings:
            this = retention_cursor.c.kind == keeping.name
            with self.store.read() as tx:
                looked = tx.execute(select(retention_cursor.c.looked_ms).where(this)).scalar() or 0
                found = list(keeping.restricted(tx, looked, before))
            for root, one in found:
                with self.store.begin() as tx:
                    self._erase(tx, keeping, root, one)
            if before > looked:
                with self.store.begin() as tx:
                    tx.execute(delete(retention_cursor).where(this))
                    row = {"kind": keeping.name, "looked_ms": before}
                    tx.execute(retention_cursor.insert().values(row))

    def _erase(self, tx: Connection, keeping: Keeping, root: str, one: Restricted) -> None:
        event = casework_event
        theirs = (event.c.root == root) & (event.c.subject == one.subject)
        theirs = theirs & (event.c.actor == one.actor) & event.c.document.is_not(None)
        now = self.clock.now_ms()
        for row in (
            tx.execute(select(event).where(theirs).order_by(event.c.number)).mappings().all()
        ):
            if row["message_id"] is not None:
                contents.forget(tx, [UUID(bytes=row["message_id"])])
            emptied = {"document": None, "text": ""}
            tx.execute(update(event).where(event.c.number == row["number"]).values(emptied))
            trail.append(
                tx,
                now,
                actor=NODE,
                act=Act.ERASED,
                subject=root,
                detail=f"{one.restriction}: step {row['number']} is now "
                f"{digest_of({**row, **emptied}).hex()}",
            )
        keeping.erase(tx, one.subject)


def _rows(tx: Connection, keeping: Keeping, root: str) -> Iterator[Kept]:
    """The matter's own rows, then its steps and messages; none where it is open."""
    own = list(keeping.rows(tx, root))
    if not own:
        return
    yield from own
    for table, order in (
        (casework_event, casework_event.c.number),
        (casework_message, casework_message.c.message_id),
    ):
        found = tx.execute(select(table).where(table.c.root == root).order_by(order))
        for row in found.mappings():
            yield Kept(table.name, dict(row))


def _messages(tx: Connection, root: str) -> set[UUID]:
    event, message = casework_event, casework_message
    ids = tx.execute(select(event.c.message_id).where(event.c.root == root)).scalars().all()
    ids = [*ids, *tx.execute(select(message.c.message_id).where(message.c.root == root)).scalars()]
    return {UUID(bytes=bytes(one)) for one in ids if one is not None}

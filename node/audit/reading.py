"""Reads the trail: page by page for an auditor, and all of it to be checked and signed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from accord.crypto.keys import ED25519, Signer, key_id
from accord.dates import Clock
from accord.encoding import from_hex
from accord.errors import AccordError
from accord.trust.directory import Directory
from node.audit import trail
from node.audit.check import Kept, check_all
from node.audit.entry import Act, Entry
from node.audit.head import Head, SignedHead, sign
from node.audit.tables import audit_entry, audit_head
from node.audit.views import EntryList, EntryView, HeadView, TrailCheck

BATCH = 2000
DAY_MS = 24 * 3_600_000
Journal = Callable[[Connection], Iterator[tuple[int, bytes]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Auditing:
    """The audit trail of one node, as it is shown, checked and signed."""

    clock: Clock
    member: str
    authority: str
    signer: Signer
    directory: Callable[[], Directory]
    journal: Journal  # every casework step: number and digest, ascending

    def page(
        self,
        tx: Connection,
        *,
        limit: int,
        after: int = 0,
        before: int | None = None,
        subject: str = "",
        actor: str = "",
    ) -> EntryList:
        """Entries behind a number, the oldest first; or those before one, the newest first."""
        number = audit_entry.c.number
        query = select(audit_entry).where(number > after).order_by(number)
        if before is not None:
            query = select(audit_entry).where(number < before).order_by(number.desc())
        if subject:
            query = query.where(audit_entry.c.subject == subject)
        if actor:
            query = query.where(audit_entry.c.actor == actor)
        found = tx.execute(query.limit(limit)).mappings().all()
        last = str(found[-1]["number"]) if len(found) == limit else ""
        return EntryList(entries=tuple(_view(row) for row in found), next=last)

    def sign(self, tx: Connection, *, by: str) -> HeadView:
        """Signs where the trail ends now; that it was asked for is its last entry.

        Raises:
            UncheckableError: whatever holds the key cannot be reached now.
        """
        now = self.clock.now_ms()
        trail.append(tx, now, actor=by, act=Act.EXPORTED, subject="audit trail")
        return _head_view(self._signed(tx, now))

    def sign_daily(self, tx: Connection) -> bool:
        """Signs the head where something was added and the last signature is a day old."""
        now, (number, _) = self.clock.now_ms(), trail.head(tx)
        newest = select(audit_head.c.number, audit_head.c.at_ms)
        row = tx.execute(newest.order_by(audit_head.c.number.desc()).limit(1)).one_or_none()
        if number == 0 or (row and (row.number == number or now - row.at_ms < DAY_MS)):
            return False
        self._signed(tx, now)
        return True

    def check(self, tx: Connection, *, number: int = 0, hash_: str = "") -> TrailCheck:
        """Goes through everything; `number` and `hash_` are of a head that the auditor holds."""
        heads = tx.execute(select(audit_head).order_by(audit_head.c.number)).mappings().all()
        wanted = {int(row["number"]) for row in heads} | {number}
        found = check_all(_everything(tx), self.journal(tx), wanted)
        for row in heads:
            found.head(row["number"], bytes(row["hash"]), "signed by us")
            if trouble := self._trouble(row):
                found.bad_head(row["number"], trouble)
        if number:
            found.head(number, from_hex(hash_), "the head you hold")
        return TrailCheck(
            whole=not found.faults,
            entries=found.entries,
            casework_steps=found.steps,
            archived_steps=found.archived,
            signed_heads=len(heads),
            faults=tuple(found.faults),
        )

    def _signed(self, tx: Connection, now: int) -> SignedHead:
        number, hash_ = trail.head(tx)
        signed = sign(self._head(number, hash_, now), self.signer)
        tx.execute(
            audit_head.insert().values(
                number=number,
                hash=hash_,
                at_ms=now,
                public=signed.public,
                signature=signed.signature,
            )
        )
        return signed

    def _head(self, number: int, hash_: bytes, at_ms: int) -> Head:
        return Head(
            member=self.member, authority=self.authority, number=number, hash=hash_, at_ms=at_ms
        )

    def _trouble(self, row: RowMapping) -> str:
        """What is wrong with a signed head's own signature."""
        head = self._head(row["number"], bytes(row["hash"]), row["at_ms"])
        public = bytes(row["public"])
        try:
            SignedHead(head=head, public=public, signature=bytes(row["signature"])).check()
            self.directory().signing_key(self.member, key_id(ED25519, public), row["at_ms"])
        except AccordError as error:
            return f"its signature is not good: {error.code}"
        return ""


def _everything(tx: Connection) -> Iterator[Kept]:
    after = 0
    while rows := _batch(tx, after):
        for row in rows:
            yield Kept(entry=_entry(row), hash=bytes(row["hash"]))
        after = rows[-1]["number"]


def _batch(tx: Connection, after: int) -> list[RowMapping]:
    query = select(audit_entry).where(audit_entry.c.number > after)
    return list(tx.execute(query.order_by(audit_entry.c.number).limit(BATCH)).mappings())


def _entry(row: RowMapping) -> Entry:
    digest = row["event_digest"]
    values: dict[str, Any] = {name: row[name] for name in _PLAIN}
    return Entry(**values, event_digest=None if digest is None else bytes(digest))


_PLAIN = ("number", "at_ms", "actor", "act", "subject", "detail", "event")


def _view(row: RowMapping) -> EntryView:
    values: dict[str, Any] = {name: row[name] for name in _PLAIN}
    return EntryView(
        **values,
        event_digest=bytes(row["event_digest"] or b"").hex(),
        hash=bytes(row["hash"]).hex(),
    )


def _head_view(signed: SignedHead) -> HeadView:
    head = signed.head
    return HeadView(
        member=head.member,
        authority=head.authority,
        number=head.number,
        hash=head.hash.hex(),
        at_ms=head.at_ms,
        public=signed.public.hex(),
        signature=signed.signature.hex(),
    )

"""Hands records and traces over to the national central bureau, and takes its replies in."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Protocol

from sqlalchemy import Connection, Row, func, select

from accord.cases.handover import (
    MOST_ITEMS,
    Handed,
    HandoverFile,
    HandoverKind,
    ReplyItem,
    ReplyStatus,
    check_answers_all,
    write_file,
)
from accord.cases.handover_reply import read_reply
from accord.cases.statistics_codes import CounterCode, HandedOver
from accord.cases.statistics_tally import Observation
from accord.errors import PolicyError
from node.desk.desk import Desk
from node.handover.tables import handover_file, handover_item, handover_reply
from node.handover.views import FileDetail, FileSummary, ItemView, Made
from node.store.engine import next_number

ACT: Final = "handover"  # in `[signoff]`


class Subjects(Protocol):
    """A room whose cases or notices may be handed over."""

    def item(self, tx: Connection, subject: str, item_id: str) -> Handed:
        """One of them as an item, and what of it may not leave.

        Raises:
            PolicyError: there is none with this id, or it is too early.
        """
        ...

    def handed(
        self, tx: Connection, subject: str, file_id: str, withheld: tuple[str, ...], *, by: str
    ) -> None:
        """Writes into its timeline that it was handed over."""
        ...

    def replied(self, tx: Connection, subject: str, reply: ReplyItem, *, by: str) -> None:
        """Keeps what the bureau says of it."""
        ...


@dataclass(frozen=True, slots=True)
class HandoverOffice:
    """The hand-over of one desk; every call is one transaction.

    Raises (every method):
        FormatError: a reply is not one.
        PolicyError: an unknown id, or a guard; the code and text say which.
    """

    desk: Desk
    rooms: Mapping[HandoverKind, Subjects]

    def hand_over(
        self, tx: Connection, kind: HandoverKind, subjects: tuple[str, ...], *, by: str
    ) -> Made:
        """Writes a file about these cases or notices; empty while a second person is awaited."""
        wanted = tuple(dict.fromkeys(subjects))
        if not 1 <= len(wanted) <= MOST_ITEMS:
            raise PolicyError("handover.amount", f"hand over 1 to {MOST_ITEMS} at once")
        if (room := self.rooms.get(kind)) is None:
            raise PolicyError("handover.kind", f"this node hands over: {', '.join(self.rooms)}")
        number = next_number(tx, handover_file.c.number)
        file_id = f"{self.desk.member}-HO-{self.desk.today().year}-{number:05d}"
        handed = [
            room.item(tx, subject, f"{file_id}-{place:04d}")
            for place, subject in enumerate(wanted, 1)
        ]
        document = "\n".join([kind, *wanted]).encode()
        act = f"{ACT}-{hashlib.sha256(document).hexdigest()[:24]}"
        if not self.desk.signoff.passes(tx, ACT, act, document, by):
            return Made(
                kind=kind,
                subjects=wanted,
                file_id="",
                content="",
                withheld=(),
                waits_for_second=by,
            )
        file = HandoverFile(
            file_id=file_id,
            kind=kind,
            made=_instant(self.desk.now_ms()),
            state=self.desk.member,
            authority=self.desk.authority,
            items=tuple(one.item for one in handed),
        )
        content = write_file(file)
        self._store(tx, number, file, wanted, content, by=by)
        for subject, one in zip(wanted, handed, strict=True):
            room.handed(tx, subject, file_id, one.withheld, by=by)
        return Made(
            kind=kind,
            subjects=wanted,
            file_id=file_id,
            content=content.decode(),
            withheld=tuple(leg for one in handed for leg in one.withheld),
            waits_for_second="",
        )

    def take_reply(self, tx: Connection, data: bytes, *, by: str) -> FileDetail:
        """Takes in a bureau's reply; the same file again changes nothing."""
        reply = read_reply(data)
        row = self._load(tx, reply.file_id)
        items = {item.item_id: item for item in self._items(tx, reply.file_id)}
        check_answers_all(items, reply)
        digest = hashlib.sha256(data).digest()
        known = select(handover_reply.c.digest).where(handover_reply.c.digest == digest)
        if tx.execute(known).one_or_none() is not None:
            return self.detail(tx, reply.file_id)
        tx.execute(
            handover_reply.insert().values(
                digest=digest,
                file_id=reply.file_id,
                received_ms=self.desk.now_ms(),
                by=by,
                content=data,
            )
        )
        room = self.rooms[HandoverKind(row.kind)]
        for said in reply.items:
            tx.execute(
                handover_item.update()
                .where(handover_item.c.item_id == said.item_id)
                .values(
                    status=said.status,
                    reference=said.reference,
                    country=said.country,
                    text=said.text,
                    replied_ms=self.desk.now_ms(),
                )
            )
            room.replied(tx, items[said.item_id].subject, said, by=by)
        return self.detail(tx, reply.file_id)

    def files(self, tx: Connection, limit: int = 100) -> tuple[FileSummary, ...]:
        """What was handed over, the newest first."""
        waiting = (
            select(func.count())
            .select_from(handover_item)
            .where(
                handover_item.c.file_id == handover_file.c.file_id,
                handover_item.c.status == ReplyStatus.PENDING,
            )
            .scalar_subquery()
        )
        found = tx.execute(
            select(handover_file, waiting.label("waiting"))
            .order_by(handover_file.c.number.desc())
            .limit(limit)
        )
        return tuple(_summary(row, row.waiting) for row in found)

    def detail(self, tx: Connection, file_id: str) -> FileDetail:
        """One file, as it went out, and where each of its items stands."""
        row, items = self._load(tx, file_id), self._items(tx, file_id)
        waiting = sum(item.status is ReplyStatus.PENDING for item in items)
        return FileDetail(
            summary=_summary(row, waiting), items=tuple(items), content=row.content.decode()
        )

    def observations(self, tx: Connection, year: int, now_ms: int) -> Iterator[Observation]:
        """What was sent to INTERPOL and answered in a year: each case and notice once."""
        del now_ms
        sent, answered = set[tuple[str, str]](), set[tuple[str, str]]()
        for row in tx.execute(select(handover_item).order_by(handover_item.c.handed_ms)):
            one = (row.kind, row.subject)
            if _year(row.handed_ms) == year and one not in sent:
                sent.add(one)
                yield Observation(
                    CounterCode.SENT_TO_INTERPOL, row.subject, (HandedOver(row.kind),)
                )
            replied = row.replied_ms is not None and _year(row.replied_ms) == year
            if replied and one not in answered:
                answered.add(one)
                yield Observation(
                    CounterCode.INTERPOL_REPLIES, row.subject, (HandedOver(row.kind),)
                )

    def _store(
        self,
        tx: Connection,
        number: int,
        file: HandoverFile,
        subjects: tuple[str, ...],
        content: bytes,
        *,
        by: str,
    ) -> None:
        now_ms = self.desk.now_ms()
        tx.execute(
            handover_file.insert().values(
                number=number,
                file_id=file.file_id,
                kind=file.kind,
                made_ms=now_ms,
                by=by,
                content=content,
            )
        )
        tx.execute(
            handover_item.insert(),
            [
                {
                    "item_id": item.item_id,
                    "file_id": file.file_id,
                    "kind": file.kind,
                    "subject": subject,
                    "handed_ms": now_ms,
                    "status": ReplyStatus.PENDING,
                    "reference": "",
                    "country": "",
                    "text": "",
                }
                for item, subject in zip(file.items, subjects, strict=True)
            ],
        )

    def _load(self, tx: Connection, file_id: str) -> Row[Any]:
        found = tx.execute(
            select(handover_file).where(handover_file.c.file_id == file_id)
        ).one_or_none()
        if found is None:
            raise PolicyError("handover.unknown_file", "there is no file with this id")
        return found

    def _items(self, tx: Connection, file_id: str) -> list[ItemView]:
        found = tx.execute(
            select(handover_item)
            .where(handover_item.c.file_id == file_id)
            .order_by(handover_item.c.item_id)
        )
        return [
            ItemView(
                item_id=row.item_id,
                subject=row.subject,
                status=ReplyStatus(row.status),
                reference=row.reference,
                country=row.country,
                text=row.text,
                replied_ms=row.replied_ms,
            )
            for row in found
        ]


def _summary(row: Row[Any], waiting: int) -> FileSummary:
    return FileSummary(
        file_id=row.file_id,
        kind=HandoverKind(row.kind),
        made_ms=row.made_ms,
        by=row.by,
        waiting=waiting,
    )


def _instant(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _year(at_ms: int) -> int:
    return datetime.fromtimestamp(at_ms / 1000, UTC).year

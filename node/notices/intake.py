"""What arrives about notices: other members' versions, and who has applied ours.

Versions may come late, twice and in any order; the newest that is known is in force (invariant
I6), and older ones are kept beside it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection

from accord.cases.codes import UseRestriction
from accord.cases.notice import AppliedRegister, AppliedVersion, Notice, NoticeApplied
from accord.cases.notice_audience import audience_of
from accord.cases.notice_codes import NoticeState
from accord.cases.notice_life import ENDED, SEARCHED
from accord.cases.notice_requirements import check_notice
from accord.cases.references import insist_own
from accord.cases.rule import insist
from accord.cases.trace import Preamble
from accord.errors import PolicyError
from accord.wire.kinds import MessageKind
from accord.wire.payload import decode_payload
from node.desk.agenda import Task
from node.desk.desk import Desk, Letter
from node.desk.documents import load, weapon_line
from node.desk.journal import Step
from node.exchange.messages import IncomingMessage
from node.matching.index import Index
from node.notices.publishing import MATCH, SHELF, EndHits, end_of_day_ms
from node.notices.rows import (
    NOTICES,
    NoticeRow,
    Version,
    carry_registers,
    keep_versions,
    next_notice,
    notices_among,
    owe,
    owed,
    registers_of,
    versions_among,
)

TELL: Final = "NOTICE_TELL"
_GATHER_MS: Final = 2_000  # so long are applied versions gathered before their owner is told
_MOST_TOLD: Final = 256  # versions in one message


class _Arrived(NamedTuple):
    message: IncomingMessage
    notice: Notice

    @property
    def key(self) -> tuple[str, int]:
        return self.notice.notice_id, self.notice.version


class _Effect(NamedTuple):
    """A version that was not known, and its notice before and after it."""

    arrived: _Arrived
    before: NoticeRow | None
    after: NoticeRow

    @property
    def newest(self) -> bool:
        """Whether the version is in force from now on."""
        return self.after is not self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeIntake:
    """Takes in other members' notices for one desk."""

    desk: Desk
    index: Index
    end_hits: EndHits

    def handle(self, tx: Connection, message: IncomingMessage) -> None:
        """The effect of a version.

        Raises:
            FormatError: the payload is no notice.
            PolicyError: it is not the sender's, not for us, lacks something, or comes after the
                notice's end.
        """
        self.handle_all(tx, (message,))

    def handle_all(self, tx: Connection, messages: Sequence[IncomingMessage]) -> None:
        """The effects of versions that arrived together, as `handle` has them."""
        for arrived in _apart(_Arrived(one, _read(one)) for one in messages):
            self._take(tx, self._decided(tx, arrived))

    def tell(self, tx: Connection, task: Task) -> None:
        """Tells an owner which of its versions we have applied, many in one message."""
        owner = task.subject
        found = owed(tx, owner, _MOST_TOLD)
        if not found:
            return
        applied = tuple(
            AppliedVersion(
                notice_id=one["notice_id"],
                version=one["version"],
                applied_ms=one["applied_ms"],
                registers=self._registers(tx, one["notice_id"], one["version"]),
            )
            for one in found
        )
        latest = load(Notice, NOTICES.load(tx, applied[0].notice_id).document)
        preamble = Preamble(
            authority=self.desk.authority,
            case_reference="applied notices",
            handling=latest.preamble.handling,
            use_restrictions=(UseRestriction.R0,),
            language=latest.preamble.language,
        )
        root = f"{self.desk.member}-APPLIED-{owner}"
        self.desk.send(
            tx,
            Letter(
                root=root,
                subject=root,
                recipients=(owner,),
                kind=MessageKind.NOTICE_APPLIED,
                message=NoticeApplied(preamble=preamble, applied=applied),
                conversation=self.desk.new_conversation(),
                urgent=False,
            ),
        )
        if len(found) == _MOST_TOLD:
            self.desk.schedule(tx, TELL, owner)

    def owe(self, tx: Connection, notices: Iterable[NoticeRow]) -> None:
        """Has the owners told that the versions in force are applied."""
        theirs = [row for row in notices if row.owner != self.desk.member]
        for owner in sorted(owe(tx, theirs)):
            self.desk.schedule(tx, TELL, owner, after_ms=_GATHER_MS)

    def _registers(
        self, tx: Connection, notice_id: str, version: int
    ) -> tuple[AppliedRegister, ...]:
        return tuple(
            AppliedRegister(
                register=one["register"],
                searched_ms=one["searched_ms"],
                data_as_of_ms=one["data_as_of_ms"],
            )
            for one in registers_of(tx, notice_id)
            if one["member"] == self.desk.member and one["version"] == version
        )

    def _decided(self, tx: Connection, arrived: Sequence[_Arrived]) -> list[_Effect]:
        """What each version does, of notices that are all different; a known one does nothing."""
        rows = notices_among(tx, [one.notice.notice_id for one in arrived])
        known = versions_among(tx, [one.key for one in arrived if one.notice.notice_id in rows])
        number = next_notice(tx)
        effects = []
        for one in arrived:
            row, document = rows.get(one.notice.notice_id), known.get(one.key)
            if row is None:
                self._insist_audience(one.notice, one.message.sender)
                effects.append(_Effect(one, None, self._new(number, one)))
                number += 1
            elif document is not None:
                _insist_same(one, document)
            elif one.notice.version < row.version:
                effects.append(_Effect(one, row, row))
            elif row.state in ENDED:
                raise PolicyError(
                    "notice.ended", f"the notice is {row.state}; publish another instead"
                )
            else:
                effects.append(_Effect(one, row, self._moved(row, one)))
        return effects

    def _insist_audience(self, notice: Notice, sender: str) -> None:
        audience = audience_of(
            notice,
            owner=sender,
            directory=self.desk.region.directory,
            policy=self.desk.region.policy.notices,
        )
        if self.desk.member not in audience:
            raise PolicyError("notice.not_in_audience", "the notice is not for this member")

    def _new(self, number: int, one: _Arrived) -> NoticeRow:
        now_ms = self.desk.now_ms()
        return NoticeRow(
            number=number,
            notice_id=one.notice.notice_id,
            owner=one.message.sender,
            conversation_id=one.message.conversation_id.bytes,
            opened_ms=now_ms,
            **_in_force(one, now_ms),
        )

    def _moved(self, row: NoticeRow, one: _Arrived) -> NoticeRow:
        return replace(row, **_in_force(one, self.desk.now_ms()))

    def _take(self, tx: Connection, effects: Sequence[_Effect]) -> None:
        """Keeps the versions; those that are no older than what was known are in force."""
        newest = [one for one in effects if one.newest]
        NOTICES.insert(tx, *(one.after for one in newest if one.before is None))
        NOTICES.update(tx, *(one.after for one in newest if one.before is not None))
        now_ms = self.desk.now_ms()
        keep_versions(tx, [_kept(one.arrived, now_ms) for one in effects])
        self.desk.note_all(tx, [_noted(one) for one in effects])
        found_anew = {
            one.after.notice_id: one.arrived.notice.firearm
            for one in newest
            if one.after.state in SEARCHED and _described_anew(one)
        }
        self.index.put_each(tx, SHELF, found_anew)
        self.desk.schedule_each(tx, MATCH, found_anew)
        for one in newest:
            row = one.after
            if row.state not in SEARCHED:
                self.index.remove(tx, SHELF, row.notice_id)
                self.desk.cancel(tx, MATCH, row.notice_id)
            elif row.notice_id not in found_anew:
                carry_registers(tx, row.notice_id, self.desk.member, version=row.version)
            if row.state in ENDED:
                self.end_hits(tx, row)
        self.owe(tx, [one.after for one in newest])


def _read(message: IncomingMessage) -> Notice:
    notice: Notice = decode_payload(MessageKind.NOTICE, message.payload)
    insist_own(notice.notice_id, message.sender)
    insist(check_notice(notice))
    return notice


def _apart(arrived: Iterable[_Arrived]) -> Iterator[list[_Arrived]]:
    """What arrived, in its order, in parts in which no notice comes twice."""
    part: dict[str, _Arrived] = {}
    for one in arrived:
        if one.notice.notice_id in part:
            yield list(part.values())
            part = {}
        part[one.notice.notice_id] = one
    yield list(part.values())


def _insist_same(one: _Arrived, document: bytes) -> None:
    if document != one.message.payload:
        raise PolicyError(
            "notice.version_conflict",
            f"version {one.notice.version} is known with other words; send the next version",
        )


def _in_force(one: _Arrived, now_ms: int) -> dict[str, Any]:
    """What a notice's row says of its version in force."""
    notice = one.notice
    return {
        "version": notice.version,
        "state": notice.state,
        "type": notice.type,
        "requested_action": notice.requested_action or "",
        "weapon": weapon_line(notice.firearm),
        "updated_ms": now_ms,
        "expires_ms": end_of_day_ms(notice.retained_until),
        "message_id": one.message.message_id.bytes,
        "document": one.message.payload,
    }


def _described_anew(one: _Effect) -> bool:
    """Whether the weapon is another than the one that was searched for until now."""
    if one.before is None or one.before.state not in SEARCHED:
        return True
    return load(Notice, one.before.document).firearm != one.arrived.notice.firearm


def _kept(one: _Arrived, now_ms: int) -> Version:
    return Version(
        notice_id=one.notice.notice_id,
        version=one.notice.version,
        act=one.notice.act,
        state=one.notice.state,
        at_ms=now_ms,
        message_id=one.message.message_id.bytes,
        document=one.message.payload,
    )


def _noted(one: _Effect) -> Step:
    notice, message = one.arrived.notice, one.arrived.message
    return Step(
        root=notice.notice_id,
        subject=notice.notice_id,
        actor=message.sender,
        event=notice.act if one.newest else "OLDER",
        before=one.before.state if one.before else NoticeState.DRAFT,
        after=one.after.state,
        text=f"version {notice.version}" + (f": {notice.reason}" if notice.reason else ""),
        message_id=message.message_id,
    )

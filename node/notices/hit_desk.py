"""What both sides of a hit do alike: move it, write it down, and tell the other side."""

from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection

from accord.cases.hit_life import HIT, WAITING, HitEvent, HitState
from accord.cases.notice import Notice
from accord.cases.trace import Preamble
from accord.wire.kinds import MessageKind
from node.desk.desk import Desk, Letter
from node.desk.documents import load
from node.desk.journal import Step
from node.desk.post import LOST, note_loss
from node.desk.room import Sent
from node.desk.sighting import HitDecided, HitListener
from node.exchange.messages import DeliveryStatus, IncomingMessage
from node.notices.rows import HITS, NOTICES, HitRow, hits_about

LAPSE: Final = "HIT_LAPSE"
_VAIN: Final = frozenset({HitState.DISMISSED, HitState.NOT_CONFIRMED})


class Listeners:
    """Who wants to know what became of hits; rooms are added when they exist."""

    def __init__(self) -> None:
        self._heard: list[HitListener] = []

    def add(self, listener: HitListener) -> None:
        """From now on this one is told."""
        self._heard.append(listener)

    def tell(self, tx: Connection, decided: HitDecided) -> None:
        """Tells everybody."""
        for listener in self._heard:
            listener(tx, decided)


@dataclass(frozen=True, slots=True)
class HitDesk:
    """The hits of one member's desk."""

    desk: Desk
    listeners: Listeners

    def other(self, row: HitRow) -> str:
        """The member at the other end: our own id where finder and owner are one State."""
        return row.owner if row.finder == self.desk.member else row.finder

    def notice(self, tx: Connection, row: HitRow) -> Notice:
        """The notice's version in force."""
        return load(Notice, NOTICES.load(tx, row.notice_id).document)

    def preamble(self, tx: Connection, row: HitRow, *, reply: bool = False) -> Preamble:
        """Opens a message about the hit: the notice's handling, the finder's reference."""
        opened = self.opening(self.notice(tx, row), row)
        in_reply_to = str(row.heard) if reply and row.heard else ""
        return replace(opened, in_reply_to=in_reply_to)

    def opening(self, notice: Notice, row: HitRow) -> Preamble:
        """Opens a first message about a hit on this notice."""
        return self.desk.opening(
            row.reference or row.hit_id,
            handling=notice.preamble.handling,
            language=notice.preamble.language,
        )

    def say(
        self,
        tx: Connection,
        row: HitRow,
        kind: MessageKind,
        message: Any,
        *,
        urgent: bool | None = None,
        also: tuple[str, ...] = (),
    ) -> UUID | None:
        """Sends a message about the hit; None where nobody but us is concerned."""
        recipients = {self.other(row), *also} - {self.desk.member}
        if not recipients:
            return None
        message_id, _ = self.desk.send(
            tx,
            Letter(
                root=row.hit_id,
                subject=row.hit_id,
                recipients=tuple(sorted(recipients)),
                kind=kind,
                message=message,
                conversation=row.conversation,
                urgent=row.urgent if urgent is None else urgent,
            ),
        )
        return message_id

    def move(
        self,
        tx: Connection,
        before: HitRow,
        changed: HitRow,
        event: HitEvent,
        *,
        by: str,
        text: str = "",
        message_id: UUID | None = None,
    ) -> HitRow:
        """One step of the machine, with the row as it is afterwards.

        Raises:
            TransitionError: the step is not allowed in the state.
        """
        after = HIT.step(before.state, event)
        moved = self.save(tx, replace(changed, state=after))
        self.desk.note(
            tx, hit_step(before, moved, by=by, event=event, text=text, message_id=message_id)
        )
        if after not in WAITING:
            self.desk.cancel(tx, LAPSE, moved.hit_id)
        if after in _VAIN or after is HitState.CONFIRMED:
            self._decided(tx, moved)
        return moved

    def heard(self, tx: Connection, sent: Sent, status: DeliveryStatus, code: str) -> None:
        """A word about a hit that was lost: an officer takes another way."""
        if status in LOST:
            note_loss(self.desk, tx, sent, status, code)
            row = HITS.load(tx, sent.root)
            self.save(tx, replace(row, alert=f"{sent.kind.name} did not reach {sent.recipient}"))

    def save(self, tx: Connection, row: HitRow) -> HitRow:
        """Stores the row."""
        saved = replace(row, updated_ms=self.desk.now_ms())
        HITS.update(tx, saved)
        return saved

    def late(self, tx: Connection, row: HitRow, message: IncomingMessage, text: str) -> None:
        """Keeps the word of a message that came too late to move the hit."""
        self.desk.note(
            tx,
            hit_step(
                row,
                row,
                by=message.sender,
                event="LATE",
                text=text,
                message_id=message.message_id,
            ),
        )

    def _decided(self, tx: Connection, row: HitRow) -> None:
        """Tells the room that met the weapon, once no other hit on it is still open."""
        confirmed = row.state is HitState.CONFIRMED
        if row.finder != self.desk.member:
            return
        others = hits_about(tx, row.source, row.subject)
        if not confirmed and any(one.state not in _VAIN for one in others):
            return
        self.listeners.tell(
            tx,
            HitDecided(
                source=row.source,
                subject=row.subject,
                notice=self.notice(tx, row),
                owner=row.owner,
                confirmed=confirmed,
            ),
        )


def hit_step(
    before: HitRow,
    after: HitRow,
    *,
    by: str,
    event: str,
    text: str = "",
    message_id: UUID | None = None,
) -> Step:
    """A step of the hit's timeline."""
    return Step(
        root=after.hit_id,
        subject=after.hit_id,
        actor=by,
        event=event,
        before=before.state,
        after=after.state,
        text=text,
        message_id=message_id,
    )

"""The State's own returns: computed by the node, approved by people, sent to the secretariat."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, func, select

from accord.cases.rule import insist
from accord.cases.statistics import StatisticalReceipt, StatisticalReturn
from accord.cases.statistics_codes import ReceiptDecision
from accord.cases.statistics_requirements import (
    FIRST_YEAR,
    check_return,
    final_year,
)
from accord.cases.statistics_return import APPROVED, STATISTICAL_RETURN, ReturnEvent, ReturnState
from accord.cases.statistics_tally import tally
from accord.errors import PolicyError
from accord.wire.kinds import MessageKind
from node.desk import documents
from node.desk.desk import Desk, Letter
from node.desk.journal import Step
from node.desk.post import LOST
from node.desk.room import Sent
from node.exchange.messages import DeliveryStatus, IncomingMessage
from node.statistics.figures import Figures, pack
from node.statistics.received import Received
from node.statistics.secretariat import secretariat_of
from node.statistics.tables import statistics_return

ACT = "statistical_return"  # in `[signoff]`
HANDLING = "OFFICIAL"
LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Returns:
    """What officers do with their State's figures; every call is one step of one transaction.

    Raises (every method):
        PolicyError: no such version, a guard, or a second person is needed.
        TransitionError: the step is not allowed in the state; says what is.
    """

    desk: Desk
    received: Received

    def keep(self, tx: Connection, figures: Figures, *, by: str, nil_report: bool = False) -> int:
        """Keeps what was computed as the year's next version; gives its number."""
        year = figures.year
        if not FIRST_YEAR <= year <= self.desk.today().year:
            raise PolicyError("statistics.year", f"give a year from {FIRST_YEAR} to this one")
        table = statistics_return
        last = select(func.max(table.c.version)).where(table.c.year == year)
        version = (tx.execute(last).scalar_one() or 0) + 1
        message = StatisticalReturn(
            preamble=self.desk.opening(
                self.reference(year, version), handling=HANDLING, language=LANGUAGE
            ),
            state=self.desk.member,
            year=year,
            version=version,
            status=final_year(year, self.desk.today().year),
            computed_ms=figures.computed_ms,
            counters=tally(figures.observations),
            register_lines=figures.register_lines,
            nil_report=nil_report,
        )
        insist(check_return(message))
        document = documents.dump(message)
        tx.execute(
            table.insert().values(
                year=year,
                version=version,
                state=ReturnState.COMPUTED,
                computed_ms=figures.computed_ms,
                computed_by=by,
                approved_by="",
                document=document,
                basis=pack(figures),
                conversation_id=self.desk.new_conversation().bytes,
            )
        )
        self._note(tx, year, version, "COMPUTE", after=ReturnState.COMPUTED, by=by, said=document)
        return version

    def approve(self, tx: Connection, year: int, version: int, *, by: str) -> bool:
        """Approves a version and sends it; False where a second person must still approve.

        The older versions of the year are put aside, so that it revises them.
        """
        row = self.load(tx, year, version)
        STATISTICAL_RETURN.step(ReturnState(row.state), ReturnEvent.APPROVE)
        if not self.desk.signoff.passes(tx, ACT, self.reference(year, version), row.document, by):
            self._note(tx, year, version, "APPROVE_FIRST", after=row.state, by=by)
            return False
        self._move(tx, row, ReturnEvent.APPROVE, by=by)
        values = {"approved_ms": self.desk.now_ms(), "approved_by": by}
        self._update(tx, year, version, values)
        table = statistics_return
        older = tx.execute(
            select(table).where(table.c.year == year, table.c.version < version)
        ).all()
        for old in older:
            if ReturnEvent.SUPERSEDE in STATISTICAL_RETURN.allowed(ReturnState(old.state)):
                self._move(tx, old, ReturnEvent.SUPERSEDE, by=by)
        self.send(tx, year, version, by=by)
        return True

    def send(self, tx: Connection, year: int, version: int, *, by: str) -> None:
        """Sends an approved version to the secretariat, also again where it did not arrive."""
        row = self.load(tx, year, version)
        STATISTICAL_RETURN.step(ReturnState(row.state), ReturnEvent.SEND)
        message = documents.load(StatisticalReturn, row.document)
        recipient = secretariat_of(self.desk.region.directory)
        if recipient == self.desk.member:
            self._move(tx, row, ReturnEvent.SEND, by=by)
            self.received.keep(tx, message, conversation=UUID(bytes=row.conversation_id))
            self._move(tx, self.load(tx, year, version), ReturnEvent.ACCEPT, by=by)
            return
        letter = Letter(
            root=self.reference(year, version),
            subject=self.reference(year, version),
            recipients=(recipient,),
            kind=MessageKind.STATISTICAL_RETURN,
            message=message,
            conversation=UUID(bytes=row.conversation_id),
            urgent=False,
        )
        message_id, _ = self.desk.send(tx, letter)
        self._move(tx, row, ReturnEvent.SEND, by=by, message_id=message_id)

    def discard(self, tx: Connection, year: int, version: int, *, by: str) -> None:
        """Says that a computed version is not to be approved; it is kept."""
        self._move(tx, self.load(tx, year, version), ReturnEvent.DISCARD, by=by)

    def handle(self, tx: Connection, message: IncomingMessage) -> None:
        """The secretariat's word on one of our returns.

        Raises:
            FormatError: the payload is not what its kind says.
            PolicyError: the sender is not who has the return, or it names another version.
        """
        receipt = documents.load(StatisticalReceipt, message.payload)
        table = statistics_return
        row = tx.execute(
            select(table).where(table.c.conversation_id == message.conversation_id.bytes)
        ).one_or_none()
        known = row is not None and (receipt.state, receipt.year, receipt.version) == (
            self.desk.member,
            row.year,
            row.version,
        )
        if row is None or not known or message.sender != secretariat_of(self.desk.region.directory):
            raise PolicyError("statistics.unknown_return", "the receipt is of no return of ours")
        accepted = receipt.decision is ReceiptDecision.ACCEPTED
        event = ReturnEvent.ACCEPT if accepted else ReturnEvent.QUERY
        state = ReturnState(row.state)
        if event not in STATISTICAL_RETURN.allowed(state):
            self._note(
                tx, row.year, row.version, "LATE", after=state, by=message.sender, text=receipt.text
            )
            return
        self._move(
            tx, row, event, by=message.sender, text=receipt.text, message_id=message.message_id
        )
        self._update(tx, row.year, row.version, {"receipt": message.payload})

    def heard(self, tx: Connection, sent: Sent, status: DeliveryStatus, code: str) -> None:
        """What became of a return that we sent."""
        if status not in LOST:
            return
        _, year, version = sent.root.split("-")
        row = self.load(tx, int(year), int(version.removeprefix("S")))
        if ReturnEvent.FAIL_DELIVERY in STATISTICAL_RETURN.allowed(ReturnState(row.state)):
            self._move(
                tx, row, ReturnEvent.FAIL_DELIVERY, by="hub", text=f"{status} {code}".strip()
            )

    def load(self, tx: Connection, year: int, version: int) -> Row[Any]:
        """One version."""
        table = statistics_return
        this = (table.c.year == year) & (table.c.version == version)
        found = tx.execute(select(table).where(this)).one_or_none()
        if found is None:
            raise PolicyError(
                "statistics.unknown_return", "there is no such version; compute the year first"
            )
        return found

    def newest(self, tx: Connection, year: int, *, approved: bool = False) -> Row[Any] | None:
        """The year's last version, or the one that is the State's word; None without one."""
        table = statistics_return
        wanted = select(table).where(table.c.year == year)
        if approved:
            wanted = wanted.where(table.c.state.in_(APPROVED))
        return tx.execute(wanted.order_by(table.c.version.desc()).limit(1)).one_or_none()

    def reference(self, year: int, version: int) -> str:
        """What the version is called in the timeline and between the members."""
        return f"{self.desk.member}-{year}-S{version}"

    def _move(
        self,
        tx: Connection,
        row: Row[Any],
        event: ReturnEvent,
        *,
        by: str,
        text: str = "",
        message_id: UUID | None = None,
    ) -> None:
        before = ReturnState(row.state)
        after = STATISTICAL_RETURN.step(before, event)
        self._update(tx, row.year, row.version, {"state": after})
        step = Step(
            root=self.reference(row.year, row.version),
            subject=self.reference(row.year, row.version),
            actor=by,
            event=event,
            before=before,
            after=after,
            text=text,
            message_id=message_id,
        )
        self.desk.note(tx, step)

    def _update(self, tx: Connection, year: int, version: int, values: dict[str, Any]) -> None:
        table = statistics_return
        this = (table.c.year == year) & (table.c.version == version)
        tx.execute(table.update().where(this).values(**values))

    def _note(
        self,
        tx: Connection,
        year: int,
        version: int,
        event: str,
        *,
        after: str,
        by: str,
        text: str = "",
        said: bytes | None = None,
    ) -> None:
        step = Step(
            root=self.reference(year, version),
            subject=self.reference(year, version),
            actor=by,
            event=event,
            before=after,
            after=after,
            text=text,
            kind=MessageKind.STATISTICAL_RETURN if said else None,
            document=said,
        )
        self.desk.note(tx, step)

"""The returns of all States, in the node of the secretariat: kept as they came, by version."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, func, select

from accord.cases.rule import insist
from accord.cases.statistics import StatisticalReceipt, StatisticalReturn
from accord.cases.statistics_codes import ReceiptDecision
from accord.cases.statistics_requirements import check_receipt, check_return
from accord.errors import PolicyError
from accord.wire.kinds import MessageKind
from node.desk import documents
from node.desk.desk import NODE, Desk, Letter
from node.desk.journal import Step
from node.exchange.messages import IncomingMessage
from node.statistics.secretariat import insist_secretariat, states_of
from node.statistics.tables import statistics_received


@dataclass(frozen=True, slots=True)
class Received:
    """The secretariat's shelf of one desk."""

    desk: Desk

    def handle(self, tx: Connection, message: IncomingMessage) -> None:
        """Keeps a State's return and acknowledges it.

        Raises:
            FormatError: the payload is not what its kind says.
            PolicyError: we keep no secretariat; the figures are another State's than the sender's;
                the cells do not add up; or the version was sent before with other figures.
        """
        insist_secretariat(self.desk.region.directory, self.desk.member)
        said = documents.load(StatisticalReturn, message.payload)
        if said.state != message.sender:
            raise PolicyError("statistics.not_yours", "a State returns its own figures only")
        self.keep(tx, said, conversation=message.conversation_id, message_id=message.message_id)
        self._answer(tx, self.load(tx, said.state, said.year, said.version), "", by=NODE)

    def keep(
        self,
        tx: Connection,
        said: StatisticalReturn,
        *,
        conversation: UUID,
        message_id: UUID | None = None,
    ) -> None:
        """Puts a return on the shelf; the same version again changes nothing."""
        insist(check_return(said))
        if said.state not in states_of(self.desk.region.directory):
            raise PolicyError("statistics.not_a_state", "only a member State returns figures")
        document = documents.dump(said)
        known = self._find(tx, said.state, said.year, said.version)
        if known is not None:
            if bytes(known.document) != document:
                raise PolicyError(
                    "statistics.version_taken",
                    "this version was sent with other figures; give the new ones a new version",
                )
            return
        tx.execute(
            statistics_received.insert().values(
                member=said.state,
                year=said.year,
                version=said.version,
                received_ms=self.desk.now_ms(),
                conversation_id=conversation.bytes,
                message_id=(message_id or conversation).bytes,
                decision=ReceiptDecision.ACCEPTED,
                query="",
                document=document,
            )
        )
        reference = _reference(said.state, said.year, said.version)
        step = Step(root=reference, subject=reference, actor=said.state, event="RECEIVE_RETURN")
        self.desk.note(tx, step)

    def query(
        self, tx: Connection, member: str, year: int, version: int, text: str, *, by: str
    ) -> None:
        """Tells a State what is doubtful in its return; empty text settles the doubts."""
        insist_secretariat(self.desk.region.directory, self.desk.member)
        row = self.load(tx, member, year, version)
        decision = ReceiptDecision.QUERIED if text.strip() else ReceiptDecision.ACCEPTED
        table = statistics_received
        this = (table.c.member == member) & (table.c.year == year) & (table.c.version == version)
        tx.execute(table.update().where(this).values(decision=decision, query=text))
        if member != self.desk.member:
            self._answer(tx, row, text, by=by)

    def current(self, tx: Connection, year: int) -> list[StatisticalReturn]:
        """The newest version of each State's return for the year that is not in doubt, by State."""
        newest = (
            select(statistics_received.c.member, func.max(statistics_received.c.version).label("v"))
            .where(
                statistics_received.c.year == year,
                statistics_received.c.decision == ReceiptDecision.ACCEPTED,
            )
            .group_by(statistics_received.c.member)
            .subquery()
        )
        found = tx.execute(
            select(statistics_received.c.document)
            .join(
                newest,
                (statistics_received.c.member == newest.c.member)
                & (statistics_received.c.version == newest.c.v),
            )
            .where(statistics_received.c.year == year)
            .order_by(statistics_received.c.member)
        )
        return [documents.load(StatisticalReturn, row.document) for row in found]

    def all_of(self, tx: Connection, year: int) -> Iterable[Row[Any]]:
        """Every version of every State's return for the year."""
        table = statistics_received
        return tx.execute(
            select(table).where(table.c.year == year).order_by(table.c.member, table.c.version)
        ).all()

    def load(self, tx: Connection, member: str, year: int, version: int) -> Row[Any]:
        """One version of one State's return.

        Raises:
            PolicyError: there is none.
        """
        found = self._find(tx, member, year, version)
        if found is None:
            raise PolicyError("statistics.unknown_return", "the State has sent no such version")
        return found

    def _find(self, tx: Connection, member: str, year: int, version: int) -> Row[Any] | None:
        table = statistics_received
        this = (table.c.member == member) & (table.c.year == year) & (table.c.version == version)
        return tx.execute(select(table).where(this)).one_or_none()

    def _answer(self, tx: Connection, row: Row[Any], text: str, *, by: str) -> None:
        said = documents.load(StatisticalReturn, row.document)
        decision = ReceiptDecision.QUERIED if text.strip() else ReceiptDecision.ACCEPTED
        receipt = StatisticalReceipt(
            preamble=self.desk.preamble(said.preamble, UUID(bytes=row.message_id)),
            state=row.member,
            year=row.year,
            version=row.version,
            decision=decision,
            text=text,
        )
        insist(check_receipt(receipt))
        reference = _reference(row.member, row.year, row.version)
        message_id, payload = self.desk.send(
            tx,
            Letter(
                root=reference,
                subject=reference,
                recipients=(row.member,),
                kind=MessageKind.STATISTICAL_RECEIPT,
                message=receipt,
                conversation=UUID(bytes=row.conversation_id),
                urgent=False,
            ),
        )
        self.desk.note(
            tx,
            Step(
                root=reference,
                subject=reference,
                actor=by,
                event="ACCEPT" if decision is ReceiptDecision.ACCEPTED else "QUERY",
                text=text,
                message_id=message_id,
                kind=MessageKind.STATISTICAL_RECEIPT,
                document=payload,
            ),
        )


def _reference(member: str, year: int, version: int) -> str:
    return f"{member}-{year}-S{version}"

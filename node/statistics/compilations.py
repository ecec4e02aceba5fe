"""The region's figures, in the node of the secretariat: compiled, approved, published."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, select

from accord.cases.rule import insist
from accord.cases.statistics import RegionalCompilation, StatisticalReturn
from accord.cases.statistics_publication import published
from accord.cases.statistics_requirements import check_compilation
from accord.cases.statistics_return import COMPILATION, CompilationEvent, CompilationState
from accord.cases.statistics_tally import Cells, cells
from accord.errors import PolicyError
from accord.wire.kinds import MessageKind
from node.desk import documents
from node.desk.desk import Desk, Letter
from node.desk.journal import Step
from node.exchange.messages import IncomingMessage
from node.statistics.received import Received
from node.statistics.returns import HANDLING, LANGUAGE
from node.statistics.secretariat import insist_secretariat, secretariat_of, states_of
from node.statistics.tables import statistics_compilation, statistics_publication

ACT = "publication"  # in `[signoff]`
_AT_ONCE = 64  # recipients of one message


@dataclass(frozen=True, slots=True)
class Compilations:
    """What officers of the secretariat do, and what every member keeps of it.

    Raises (every method):
        PolicyError: we keep no secretariat, there are no returns, or no such version.
        TransitionError: the step is not allowed in the state; says what is.
    """

    desk: Desk
    received: Received

    def compile(self, tx: Connection, year: int, *, by: str) -> int:
        """Adds up the returns that are here and not in doubt; gives the version's number.

        A State without a return is named and not published; nothing is imputed.
        """
        insist_secretariat(self.desk.region.directory, self.desk.member)
        returns = self.received.current(tx, year)
        if not returns:
            raise PolicyError("statistics.no_returns", "no State has sent a return for this year")
        table = statistics_compilation
        last = select(func.max(table.c.version)).where(table.c.year == year)
        version = (tx.execute(last).scalar_one() or 0) + 1
        message = self._compiled(year, version, returns)
        insist(check_compilation(message))
        document = documents.dump(message)
        tx.execute(
            table.insert().values(
                year=year,
                version=version,
                state=CompilationState.COMPILED,
                compiled_ms=message.compiled_ms,
                compiled_by=by,
                published_by="",
                sources=json.dumps({one.state: one.version for one in returns}),
                document=document,
            )
        )
        self._note(tx, year, version, "COMPILE", by=by, after=CompilationState.COMPILED)
        return version

    def publish(self, tx: Connection, year: int, version: int, *, by: str) -> bool:
        """Approves a version and sends it to all members; False while a second person is needed."""
        row = self.load(tx, year, version)
        COMPILATION.step(CompilationState(row.state), CompilationEvent.PUBLISH)
        if not self.desk.signoff.passes(tx, ACT, reference(year, version), row.document, by):
            self._note(tx, year, version, "PUBLISH_FIRST", by=by, after=row.state)
            return False
        self._move(tx, row, CompilationEvent.PUBLISH, by=by)
        table = statistics_compilation
        this = (table.c.year == year) & (table.c.version == version)
        values = {"published_ms": self.desk.now_ms(), "published_by": by}
        tx.execute(table.update().where(this).values(**values))
        older = select(table).where(table.c.year == year, table.c.version < version)
        for old in tx.execute(older).all():
            event = CompilationEvent.SUPERSEDE
            if event in COMPILATION.allowed(CompilationState(old.state)):
                self._move(tx, old, event, by=by)
        message = documents.load(RegionalCompilation, row.document)
        self._keep(tx, message, self.desk.member)
        self._send(tx, message)
        return True

    def discard(self, tx: Connection, year: int, version: int, *, by: str) -> None:
        """Says that a compilation is not to be published; it is kept."""
        self._move(tx, self.load(tx, year, version), CompilationEvent.DISCARD, by=by)

    def handle(self, tx: Connection, message: IncomingMessage) -> None:
        """Keeps what the secretariat has published.

        Raises:
            FormatError: the payload is not what its kind says.
            PolicyError: the sender keeps no secretariat, or it shows what must be hidden.
        """
        said = documents.load(RegionalCompilation, message.payload)
        if message.sender != secretariat_of(self.desk.region.directory):
            raise PolicyError("statistics.not_secretariat", "only the secretariat publishes")
        insist(check_compilation(said))
        self._keep(tx, said, message.sender)

    def cells_of(self, tx: Connection, year: int) -> dict[str, Cells]:
        """The cells of every State whose return counts, by State."""
        insist_secretariat(self.desk.region.directory, self.desk.member)
        return {one.state: cells(one.counters) for one in self.received.current(tx, year)}

    def load(self, tx: Connection, year: int, version: int) -> Row[Any]:
        """One version of a year's compilation."""
        insist_secretariat(self.desk.region.directory, self.desk.member)
        table = statistics_compilation
        this = (table.c.year == year) & (table.c.version == version)
        found = tx.execute(select(table).where(this)).one_or_none()
        if found is None:
            raise PolicyError(
                "statistics.unknown_compilation", "there is no such version; compile the year first"
            )
        return found

    def all_of(self, tx: Connection, year: int) -> list[Row[Any]]:
        """The versions of a year's compilation, the newest first."""
        table = statistics_compilation
        found = tx.execute(
            select(table).where(table.c.year == year).order_by(table.c.version.desc())
        )
        return list(found)

    def publications(self, tx: Connection, year: int) -> list[RegionalCompilation]:
        """What the secretariat has published of a year, the newest first."""
        table = statistics_publication
        found = tx.execute(
            select(table.c.document).where(table.c.year == year).order_by(table.c.version.desc())
        )
        return [documents.load(RegionalCompilation, row.document) for row in found]

    def _compiled(
        self, year: int, version: int, returns: list[StatisticalReturn]
    ) -> RegionalCompilation:
        directory, smallest = self.desk.region.directory, self.desk.region.policy.statistics
        reporting = tuple(one.state for one in returns)
        states = states_of(directory)
        return RegionalCompilation(
            preamble=self.desk.opening(
                reference(year, version), handling=HANDLING, language=LANGUAGE
            ),
            region=directory.region,
            year=year,
            version=version,
            compiled_ms=self.desk.now_ms(),
            smallest_shown=smallest.smallest_shown,
            reporting=reporting,
            without_data=tuple(one for one in states if one not in reporting),
            figures=published(
                {one.state: cells(one.counters) for one in returns},
                cells(part for one in returns for part in one.counters),
                smallest.smallest_shown,
            ),
        )

    def _keep(self, tx: Connection, said: RegionalCompilation, secretariat: str) -> None:
        table = statistics_publication
        this = (table.c.year == said.year) & (table.c.version == said.version)
        document = documents.dump(said)
        known = tx.execute(select(table.c.document).where(this)).scalar_one_or_none()
        if known is not None:
            if bytes(known) != document:
                raise PolicyError(
                    "statistics.version_taken",
                    "this version was sent with other figures; give the new ones a new version",
                )
            return
        tx.execute(
            table.insert().values(
                year=said.year,
                version=said.version,
                secretariat=secretariat,
                received_ms=self.desk.now_ms(),
                document=document,
            )
        )

    def _send(self, tx: Connection, message: RegionalCompilation) -> None:
        directory = self.desk.region.directory
        others = sorted(
            one.id
            for one in directory.members.values()
            if one.active and one.id != self.desk.member
        )
        name = reference(message.year, message.version)
        conversation = self.desk.new_conversation()
        for start in range(0, len(others), _AT_ONCE):
            letter = Letter(
                root=name,
                subject=name,
                recipients=tuple(others[start : start + _AT_ONCE]),
                kind=MessageKind.REGIONAL_COMPILATION,
                message=message,
                conversation=conversation,
                urgent=False,
            )
            self.desk.send(tx, letter)

    def _move(self, tx: Connection, row: Row[Any], event: CompilationEvent, *, by: str) -> None:
        before = CompilationState(row.state)
        after = COMPILATION.step(before, event)
        table = statistics_compilation
        this = (table.c.year == row.year) & (table.c.version == row.version)
        tx.execute(table.update().where(this).values(state=after))
        self._note(tx, row.year, row.version, event, by=by, before=before, after=after)

    def _note(
        self,
        tx: Connection,
        year: int,
        version: int,
        event: str,
        *,
        by: str,
        after: str,
        before: str = "",
    ) -> None:
        name = reference(year, version)
        step = Step(
            root=name,
            subject=name,
            actor=by,
            event=event,
            before=before or after,
            after=after,
        )
        self.desk.note(tx, step)


def reference(year: int, version: int) -> str:
    """What a compilation is called in the timeline and between the members."""
    return f"REGION-{year}-C{version}"

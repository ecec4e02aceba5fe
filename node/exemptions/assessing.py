"""The secretariat assesses a request and circulates it (ECOWAS Convention, art 5(2))."""

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import Connection

from accord.cases.exemption import ExemptionCirculation, ExemptionReturn
from accord.cases.exemption_machine import ExemptionEvent, ExemptionState
from accord.cases.exemption_requirements import check_circulation, check_return
from accord.cases.rule import insist
from node.desk.desk import DAY_MS, NODE
from node.desk.documents import dump
from node.desk.steps import note
from node.exemptions import rows
from node.exemptions.roles import members_besides
from node.exemptions.rows import ExemptionRow, Side
from node.exemptions.secretariat import Secretariat

ANSWERS_DUE = "EXEMPTION_ANSWERS"  # the chores, by the end of each time
OPINION_DUE = "EXEMPTION_OPINION"


@dataclass(frozen=True, slots=True)
class AssessingService:
    """What an officer of the secretariat does with a request before the opinion.

    Raises (every method):
        PolicyError: this node is not the secretariat, unknown id, a missing field, or a rule of
            the region; the text says which.
        TransitionError: the step is not allowed in the state; says what is.
    """

    office: Secretariat

    def send_back(
        self, tx: Connection, request_id: str, fields: tuple[str, ...], text: str, *, by: str
    ) -> None:
        """Returns a request that does not say all that art 5(1) asks for."""
        row = self.office.row(tx, request_id)
        after = self.office.step(row, ExemptionEvent.RETURN)
        message = ExemptionReturn(
            preamble=self.office.preamble(row, UUID(bytes=row.message_id)),
            request_id=request_id,
            fields=fields,
            text=text,
        )
        insist(check_return(message))
        self.office.send(
            tx,
            row,
            message,
            to=(row.applicant,),
            event=ExemptionEvent.RETURN,
            after=after,
            by=by,
            text=text,
        )
        self.office.save(tx, row, state=after, returned=dump(message))

    def circulate(self, tx: Connection, request_id: str, assessment: str, *, by: str) -> None:
        """Sends the request with the technical assessment to the members (art 5(2))."""
        row = self.office.row(tx, request_id)
        after = self.office.step(row, ExemptionEvent.CIRCULATE)
        members = members_besides(self.office.desk, row.applicant)
        message = ExemptionCirculation(
            preamble=self.office.preamble(row),
            request=row.asked,
            applicant=row.applicant,
            assessment=assessment,
            received_ms=row.received_ms,
            answer_by_ms=row.answer_by_ms,
            opinion_by_ms=row.opinion_by_ms,
            policy_version=row.policy_version,
        )
        insist(check_circulation(message))
        self.office.send(
            tx,
            row,
            message,
            to=(*members, row.applicant),
            event=ExemptionEvent.CIRCULATE,
            after=after,
            by=by,
        )
        now_ms = self.office.desk.now_ms()
        rows.circulate_to(tx, request_id, members, now_ms)
        self.office.save(tx, row, state=after, assessment=assessment)
        self.office.remind(tx, ANSWERS_DUE, row, row.answer_by_ms)

    def answers_due(self, tx: Connection, request_id: str) -> None:
        """The members' time is over: what they did not say counts as the policy says."""
        row = rows.load_side(tx, request_id, Side.SECRETARIAT)
        if row.state == ExemptionState.CIRCULATED:
            silent = ", ".join(self.office.tally(tx, row).silent) or "none"
            rule = self.office.desk.region.policy.exemption.silence
            text = f"silent: {silent}; silence counts as {rule}"
            note(self.office.desk, tx, request_id, event="ANSWERS_DUE", by=NODE, text=text)

    def opinion_due(self, tx: Connection, request_id: str) -> None:
        """The time for the opinion is over: a flag and an entry; a late opinion counts."""
        row = rows.load_side(tx, request_id, Side.SECRETARIAT)
        if row.opinion is None:
            days = self.office.desk.region.policy.exemption.opinion_days
            text = f"opinion within {days} days"
            note(self.office.desk, tx, request_id, event="OVERDUE", by=NODE, text=text)

    def begin_clocks(self, tx: Connection, row: ExemptionRow) -> ExemptionRow:
        """The complete request is here: the members' and our own time begin (art 5(3))."""
        rules = self.office.desk.region.policy.exemption
        begun = replace(
            row,
            answer_by_ms=row.received_ms + rules.answer_days * DAY_MS,
            opinion_by_ms=row.received_ms + rules.opinion_days * DAY_MS,
            policy_version=self.office.desk.region.policy.version,
        )
        self.office.remind(tx, OPINION_DUE, begun, begun.opinion_by_ms)
        return begun

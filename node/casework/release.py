"""The one door through which answers leave (I9): by rule, or by an officer's decision."""

from dataclasses import MISSING, dataclass, fields, replace
from typing import Any

from sqlalchemy import Connection

from accord.cases.codes import Disposition, Ground
from accord.cases.requirements import check_response
from accord.cases.rule import insist
from accord.cases.trace import TraceRequest, TraceResponse
from accord.cases.trace_leg import TRACE_LEG, response_event
from accord.errors import PolicyError
from accord.wire.kinds import MessageKind
from node.calendars import clocks
from node.casework import rows
from node.casework.proposal import Proposal
from node.casework.rows import RequestRow
from node.casework.rules import Mode, ReleaseRules
from node.casework.standing import request_standing
from node.desk import documents, journal
from node.desk.desk import NODE, Desk, Letter
from node.desk.journal import Step

ACT = "release"
ASK_SECOND = "ASK_SECOND"
_KEPT = {"preamble", "kind", "disposition", "grounds", "explanation", "withheld"}


@dataclass(frozen=True, slots=True)
class Release:
    """Releases answers of one desk."""

    desk: Desk
    rules: ReleaseRules

    def offer(self, tx: Connection, row: RequestRow, proposal: Proposal) -> None:
        """Releases the proposed answer where the rules say so; else an officer decides."""
        request = documents.load(TraceRequest, row.request)
        mode = self.rules.decide(request, proposal.response)
        if mode is Mode.AUTOMATIC and proposal.certain:
            self.give(tx, row, proposal.response, by=NODE)

    def give(self, tx: Connection, row: RequestRow, response: TraceResponse, *, by: str) -> None:
        """Sends an answer; where the rules ask for two people, only the second one's word does.

        Raises:
            PolicyError: the answer lacks a field, the text says which; or `signoff.*`.
            TransitionError: the request can no longer be answered so.
        """
        insist(check_response(response))
        event = response_event(response)
        after = TRACE_LEG.step(row.state, event)
        if not self.signed(tx, row, response, by=by):
            return
        message_id, payload = self.desk.send(
            tx,
            Letter(
                root=row.request_id,
                subject=row.request_id,
                recipients=(row.requester,),
                kind=MessageKind.TRACE_RESPONSE,
                message=response,
                conversation=row.conversation,
                urgent=row.urgent,
            ),
        )
        self.desk.note(
            tx,
            Step(
                root=row.request_id,
                subject=row.request_id,
                actor=by,
                event=event,
                before=row.state,
                after=after,
                text=response.disposition,
                message_id=message_id,
                kind=MessageKind.TRACE_RESPONSE,
                document=payload,
            ),
        )
        answered = replace(row, state=after, answer=payload, updated_ms=self.desk.now_ms())
        if response.expected_lifting is not None:
            timing = clocks(self.desk.region.policy, self.desk.member)
            deadline = timing.announced(response.expected_lifting)
            answered = replace(answered, respond_due_ms=deadline.due_ms, respond_rule=deadline.rule)
        rows.update(tx, replace(answered, standing=request_standing(answered)))

    def signed(self, tx: Connection, row: RequestRow, response: TraceResponse, *, by: str) -> bool:
        """Whether everybody whom the rules ask has agreed to the answer; else it waits.

        Raises:
            PolicyError: `signoff.*`: the same person again, or one who may not.
        """
        request = documents.load(TraceRequest, row.request)
        if self.rules.decide(request, response) is not Mode.TWO_PEOPLE:
            return True
        document = documents.dump(response)
        if self.desk.signoff.confirmed(tx, ACT, row.request_id, document, by):
            return True
        self.desk.note(
            tx,
            Step(
                root=row.request_id,
                subject=row.request_id,
                actor=by,
                event=ASK_SECOND,
                before=row.state,
                after=row.state,
                text=response.disposition,
                kind=MessageKind.TRACE_RESPONSE,
                document=document,
            ),
        )
        return False


def waiting(desk: Desk, tx: Connection, request_id: str) -> TraceResponse | None:
    """The answer that a second person has to release, where one waits."""
    if not desk.signoff.waits_for(tx, ACT, request_id):
        return None
    steps = journal.read(tx, request_id)
    asked = [step["document"] for step in steps if step["event"] == ASK_SECOND]
    return documents.load(TraceResponse, asked[-1])


def without(
    response: TraceResponse,
    withheld: tuple[str, ...],
    grounds: tuple[Ground, ...],
    explanation: str,
) -> TraceResponse:
    """The answer with the named fields left out, and saying so (ITI 22, 23).

    `chain.party` leaves the chain and withholds who; any other name is a field of the answer.

    Raises:
        PolicyError: a name is no field that can be withheld.
    """
    left = response
    for name in withheld:
        if name == "chain.party":
            left = replace(left, chain=tuple(replace(link, party="") for link in left.chain))
        elif name in _EMPTY:
            left = replace(left, **{name: _EMPTY[name]})
        else:
            raise PolicyError(
                "casework.cannot_withhold",
                f"{name} cannot be withheld; these can: {', '.join(sorted(_EMPTY))}, chain.party",
            )
    return replace(
        left,
        disposition=Disposition.RESTRICTED,
        withheld=withheld,
        grounds=grounds,
        explanation=explanation,
    )


_EMPTY: dict[str, Any] = {
    field.name: field.default
    for field in fields(TraceResponse)
    if field.name not in _KEPT and field.default is not MISSING
}

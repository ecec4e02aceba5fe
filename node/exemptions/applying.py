"""The applicant State's side: it asks, corrects and withdraws."""

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import Connection

from accord.cases.exemption import ExemptionRequest, ExemptionWithdrawal
from accord.cases.exemption_machine import EXEMPTION_FOLLOWED, FollowedEvent, FollowedState
from accord.cases.exemption_requirements import check_request, check_withdrawal
from accord.cases.rule import insist
from accord.errors import PolicyError
from node.desk.desk import Desk
from node.desk.documents import dump
from node.desk.steps import send
from node.exemptions import rows
from node.exemptions.drafts import ExemptionDraft
from node.exemptions.roles import the_secretariat
from node.exemptions.rows import EXEMPTIONS, ExemptionRow, Side

REQUEST = "exemption.request"
ACTS = frozenset({REQUEST})


@dataclass(frozen=True, slots=True)
class ApplyingService:
    """What an officer of the applicant's National Commission does; every call is one step.

    Raises (every method):
        PolicyError: unknown id, a missing field, or a rule of the region; the text says which.
        TransitionError: the step is not allowed in the state; says what is.
    """

    desk: Desk

    def request(self, tx: Connection, draft: ExemptionDraft, *, by: str) -> str:
        """Asks the secretariat; gives the request's id, empty while a second person has to ask."""
        if the_secretariat(self.desk) == self.desk.member:
            raise PolicyError(
                "exemption.own_secretariat", "the secretariat's own node does not ask itself"
            )
        number = rows.following_exemption(tx)
        request_id = f"{self.desk.member}-X-{self.desk.today().year}-{number:05}"
        request = self._checked(draft, request_id, 1)
        if not self.desk.signoff.passes(tx, REQUEST, self.desk.member, dump(request), by):
            return ""
        now_ms = self.desk.now_ms()
        conversation = self.desk.new_conversation()
        message_id = self._send(
            tx,
            request,
            conversation=conversation,
            states=("", FollowedState.REQUESTED),
            by=by,
        )
        EXEMPTIONS.insert(
            tx,
            ExemptionRow(
                number=number,
                request_id=request_id,
                side=Side.APPLICANT,
                applicant=self.desk.member,
                state=FollowedState.REQUESTED,
                revision=1,
                conversation_id=conversation.bytes,
                message_id=message_id.bytes,
                received_ms=now_ms,
                updated_ms=now_ms,
                policy_version=self.desk.region.policy.version,
                request=dump(request),
            ),
        )
        return request_id

    def correct(self, tx: Connection, request_id: str, draft: ExemptionDraft, *, by: str) -> None:
        """Sends the request anew: with what was found missing, or because it did not arrive."""
        row = rows.load_side(tx, request_id, Side.APPLICANT)
        before = FollowedState(row.state)
        after = EXEMPTION_FOLLOWED.step(before, FollowedEvent.CORRECT)
        request = self._checked(draft, request_id, row.revision + 1)
        self._send(tx, request, conversation=row.conversation, states=(before, after), by=by)
        EXEMPTIONS.update(
            tx,
            replace(
                row,
                state=after,
                revision=row.revision + 1,
                request=dump(request),
                returned=None,
                updated_ms=self.desk.now_ms(),
            ),
        )

    def withdraw(self, tx: Connection, request_id: str, reason: str, *, by: str) -> None:
        """Gives the request up."""
        row = rows.load_side(tx, request_id, Side.APPLICANT)
        before = FollowedState(row.state)
        after = EXEMPTION_FOLLOWED.step(before, FollowedEvent.WITHDRAW)
        message = ExemptionWithdrawal(
            preamble=self.desk.preamble(row.asked.preamble), request_id=request_id, reason=reason
        )
        insist(check_withdrawal(message))
        send(
            self.desk,
            tx,
            request_id,
            message,
            to=(the_secretariat(self.desk),),
            conversation=row.conversation,
            by=by,
            event=FollowedEvent.WITHDRAW,
            states=(before, after),
            text=reason,
        )
        EXEMPTIONS.update(tx, replace(row, state=after, updated_ms=self.desk.now_ms()))

    def _checked(self, draft: ExemptionDraft, request_id: str, revision: int) -> ExemptionRequest:
        rules = self.desk.region.policy.exemption
        if draft.ground not in rules.grounds:
            raise PolicyError(
                "exemption.ground", f"ground: the region's policy has {', '.join(rules.grounds)}"
            )
        preamble = self.desk.opening(request_id, handling=draft.handling, language=draft.language)
        request = draft.as_request(preamble, request_id, revision)
        insist(check_request(request))
        return request

    def _send(
        self,
        tx: Connection,
        request: ExemptionRequest,
        *,
        conversation: UUID,
        states: tuple[str, str],
        by: str,
    ) -> UUID:
        return send(
            self.desk,
            tx,
            request.request_id,
            request,
            to=(the_secretariat(self.desk),),
            conversation=conversation,
            by=by,
            event="REQUEST" if request.revision == 1 else FollowedEvent.CORRECT,
            states=states,
        )

"""The secretariat's opinion, the decision, and the certificate that comes of it (art 5(3)-(5))."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from accord.cases.certificate import ItemQuantity
from accord.cases.certificate_check import last_ms
from accord.cases.exemption import ExemptionDecision, ExemptionOpinion, MemberPosition
from accord.cases.exemption_codes import ExemptionOutcome, ExemptionPosition, OpinionKind
from accord.cases.exemption_consensus import Tally, opinion_event
from accord.cases.exemption_machine import EXEMPTION, ExemptionEvent, ExemptionState
from accord.cases.exemption_requirements import check_decision, check_opinion
from accord.cases.rule import insist
from accord.dates import PartialDate
from accord.errors import PolicyError
from node.desk import steps
from node.desk.desk import NODE
from node.desk.documents import dump, load, maybe
from node.desk.steps import note
from node.exemptions import rows
from node.exemptions.assessing import ANSWERS_DUE, OPINION_DUE
from node.exemptions.drafts import DecisionDraft, OpinionDraft
from node.exemptions.rows import ExemptionRow, Side
from node.exemptions.secretariat import Secretariat

OPINION = "exemption.opinion"
DECISION = "exemption.decision"
REVOKE = "exemption.revoke"
ACTS = frozenset({OPINION, DECISION, REVOKE})
EXPIRY = "EXEMPTION_EXPIRY"  # the chore at the end of a certificate
CONSENSUS: Final = "CONSENSUS"
NO_CONSENSUS: Final = "NO_CONSENSUS"


@dataclass(frozen=True, slots=True)
class DecidingService:
    """What an officer of the secretariat does from the opinion on; every call is one step.

    Raises (every method):
        PolicyError: this node is not the secretariat, unknown id, a missing field, or a rule of
            the region; the text says which.
        TransitionError: the step is not allowed in the state; says what is.
    """

    office: Secretariat

    def give_opinion(
        self, tx: Connection, request_id: str, draft: OpinionDraft, *, by: str
    ) -> bool:
        """Gives the opinion; False while a second person has to give the same.

        With a consensus the decision follows it; without one the political body decides, or, where
        the region has none, the request is refused.
        """
        row, rules = self.office.row(tx, request_id), self.office.desk.region.policy.exemption
        tallied = self.office.tally(tx, row)
        event = opinion_event(tallied, draft.kind, rules)
        after = self.office.step(row, event)
        message = ExemptionOpinion(
            preamble=self.office.preamble(row),
            request_id=request_id,
            applicant=row.applicant,
            kind=draft.kind,
            reasons=draft.reasons,
            consensus=tallied.consensus,
            positions=self._positions(tx, request_id, tallied),
            escalated_to=rules.escalation_body if event is ExemptionEvent.ESCALATE else "",
            given_ms=self.office.desk.now_ms(),
        )
        insist(check_opinion(message))
        act = f"{draft.kind} {draft.reasons}".encode()
        if not self.office.desk.signoff.passes(tx, OPINION, request_id, act, by):
            return False
        self.office.send(
            tx,
            row,
            message,
            to=self.office.told(tx, row),
            event=event,
            after=after,
            by=by,
            text=draft.kind,
        )
        self.office.desk.cancel(tx, OPINION_DUE, request_id)
        self.office.desk.cancel(tx, ANSWERS_DUE, request_id)
        saved = self.office.save(tx, row, state=after, opinion=dump(message))
        if event is ExemptionEvent.REFUSE:
            decision = self._decision(saved, ExemptionOutcome.REFUSED, NO_CONSENSUS, draft.reasons)
            saved = self.office.save(tx, saved, decision=dump(decision))
            self._announce(tx, saved, decision, event=event, after=after, by=by)
        return True

    def decide(self, tx: Connection, request_id: str, draft: DecisionDraft, *, by: str) -> bool:
        """Records the decision and its certificate; False while a second person has to as well."""
        row, rules = self.office.row(tx, request_id), self.office.desk.region.policy.exemption
        if draft.outcome is ExemptionOutcome.REVOKED:
            raise PolicyError("exemption.outcome", "outcome: GRANTED or REFUSED; see revoke")
        granted = draft.outcome is ExemptionOutcome.GRANTED
        event = ExemptionEvent.GRANT if granted else ExemptionEvent.REFUSE
        after = self.office.step(row, event)
        escalated = row.state == ExemptionState.ESCALATED
        if row.state == ExemptionState.CIRCULATED:
            raise PolicyError("exemption.no_opinion", "give the opinion first (art 5(3))")
        if escalated and not draft.reference.strip():
            raise PolicyError(
                "exemption.reference",
                f"reference: name the decision of the {rules.escalation_body}",
            )
        if not escalated:
            self._follows_opinion(row, granted=granted)
        decision = self._decision(
            row,
            draft.outcome,
            rules.escalation_body if escalated else CONSENSUS,
            draft.reasons,
        )
        decision = replace(decision, reference=draft.reference)
        if granted:
            decision = self._certified(tx, row, decision, draft)
        insist(check_decision(decision))
        act = dump(replace(decision, decided_ms=None))
        if not self.office.desk.signoff.passes(tx, DECISION, request_id, act, by):
            return False
        saved = self.office.save(
            tx,
            row,
            state=after,
            decision=dump(decision),
            certificate_number=decision.certificate_number,
            valid_to_ms=last_ms(decision.valid_to) if decision.valid_to else None,
        )
        self._announce(tx, row, decision, event=event, after=after, by=by)
        self.office.remind(tx, EXPIRY, saved, saved.valid_to_ms)
        return True

    def revoke(self, tx: Connection, request_id: str, reasons: str, *, by: str) -> bool:
        """Takes the certificate back; False while a second person has to ask for the same."""
        row = self.office.row(tx, request_id)
        after = self.office.step(row, ExemptionEvent.REVOKE)
        before = row.decided
        decided_by = before.decided_by if before else CONSENSUS
        decision = replace(
            self._decision(row, ExemptionOutcome.REVOKED, decided_by, reasons),
            certificate_number=row.certificate_number,
        )
        insist(check_decision(decision))
        if not self.office.desk.signoff.passes(tx, REVOKE, request_id, reasons.encode(), by):
            return False
        self.office.save(tx, row, state=after, decision=dump(decision))
        self._announce(tx, row, decision, event=ExemptionEvent.REVOKE, after=after, by=by)
        self.office.desk.cancel(tx, EXPIRY, request_id)
        return True

    def tell(self, tx: Connection, request_id: str, member: str, *, by: str) -> None:
        """Sends once more, to one State, the last that was said: a message of ours was lost."""
        row = self.office.row(tx, request_id)
        if member not in self.office.told(tx, row):
            raise PolicyError("exemption.not_told", "member: was not sent this request")
        said = row.decided or maybe(ExemptionOpinion, row.opinion)
        if said is None:
            raise PolicyError(
                "exemption.nothing_said", "there is neither an opinion nor a decision yet"
            )
        steps.send(
            self.office.desk,
            tx,
            request_id,
            said,
            to=(member,),
            conversation=row.conversation,
            by=by,
            event="TELL",
            states=(row.state, row.state),
            text=member,
        )

    def expire(self, tx: Connection, request_id: str) -> None:
        """The certificate has run out."""
        row = rows.load_side(tx, request_id, Side.SECRETARIAT)
        after = EXEMPTION.table.get((ExemptionState(row.state), ExemptionEvent.EXPIRE))
        if after is not None:
            note(
                self.office.desk,
                tx,
                request_id,
                event=ExemptionEvent.EXPIRE,
                by=NODE,
                states=(row.state, after),
            )
            self.office.save(tx, row, state=after)

    def _positions(
        self, tx: Connection, request_id: str, tallied: Tally
    ) -> tuple[MemberPosition, ...]:
        return tuple(
            replace(one, position=ExemptionPosition.SILENT) if one.member in tallied.silent else one
            for one in rows.positions_of(tx, request_id)
        )

    def _follows_opinion(self, row: ExemptionRow, *, granted: bool) -> None:
        kind = load(ExemptionOpinion, row.opinion or b"").kind
        if granted != (kind is OpinionKind.CONFIRM):
            raise PolicyError(
                "exemption.against_opinion",
                f"outcome: there is a consensus and the opinion is to {kind}; the decision follows",
            )

    def _decision(
        self, row: ExemptionRow, outcome: ExemptionOutcome, decided_by: str, reasons: str
    ) -> ExemptionDecision:
        return ExemptionDecision(
            preamble=self.office.preamble(row),
            request_id=row.request_id,
            applicant=row.applicant,
            outcome=outcome,
            decided_by=decided_by,
            reasons=reasons,
            decided_ms=self.office.desk.now_ms(),
        )

    def _certified(
        self, tx: Connection, row: ExemptionRow, decision: ExemptionDecision, draft: DecisionDraft
    ) -> ExemptionDecision:
        days = self.office.desk.region.policy.exemption.certificate_days
        today = datetime.fromtimestamp(self.office.desk.now_ms() / 1000, UTC).date()
        latest = PartialDate.of(today + timedelta(days=days))
        valid_to = draft.valid_to or latest
        first = PartialDate.of(today)
        if valid_to.day is None or not str(first) <= str(valid_to) <= str(latest):
            raise PolicyError(
                "exemption.validity", f"valid_to: a day from today to {latest}, as the policy says"
            )
        return replace(
            decision,
            certificate_number=f"{self.office.desk.member}-EX-{today.year}-{row.number:05}",
            valid_from=first,
            valid_to=valid_to,
            conditions=draft.conditions,
            quantities=tuple(
                ItemQuantity(item=number, quantity=item.quantity)
                for number, item in enumerate(row.asked.items, 1)
            ),
        )

    def _announce(
        self,
        tx: Connection,
        row: ExemptionRow,
        decision: ExemptionDecision,
        *,
        event: ExemptionEvent,
        after: str,
        by: str,
    ) -> None:
        self.office.send(
            tx,
            row,
            decision,
            to=self.office.told(tx, row),
            event=event,
            after=after,
            by=by,
            text=decision.outcome,
        )

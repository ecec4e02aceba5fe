"""A region that bans transfers and grants exemptions: who does what, in short."""

from collections.abc import Mapping
from typing import Any

from certificate_kit import SECRETARIAT, SmallRegion, exemption_draft, items

from accord.cases.exemption_codes import (
    ExemptionOutcome,
    ExemptionPosition,
    OpinionKind,
    RefusalCriterion,
)
from node.exemptions.drafts import DecisionDraft, OpinionDraft
from node.exemptions.opening import ExemptionsRoom
from node.exemptions.views import ExemptionDetail

REGIONAL: Mapping[str, Any] = {
    "exemption": {
        "required": True,
        "answer_days": 60,
        "opinion_days": 90,
        "silence": "NO_OBJECTION",
        "escalation_body": "Mediation and Security Council",
        "certificate_days": 300,
    }
}


class ExemptionRegion(SmallRegion):
    """XB applies, XA and XC are asked, XS is the secretariat."""

    def room(self, state: str) -> ExemptionsRoom:
        return self[state].rooms.exemptions

    def apply(self, **changes: Any) -> str:
        applying = self.room("XB").applying
        return self.do("XB", lambda tx: applying.request(tx, exemption_draft(**changes), by="ama"))

    def circulate(self, request_id: str) -> None:
        assessing = self.room(SECRETARIAT).assessing
        text = "the arms fit the stated need"
        self.do(SECRETARIAT, lambda tx: assessing.circulate(tx, request_id, text, by="sena"))

    def take_position(
        self,
        state: str,
        request_id: str,
        position: ExemptionPosition = ExemptionPosition.NO_OBJECTION,
        *criteria: RefusalCriterion,
        text: str = "",
    ) -> None:
        answering = self.room(state).answering
        self.do(
            state,
            lambda tx: answering.answer(
                tx, request_id, position, criteria=criteria, text=text, by="kofi"
            ),
        )

    def give_opinion(self, request_id: str, kind: OpinionKind = OpinionKind.CONFIRM) -> None:
        deciding = self.room(SECRETARIAT).deciding
        opinion = OpinionDraft(kind=kind, reasons="article 4(1)(i) is met")
        self.do(SECRETARIAT, lambda tx: deciding.give_opinion(tx, request_id, opinion, by="sena"))

    def decide(
        self,
        request_id: str,
        outcome: ExemptionOutcome = ExemptionOutcome.GRANTED,
        **changes: Any,
    ) -> None:
        deciding = self.room(SECRETARIAT).deciding
        decision = DecisionDraft(outcome=outcome, **changes)
        self.do(SECRETARIAT, lambda tx: deciding.decide(tx, request_id, decision, by="sena"))

    def granted(self) -> str:
        """An exemption that nobody objected to; gives its request's id."""
        request_id = self.apply()
        self.circulate(request_id)
        self.take_position("XA", request_id)
        self.take_position("XC", request_id)
        self.give_opinion(request_id)
        self.decide(request_id)
        return request_id

    def use(
        self, state: str, number: str, shipment: str, count: int, transfer: str = "TR-1"
    ) -> None:
        answering = self.room(state).answering
        self.do(
            state,
            lambda tx: answering.use(
                tx, number, items((1, count)), transfer=transfer, shipment=shipment, by="kofi"
            ),
        )

    def leave(
        self, state: str, number: str, shipment: str, count: int, transfer: str = "TR-1"
    ) -> None:
        answering = self.room(state).answering
        self.do(
            state,
            lambda tx: answering.draw(tx, number, items((1, count)), shipment, transfer=transfer),
        )

    def seen_by(self, state: str, request_id: str) -> ExemptionDetail:
        views = self.room(state).views
        return self[state].read(lambda tx: views.exemption_detail(tx, request_id))

    def state(self, of: str, request_id: str) -> str:
        return self.seen_by(of, request_id).summary.state

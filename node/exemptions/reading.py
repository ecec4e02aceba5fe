"""Reads the exemptions' tables into views."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from accord.cases.certificate import ItemQuantity
from accord.cases.certificate_ledger import remaining, totals
from accord.cases.exemption import ExemptionAnswer, ExemptionOpinion, ExemptionReturn
from accord.cases.exemption_machine import ExemptionState
from node.casework.reading import messages_of, timeline_of
from node.casework.views import Due
from node.desk.desk import Desk
from node.desk.documents import maybe
from node.exemptions import answering, deciding, rows, tables
from node.exemptions.intake import SecretariatIntake
from node.exemptions.rows import EXEMPTIONS, ExemptionRow, Side
from node.exemptions.secretariat import Secretariat
from node.exemptions.views import (
    ExemptionDetail,
    ExemptionSummary,
    ExemptionUseView,
    PositionView,
    TallyView,
)

_ACTS = (*sorted(deciding.ACTS), *sorted(answering.ACTS))


@dataclass(frozen=True, slots=True)
class ExemptionViews:
    """Reads for officers, the interface and the command line; changes nothing."""

    desk: Desk
    office: Secretariat
    intake: SecretariatIntake

    def list_exemptions(
        self, tx: Connection, *, state: str, limit: int, before: str
    ) -> tuple[ExemptionSummary, ...]:
        """The requests, the newest first."""
        of = tables.exemption.c
        where = [of.state == state] if state else []
        if before:
            oldest = select(of.number).where(of.request_id == before).limit(1).scalar_subquery()
            where.append(of.number < oldest)
        found = EXEMPTIONS.all(tx, *where, order=of.number.desc(), limit=limit)
        return tuple(self._summary(row) for row in found)

    def exemption_detail(self, tx: Connection, request_id: str) -> ExemptionDetail:
        """Everything about one request.

        Raises:
            PolicyError: there is none with this id.
        """
        row = rows.load_side(tx, request_id, *Side)
        ours = row.side is Side.SECRETARIAT
        uses = rows.uses_of(tx, row.number)
        decision = row.decided
        granted = totals(decision.quantities) if decision else {}
        left = remaining(granted, [one.use for one in uses if one.counted])
        waiting = (self.desk.signoff.waits_for(tx, act, request_id) for act in _ACTS)
        return ExemptionDetail(
            summary=self._summary(row),
            request=row.asked,
            problems=tuple(map(str, self.intake.problems(row.asked))) if ours else (),
            assessment=row.assessment,
            returned=maybe(ExemptionReturn, row.returned),
            answer=maybe(ExemptionAnswer, row.answer),
            seen_ms=row.seen_ms,
            positions=self._positions(tx, request_id) if ours else (),
            tally=self._tally(tx, row),
            opinion=maybe(ExemptionOpinion, row.opinion),
            decision=decision,
            uses=tuple(
                ExemptionUseView(
                    member=one.use.member,
                    transfer=one.use.transfer,
                    shipment=one.use.shipment,
                    quantities=one.use.quantities,
                    counted=one.counted,
                    reason=one.reason,
                )
                for one in uses
            ),
            remaining=tuple(ItemQuantity(item=item, quantity=n) for item, n in left.items()),
            asked_by=next((who for who in waiting if who), ""),
            timeline=timeline_of(tx, request_id),
            messages=messages_of(tx, request_id),
        )

    def _positions(self, tx: Connection, request_id: str) -> tuple[PositionView, ...]:
        of = tables.exemption_position.c
        found = tx.execute(select(of.member, of.delivered_ms).where(of.request_id == request_id))
        delivered = {row.member: row.delivered_ms for row in found}
        return tuple(
            PositionView(position=one, delivered_ms=delivered[one.member])
            for one in rows.positions_of(tx, request_id)
        )

    def _tally(self, tx: Connection, row: ExemptionRow) -> TallyView | None:
        if row.side is not Side.SECRETARIAT or row.state != ExemptionState.CIRCULATED:
            return None
        tallied = self.office.tally(tx, row)
        return TallyView(
            silence_counts_as=self.desk.region.policy.exemption.silence,
            awaited=tallied.awaited,
            silent=tallied.silent,
            objecting=tallied.objecting,
            consensus=tallied.consensus,
        )

    def _summary(self, row: ExemptionRow) -> ExemptionSummary:
        asked, rules = row.asked, self.desk.region.policy.exemption
        circulated = row.state == ExemptionState.CIRCULATED
        open_ = row.opinion is None and row.decision is None
        return ExemptionSummary(
            request_id=row.request_id,
            side=row.side,
            applicant=row.applicant,
            state=row.state,
            weapons=sum(item.quantity for item in asked.items),
            end_user=asked.end_user.name if asked.end_user else "",
            certificate_number=row.certificate_number,
            answer_by=self._due(
                row, row.answer_by_ms, f"answer within {rules.answer_days} days", circulated
            ),
            opinion_by=self._due(
                row, row.opinion_by_ms, f"opinion within {rules.opinion_days} days", open_
            ),
            valid_to_ms=row.valid_to_ms,
            updated_ms=row.updated_ms,
        )

    def _due(self, row: ExemptionRow, due_ms: int | None, rule: str, running: bool) -> Due | None:
        if due_ms is None or not running:
            return None
        return Due(
            due_ms=due_ms,
            rule=rule,
            policy_version=row.policy_version,
            overdue=self.desk.now_ms() > due_ms,
        )

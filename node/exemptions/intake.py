"""What arrives at the secretariat: requests, positions, uses, withdrawals."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from accord.cases.certificate import ItemQuantity
from accord.cases.certificate_ledger import Use, at_least, check_draw, remaining, totals
from accord.cases.exemption import (
    ExemptionAnswer,
    ExemptionRequest,
    ExemptionSeen,
    ExemptionUse,
    ExemptionUseReply,
    ExemptionWithdrawal,
)
from accord.cases.exemption_consensus import check_answer as check_criteria
from accord.cases.exemption_machine import EXEMPTION, ExemptionEvent, ExemptionState
from accord.cases.exemption_requirements import (
    check_answer,
    check_request,
    check_seen,
    check_use,
    check_use_reply,
    check_withdrawal,
)
from accord.cases.rule import Problem, insist
from accord.errors import PolicyError
from accord.wire.payload import decode_payload
from node.desk.desk import NODE, Desk
from node.desk.steps import note, note_arrival, send
from node.exchange.messages import IncomingMessage
from node.exemptions import rows
from node.exemptions.assessing import ANSWERS_DUE, OPINION_DUE, AssessingService
from node.exemptions.deciding import EXPIRY
from node.exemptions.roles import insist_secretariat
from node.exemptions.rows import EXEMPTIONS, ExemptionRow, Side, UseRow


@dataclass(frozen=True, slots=True)
class SecretariatIntake:
    """Takes in what States send to the secretariat; refuses all where it is not kept here."""

    desk: Desk
    assessing: AssessingService

    def handle(self, tx: Connection, message: IncomingMessage) -> None:
        """The effect of one message.

        Raises:
            FormatError: the payload is not what its kind says.
            PolicyError: this node is not the secretariat, or it is not for the sender to say.
        """
        insist_secretariat(self.desk)
        said = decode_payload(message.kind, message.payload)
        match said:
            case ExemptionRequest():
                self._requested(tx, message, said)
            case ExemptionSeen():
                insist(check_seen(said))
                self._position(tx, message, said.request_id, "SEEN", seen_ms=message.received_ms)
            case ExemptionAnswer():
                self._answered(tx, message, said)
            case ExemptionUse():
                self._used(tx, message, said)
            case ExemptionWithdrawal():
                self._withdrawn(tx, message, said)
            case _:
                raise AssertionError(f"no handler is registered for {type(said).__name__}")

    def problems(self, request: ExemptionRequest) -> tuple[Problem, ...]:
        """What the request lacks of art 5(1) and of the region's policy."""
        grounds = self.desk.region.policy.exemption.grounds
        allowed = request.ground is None or request.ground in grounds
        text = f"the region's policy has {', '.join(grounds)}"
        return (*check_request(request), *(() if allowed else (Problem("ground", text),)))

    def _requested(self, tx: Connection, message: IncomingMessage, said: ExemptionRequest) -> None:
        if not said.request_id.startswith(f"{message.sender}-") or len(said.request_id) > 40:
            raise PolicyError("exemption.foreign_id", "request_id: begins with another State")
        before = rows.find(tx, said.request_id, Side.SECRETARIAT)
        if before is None:
            row = self._new(tx, message, said)
        else:
            row = self._corrected(before, message, said)
        states = (before.state if before else "", row.state)
        note_arrival(self.desk, tx, row.request_id, message, event="REQUEST", states=states)
        if not self.problems(said):
            after = EXEMPTION.step(ExemptionState(row.state), ExemptionEvent.COMPLETE)
            note(
                self.desk,
                tx,
                row.request_id,
                event=ExemptionEvent.COMPLETE,
                by=NODE,
                states=(row.state, after),
            )
            row = self.assessing.begin_clocks(tx, replace(row, state=after))
        EXEMPTIONS.update(tx, row)

    def _new(
        self, tx: Connection, message: IncomingMessage, said: ExemptionRequest
    ) -> ExemptionRow:
        row = ExemptionRow(
            number=rows.following_exemption(tx),
            request_id=said.request_id,
            side=Side.SECRETARIAT,
            applicant=message.sender,
            state=EXEMPTION.initial,
            revision=said.revision,
            conversation_id=message.conversation_id.bytes,
            message_id=message.message_id.bytes,
            received_ms=message.received_ms,
            updated_ms=self.desk.now_ms(),
            policy_version=self.desk.region.policy.version,
            request=message.payload,
        )
        EXEMPTIONS.insert(tx, row)
        return row

    def _corrected(
        self, row: ExemptionRow, message: IncomingMessage, said: ExemptionRequest
    ) -> ExemptionRow:
        if row.conversation != message.conversation_id or said.revision <= row.revision:
            raise PolicyError(
                "exemption.revision", "revision: a corrected request has the next number"
            )
        return replace(
            row,
            state=EXEMPTION.step(ExemptionState(row.state), ExemptionEvent.CORRECT),
            revision=said.revision,
            message_id=message.message_id.bytes,
            received_ms=message.received_ms,
            updated_ms=self.desk.now_ms(),
            request=message.payload,
            returned=None,
        )

    def _answered(self, tx: Connection, message: IncomingMessage, said: ExemptionAnswer) -> None:
        insist(check_answer(said))
        check_criteria(said, self.desk.region.policy.exemption)
        self._position(
            tx,
            message,
            said.request_id,
            "ANSWER",
            text=said.position,
            answered_ms=message.received_ms,
            position=said.position.value,
            criteria=" ".join(said.criteria),
            said=said.text,
        )

    def _position(
        self,
        tx: Connection,
        message: IncomingMessage,
        request_id: str,
        event: str,
        *,
        text: str = "",
        said: str | None = None,
        **values: Any,
    ) -> None:
        """Amends the record of the sender; after the opinion it is only written down."""
        row = rows.load_side(tx, request_id, Side.SECRETARIAT)
        if message.sender not in {one.member for one in rows.positions_of(tx, request_id)}:
            raise PolicyError(
                "exemption.not_circulated_to", "the request was not sent to this member"
            )
        late = row.state != ExemptionState.CIRCULATED
        if not late:
            words = {} if said is None else {"text": said}
            rows.amend_position(tx, request_id, message.sender, **values, **words)
        note_arrival(
            self.desk,
            tx,
            request_id,
            message,
            event=f"LATE_{event}" if late else event,
            states=(row.state, row.state),
            text=text,
        )

    def _used(self, tx: Connection, message: IncomingMessage, said: ExemptionUse) -> None:
        insist(check_use(said))
        row = rows.by_certificate(tx, said.certificate_number, Side.SECRETARIAT)
        told = () if row is None else self.assessing.office.told(tx, row)
        if row is None or row.decided is None or message.sender not in told:
            raise PolicyError(
                "exemption.unknown_certificate", "the sender was given no such certificate"
            )
        granted = totals(row.decided.quantities)
        uses = [one.use for one in rows.uses_of(tx, row.number)]
        use = Use(
            member=message.sender,
            transfer=said.transfer,
            shipment=said.shipment,
            quantities=said.quantities,
        )
        reason = self._refusal(row, granted, uses, use)
        note_arrival(
            self.desk,
            tx,
            row.request_id,
            message,
            event="USE_REFUSED" if reason else ExemptionEvent.DRAW,
            states=(row.state, row.state),
            text=reason or f"{said.transfer} {said.shipment}",
        )
        if not reason:
            counted = UseRow(use=at_least(use, uses), counted=True, reason="")
            rows.record_use(tx, row.number, counted, self.desk.now_ms())
            uses = [one.use for one in rows.uses_of(tx, row.number)]
        left = remaining(granted, uses)
        held = [one.quantities for one in uses if one.key == use.key]
        reply = ExemptionUseReply(
            preamble=self.desk.preamble(said.preamble, message.message_id),
            certificate_number=said.certificate_number,
            transfer=said.transfer,
            shipment=said.shipment,
            counted=bool(held),
            quantities=held[0] if held else (),
            reason=reason,
            remaining=tuple(ItemQuantity(item=item, quantity=n) for item, n in left.items()),
        )
        insist(check_use_reply(reply))
        send(
            self.desk,
            tx,
            row.request_id,
            reply,
            to=(message.sender,),
            conversation=message.conversation_id,
            by=NODE,
            event="REPLY",
            states=(row.state, row.state),
        )
        if not reason and not any(left.values()):
            self._exhaust(tx, row)

    def _refusal(
        self, row: ExemptionRow, granted: dict[int, int], uses: list[Use], use: Use
    ) -> str:
        """Why the use is not counted; empty where it is."""
        if self.desk.now_ms() > (row.valid_to_ms or 0):
            return "the certificate has expired"
        counted_before = row.state == ExemptionState.EXHAUSTED and use in uses
        if row.state != ExemptionState.GRANTED and not counted_before:
            return f"the certificate is {row.state}"
        try:
            check_draw(granted, uses, use)
        except PolicyError as error:
            return error.text
        return ""

    def _exhaust(self, tx: Connection, row: ExemptionRow) -> None:
        after = EXEMPTION.table.get((ExemptionState(row.state), ExemptionEvent.EXHAUST))
        if after is None:
            return
        note(
            self.desk,
            tx,
            row.request_id,
            event=ExemptionEvent.EXHAUST,
            by=NODE,
            states=(row.state, after),
        )
        EXEMPTIONS.update(tx, replace(row, state=after, updated_ms=self.desk.now_ms()))
        self.desk.cancel(tx, EXPIRY, row.request_id)

    def _withdrawn(
        self, tx: Connection, message: IncomingMessage, said: ExemptionWithdrawal
    ) -> None:
        insist(check_withdrawal(said))
        row = rows.load_side(tx, said.request_id, Side.SECRETARIAT)
        if row.applicant != message.sender:
            raise PolicyError("exemption.foreign_id", "only the applicant withdraws its request")
        after = EXEMPTION.table.get((ExemptionState(row.state), ExemptionEvent.WITHDRAW))
        note_arrival(
            self.desk,
            tx,
            row.request_id,
            message,
            event=ExemptionEvent.WITHDRAW if after else "LATE_WITHDRAWAL",
            states=(row.state, after or row.state),
            text=said.reason,
        )
        if after is not None:
            EXEMPTIONS.update(tx, replace(row, state=after, updated_ms=self.desk.now_ms()))
            self.desk.cancel(tx, ANSWERS_DUE, row.request_id)
            self.desk.cancel(tx, OPINION_DUE, row.request_id)

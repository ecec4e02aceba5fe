"""What arrives from the secretariat: at the applicant's node, and at each member's."""

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final, Protocol

from sqlalchemy import Connection

from accord.cases.certificate_check import last_ms
from accord.cases.exemption import (
    ExemptionCirculation,
    ExemptionDecision,
    ExemptionOpinion,
    ExemptionReturn,
    ExemptionUseReply,
)
from accord.cases.exemption_codes import ExemptionOutcome
from accord.cases.exemption_machine import EXEMPTION_FOLLOWED, FollowedEvent, FollowedState
from accord.cases.exemption_requirements import (
    check_circulation,
    check_decision,
    check_opinion,
    check_return,
    check_use_reply,
)
from accord.cases.rule import insist
from accord.errors import PolicyError
from accord.wire.payload import decode_payload
from node.desk.desk import Desk
from node.desk.documents import dump
from node.desk.steps import note_arrival
from node.exchange.messages import IncomingMessage
from node.exemptions import rows
from node.exemptions.answering import FOLLOWERS
from node.exemptions.roles import insist_from_secretariat
from node.exemptions.rows import EXEMPTIONS, ExemptionRow, Side, UseRow

EXPIRY = "EXEMPTION_FOLLOWED"  # the chore at the end of a certificate
_OUTCOMES: Final = MappingProxyType(
    {
        ExemptionOutcome.GRANTED: FollowedEvent.GRANT,
        ExemptionOutcome.REFUSED: FollowedEvent.REFUSE,
        ExemptionOutcome.REVOKED: FollowedEvent.REVOKE,
    }
)


class Alarm(Protocol):
    """Who has files that rest on an exemption: the transfers' room."""

    def exemption_in_doubt(
        self, tx: Connection, number: str, transfers: tuple[str, ...], reason: str
    ) -> None:
        """The exemption no longer holds; files of these transfers may be on the way."""
        ...


@dataclass(frozen=True, slots=True)
class FollowingIntake:
    """Takes in what the secretariat says, and nobody else, for one desk."""

    desk: Desk
    alarms: list[Alarm]

    def handle(self, tx: Connection, message: IncomingMessage) -> None:
        """The effect of one message.

        Raises:
            FormatError: the payload is not what its kind says.
            PolicyError: the sender is not the secretariat, or the request is not known.
        """
        insist_from_secretariat(self.desk, message.sender)
        said = decode_payload(message.kind, message.payload)
        match said:
            case ExemptionCirculation():
                self._circulated(tx, message, said)
            case ExemptionReturn():
                insist(check_return(said))
                row = rows.load_side(tx, said.request_id, Side.APPLICANT)
                self._move(
                    tx, row, message, FollowedEvent.RETURN, text=said.text, returned=message.payload
                )
            case ExemptionOpinion():
                insist(check_opinion(said))
                escalated = bool(said.escalated_to)
                event = FollowedEvent.ESCALATE if escalated else FollowedEvent.GIVE_OPINION
                row = rows.load_side(tx, said.request_id, *FOLLOWERS)
                self._move(tx, row, message, event, text=said.kind, opinion=message.payload)
            case ExemptionDecision():
                self._decided(tx, message, said)
            case ExemptionUseReply():
                self._replied(tx, message, said)
            case _:
                raise AssertionError(f"no handler is registered for {type(said).__name__}")

    def _circulated(
        self, tx: Connection, message: IncomingMessage, said: ExemptionCirculation
    ) -> None:
        insist(check_circulation(said))
        request = said.request
        changes: dict[str, Any] = {
            "assessment": said.assessment,
            "answer_by_ms": said.answer_by_ms,
            "opinion_by_ms": said.opinion_by_ms,
            "policy_version": said.policy_version or 0,
            "message_id": message.message_id.bytes,
        }
        row = rows.find(tx, request.request_id, *FOLLOWERS)
        if said.applicant != self.desk.member and row is None:
            row = self._new(tx, message, said)
        if row is None:
            raise PolicyError("exemption.unknown", "there is no such request of ours")
        self._move(tx, row, message, FollowedEvent.CIRCULATE, **changes)

    def _new(
        self, tx: Connection, message: IncomingMessage, said: ExemptionCirculation
    ) -> ExemptionRow:
        if len(said.request.request_id) > 40:
            raise PolicyError("exemption.foreign_id", "request_id: at most 40 characters")
        self.desk.region.directory.member(said.applicant)
        row = ExemptionRow(
            number=rows.following_exemption(tx),
            request_id=said.request.request_id,
            side=Side.MEMBER,
            applicant=said.applicant,
            state=EXEMPTION_FOLLOWED.initial,
            revision=said.request.revision,
            conversation_id=message.conversation_id.bytes,
            message_id=message.message_id.bytes,
            received_ms=message.received_ms,
            updated_ms=self.desk.now_ms(),
            policy_version=said.policy_version or 0,
            request=dump(said.request),
        )
        EXEMPTIONS.insert(tx, row)
        return row

    def _decided(self, tx: Connection, message: IncomingMessage, said: ExemptionDecision) -> None:
        insist(check_decision(said))
        row = rows.load_side(tx, said.request_id, *FOLLOWERS)
        changes: dict[str, Any] = {"decision": message.payload}
        if said.certificate_number:
            changes["certificate_number"] = said.certificate_number
        if said.valid_to is not None:
            changes["valid_to_ms"] = last_ms(said.valid_to)
        if not self._move(tx, row, message, _OUTCOMES[said.outcome], text=said.outcome, **changes):
            return
        if said.outcome is ExemptionOutcome.GRANTED:
            after_ms = max(0, changes["valid_to_ms"] + 1 - self.desk.now_ms())
            self.desk.schedule(tx, EXPIRY, row.request_id, after_ms=after_ms)
            return
        self.desk.cancel(tx, EXPIRY, row.request_id)
        uses = [one.use for one in rows.uses_of(tx, row.number) if one.counted]
        transfers = tuple(sorted({use.transfer for use in uses}))
        for alarm in self.alarms if transfers else ():
            alarm.exemption_in_doubt(tx, row.certificate_number, transfers, said.outcome)

    def _replied(self, tx: Connection, message: IncomingMessage, said: ExemptionUseReply) -> None:
        insist(check_use_reply(said))
        row = rows.by_certificate(tx, said.certificate_number, *FOLLOWERS)
        if row is None:
            raise PolicyError("exemption.unknown_certificate", "there is no such certificate here")
        key = (self.desk.member, said.transfer, said.shipment)
        ours = [one for one in rows.uses_of(tx, row.number) if one.use.key == key]
        if not ours:
            raise PolicyError("exemption.unknown_use", "shipment: nothing was asked for it")
        use = replace(ours[0].use, quantities=said.quantities) if said.counted else ours[0].use
        counted = UseRow(use=use, counted=said.counted, reason=said.reason)
        rows.record_use(tx, row.number, counted, self.desk.now_ms())
        note_arrival(
            self.desk,
            tx,
            row.request_id,
            message,
            event="USE_COUNTED" if said.counted else "USE_REFUSED",
            states=(row.state, row.state),
            text=said.reason,
        )

    def _move(
        self,
        tx: Connection,
        row: ExemptionRow,
        message: IncomingMessage,
        event: FollowedEvent,
        *,
        text: str = "",
        **changes: Any,
    ) -> bool:
        """Moves the request where its machine allows; False where the message came too late."""
        after = EXEMPTION_FOLLOWED.table.get((FollowedState(row.state), event))
        note_arrival(
            self.desk,
            tx,
            row.request_id,
            message,
            event=event if after is not None else f"LATE_{event}",
            states=(row.state, after or row.state),
            text=text,
        )
        if after is None:
            return False
        moved = replace(row, **(changes | {"state": after, "updated_ms": self.desk.now_ms()}))
        EXEMPTIONS.update(tx, moved)
        return True

"""A member's side: it reads what was circulated, takes a position, and draws on certificates."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import Connection

from accord.cases.certificate import ItemQuantity
from accord.cases.certificate_ledger import Use, remaining, totals
from accord.cases.exemption import ExemptionAnswer, ExemptionSeen, ExemptionUse
from accord.cases.exemption_codes import ExemptionPosition, RefusalCriterion
from accord.cases.exemption_consensus import check_answer as check_criteria
from accord.cases.exemption_machine import EXEMPTION_FOLLOWED, FollowedEvent, FollowedState
from accord.cases.exemption_requirements import check_answer, check_seen, check_use
from accord.cases.rule import insist
from accord.errors import PolicyError
from node.desk.desk import NODE, Desk
from node.desk.documents import dump
from node.desk.steps import note, send
from node.exemptions import rows
from node.exemptions.roles import the_secretariat
from node.exemptions.rows import EXEMPTIONS, ExemptionRow, Side, UseRow

ANSWER = "exemption.answer"
ACTS = frozenset({ANSWER})
FOLLOWERS = (Side.APPLICANT, Side.MEMBER)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptionStanding:
    """What a node knows of an exemption certificate."""

    request_id: str
    number: str
    applicant: str
    state: str
    valid_to_ms: int
    remaining: tuple[ItemQuantity, ...]  # by the uses that this node knows
    usable: bool


@dataclass(frozen=True, slots=True)
class AnsweringService:
    """What an officer of a member does; every call is one step.

    Raises (every method):
        PolicyError: unknown id, a missing field, or a rule of the region; the text says which.
        TransitionError: the step is not allowed in the state; says what is.
    """

    desk: Desk

    def see(self, tx: Connection, request_id: str, *, by: str) -> None:
        """Tells the secretariat, once, that an officer has the request before him."""
        row = rows.load_side(tx, request_id, Side.MEMBER)
        if row.seen_ms is not None:
            return
        now_ms = self.desk.now_ms()
        message = ExemptionSeen(
            preamble=self.desk.preamble(row.asked.preamble, UUID(bytes=row.message_id)),
            request_id=request_id,
            seen_ms=now_ms,
        )
        insist(check_seen(message))
        self._send(tx, row, message, by=by, event="SEE")
        EXEMPTIONS.update(tx, replace(row, seen_ms=now_ms, updated_ms=now_ms))

    def answer(
        self,
        tx: Connection,
        request_id: str,
        position: ExemptionPosition,
        *,
        by: str,
        criteria: tuple[RefusalCriterion, ...] = (),
        text: str = "",
    ) -> bool:
        """Takes a position; a later one replaces it until the opinion is given.

        False while a second person has to ask for the same.
        """
        row = rows.load_side(tx, request_id, Side.MEMBER)
        if row.state != FollowedState.CIRCULATED:
            raise PolicyError(
                "exemption.not_circulated", "positions are taken between circulation and opinion"
            )
        message = ExemptionAnswer(
            preamble=self.desk.preamble(row.asked.preamble, UUID(bytes=row.message_id)),
            request_id=request_id,
            position=position,
            criteria=criteria,
            text=text,
        )
        insist(check_answer(message))
        check_criteria(message, self.desk.region.policy.exemption)
        if not self.desk.signoff.passes(tx, ANSWER, request_id, dump(message), by):
            return False
        self.see(tx, request_id, by=by)
        row = rows.load_side(tx, request_id, Side.MEMBER)
        self._send(tx, row, message, by=by, event="ANSWER", text=position)
        EXEMPTIONS.update(tx, replace(row, answer=dump(message), updated_ms=self.desk.now_ms()))
        return True

    def use(
        self,
        tx: Connection,
        number: str,
        quantities: tuple[ItemQuantity, ...],
        *,
        transfer: str,
        shipment: str,
        by: str,
    ) -> None:
        """Asks the secretariat to count a shipment; it may leave once that is done."""
        row = self._granted(tx, number)
        message = ExemptionUse(
            preamble=self.desk.preamble(row.asked.preamble),
            certificate_number=number,
            transfer=transfer,
            shipment=shipment,
            quantities=quantities,
        )
        insist(check_use(message))
        asked = Use(
            member=self.desk.member, transfer=transfer, shipment=shipment, quantities=quantities
        )
        for known in rows.uses_of(tx, row.number):
            if known.use.key == asked.key and known.counted:
                raise PolicyError("exemption.counted", "shipment: is counted already")
        self._send(tx, row, message, by=by, event="USE", text=f"{transfer} {shipment}")
        rows.record_use(
            tx, row.number, UseRow(use=asked, counted=False, reason=""), self.desk.now_ms()
        )

    def standing(self, tx: Connection, number: str) -> ExemptionStanding | None:
        """What is known of the certificate under this number; None where nothing is."""
        row = rows.by_certificate(tx, number, *FOLLOWERS)
        if row is None or row.decided is None:
            return None
        valid_to_ms = row.valid_to_ms or 0
        counted = [one.use for one in rows.uses_of(tx, row.number) if one.counted]
        left = remaining(totals(row.decided.quantities), counted)
        granted = row.state == FollowedState.GRANTED
        return ExemptionStanding(
            request_id=row.request_id,
            number=number,
            applicant=row.applicant,
            state=row.state,
            valid_to_ms=valid_to_ms,
            remaining=tuple(ItemQuantity(item=item, quantity=n) for item, n in left.items()),
            usable=granted and self.desk.now_ms() <= valid_to_ms,
        )

    def draw(
        self,
        tx: Connection,
        number: str,
        quantities: Sequence[ItemQuantity],
        shipment: str,
        *,
        transfer: str,
    ) -> None:
        """Passes where the secretariat has counted this shipment, with at least so much.

        Raises:
            PolicyError: `exemption.unknown_certificate`, `exemption.not_usable`, or
                `exemption.use_not_counted`.
        """
        row = self._granted(tx, number)
        key = (self.desk.member, transfer, shipment)
        found = [one for one in rows.uses_of(tx, row.number) if one.use.key == key]
        counted = totals(found[0].use.quantities) if found and found[0].counted else {}
        if not counted or any(
            count > counted.get(item, 0) for item, count in totals(quantities).items()
        ):
            raise PolicyError(
                "exemption.use_not_counted",
                "exemption: the secretariat has not counted this shipment; ask first: "
                "accord-node exemptions use",
            )

    def expire(self, tx: Connection, request_id: str) -> None:
        """The certificate has run out."""
        row = rows.load_side(tx, request_id, *FOLLOWERS)
        after = EXEMPTION_FOLLOWED.table.get((FollowedState(row.state), FollowedEvent.EXPIRE))
        if after is not None:
            note(
                self.desk,
                tx,
                request_id,
                event=FollowedEvent.EXPIRE,
                by=NODE,
                states=(row.state, after),
            )
            EXEMPTIONS.update(tx, replace(row, state=after, updated_ms=self.desk.now_ms()))

    def _granted(self, tx: Connection, number: str) -> ExemptionRow:
        row = rows.by_certificate(tx, number, *FOLLOWERS)
        if row is None:
            raise PolicyError(
                "exemption.unknown_certificate", "no decision about such a certificate has come"
            )
        expired = self.desk.now_ms() > (row.valid_to_ms or 0)
        if row.state != FollowedState.GRANTED or expired:
            state = FollowedState.EXPIRED if expired else row.state
            raise PolicyError("exemption.not_usable", f"exemption: the certificate is {state}")
        return row

    def _send(
        self,
        tx: Connection,
        row: ExemptionRow,
        message: object,
        *,
        by: str,
        event: str,
        text: str = "",
    ) -> None:
        send(
            self.desk,
            tx,
            row.request_id,
            message,
            to=(the_secretariat(self.desk),),
            conversation=row.conversation,
            by=by,
            event=event,
            states=(row.state, row.state),
            text=text,
        )

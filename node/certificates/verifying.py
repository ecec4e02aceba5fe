"""The exporting State's side: certificates presented to it, their verification, and their use."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from sqlalchemy import Connection

from accord.cases.certificate import (
    CertificatePresented,
    CertificateVerification,
    CertificateVerificationRequest,
    ItemQuantity,
    SignedCertificate,
)
from accord.cases.certificate_check import (
    CERTIFICATE_CHECK,
    CheckState,
    granted,
    last_ms,
    signed_at_ms,
)
from accord.cases.certificate_codes import CheckPurpose, CheckResult
from accord.cases.certificate_form import digest
from accord.cases.certificate_ledger import Use, check_draw, remaining
from accord.cases.certificate_requirements import check_signed, check_verification_request
from accord.cases.certificate_standing import (
    OF_A_TRANSFER,
    Checked,
    Standing,
    check_dispatch,
    verify_again,
)
from accord.cases.rule import insist
from accord.errors import PolicyError
from node.calendars import clocks
from node.certificates import rows, tables
from node.certificates.rows import (
    CERTIFICATES,
    CHECKS,
    CertificateRow,
    CheckRow,
    CheckSide,
    Side,
    entry_id,
)
from node.desk.desk import NODE, Desk
from node.desk.documents import dump, load
from node.desk.steps import is_ours, member_for, note, send

OVERDUE = "CERTIFICATE_OVERDUE"  # the chore at the end of the issuing State's time


class Alarm(Protocol):
    """Who has files that rest on a certificate: the transfers' room."""

    def certificate_in_doubt(
        self, tx: Connection, number: str, transfers: tuple[str, ...], reason: str
    ) -> None:
        """The certificate can no longer be relied on; files of these transfers may be on the way.

        Shipments in transit raise an alert, and what has not left stays here.
        """
        ...


@dataclass(frozen=True, slots=True)
class VerifyingService:
    """What an officer of the exporting State does; every call is one step.

    Raises (every method):
        PolicyError: unknown id, a missing field, or a rule of the region; the text says which.
        TransitionError: the step is not allowed in the state; says what is.
    """

    desk: Desk
    alarms: list[Alarm]

    def present(self, tx: Connection, signed: SignedCertificate, *, by: str) -> str:
        """Takes in a certificate that an applicant or another State presents; gives its id here.

        Presented again with another content, it is verified again.
        """
        certificate = signed.certificate
        insist(check_signed(signed, ""))
        if not is_ours(self.desk, certificate.exporting_state):
            raise PolicyError("certificate.other_exporter", "exporting_state: is not our own State")
        if is_ours(self.desk, certificate.issuing_state):
            raise PolicyError(
                "certificate.own_issuer", "issuing_state: is our own State; see the own register"
            )
        member_for(self.desk, certificate.issuing_state, "issuing_state")
        preamble = self.desk.opening(certificate.number, handling="OFFICIAL", language="en")
        document = CertificatePresented(preamble=preamble, presented=signed)
        now_ms = self.desk.now_ms()
        before = rows.certificate_of(
            tx, Side.PRESENTED, certificate.number, certificate.issuing_state
        )
        if before is not None and before.presented == signed:
            return before.certificate_id
        number = rows.following_certificate(tx) if before is None else before.number
        row = CertificateRow(
            number=number,
            certificate_id=(
                f"{self.desk.member}-C-{number:05}" if before is None else before.certificate_id
            ),
            side=Side.PRESENTED,
            issuing_state=certificate.issuing_state,
            register_number=certificate.number,
            signatory=entry_id(certificate.issuing_state, certificate.signatory)[:40],
            signed_ms=signed_at_ms(certificate),
            expires_ms=last_ms(certificate.expires) if certificate.expires else 0,
            recorded_ms=now_ms if before is None else before.recorded_ms,
            updated_ms=now_ms,
            source=by,
            document=dump(document),
            doubt="" if before is None else "it was presented again with another content",
        )
        if before is None:
            CERTIFICATES.insert(tx, row)
        else:
            CERTIFICATES.update(tx, row)
        note(self.desk, tx, row.certificate_id, event="PRESENT", by=by, document=document)
        return row.certificate_id

    def verify(
        self,
        tx: Connection,
        certificate_id: str,
        *,
        transfer: str,
        by: str,
        shipment: str = "",
        quantities: tuple[ItemQuantity, ...] = (),
    ) -> str:
        """Asks the issuing State; of a dispatch where a shipment is named. Gives the check's id."""
        row = self.presented(tx, certificate_id)
        signed = row.presented
        asked = CertificateVerificationRequest(
            preamble=self.desk.opening(transfer, handling="OFFICIAL", language="en"),
            presented=signed,
            document_digest=digest(signed.certificate),
            purpose=CheckPurpose.DISPATCH if shipment else CheckPurpose.AUTHORISATION,
            transfer=transfer,
            shipment=shipment,
            quantities=quantities,
        )
        insist(check_verification_request(asked))
        now_ms = self.desk.now_ms()
        if any(
            one.state is CheckState.ASKED and one.shipment == shipment and now_ms <= one.due_ms
            for one in self._asked(tx, row, transfer)
        ):
            raise PolicyError(
                "certificate.open_check", "this was asked already; wait for the answer"
            )
        return self._ask(tx, row, asked, by=by)

    def standing(
        self, tx: Connection, number: str, *, issuing_state: str = "", transfer: str = ""
    ) -> Standing | None:
        """What is known of the certificate under this number; None where none was presented."""
        row = rows.certificate_of(tx, Side.PRESENTED, number, issuing_state)
        return None if row is None else self.standing_of(tx, row, transfer)

    def standing_of(self, tx: Connection, row: CertificateRow, transfer: str = "") -> Standing:
        """What is known of a certificate, for one transfer where one is named."""
        result = CheckResult(row.result) if row.result else None
        of_transfer = self._answered(tx, row, transfer) if transfer else []
        if of_transfer:
            last = of_transfer[-1]
            if last.result in OF_A_TRANSFER and last.purpose is CheckPurpose.AUTHORISATION:
                result = CheckResult(last.result)
        elif transfer and result is CheckResult.AUTHENTIC:
            result = None  # authentic, and not yet asked about for this transfer
        left = remaining(granted(row.presented.certificate), rows.uses_of(tx, row.certificate_id))
        return Standing(
            certificate_id=row.certificate_id,
            number=row.register_number,
            issuing_state=row.issuing_state,
            result=result,
            verified_ms=row.verified_ms,
            expires_ms=row.expires_ms,
            remaining=tuple(ItemQuantity(item=item, quantity=n) for item, n in left.items()),
            verify_again=verify_again(
                verified_ms=row.verified_ms,
                doubt=row.doubt,
                policy=self.desk.region.policy.certificate,
                now_ms=self.desk.now_ms(),
            ),
        )

    def draw(
        self,
        tx: Connection,
        number: str,
        quantities: Sequence[ItemQuantity],
        shipment: str,
        *,
        transfer: str,
        issuing_state: str = "",
    ) -> None:
        """Counts a shipment that leaves; asked again, it takes nothing twice.

        Raises:
            PolicyError: the certificate does not carry it: not verified, not authentic, expired,
                to be verified again, or overdrawn.
        """
        row = rows.certificate_of(tx, Side.PRESENTED, number, issuing_state)
        if row is None:
            raise PolicyError("certificate.unknown", "no certificate of this number was presented")
        checks = self._answered(tx, row, transfer)
        check_dispatch(
            self.standing_of(tx, row, transfer),
            [
                Checked(
                    purpose=one.purpose,
                    shipment=one.shipment,
                    result=CheckResult(one.result),
                    answered_ms=one.answered_ms or 0,
                    quantities=load(CertificateVerificationRequest, one.request).quantities,
                )
                for one in checks
            ],
            shipment=shipment,
            quantities=quantities,
            policy=self.desk.region.policy.certificate,
            now_ms=self.desk.now_ms(),
        )
        use = Use(
            member=self.desk.member,
            transfer=transfer,
            shipment=shipment,
            quantities=tuple(quantities),
        )
        uses = rows.uses_of(tx, row.certificate_id)
        check_draw(granted(row.presented.certificate), uses, use)
        rows.record_use(tx, row.certificate_id, use, self.desk.now_ms())
        if all(one.shipment != shipment for one in self._asked(tx, row, transfer)):
            self.verify(
                tx,
                row.certificate_id,
                transfer=transfer,
                shipment=shipment,
                quantities=tuple(quantities),
                by=NODE,
            )

    def answered(
        self, tx: Connection, check: CheckRow, answer: CertificateVerification, after: CheckState
    ) -> None:
        """The issuing State has spoken, or taken back what it said."""
        now_ms = self.desk.now_ms()
        told = replace(
            check, state=after, answer=dump(answer), result=answer.result, answered_ms=now_ms
        )
        CHECKS.update(tx, told)
        row = self.presented(tx, check.certificate_id)
        asked = load(CertificateVerificationRequest, check.request)
        if asked.presented != row.presented:
            return  # an answer about what was presented before
        if answer.result in OF_A_TRANSFER:
            if check.purpose is CheckPurpose.DISPATCH and self._in_use(tx, row, check):
                self._alarm(tx, row, (check.transfer,), answer.result)
            return
        CERTIFICATES.update(
            tx,
            replace(
                row,
                result=answer.result,
                verified_ms=now_ms,
                answer=told.answer,
                doubt="",
                updated_ms=now_ms,
            ),
        )
        if answer.result is not CheckResult.AUTHENTIC:
            self.doubt(tx, row, answer.result)

    def doubt(self, tx: Connection, row: CertificateRow, reason: str) -> None:
        """Tells whoever has shipments under the certificate."""
        uses = rows.uses_of(tx, row.certificate_id)
        self._alarm(tx, row, tuple(sorted({use.transfer for use in uses})), reason)

    def presented(self, tx: Connection, certificate_id: str) -> CertificateRow:
        """A certificate that was presented to us.

        Raises:
            PolicyError: unknown, or one of our own register.
        """
        row = CERTIFICATES.load(tx, certificate_id)
        if row.side is not Side.PRESENTED:
            raise PolicyError(
                "certificate.own_register", "it is of our own register: there is nobody to ask"
            )
        return row

    def overdue(self, tx: Connection, check_id: str) -> None:
        """The issuing State's time is over: a flag and an entry; a late answer counts."""
        check = CHECKS.load(tx, check_id)
        if check.state is CheckState.ASKED:
            note(self.desk, tx, check_id, event="OVERDUE", by=NODE, text=check.due_rule)

    def _ask(
        self,
        tx: Connection,
        row: CertificateRow,
        asked: CertificateVerificationRequest,
        *,
        by: str,
    ) -> str:
        member = member_for(self.desk, row.issuing_state, "issuing_state")
        number = rows.following_check(tx)
        check_id = f"{self.desk.member}-V-{number:05}"
        conversation = self.desk.new_conversation()
        due = clocks(self.desk.region.policy, member).verify_certificate(self.desk.now_ms())
        message_id = send(
            self.desk,
            tx,
            check_id,
            asked,
            to=(member,),
            conversation=conversation,
            by=by,
            event="ASK",
            states=("", CERTIFICATE_CHECK.initial),
            text=row.certificate_id,
        )
        CHECKS.insert(
            tx,
            CheckRow(
                number=number,
                check_id=check_id,
                side=CheckSide.ASKING,
                certificate_id=row.certificate_id,
                member=member,
                conversation_id=conversation.bytes,
                message_id=message_id.bytes,
                state=CERTIFICATE_CHECK.initial,
                purpose=asked.purpose,
                transfer=asked.transfer,
                shipment=asked.shipment,
                asked_ms=self.desk.now_ms(),
                due_ms=due.due_ms,
                due_rule=due.rule,
                policy_version=due.policy_version,
                request=dump(asked),
            ),
        )
        self.desk.schedule(tx, OVERDUE, check_id, after_ms=due.due_ms - self.desk.now_ms())
        return check_id

    def _asked(self, tx: Connection, row: CertificateRow, transfer: str) -> list[CheckRow]:
        """Our verifications of what is presented now, for one transfer, the oldest first."""
        of = tables.certificate_check.c
        found = CHECKS.all(
            tx,
            of.certificate_id == row.certificate_id,
            of.side == CheckSide.ASKING,
            of.transfer == transfer,
            order=of.number,
        )
        presented = row.presented
        return [
            one
            for one in found
            if load(CertificateVerificationRequest, one.request).presented == presented
        ]

    def _answered(self, tx: Connection, row: CertificateRow, transfer: str) -> list[CheckRow]:
        asked = self._asked(tx, row, transfer)
        return [one for one in asked if one.state is CheckState.ANSWERED]

    @staticmethod
    def _in_use(tx: Connection, row: CertificateRow, check: CheckRow) -> bool:
        return any(
            (use.transfer, use.shipment) == (check.transfer, check.shipment)
            for use in rows.uses_of(tx, row.certificate_id)
        )

    def _alarm(
        self, tx: Connection, row: CertificateRow, transfers: tuple[str, ...], reason: str
    ) -> None:
        note(
            self.desk,
            tx,
            row.certificate_id,
            event="IN_DOUBT",
            by=NODE,
            text=f"{reason}: {', '.join(transfers) or 'no shipment'}"[:500],
        )
        if transfers:
            for alarm in self.alarms:
                alarm.certificate_in_doubt(tx, row.register_number, transfers, reason)

"""What arrives about certificates: handed over, to be verified, verified; and lodged specimens."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from accord.cases.certificate import (
    CertificatePresented,
    CertificateVerification,
    CertificateVerificationRequest,
)
from accord.cases.certificate_check import (
    CERTIFICATE_CHECK,
    CheckEvent,
    needs_comparison,
)
from accord.cases.certificate_codes import CheckResult, SignatoryStatus
from accord.cases.certificate_requirements import (
    check_presented,
    check_signatory_entry,
    check_verification,
    check_verification_request,
)
from accord.cases.rule import insist
from accord.cases.signatory import SignatoryEntry
from accord.errors import PolicyError
from accord.wire.payload import decode_payload
from node.calendars import clocks
from node.casework.rules import Mode
from node.certificates import rows, tables
from node.certificates.answering import Answers
from node.certificates.rows import (
    CERTIFICATES,
    CHECKS,
    SIGNATORIES,
    CheckRow,
    CheckSide,
    Side,
    SignatoryRow,
    entry_id,
)
from node.certificates.rules import CertificateRules
from node.certificates.signing import check_token
from node.certificates.verifying import OVERDUE, VerifyingService
from node.desk.desk import NODE, Desk
from node.desk.post import LOST, note_loss
from node.desk.room import Sent
from node.desk.steps import is_ours, note_arrival
from node.exchange.messages import DeliveryStatus, IncomingMessage

_SUSPECT = frozenset({SignatoryStatus.SUSPENDED, SignatoryStatus.REVOKED})


@dataclass(frozen=True, slots=True)
class Intake:
    """Takes in what other States say about certificates, for one desk."""

    desk: Desk
    rules: CertificateRules
    answers: Answers
    verifying: VerifyingService

    def handle(self, tx: Connection, message: IncomingMessage) -> None:
        """The effect of one message.

        Raises:
            FormatError: the payload is not what its kind says.
            PolicyError: it is not for us, or not for the sender to say.
        """
        said = decode_payload(message.kind, message.payload)
        match said:
            case CertificatePresented():
                self._presented(tx, message, said)
            case CertificateVerificationRequest():
                self._asked(tx, message, said)
            case CertificateVerification():
                self._answered(tx, message, said)
            case SignatoryEntry():
                self._lodged(tx, message, said)
            case _:
                raise AssertionError(f"no handler is registered for {type(said).__name__}")

    def heard(self, tx: Connection, sent: Sent, status: DeliveryStatus, code: str) -> None:
        """A request that did not arrive is to be asked again."""
        if status not in LOST:
            return
        note_loss(self.desk, tx, sent, status, code)
        check = CHECKS.load(tx, sent.subject)
        after = CERTIFICATE_CHECK.table.get((check.state, CheckEvent.FAIL_DELIVERY))
        if after is not None:
            CHECKS.update(tx, replace(check, state=after))
            self.desk.cancel(tx, OVERDUE, check.check_id)

    def _presented(
        self, tx: Connection, message: IncomingMessage, said: CertificatePresented
    ) -> None:
        self._answers_for(message.sender, said.presented.certificate.issuing_state)
        insist(check_presented(said))
        certificate_id = self.verifying.present(tx, said.presented, by=message.sender)
        note_arrival(self.desk, tx, certificate_id, message, event="HANDED_OVER")

    def _asked(
        self, tx: Connection, message: IncomingMessage, said: CertificateVerificationRequest
    ) -> None:
        certificate = said.presented.certificate
        if not is_ours(self.desk, certificate.issuing_state):
            raise PolicyError(
                "certificate.not_issuer", "issuing_state: only the issuing State's node answers"
            )
        insist(check_verification_request(said))
        row = rows.certificate_of(tx, Side.ISSUED, certificate.number, certificate.issuing_state)
        number = rows.following_check(tx)
        due = clocks(self.desk.region.policy, self.desk.member).verify_certificate(
            message.received_ms
        )
        check = CheckRow(
            number=number,
            check_id=f"{self.desk.member}-V-{number:05}",
            side=CheckSide.ANSWERING,
            certificate_id="" if row is None else row.certificate_id,
            member=message.sender,
            conversation_id=message.conversation_id.bytes,
            message_id=message.message_id.bytes,
            state=CERTIFICATE_CHECK.initial,
            purpose=said.purpose,
            transfer=said.transfer,
            shipment=said.shipment,
            asked_ms=message.received_ms,
            due_ms=due.due_ms,
            due_rule=due.rule,
            policy_version=due.policy_version,
            request=message.payload,
        )
        CHECKS.insert(tx, check)
        note_arrival(
            self.desk,
            tx,
            check.check_id,
            message,
            event="ASK",
            states=("", check.state),
            text=check.certificate_id,
        )
        record = self.answers.record(tx, said)
        if self.rules.answer is Mode.AUTOMATIC and not needs_comparison(said, record):
            self.answers.answer(tx, check.check_id, by=NODE)
        else:
            after_ms = max(0, due.due_ms - self.desk.now_ms())
            self.desk.schedule(tx, OVERDUE, check.check_id, after_ms=after_ms)

    def _answered(
        self, tx: Connection, message: IncomingMessage, said: CertificateVerification
    ) -> None:
        check = rows.check_of(tx, CheckSide.ASKING, message.sender, message.conversation_id)
        insist(check_verification(said))
        asked = self.verifying.presented(tx, check.certificate_id)
        if said.number != asked.register_number:
            raise PolicyError("certificate.other_number", "number: is not the one asked about")
        event = CheckEvent.CORRECT if said.correction else CheckEvent.ANSWER
        after = CERTIFICATE_CHECK.table.get((check.state, event))
        note_arrival(
            self.desk,
            tx,
            check.check_id,
            message,
            event=event if after is not None else "LATE",
            states=(check.state, after or check.state),
            text=said.result,
        )
        if after is not None:
            self.desk.cancel(tx, OVERDUE, check.check_id)
            self.verifying.answered(tx, check, said, after)

    def _lodged(self, tx: Connection, message: IncomingMessage, said: SignatoryEntry) -> None:
        signatory = said.signatory
        self._answers_for(message.sender, signatory.state)
        check_token(signatory.official)
        insist(check_signatory_entry(said))
        key = entry_id(signatory.state, signatory.official)
        before = SIGNATORIES.find(tx, tables.signatory.c.entry_id == key)
        stale = before is not None and len(before.signatory.changes) > len(signatory.changes)
        note_arrival(
            self.desk,
            tx,
            key,
            message,
            event="STALE" if stale else "LODGE",
            states=(before.status if before else "", signatory.status),
        )
        if stale:
            return  # an older version overtaken by a newer one
        row = SignatoryRow(
            entry_id=key,
            state=signatory.state,
            official=signatory.official,
            status=signatory.status,
            entered_by=message.sender,
            updated_ms=self.desk.now_ms(),
            document=message.payload,
        )
        if before is None:
            SIGNATORIES.insert(tx, row)
        else:
            SIGNATORIES.update(tx, row)
        if signatory.status in _SUSPECT and (before is None or before.status != signatory.status):
            self._suspect(tx, row)

    def _suspect(self, tx: Connection, row: SignatoryRow) -> None:
        """What the official signed is to be verified again; after a revocation it is not good."""
        since_ms = row.signatory.revoked_from_ms
        of = tables.certificate.c
        for certificate in CERTIFICATES.all(
            tx, of.side == Side.PRESENTED, of.signatory == row.entry_id, order=of.number
        ):
            reason = f"the official who signed is {row.status} since"
            changed = replace(certificate, doubt=reason, updated_ms=self.desk.now_ms())
            if since_ms is not None and certificate.signed_ms >= since_ms:
                reason = CheckResult.SIGNATORY_NOT_AUTHORISED_ON_DATE
                changed = replace(changed, result=reason)
            CERTIFICATES.update(tx, changed)
            if changed.result != certificate.result:
                self.verifying.doubt(tx, changed, reason)

    def _answers_for(self, sender: str, state: str) -> None:
        member = self.desk.region.directory.answering_member(state)
        if member is None or member.id != sender:
            raise PolicyError(
                "certificate.foreign_state", "the sender does not answer for the State it names"
            )

"""The issuing State's register: what is entered, handed over, taken back."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from accord.cases.certificate import (
    CertificatePresented,
    SignedCertificate,
)
from accord.cases.certificate_check import (
    last_ms,
    signed_at_ms,
)
from accord.cases.certificate_codes import (
    AuthenticationMethod,
    SignatoryPower,
)
from accord.cases.certificate_form import check_signature
from accord.cases.certificate_requirements import (
    check_signed,
    check_undertakings,
)
from accord.cases.rule import insist
from accord.cases.signatory import Signatory, authorised
from accord.errors import PolicyError
from node.certificates import rows
from node.certificates.answering import Answers
from node.certificates.rows import (
    CERTIFICATES,
    SIGNATORIES,
    CertificateRow,
    Side,
    entry_id,
)
from node.desk.desk import Desk
from node.desk.documents import dump, load
from node.desk.steps import is_ours, member_for, note, send

ISSUE = "certificate.issue"
REVOKE = "certificate.revoke"
ACTS = frozenset({ISSUE, REVOKE})
_ISSUED = "ISSUED"
_REVOKED = "REVOKED"


@dataclass(frozen=True, slots=True)
class IssuingService:
    """What an officer of the issuing State does; every call is one step.

    Raises (every method):
        PolicyError: unknown id, a missing field, or a rule of the region; the text says which.
        TransitionError: the step is not allowed in the state; says what is.
    """

    desk: Desk
    answers: Answers

    def issue(self, tx: Connection, signed: SignedCertificate, *, by: str) -> str:
        """Enters a signed certificate into the register; gives its id here, empty while it waits.

        Raises:
            VerificationError: the digital signature is not the official's.
        """
        certificate = signed.certificate
        self._check_issue(tx, signed)
        preamble = self.desk.opening(certificate.number, handling="OFFICIAL", language="en")
        document = CertificatePresented(preamble=preamble, presented=signed)
        subject = certificate.number[:48]
        if not self.desk.signoff.passes(tx, ISSUE, subject, dump(document), by):
            return ""
        now_ms = self.desk.now_ms()
        number = rows.following_certificate(tx)
        row = CertificateRow(
            number=number,
            certificate_id=f"{self.desk.member}-C-{number:05}",
            side=Side.ISSUED,
            issuing_state=certificate.issuing_state,
            register_number=certificate.number,
            signatory=entry_id(certificate.issuing_state, certificate.signatory),
            signed_ms=signed_at_ms(certificate),
            expires_ms=last_ms(certificate.expires) if certificate.expires else 0,
            recorded_ms=now_ms,
            updated_ms=now_ms,
            source=by,
            document=dump(document),
        )
        CERTIFICATES.insert(tx, row)
        self._note(tx, row, "ISSUE", by, ("", _ISSUED), document=document)
        return row.certificate_id

    def hand_over(self, tx: Connection, certificate_id: str, *, by: str) -> None:
        """Sends the certificate to the exporting State's node (A/75/78, para 52)."""
        row = self._issued(tx, certificate_id)
        to = member_for(
            self.desk, row.presented.certificate.exporting_state, "certificate.exporting_state"
        )
        if to == self.desk.member:
            raise PolicyError("certificate.own_exporter", "exporting_state: is our own State")
        send(
            self.desk,
            tx,
            row.certificate_id,
            load(CertificatePresented, row.document),
            to=(to,),
            conversation=self.desk.new_conversation(),
            by=by,
            event="HAND_OVER",
            text=to,
        )

    def revoke(
        self,
        tx: Connection,
        certificate_id: str,
        reason: str,
        *,
        by: str,
        effective_from_ms: int | None = None,
    ) -> bool:
        """Takes the certificate back, and tells whoever was told that it is authentic.

        False while a second person has to ask for the same.
        """
        row = self._issued(tx, certificate_id)
        now_ms = self.desk.now_ms()
        since_ms = now_ms if effective_from_ms is None else effective_from_ms
        if row.revoked_from_ms is not None:
            raise PolicyError("certificate.revoked", "the certificate is revoked already")
        if since_ms > now_ms:
            raise PolicyError("certificate.effective_from", "effective_from_ms: lies ahead")
        if not reason.strip():
            raise PolicyError("certificate.reason_missing", "reason: say why it is revoked")
        if not self.desk.signoff.passes(tx, REVOKE, certificate_id, reason.encode(), by):
            return False
        revoked = self._save(tx, replace(row, revoked_from_ms=since_ms, revoked_because=reason))
        self._note(tx, revoked, "REVOKE", by, (_ISSUED, _REVOKED), text=reason)
        self.answers.reconsider(tx, revoked)
        return True

    def release(
        self, tx: Connection, certificate_id: str, member: str, transfer: str, *, by: str
    ) -> None:
        """Frees the certificate from a transfer for which nothing was shipped."""
        row = self._issued(tx, certificate_id)
        mine = [
            use
            for use in rows.uses_of(tx, certificate_id)
            if (use.member, use.transfer) == (member, transfer)
        ]
        if not mine:
            raise PolicyError("certificate.not_held", "it is not held for this transfer")
        if any(use.shipment for use in mine):
            raise PolicyError("certificate.in_use", "shipments of this transfer have used it")
        rows.forget_use(tx, certificate_id, mine[0])
        self._note(tx, row, "RELEASE", by, text=f"{member} {transfer}")

    def _check_issue(self, tx: Connection, signed: SignedCertificate) -> None:
        certificate, policy = signed.certificate, self.desk.region.policy
        if not is_ours(self.desk, certificate.issuing_state):
            raise PolicyError("certificate.not_issuer", "issuing_state: is not our own State")
        insist(
            (
                *check_signed(signed, ""),
                *check_undertakings(certificate, policy.certificate.undertakings),
            )
        )
        digital = signed.method is AuthenticationMethod.DIGITAL_SIGNATURE
        if policy.certificate.digital_only and not digital:
            raise PolicyError(
                "certificate.digital_only", "method: the region takes digital signatures alone"
            )
        if rows.certificate_of(tx, Side.ISSUED, certificate.number, certificate.issuing_state):
            raise PolicyError(
                "certificate.number_taken", "number: the register has a certificate of this number"
            )
        skew_ms = policy.clock_skew_seconds * 1000
        if (certificate.signed_ms or 0) > self.desk.now_ms() + skew_ms:
            raise PolicyError("certificate.signed_ahead", "signed_ms: lies in the future")
        signatory = self._authorised(tx, signed)
        if digital:
            check_signature(signed, signatory.public_key)

    def _authorised(self, tx: Connection, signed: SignedCertificate) -> Signatory:
        certificate = signed.certificate
        key = entry_id(certificate.issuing_state, certificate.signatory)
        row = SIGNATORIES.load(tx, key)
        power, at_ms = SignatoryPower.END_USER_CERTIFICATE, signed_at_ms(certificate)
        at_ms = min(at_ms, self.desk.now_ms())  # a paper signed today counts as signed by now
        if not authorised(row.signatory, power, at_ms):
            raise PolicyError(
                "certificate.signatory_not_authorised",
                "signatory: was not authorised to sign on that date; see accord-node signatories",
            )
        return row.signatory

    def _issued(self, tx: Connection, certificate_id: str) -> CertificateRow:
        row = CERTIFICATES.load(tx, certificate_id)
        if row.side is not Side.ISSUED:
            raise PolicyError("certificate.not_issuer", "only the issuing State may do this")
        return row

    def _save(self, tx: Connection, row: CertificateRow) -> CertificateRow:
        saved = replace(row, updated_ms=self.desk.now_ms())
        CERTIFICATES.update(tx, saved)
        return saved

    def _note(
        self,
        tx: Connection,
        row: CertificateRow,
        event: str,
        by: str,
        states: tuple[str, str] = ("", ""),
        *,
        text: str = "",
        document: CertificatePresented | None = None,
    ) -> None:
        note(
            self.desk,
            tx,
            row.certificate_id,
            event=event,
            by=by,
            states=states,
            text=text,
            document=document,
        )

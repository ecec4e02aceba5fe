"""Reads the certificates' tables into views."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, select

from accord.cases.certificate import (
    CertificateVerification,
    CertificateVerificationRequest,
    ItemQuantity,
)
from accord.cases.certificate_check import CheckState, granted, judge, needs_comparison
from accord.cases.certificate_form import digest
from accord.cases.certificate_ledger import remaining
from accord.cases.certificate_standing import verify_again
from accord.cases.signatory import Signatory
from node.casework.reading import messages_of, timeline_of
from node.casework.views import Due
from node.certificates import answering, rows, signing, tables
from node.certificates.answering import Answers
from node.certificates.rows import (
    CERTIFICATES,
    CHECKS,
    SIGNATORIES,
    CertificateRow,
    CheckRow,
    CheckSide,
    Side,
    SignatoryRow,
)
from node.certificates.signing import SignatoryService
from node.certificates.views import (
    CertificateDetail,
    CertificateSummary,
    CheckDetail,
    CheckSummary,
    SignatoryDetail,
    SignatorySummary,
    UseView,
)
from node.desk.desk import Desk
from node.desk.documents import load, maybe


@dataclass(frozen=True, slots=True)
class CertificateViews:
    """Reads for officers, the interface and the command line; changes nothing."""

    desk: Desk
    answers: Answers
    signing: SignatoryService

    def signatories(
        self, tx: Connection, *, state: str, limit: int, after: str
    ) -> tuple[SignatorySummary, ...]:
        """The officials, by their ids."""
        of = tables.signatory.c
        where = [of.entry_id > after]
        if state:
            where.append(of.state == state)
        found = SIGNATORIES.all(tx, *where, order=of.entry_id, limit=limit)
        return tuple(_signatory(row) for row in found)

    def signatory_detail(self, tx: Connection, key: str) -> SignatoryDetail:
        """Everything about one official.

        Raises:
            PolicyError: there is none with this id.
        """
        row = SIGNATORIES.load(tx, key)
        return SignatoryDetail(
            summary=_signatory(row),
            signatory=row.signatory,
            entered_by=row.entered_by,
            lodged_with=self.signing.lodged_with(tx, key),
            revocation_asked_by=self.desk.signoff.waits_for(tx, signing.REVOKE, key),
            timeline=timeline_of(tx, key),
        )

    def certificates(
        self, tx: Connection, *, side: str, limit: int, before: str
    ) -> tuple[CertificateSummary, ...]:
        """The certificates, the newest first."""
        of = tables.certificate.c
        where = [] if not side else [of.side == side]
        where += _older(tables.certificate, "certificate_id", before)
        found = CERTIFICATES.all(tx, *where, order=of.number.desc(), limit=limit)
        return tuple(self._certificate(row) for row in found)

    def certificate_detail(self, tx: Connection, certificate_id: str) -> CertificateDetail:
        """Everything about one certificate.

        Raises:
            PolicyError: there is none with this id.
        """
        row = CERTIFICATES.load(tx, certificate_id)
        uses, certificate = rows.uses_of(tx, certificate_id), row.presented.certificate
        of = tables.certificate_check.c
        checks = CHECKS.all(tx, of.certificate_id == certificate_id, order=of.number)
        return CertificateDetail(
            summary=self._certificate(row),
            presented=row.presented,
            digest=digest(certificate),
            answer=maybe(CertificateVerification, row.answer),
            uses=tuple(
                UseView(
                    member=use.member,
                    transfer=use.transfer,
                    shipment=use.shipment,
                    quantities=use.quantities,
                )
                for use in uses
            ),
            remaining=tuple(
                ItemQuantity(item=item, quantity=count)
                for item, count in remaining(granted(certificate), uses).items()
            ),
            checks=tuple(self._check(check) for check in checks),
            timeline=timeline_of(tx, certificate_id),
            messages=messages_of(tx, certificate_id),
        )

    def checks(
        self, tx: Connection, *, side: str, state: str, limit: int, before: str
    ) -> tuple[CheckSummary, ...]:
        """The verifications, the newest first."""
        of = tables.certificate_check.c
        where = _older(tables.certificate_check, "check_id", before)
        where += [of.side == side] if side else []
        where += [of.state == state] if state else []
        found = CHECKS.all(tx, *where, order=of.number.desc(), limit=limit)
        return tuple(self._check(row) for row in found)

    def check_detail(self, tx: Connection, check_id: str) -> CheckDetail:
        """Everything about one verification, with what our register would answer.

        Raises:
            PolicyError: there is none with this id.
        """
        row = CHECKS.load(tx, check_id)
        asked = load(CertificateVerificationRequest, row.request)
        compare, would = None, ""
        if row.side is CheckSide.ANSWERING and row.state is CheckState.ASKED:
            compare, would = self._ahead(tx, row, asked)
        return CheckDetail(
            summary=self._check(row),
            request=asked,
            answer=maybe(CertificateVerification, row.answer),
            compare_with=compare,
            would_answer=would,
            answer_asked_by=self.desk.signoff.waits_for(tx, answering.ANSWER, check_id),
            timeline=timeline_of(tx, check_id),
            messages=messages_of(tx, check_id),
        )

    def _ahead(
        self, tx: Connection, row: CheckRow, asked: CertificateVerificationRequest
    ) -> tuple[Signatory | None, str]:
        record = self.answers.record(tx, asked)
        verdict = judge(asked, record, asker=row.member, now_ms=self.desk.now_ms())
        compare = needs_comparison(asked, record)
        signatory = record.signatory if record is not None and compare else None
        return signatory, verdict.result

    def _certificate(self, row: CertificateRow) -> CertificateSummary:
        now_ms, certificate = self.desk.now_ms(), row.presented.certificate
        return CertificateSummary(
            certificate_id=row.certificate_id,
            side=row.side,
            issuing_state=row.issuing_state,
            register_number=row.register_number,
            end_user=certificate.end_user.name if certificate.end_user else "",
            signatory=row.signatory,
            expires_ms=row.expires_ms,
            expired=now_ms > row.expires_ms,
            revoked=row.revoked_from_ms is not None,
            result=row.result,
            verified_ms=row.verified_ms,
            verify_again=""
            if row.side is Side.ISSUED
            else verify_again(
                verified_ms=row.verified_ms,
                doubt=row.doubt,
                policy=self.desk.region.policy.certificate,
                now_ms=now_ms,
            ),
            updated_ms=row.updated_ms,
        )

    def _check(self, row: CheckRow) -> CheckSummary:
        asked = load(CertificateVerificationRequest, row.request)
        open_ = row.state is CheckState.ASKED
        return CheckSummary(
            check_id=row.check_id,
            side=row.side,
            member=row.member,
            certificate_id=row.certificate_id,
            register_number=asked.presented.certificate.number,
            purpose=row.purpose,
            transfer=row.transfer,
            shipment=row.shipment,
            state=row.state,
            result=row.result,
            asked_ms=row.asked_ms,
            answered_ms=row.answered_ms,
            answer_by=Due(
                due_ms=row.due_ms,
                rule=row.due_rule,
                policy_version=row.policy_version,
                overdue=open_ and self.desk.now_ms() > row.due_ms,
            ),
        )


def _signatory(row: SignatoryRow) -> SignatorySummary:
    signatory = row.signatory
    return SignatorySummary(
        entry_id=row.entry_id,
        state=row.state,
        function=signatory.function,
        status=row.status,
        powers=tuple(signatory.powers),
        digital=bool(signatory.public_key),
        revoked_from_ms=signatory.revoked_from_ms,
        updated_ms=row.updated_ms,
    )


def _older(table: Table, key: str, before: str) -> list[Any]:
    if not before:
        return []
    oldest = select(table.c.number).where(table.c[key] == before).scalar_subquery()
    return [table.c.number < oldest]

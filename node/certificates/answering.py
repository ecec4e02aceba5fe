"""The issuing State's answers, and what it takes back of them.

Only the State that issued a certificate says whether it is authentic; every answer is made from
the register as it stands in the same transaction that counts the use.
"""

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import Connection

from accord.cases.certificate import (
    CertificateVerification,
    CertificateVerificationRequest,
)
from accord.cases.certificate_check import (
    CERTIFICATE_CHECK,
    CheckEvent,
    CheckState,
    Record,
    SpecimenComparison,
    Verdict,
    judge,
    needs_comparison,
    withdrawn,
)
from accord.cases.certificate_codes import (
    CheckPurpose,
    CheckResult,
)
from accord.cases.certificate_ledger import Use, at_least
from accord.cases.certificate_requirements import (
    check_verification,
)
from accord.cases.rule import insist
from accord.errors import PolicyError
from node.certificates import rows, tables
from node.certificates.rows import (
    CHECKS,
    SIGNATORIES,
    CertificateRow,
    CheckRow,
    CheckSide,
    Side,
)
from node.desk.desk import NODE, Desk
from node.desk.documents import dump, load
from node.desk.steps import send

ANSWER = "certificate.answer"
ACTS = frozenset({ANSWER})


@dataclass(frozen=True, slots=True)
class Answers:
    """What an officer of the issuing State says to a verification; every call is one step.

    Raises (every method):
        PolicyError: unknown id, or what the answer needs; the text says which.
        TransitionError: the step is not allowed in the state; says what is.
    """

    desk: Desk

    def answer(
        self,
        tx: Connection,
        check_id: str,
        *,
        by: str,
        comparison: SpecimenComparison | None = None,
    ) -> bool:
        """Answers a verification from the register; False while a second person has to ask too.

        A paper whose image the register does not know needs the officer's comparison.
        """
        check = CHECKS.load(tx, check_id)
        if check.side is not CheckSide.ANSWERING:
            raise PolicyError("certificate.not_issuer", "only the issuing State answers")
        after = CERTIFICATE_CHECK.step(check.state, CheckEvent.ANSWER)
        asked = load(CertificateVerificationRequest, check.request)
        record = self.record(tx, asked)
        if needs_comparison(asked, record) != (comparison is not None):
            raise PolicyError(
                "certificate.comparison",
                "comparison: look at the specimens and give SAME, DIFFERENT or UNDECIDED for a "
                "paper that the register does not know, and nothing for any other",
            )
        verdict = judge(
            asked,
            record,
            asker=check.member,
            now_ms=self.desk.now_ms(),
            comparison=comparison,
        )
        act = f"{verdict.result} {comparison or ''}".encode()
        if not self.desk.signoff.passes(tx, ANSWER, check_id, act, by):
            return False
        if verdict.result is CheckResult.AUTHENTIC:
            self._count(tx, check, asked)
        self._say(tx, check, asked, verdict, by=by, event=CheckEvent.ANSWER, after=after)
        return True

    def record(self, tx: Connection, asked: CertificateVerificationRequest) -> Record | None:
        """What our register holds under the number that was presented."""
        certificate = asked.presented.certificate
        row = rows.certificate_of(tx, Side.ISSUED, certificate.number, certificate.issuing_state)
        return None if row is None else self._record(tx, row)

    def reconsider(self, tx: Connection, row: CertificateRow) -> None:
        """Takes back every answer that what was revoked since has made untrue."""
        verdict = withdrawn(self._record(tx, row))
        if verdict is None:
            return
        of = tables.certificate_check.c
        answered = CHECKS.all(
            tx,
            of.certificate_id == row.certificate_id,
            of.side == CheckSide.ANSWERING,
            of.state == CheckState.ANSWERED,
            order=of.number,
        )
        told: set[tuple[str, str]] = set()
        for check in reversed(answered):  # the last word to each transfer is the one to correct
            if (check.member, check.transfer) in told:
                continue
            told.add((check.member, check.transfer))
            if check.result == verdict.result:
                continue
            asked = load(CertificateVerificationRequest, check.request)
            event = CheckEvent.CORRECT
            after = CERTIFICATE_CHECK.step(check.state, event)
            self._say(tx, check, asked, verdict, by=NODE, event=event, after=after)

    def _record(self, tx: Connection, row: CertificateRow) -> Record:
        signatory = SIGNATORIES.find(tx, tables.signatory.c.entry_id == row.signatory)
        return Record(
            issued=row.presented,
            signatory=signatory.signatory if signatory else None,
            revoked_from_ms=row.revoked_from_ms,
            revoked_because=row.revoked_because,
            uses=rows.uses_of(tx, row.certificate_id),
        )

    def _count(
        self, tx: Connection, check: CheckRow, asked: CertificateVerificationRequest
    ) -> None:
        now_ms = self.desk.now_ms()
        hold = Use(member=check.member, transfer=asked.transfer)
        uses = rows.uses_of(tx, check.certificate_id)
        if all(use.key != hold.key for use in uses):
            rows.record_use(tx, check.certificate_id, hold, now_ms)
        if asked.purpose is CheckPurpose.DISPATCH:
            use = replace(hold, shipment=asked.shipment, quantities=asked.quantities)
            rows.record_use(tx, check.certificate_id, at_least(use, uses), now_ms)

    def _say(
        self,
        tx: Connection,
        check: CheckRow,
        asked: CertificateVerificationRequest,
        verdict: Verdict,
        *,
        by: str,
        event: CheckEvent,
        after: CheckState,
    ) -> None:
        verification = CertificateVerification(
            preamble=self.desk.preamble(asked.preamble, UUID(bytes=check.message_id)),
            number=asked.presented.certificate.number,
            result=verdict.result,
            differing=verdict.differing,
            used_for=verdict.used_for,
            reason=verdict.reason,
            effective_from_ms=verdict.effective_from_ms,
            remaining=verdict.remaining,
            checked_ms=self.desk.now_ms(),
            correction=event is CheckEvent.CORRECT,
        )
        insist(check_verification(verification))
        send(
            self.desk,
            tx,
            check.check_id,
            verification,
            to=(check.member,),
            conversation=check.conversation,
            by=by,
            event=event,
            states=(check.state, after),
            text=verdict.result,
        )
        CHECKS.update(
            tx,
            replace(
                check,
                state=after,
                answer=dump(verification),
                result=verdict.result,
                answered_ms=self.desk.now_ms(),
            ),
        )

"""The certificates put together: one call for whoever composes a node's rooms."""

from dataclasses import dataclass

from sqlalchemy import Connection

from accord.wire.kinds import MessageKind
from node.certificates import answering, issuing, signing
from node.certificates.answering import Answers
from node.certificates.intake import Intake
from node.certificates.issuing import IssuingService
from node.certificates.reading import CertificateViews
from node.certificates.rules import CertificateRules
from node.certificates.signing import SignatoryService
from node.certificates.verifying import OVERDUE, VerifyingService
from node.desk.agenda import Task
from node.desk.desk import Desk
from node.desk.room import Room


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificatesRoom:
    """What officers call, and what the node's other parts do."""

    signatories: SignatoryService
    issuing: IssuingService
    answers: Answers
    verifying: VerifyingService
    views: CertificateViews
    room: Room


def open_certificates(desk: Desk, rules: CertificateRules) -> CertificatesRoom:
    """Builds one member's certificates."""
    answers = Answers(desk)
    issuer = IssuingService(desk, answers)
    signatories = SignatoryService(desk, answers)
    verifying = VerifyingService(desk, [])
    intake = Intake(desk, rules, answers, verifying)

    def overdue(tx: Connection, task: Task) -> None:
        verifying.overdue(tx, task.subject)

    return CertificatesRoom(
        signatories=signatories,
        issuing=issuer,
        answers=answers,
        verifying=verifying,
        views=CertificateViews(desk, answers, signatories),
        room=Room(
            handlers={
                MessageKind.CERTIFICATE_PRESENTED: intake,
                MessageKind.CERTIFICATE_VERIFICATION_REQUEST: intake,
                MessageKind.CERTIFICATE_VERIFICATION: intake,
                MessageKind.SIGNATORY_ENTRY: intake,
            },
            chores={OVERDUE: overdue},
            heard={MessageKind.CERTIFICATE_VERIFICATION_REQUEST: intake.heard},
            acts=answering.ACTS | issuing.ACTS | signing.ACTS,
        ),
    )

"""The exemptions put together: one call for whoever composes a node's rooms."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection

from accord.wire.kinds import MessageKind
from node.desk.agenda import Task
from node.desk.desk import Desk
from node.desk.post import LOST, note_loss
from node.desk.room import Chore, Room, Sent
from node.exchange.messages import DeliveryStatus
from node.exemptions import answering, applying, assessing, deciding, following, rows
from node.exemptions.answering import AnsweringService
from node.exemptions.applying import ApplyingService
from node.exemptions.assessing import AssessingService
from node.exemptions.deciding import DecidingService
from node.exemptions.following import FollowingIntake
from node.exemptions.intake import SecretariatIntake
from node.exemptions.reading import ExemptionViews
from node.exemptions.secretariat import Secretariat


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptionsRoom:
    """What officers call, and what the node's other parts do."""

    applying: ApplyingService
    assessing: AssessingService
    deciding: DecidingService
    answering: AnsweringService
    alarms: list[following.Alarm]  # who hears of certificates taken back
    views: ExemptionViews
    room: Room


def open_exemptions(desk: Desk) -> ExemptionsRoom:
    """Builds one node's exemptions; what is the secretariat's only works where it has the role."""
    office = Secretariat(desk)
    assessor, decider = AssessingService(office), DecidingService(office)
    members = AnsweringService(desk)
    intake = SecretariatIntake(desk, assessor)
    follower = FollowingIntake(desk, [])

    def circulated(tx: Connection, sent: Sent, status: DeliveryStatus, code: str) -> None:
        if status is DeliveryStatus.DELIVERED:
            rows.amend_position(tx, sent.root, sent.recipient, delivered_ms=desk.now_ms())
        elif status in LOST:
            note_loss(desk, tx, sent, status, code)

    return ExemptionsRoom(
        applying=ApplyingService(desk),
        assessing=assessor,
        deciding=decider,
        answering=members,
        alarms=follower.alarms,
        views=ExemptionViews(desk, office, intake),
        room=Room(
            handlers={
                MessageKind.EXEMPTION_REQUEST: intake,
                MessageKind.EXEMPTION_SEEN: intake,
                MessageKind.EXEMPTION_ANSWER: intake,
                MessageKind.EXEMPTION_USE: intake,
                MessageKind.EXEMPTION_WITHDRAWAL: intake,
                MessageKind.EXEMPTION_CIRCULATION: follower,
                MessageKind.EXEMPTION_RETURN: follower,
                MessageKind.EXEMPTION_OPINION: follower,
                MessageKind.EXEMPTION_DECISION: follower,
                MessageKind.EXEMPTION_USE_REPLY: follower,
            },
            chores={
                assessing.ANSWERS_DUE: _chore(assessor.answers_due),
                assessing.OPINION_DUE: _chore(assessor.opinion_due),
                deciding.EXPIRY: _chore(decider.expire),
                following.EXPIRY: _chore(members.expire),
            },
            heard={MessageKind.EXEMPTION_CIRCULATION: circulated},
            acts=applying.ACTS | answering.ACTS | deciding.ACTS,
        ),
    )


def _chore(work: Callable[[Connection, str], None]) -> Chore:
    def done(tx: Connection, task: Task) -> None:
        work(tx, task.subject)

    return done

"""The traces put together: one call for whoever composes a node's rooms."""

from dataclasses import dataclass

from accord.wire.kinds import MessageKind
from node.casework.answers import Answers
from node.casework.cases import CaseService
from node.casework.chores import Chores
from node.casework.hits import Hits
from node.casework.intake import Intake
from node.casework.leads import Leads
from node.casework.legs import LegSender
from node.casework.post import Comments, TracePost
from node.casework.progress import Progress
from node.casework.reading import CaseworkViews
from node.casework.release import Release
from node.casework.reminding import Reminding
from node.casework.requests import RequestService
from node.casework.rules import CaseworkRules
from node.desk.desk import Desk
from node.desk.room import Room
from node.desk.sighting import NoticeSearch


@dataclass(frozen=True, slots=True, kw_only=True)
class Casework:
    """What officers call, and what the node's other parts do."""

    cases: CaseService
    requests: RequestService
    views: CaseworkViews
    hits: Hits
    leads: Leads
    room: Room


def open_casework(desk: Desk, rules: CaseworkRules, notices: NoticeSearch) -> Casework:
    """Builds one member's traces; their weapons are compared with the notices."""
    reminding = Reminding(desk)
    sender = LegSender(desk, reminding)
    leads = Leads()
    progress = Progress(desk, sender, rules, notices, leads)
    release = Release(desk, rules.release)
    cases = CaseService(desk, sender, progress)
    answers = Answers(desk, progress, reminding)
    intake = Intake(desk, release, notices)
    chores = Chores(desk, progress, answers, intake, reminding)
    return Casework(
        cases=cases,
        requests=RequestService(desk, release),
        views=CaseworkViews(desk, cases),
        hits=Hits(desk, progress, notices),
        leads=leads,
        room=Room(
            handlers={
                MessageKind.TRACE_REQUEST: intake,
                MessageKind.TRACE_ANSWER: intake,
                MessageKind.TRACE_CLARIFICATION_REQUEST: intake,
                MessageKind.TRACE_WITHDRAWAL: intake,
                MessageKind.TRACE_OUTCOME: intake,
                MessageKind.TRACE_REMINDER: intake,
                MessageKind.TRACE_ACKNOWLEDGEMENT: answers,
                MessageKind.TRACE_QUESTION: answers,
                MessageKind.TRACE_RESPONSE: answers,
                MessageKind.TRACE_CLARIFICATION: answers,
                MessageKind.TRACE_COMMENT: Comments(answers, intake),
            },
            chores=chores.chores(),
            searches=chores.searches(),
            heard=TracePost(desk, answers).heard(),
        ),
    )

"""The casework put together: one call for whoever composes a node."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from accord.dates import Clock
from accord.trust.trusted import TrustedRegion
from accord.wire.kinds import MessageKind
from node.casework.answers import Answers
from node.casework.cases import CaseService
from node.casework.desk import Bell, Desk, Outbox
from node.casework.intake import Intake
from node.casework.legs import LegSender
from node.casework.post import Comments, Post
from node.casework.progress import Progress
from node.casework.reading import CaseworkViews
from node.casework.release import Release
from node.casework.requests import RequestService
from node.casework.rules import CaseworkRules
from node.casework.worker import Tasks, Worker
from node.exchange.messages import Handler, StatusListener
from node.registry.host import RegistryHost
from node.store.engine import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Casework:
    """All of it: what officers call, what the exchange calls, and what runs by itself."""

    cases: CaseService
    requests: RequestService
    views: CaseworkViews
    handlers: Mapping[MessageKind, Handler]
    listener: StatusListener
    tasks: Tasks
    desk: Desk

    def worker(self, store: Store, host: RegistryHost) -> Worker:
        """The worker over this casework's agenda, woken by it; run it in a task."""
        worker = Worker(desk=self.desk, store=store, host=host, tasks=self.tasks)
        self.desk.bell.answered_by(worker.wake)
        return worker


def open_casework(
    *,
    member: str,
    authority: str,
    clock: Clock,
    region: TrustedRegion,
    outbox: Outbox,
    rules: CaseworkRules,
    random: Callable[[int], bytes],
) -> Casework:
    """Builds one member's casework; its worker is made once the registers are open."""
    desk = Desk(
        member=member,
        authority=authority,
        clock=clock,
        region=region,
        outbox=outbox,
        rules=rules,
        random=random,
        bell=Bell(),
    )
    sender = LegSender(desk)
    progress = Progress(desk, sender)
    release = Release(desk)
    cases = CaseService(desk, sender, progress)
    answers = Answers(desk, progress)
    intake = Intake(desk, release)
    return Casework(
        cases=cases,
        requests=RequestService(desk, release),
        views=CaseworkViews(desk, cases),
        handlers={
            MessageKind.TRACE_REQUEST: intake,
            MessageKind.TRACE_ANSWER: intake,
            MessageKind.TRACE_CLARIFICATION_REQUEST: intake,
            MessageKind.TRACE_WITHDRAWAL: intake,
            MessageKind.TRACE_OUTCOME: intake,
            MessageKind.TRACE_ACKNOWLEDGEMENT: answers,
            MessageKind.TRACE_QUESTION: answers,
            MessageKind.TRACE_RESPONSE: answers,
            MessageKind.TRACE_CLARIFICATION: answers,
            MessageKind.TRACE_COMMENT: Comments(answers, intake),
        },
        listener=Post(desk, answers),
        tasks=Tasks(desk, progress, answers, intake),
        desk=desk,
    )

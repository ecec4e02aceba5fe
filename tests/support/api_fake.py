"""A casework in memory behind the node's interface, for tests of the interface alone."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any, TypeVar, cast

from aiohttp.test_utils import TestClient, TestServer
from people_kit import auditing_of, people_of
from sqlalchemy import Connection

from accord.cases.codes import Disposition, ResponseKind, WhyYou
from accord.cases.trace import Preamble, TraceRequest, TraceResponse
from accord.errors import PolicyError, TransitionError
from accord.testing.clock import ManualClock
from accord.trust.policy import Deadlines, Policy
from accord.weapons.completeness import CompletenessLevel
from accord.weapons.firearm import Firearm
from node.api.app import build_app
from node.api.bodies import Check, RegisterView, SearchAnswer
from node.api.services import Services
from node.api.tables import api_reply
from node.casework.cases import CaseService
from node.casework.drafts import AnswerDraft, CaseDraft, OutcomeDraft
from node.casework.reading import CaseworkViews
from node.casework.requests import RequestService
from node.casework.views import (
    CaseDetail,
    CaseSummary,
    Counts,
    Entry,
    LegView,
    RequestDetail,
    RequestSummary,
    Standing,
)
from node.certificates.opening import open_certificates
from node.certificates.rules import CertificateRules
from node.desk.desk import Bell, Desk
from node.desk.signoff import Signoff
from node.evidence.export import Exporter
from node.exemptions.opening import open_exemptions
from node.handover.office import HandoverOffice
from node.keepings import KEEPINGS
from node.log.evidence import LogEvidence
from node.log.views import AlarmView, CheckpointView, Evidence, LogView
from node.retention.keeper import Retention
from node.statistics.opening import open_statistics
from node.store.engine import Store, open_engine, sqlite_url
from node.webhooks.queue import Queue

TOKEN = "test-token-of-at-least-32-characters"
T = TypeVar("T")


@dataclass
class Memory:
    """What the fakes share."""

    cases: dict[str, CaseDetail] = field(default_factory=dict)
    requests: dict[str, RequestDetail] = field(default_factory=dict)
    actors: list[str] = field(default_factory=list)


def _summary(case_id: str) -> CaseSummary:
    return CaseSummary(
        case_id=case_id,
        state="INTERNATIONAL",
        standing=Standing.OFFICER,
        weapon="IMBEL .38",
        completeness=CompletenessLevel.COMPLETE,
        opened_ms=1,
        updated_ms=1,
        legs=0,
        open_legs=0,
        overdue=False,
        late_answers=0,
        outcome=None,
    )


def trace_request(case_id: str, firearm: Firearm) -> TraceRequest:
    return TraceRequest(
        preamble=Preamble(), case_id=case_id, firearm=firearm, legal_justification="Penal Code 1"
    )


def case_of(case_id: str, firearm: Firearm | None = None, by: str = "ana") -> CaseDetail:
    opened = Entry(
        at_ms=1, actor=by, subject=case_id, event="OPEN", from_state="", to_state="INTERNATIONAL"
    )
    return CaseDetail(
        summary=_summary(case_id),
        request=trace_request(case_id, firearm or Firearm()),
        age=None,
        notice=None,
        advice=(),
        domestic=None,
        domestic_failures=(),
        suggestions=(),
        legs=(),
        chain=(),
        proposed_outcome=None,
        restrictions=(),
        timeline=(opened,),
    )


class FakeCases(CaseService):
    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def open_case(self, tx: Connection, draft: CaseDraft, *, by: str) -> str:
        if not draft.illicit_basis:
            raise PolicyError("case.incomplete", "illicit_basis: name at least one")
        case_id = f"XA-2026-{len(self._memory.cases) + 1:04}"
        self._memory.actors.append(by)
        self._memory.cases[case_id] = case_of(case_id, draft.firearm, by)
        return case_id

    def send_leg(
        self,
        tx: Connection,
        case_id: str,
        state: str,
        why: WhyYou,
        *,
        by: str,
        override_reason: str = "",
    ) -> str:
        case = _known(self._memory.cases, case_id, "case")
        leg_id = f"{case_id}-{len(case.legs) + 1}"
        if any(leg.state_asked == state and leg.open for leg in case.legs):
            raise PolicyError("leg.open_already", "state: a leg to this State is still open")
        leg = LegView(
            leg_id=leg_id,
            case_id=case_id,
            conversation_id="",
            state_asked=state,
            member=state,
            why=why,
            state="SUBMITTED",
            open=True,
            depth=1,
            referred_by_leg="",
            sent_ms=1,
            national_reference="",
            acknowledge_by=None,
            respond_by=None,
            clarify_by=None,
            reminders=0,
            escalated=False,
            late=False,
            silent=False,
            question=None,
            response=None,
            restrictions=(),
            messages=(),
        )
        self._memory.cases[case_id] = replace(case, legs=(*case.legs, leg))
        return leg_id

    def withdraw(self, tx: Connection, leg_id: str, reason: str, *, by: str) -> None:
        case = self._memory.cases[leg_id.rpartition("-")[0]]
        legs = tuple(
            replace(leg, state="WITHDRAWN", open=False) if leg.leg_id == leg_id else leg
            for leg in case.legs
        )
        self._memory.cases[case.summary.case_id] = replace(case, legs=legs)

    def record_outcome(
        self, tx: Connection, case_id: str, outcome: OutcomeDraft | None, *, by: str
    ) -> None:
        _known(self._memory.cases, case_id, "case")
        raise TransitionError("trace_case", "INTERNATIONAL", "CLOSE", ["SEND_LEG"])


class FakeRequests(RequestService):
    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def approve(
        self,
        tx: Connection,
        request_id: str,
        *,
        by: str,
        number: int = 0,
        use_restrictions: Any = None,
    ) -> None:
        detail = _known(self._memory.requests, request_id, "request")
        if detail.answers:
            raise TransitionError("trace_leg", "ANSWERED_FULL", "ANSWER_FULL", [])
        assert detail.proposal is not None
        self._memory.requests[request_id] = replace(
            detail,
            answers=(detail.proposal,),
            summary=replace(detail.summary, state="ANSWERED_NEGATIVE", standing=Standing.CLOSED),
        )

    def answer(self, tx: Connection, request_id: str, draft: AnswerDraft, *, by: str) -> None:
        self.approve(tx, request_id, by=by)

    def refuse(
        self, tx: Connection, request_id: str, grounds: Any, explanation: str, *, by: str
    ) -> None:
        if not grounds or not explanation:
            raise PolicyError("response.incomplete", "grounds, explanation: both are required")
        self.approve(tx, request_id, by=by)

    def ask(
        self, tx: Connection, request_id: str, fields: tuple[str, ...], text: str, *, by: str
    ) -> None:
        detail = _known(self._memory.requests, request_id, "request")
        self._memory.requests[request_id] = replace(
            detail, summary=replace(detail.summary, state="INFO_REQUESTED")
        )


class FakeViews(CaseworkViews):
    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def list_cases(
        self,
        tx: Connection,
        standing: Standing | None = None,
        state: str = "",
        limit: int = 100,
        before: str = "",
    ) -> tuple[CaseSummary, ...]:
        rows = [case.summary for case in reversed(self._memory.cases.values())]
        return tuple(row for row in rows if not before or row.case_id < before)[:limit]

    def case_detail(self, tx: Connection, case_id: str) -> CaseDetail:
        return _known(self._memory.cases, case_id, "case")

    def list_requests(
        self,
        tx: Connection,
        standing: Standing | None = None,
        state: str = "",
        limit: int = 100,
        before: str = "",
    ) -> tuple[RequestSummary, ...]:
        return tuple(request.summary for request in self._memory.requests.values())[:limit]

    def request_detail(self, tx: Connection, request_id: str) -> RequestDetail:
        return _known(self._memory.requests, request_id, "request")

    def counts(self, tx: Connection) -> Counts:
        return Counts(
            cases={"INTERNATIONAL": len(self._memory.cases)},
            case_standing={},
            requests={},
            request_standing={},
            tasks_waiting=0,
        )


class FakeRegisters:
    async def views(self) -> tuple[RegisterView, ...]:
        return (RegisterView(name="police", ready=True, text="answers"),)

    async def search(self, firearm: Firearm) -> SearchAnswer:
        return SearchAnswer(found=(), scopes=(), failures=())


def _known(rows: dict[str, T], key: str, what: str) -> T:
    if key not in rows:
        raise PolicyError(f"casework.unknown_{what}", f"there is no such {what}")
    return rows[key]


def incoming(request_id: str) -> RequestDetail:
    proposal = TraceResponse(
        preamble=Preamble(), kind=ResponseKind.FINAL, disposition=Disposition.NO_RECORD
    )
    return RequestDetail(
        summary=RequestSummary(
            request_id=request_id,
            requester="XB",
            case_reference="XB-1",
            state="IN_PROGRESS",
            standing=Standing.OFFICER,
            weapon="IMBEL .38",
            completeness=CompletenessLevel.COMPLETE,
            urgent=False,
            received_ms=1,
            updated_ms=1,
            respond_by=None,
            overdue=False,
            reminders=0,
            escalated=False,
            disposition=Disposition.NO_RECORD,
        ),
        conversation_id="",
        request=trace_request("XB-1", Firearm()),
        advice=(),
        proposal=proposal,
        candidates=(),
        scopes=(),
        failures=(),
        question=None,
        answers=(),
        clarification_asked="",
        outcome=None,
        acknowledge_by=None,
        clarify_by=None,
        age=None,
        messages=(),
        timeline=(),
    )


class FakeLog:
    """A log with one alarm, until somebody answers it."""

    def __init__(self) -> None:
        self.reason = ""

    def view(self) -> LogView:
        alarm = AlarmView(
            number=1,
            kind="fork",
            code="log.fork",
            raised_ms=1,
            source="XB",
            stops=True,
            resumed_ms=2 if self.reason else None,
            reason=self.reason,
            remedy="ask",
        )
        checkpoint = CheckpointView(size=5, root=bytes(32), at_ms=1, cosigned_by=("XB",))
        return LogView(
            watched=True,
            origin="log.example",
            believed=checkpoint,
            witnessed=None,
            cosigned=None,
            quorum=1,
            witnesses=("XB",),
            seen_ms=1,
            fault="",
            fault_text="",
            ahead=0,
            ahead_ms=None,
            accepted=1,
            logged=0,
            overdue=0,
            alarms=(alarm,),
        )

    def evidence(self, number: int) -> Evidence:
        if number != 1:
            raise PolicyError("log.no_such_alarm", "no alarm has this number")
        return Evidence(number=1, kind="fork", proof=b"proof")

    def resume(self, reason: str) -> LogView:
        self.reason = reason
        return self.view()


@dataclass(kw_only=True)
class Fake:
    """The services, what they remember, and the checks they report."""

    memory: Memory
    services: Services
    clock: ManualClock
    checks: list[Check]


def open_fake(folder: Path) -> Fake:
    """Services over a database in the folder."""
    memory = Memory(requests={"R1": incoming("R1")})
    store = Store(open_engine(sqlite_url(folder / "node.db")))
    api_reply.metadata.create_all(store.engine)
    checks = [Check(name="hub", well=True, vital=False, text="connected")]

    async def checked() -> tuple[Check, ...]:
        return tuple(checks)

    region = SimpleNamespace(
        directory=SimpleNamespace(
            region="demo", version=3, expires_ms=9, hub=SimpleNamespace(name="hub"), members={}
        ),
        policy=SimpleNamespace(version=2, expires_ms=9),
    )
    clock = ManualClock()
    desk = Desk(
        member="XA",
        authority="XA-NPC",
        clock=clock,
        region=cast("Any", region),
        outbox=cast("Any", None),  # nothing is sent from here
        random=Random(1).randbytes,
        bell=Bell(),
        signoff=Signoff(clock, {}),
    )
    services = Services(
        member="XA",
        authority="XA-NPC",
        clock=clock,
        store=store,
        cases=FakeCases(memory),
        requests=FakeRequests(memory),
        views=FakeViews(memory),
        inquiries=cast("Any", SimpleNamespace()),
        notices=cast("Any", SimpleNamespace()),
        registers=FakeRegisters(),
        log=FakeLog(),
        evidence=Exporter(
            store=store,
            region=cast("Any", lambda: region),
            log=LogEvidence(store=store, reader=None),
            me="XA",
            openers={},
        ),
        people=people_of("XA", clock, store),
        retention=Retention(
            clock=clock,
            store=store,
            policy=lambda: Policy(version=2, expires_ms=9, deadlines=Deadlines()),
            keepings=KEEPINGS,
            folder=folder / "archive",
        ),
        webhooks=Queue(clock=clock, targets=(), random=os.urandom),
        audit=auditing_of("XA", clock, store),
        statistics=open_statistics(desk),
        handover=HandoverOffice(desk, {}),
        certificates=open_certificates(desk, CertificateRules()),
        exemptions=open_exemptions(desk),
        transfers=cast("Any", SimpleNamespace()),
        region=cast("Any", lambda: region),
        probes=cast("Any", SimpleNamespace()),
        checks=checked,
        doctor=checked,
    )
    return Fake(memory=memory, services=services, clock=clock, checks=checks)


def with_client(fake: Fake, use: Callable[[TestClient[Any, Any]], Awaitable[T]]) -> T:
    """Runs `use` with a client of the interface; the database is closed afterwards."""

    async def run() -> T:
        app = build_app(fake.services, TOKEN)
        headers = {"Authorization": f"Bearer {TOKEN}"}
        async with TestClient(TestServer(app), headers=headers) as client:
            return await use(client)

    try:
        return asyncio.run(run())
    finally:
        fake.services.store.close()

"""Cases played by dice: crashes, repeats, other orders, lost mail, absent registers, whims.

One seed decides everything. After the storm the mail calms down, the registers answer and every
officer does the next thing, and then the invariants of the design must hold.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from random import Random
from typing import Any
from uuid import UUID

from casework_kit import Desk, Federation, case_draft, rifle, sold_abroad, stolen_here
from people_kit import auditing_of
from sqlalchemy import Connection, select

from accord.cases.codes import (
    Disposition,
    Ground,
    NotEstablishedReason,
    Outcome,
    ResponseKind,
)
from accord.cases.trace import TraceRequest, TraceResponse
from accord.cases.trace_case import CLOSED
from accord.cases.trace_leg import SETTLED, LegState
from accord.errors import AccordError
from accord.wire.kinds import MessageKind
from node.casework import tables
from node.casework.drafts import AnswerDraft, OutcomeDraft
from node.casework.rules import CaseworkRules, Mode, ReleaseRules
from node.casework.views import CaseDetail, RequestDetail, Standing, Suggestion
from node.desk import documents
from node.desk.tables import casework_event, casework_message
from node.exchange.messages import DeliveryStatus, IncomingMessage

STATES = ("XA", "XB", "XC")
STORM = 60
ENDS = {"DELIVERED", "REFUSED", "REJECTED", "UNDELIVERED"}
ABANDONED = {LegState.WITHDRAWN, LegState.UNDELIVERED, LegState.REJECTED}


Step = Callable[[Connection], Any]


class Crash(Exception):  # noqa: N818 - named for what happened
    """The process died before the transaction was durable."""


@dataclass
class Parcel:
    """A message on its way to one member, and the reports on their way back."""

    sender: str
    recipient: str
    message: IncomingMessage
    reports: list[tuple[DeliveryStatus, str]] = field(default_factory=list)
    verdict: DeliveryStatus = DeliveryStatus.ACCEPTED  # the hub's first word

    @property
    def arrives(self) -> bool:
        """Whether the hub took it and will deliver it."""
        return self.verdict is DeliveryStatus.ACCEPTED


class Simulation:
    """One region, reused from seed to seed."""

    def __init__(self) -> None:
        self.region = Federation(states=STATES)

    def close(self) -> None:
        self.region.close()

    def run(self, seed: int) -> Counter[str]:
        """Plays one seed and checks it; gives how its cases ended."""
        self.reset(Random(seed))
        for _ in range(self.dice.randint(1, 2)):
            self._open("XC")
        for _ in range(STORM):
            self._stormy_step()
        self._calm()
        self._check()
        return self._ends()

    def reset(self, dice: Random) -> None:
        """Empty offices, other rules and other registers."""
        self.dice = dice
        self.mail: list[Parcel] = []
        self.sent: list[Parcel] = []
        self.calm = False
        self.region.carried = dict.fromkeys(STATES, 0)
        for desk in self.region.desks.values():
            desk.clear()
            desk.rules = self._rules()
            desk.start()
        self._registers()

    # What the dice decide

    def _rules(self) -> CaseworkRules:
        def mode() -> Mode:
            return self.dice.choice((Mode.AUTOMATIC, Mode.AUTOMATIC, Mode.OFFICER))

        return CaseworkRules(
            send=mode(),
            follow_referrals=mode(),
            close=mode(),
            release=ReleaseRules(default=mode(), by_disposition={Disposition.NO_RECORD: mode()}),
        )

    def _registers(self) -> None:
        for state in STATES:
            for record in range(self.dice.choice((0, 1, 1, 1, 2))):
                other = self.dice.choice([one for one in STATES if one != state] + ["XD", "YUCS"])
                weapon = rifle(self.dice.choice(("AR 104417", "AR-104417", "AR 1O4417")))
                make = self.dice.choice((sold_abroad, stolen_here))
                made = (
                    sold_abroad(weapon, state, other)
                    if make is sold_abroad
                    else stolen_here(weapon, state)
                )
                if state != "XC" or self.dice.random() < 0.2:
                    self.region[state].records.append(made)
                del record

    def _open(self, state: str) -> None:
        desk = self.region[state]
        fields = self.dice.choice(
            (
                {},
                {"import_country": "XB"},
                {"country_of_manufacture": "YUCS"},
                {"maker_text": "", "country_of_manufacture": "UNKNOWN"},
                {"marks": ()},
            )
        )
        draft = case_draft(rifle(**fields))
        desk.write(lambda tx: desk.casework.cases.open_case(tx, draft, by="officer"))

    def _stormy_step(self) -> None:
        desk = self.region[self.dice.choice(STATES)]
        desk.away = self.dice.random() < 0.1
        action = self.dice.choice(
            (self._work, self._work, self._deliver, self._deliver, self._report, self._decide)
        )
        crash = self.dice.random() < 0.15
        original = desk.write
        if crash:
            desk.write = lambda step: _crashing(original, step)  # type: ignore[method-assign]
        try:
            action(desk)
        except Crash:
            desk.start()
        except AccordError:
            pass  # an officer who may not do that
        finally:
            desk.__dict__.pop("write", None)
        if self.dice.random() < 0.1:
            self.region.clock.advance(seconds=self.dice.choice((1, 30, 3600)))
        self._collect()

    def _work(self, desk: Desk) -> None:
        due = desk.due()
        if due:
            desk.perform(self.dice.choice(due))

    def _deliver(self, desk: Desk) -> None:
        """Any message to the desk, in any order, perhaps one it has already had."""
        waiting = [one for one in self.mail if one.recipient == desk.member and one.arrives]
        if waiting and self.dice.random() < 0.85:
            parcel = self.dice.choice(waiting)
            desk.take(parcel.message)
            self.mail.remove(parcel)
            parcel.reports.append((DeliveryStatus.DELIVERED, ""))
        elif had := [one for one in self.sent if one.message.message_id in desk.seen]:
            again = self.dice.choice(had)
            if again.recipient == desk.member:
                desk.take(again.message)

    def _report(self, desk: Desk) -> None:
        waiting = [one for one in self.sent if one.sender == desk.member and one.reports]
        if waiting:
            parcel = self.dice.choice(waiting)
            status, code = parcel.reports[0]
            desk.told(parcel.message.message_id, parcel.recipient, status, code)
            if self.dice.random() < 0.9:  # else it is told again
                parcel.reports.pop(0)

    def _decide(self, desk: Desk) -> None:
        """An officer does something, wise or not."""
        views = desk.casework.views
        requests = desk.read(views.list_requests)
        if requests and self.dice.random() < 0.6:
            request = self.dice.choice(requests)
            detail = desk.read(lambda tx: views.request_detail(tx, request.request_id))
            desk.write(self._as_holder(desk, detail, wise=False))
            return
        cases = desk.read(views.list_cases)
        if cases:
            case = self.dice.choice(cases)
            case_detail = desk.read(lambda tx: views.case_detail(tx, case.case_id))
            desk.write(self._as_requester(desk, case_detail, wise=False))

    def _as_holder(self, desk: Desk, detail: RequestDetail, *, wise: bool) -> Step:
        service: Any = desk.casework.requests
        this = {"request_id": detail.summary.request_id, "by": "officer"}
        ground = {"grounds": (Ground.G1,), "explanation": "an investigation is open"}
        delayed = AnswerDraft(
            disposition=Disposition.DELAYED,
            kind=ResponseKind.INTERIM,
            grounds=(Ground.G1,),
            explanation="an investigation is open",
        )
        if detail.undelivered and (wise or self.dice.random() < 0.5):
            return partial(service.resend, **this)
        if detail.clarification_asked:
            return partial(service.clarify, text="as said", **this)
        choices: list[Step] = [
            partial(service.approve, **this),
            partial(service.refuse, **ground, **this),
            partial(service.restrict, withheld=("chain",), **ground, **this),
        ]
        if not wise:
            choices += [
                partial(service.answer, draft=delayed, **this),
                partial(service.ask, fields=("firearm.marks",), text="a photograph?", **this),
                partial(service.search_again, **this),
            ]
        return self.dice.choice(choices)

    def _as_requester(self, desk: Desk, detail: CaseDetail, *, wise: bool) -> Step:
        service: Any = desk.casework.cases
        this = {"case_id": detail.summary.case_id, "by": "officer"}
        for leg in detail.legs:
            if leg.question is not None:
                return partial(
                    service.reply_question,
                    leg_id=leg.leg_id,
                    text="none",
                    firearm=None,
                    by="officer",
                )
        if detail.summary.state == "DOMESTIC_TRACE":
            return partial(service.decide_domestic, found=False, **this)
        closing = partial(service.record_outcome, draft=None, **this)
        choices: list[Step] = [self._asking(service, one, this) for one in detail.suggestions]
        if wise:
            over = (
                detail.summary.state in {"ESTABLISHED", "EXHAUSTED"}
                or detail.summary.standing is Standing.BLOCKED
            )
            open_ways = [
                self._asking(service, one, this) for one in detail.suggestions if not one.obstacle
            ]
            return closing if over or not open_ways else self.dice.choice(open_ways)
        for leg in detail.legs:
            choices += [
                partial(service.withdraw, leg_id=leg.leg_id, reason="not needed", by="officer"),
                partial(service.ask_clarification, leg_id=leg.leg_id, text="why?", by="officer"),
            ]
        reopening = partial(service.reopen, reason="new evidence", **this)
        choices += [reopening, closing]
        return self.dice.choice(choices)

    def _asking(self, service: Any, one: Suggestion, this: dict[str, str]) -> Step:
        this = this | {"override_reason": "needed"}
        if one.referred_by_leg:
            return partial(service.follow_referral, leg_id=one.referred_by_leg, **this)
        return partial(service.send_leg, state=one.state, why=one.why, **this)

    # The calm after the storm

    def _collect(self) -> None:
        for state in STATES:
            for position, recipient, message in self.region[state].posted(
                self.region.carried[state]
            ):
                self.region.carried[state] = position
                parcel = Parcel(sender=state, recipient=recipient, message=message)
                fate = self.dice.random()
                if fate < 0.04 and not self.calm:
                    parcel.verdict = self.dice.choice(
                        (
                            DeliveryStatus.REFUSED,
                            DeliveryStatus.UNDELIVERED,
                            DeliveryStatus.REJECTED,
                        )
                    )
                    parcel.reports.append((parcel.verdict, "hub.said_so"))
                else:
                    parcel.reports.append((DeliveryStatus.ACCEPTED, ""))
                    self.mail.append(parcel)
                self.sent.append(parcel)

    def _calm(self) -> None:
        self.calm = True
        for desk in self.region.desks.values():
            desk.away = False
            desk.start()
        for _ in range(200):
            self._collect()
            moved = 0
            for desk in self.region.desks.values():
                while any(one.recipient == desk.member for one in self.mail):
                    parcel = next(one for one in self.mail if one.recipient == desk.member)
                    self.mail.remove(parcel)
                    desk.take(parcel.message)
                    parcel.reports.append((DeliveryStatus.DELIVERED, ""))
                    moved += 1
                for parcel in self.sent:
                    while parcel.sender == desk.member and parcel.reports:
                        status, code = parcel.reports.pop(0)
                        desk.told(parcel.message.message_id, parcel.recipient, status, code)
                moved += desk.work()
            resting = not moved and not self._wise_step()
            self.region.clock.advance(hours=2)
            resting = resting and not any(desk.due() for desk in self.region.desks.values())
            if resting and not self._give_up():
                return
        raise AssertionError("the region does not come to rest")

    def _wise_step(self) -> bool:
        """Every officer who has something to decide decides it."""
        decided = False
        for desk in self.region.desks.values():
            views = desk.casework.views
            for request in desk.read(partial(views.list_requests, standing=Standing.OFFICER)):
                detail = desk.read(partial(views.request_detail, request_id=request.request_id))
                desk.write(self._as_holder(desk, detail, wise=True))
                decided = True
            for standing in (Standing.OFFICER, Standing.BLOCKED):
                for case in desk.read(partial(views.list_cases, standing=standing)):
                    case_detail = desk.read(partial(views.case_detail, case_id=case.case_id))
                    desk.write(self._as_requester(desk, case_detail, wise=True))
                    decided = True
        return decided

    def _give_up(self) -> bool:
        """Closes what waits for a word that got lost: an officer sees it overdue."""
        gave_up = False
        for desk in self.region.desks.values():
            views, cases = desk.casework.views, desk.casework.cases
            for case in desk.read(partial(views.list_cases, standing=Standing.ABROAD)):
                detail = desk.read(partial(views.case_detail, case_id=case.case_id))
                waiting = [leg for leg in detail.legs if leg.open]
                assert all(self._lost(UUID(leg.conversation_id).bytes) for leg in waiting)
                draft = OutcomeDraft(
                    outcome=Outcome.NOT_ESTABLISHED, reason=NotEstablishedReason.NO_REPLY
                )
                close = partial(cases.record_outcome, case_id=case.case_id, draft=draft)
                desk.write(partial(close, by="officer"))
                gave_up = True
        return gave_up

    # What must hold

    def _check(self) -> None:
        for desk in self.region.desks.values():
            with desk.store.read() as tx:
                self._check_mail(desk, tx)
                self._check_journal(tx)
                self._check_trail(desk, tx)
                self._check_release(desk, tx)
        self._check_ends()

    def _check_mail(self, desk: Desk, tx: Connection) -> None:
        """I1, I2: every message has one end that its sender knows, and it is the true one."""
        parcels = {
            (one.message.message_id, one.recipient): one
            for one in self.sent
            if one.sender == desk.member
        }
        known = tx.execute(select(casework_message)).all()
        assert len(known) == len(parcels), "a message was sent and not kept, or kept and not sent"
        for row in known:
            parcel = parcels[UUID(bytes=row.message_id), row.recipient]
            assert row.status in ENDS, f"I1: {row.status} is no end"
            had = parcel.message.message_id in self.region[parcel.recipient].seen
            assert (row.status == "DELIVERED") == had == parcel.arrives, "I2"

    def _check_journal(self, tx: Connection) -> None:
        """I3, and every state follows from the one before by a step that was written down."""
        events = tx.execute(select(casework_event).order_by(casework_event.c.number)).all()
        effects = Counter(
            (row.message_id, row.subject, row.event, row.from_state, _lost_on_the_way(row))
            for row in events
            if row.message_id is not None
        )
        twice = [key for key, count in effects.items() if count > 1]
        assert not twice, f"I3: {twice}"
        at: dict[str, str] = {}
        for row in events:
            if row.from_state and row.event != "NOT_DELIVERED":
                assert at.setdefault(row.subject, row.from_state) == row.from_state, row
                at[row.subject] = row.to_state
        for table, key in (
            (tables.trace_case, "case_id"),
            (tables.trace_leg, "leg_id"),
            (tables.incoming_request, "request_id"),
        ):
            for stored in tx.execute(select(table)).mappings():
                assert at[stored[key]] == stored["state"], stored[key]

    def _check_trail(self, desk: Desk, tx: Connection) -> None:
        """Every step is in the audit trail, unchanged, whatever crashed or came twice."""
        found = auditing_of(desk.member, desk.clock, desk.store).check(tx)
        assert found.whole, found.faults
        assert found.casework_steps == len(tx.execute(select(casework_event.c.number)).all())

    def _check_release(self, desk: Desk, tx: Connection) -> None:
        """I9: an officer released the answer, or the rules of the node did."""
        request = tables.incoming_request
        asked = {
            row.request_id: documents.load(TraceRequest, row.request)
            for row in tx.execute(select(request.c.request_id, request.c.request))
        }
        event = casework_event
        released = {
            row.message_id: row
            for row in tx.execute(
                select(event).where(event.c.kind == int(MessageKind.TRACE_RESPONSE))
            )
            if row.message_id is not None and row.root in asked
        }
        for parcel in self.sent:
            message = parcel.message
            if parcel.sender == desk.member and message.kind is MessageKind.TRACE_RESPONSE:
                step = released[message.message_id.bytes]
                response = documents.load(TraceResponse, message.payload)
                mode = desk.rules.release.decide(asked[step.root], response)
                assert step.actor == "officer" or mode is Mode.AUTOMATIC, "I9"

    def _check_ends(self) -> None:
        """Nothing is left in an unknown state, and both ends of a leg agree on how it ended."""
        holders: dict[tuple[str, bytes], str] = {}
        for state in STATES:
            with self.region[state].store.read() as tx:
                for row in tx.execute(select(tables.incoming_request)):
                    holders[state, row.conversation_id] = row.state
        for state in STATES:
            with self.region[state].store.read() as tx:
                for case in tx.execute(select(tables.trace_case)):
                    assert case.state in CLOSED, (case.state, case.standing)
                    assert case.outcome is not None
                for leg in tx.execute(select(tables.trace_leg)):
                    assert leg.state in SETTLED, leg.state
                    if leg.state not in ABANDONED and not self._lost(leg.conversation_id):
                        assert holders[leg.member, leg.conversation_id] == leg.state

    def _lost(self, conversation: bytes) -> bool:
        """Whether any message of the conversation never arrived."""
        return any(
            one.message.conversation_id.bytes == conversation and not one.arrives
            for one in self.sent
        )

    def _ends(self) -> Counter[str]:
        ends: Counter[str] = Counter()
        for state in STATES:
            with self.region[state].store.read() as tx:
                ends.update(row.state for row in tx.execute(select(tables.trace_case.c.state)))
        return ends


def _lost_on_the_way(event: Any) -> str:
    """To whom a message did not come; one to many members may miss several of them."""
    return str(event.text) if event.event == "NOT_DELIVERED" else ""


def _crashing(write: Callable[..., Any], step: Callable[[Connection], Any]) -> Any:
    def and_die(tx: Connection) -> None:
        step(tx)
        raise Crash

    return write(and_die)


def play(simulation: Simulation, seeds: Sequence[int]) -> Counter[str]:
    """Plays every seed; a failure names its own."""
    ends: Counter[str] = Counter()
    for seed in seeds:
        try:
            ends.update(simulation.run(seed))
        except Exception as error:
            error.add_note(f"seed {seed}")
            raise
    return ends

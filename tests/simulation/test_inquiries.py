"""Inquiries under lost, repeated and reordered mail, officers of all tempers, and time."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from casework_kit import Desk, rifle, stolen_here
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from notice_kit import Notices
from sqlalchemy import select

from accord.cases.codes import Ground, IntendedUse
from accord.cases.inquiry import Inquiry, InquiryAnswer
from accord.cases.inquiry_codes import InquiryOutcome
from accord.cases.inquiry_machine import AWAITED, HEARD, AskedState, InquiryState
from accord.cases.inquiry_requirements import check_inquiry_answer
from accord.errors import AccordError
from accord.wire.kinds import MessageKind
from node.casework.rules import Mode
from node.desk.documents import load
from node.desk.tables import casework_event
from node.exchange.messages import DeliveryStatus, IncomingMessage
from node.inquiries import tables
from node.inquiries.rules import InquiryRules
from node.inquiries.views import InquiryDraft

STATES = ("XA", "XB", "XC")
BY_RULE = InquiryRules(by_outcome=dict.fromkeys(InquiryOutcome, Mode.AUTOMATIC))
# A withdrawal that comes before its inquiry is about nothing yet; the inquiry is then answered.
OVERTOOK = (MessageKind.INQUIRY_WITHDRAWAL, "inquiry.unknown_conversation")


@cache
def made() -> Notices:
    """One federation for every run; made when all tables are declared."""
    return Notices()


members = st.sampled_from(STATES)
numbers = st.integers(0, 1_000)


@dataclass
class Parcel:
    sender: str
    recipient: str
    message: IncomingMessage
    arrives: bool = True
    waits: bool = field(default=True)


class Inquiring(RuleBasedStateMachine):
    """XA answers by rule and holds the rifle, XB's officer decides, XC's does both."""

    @initialize()
    def begin(self) -> None:
        self.region = made()
        self.region.begin_anew()
        self.mail: list[Parcel] = []
        for state, rules in (("XA", BY_RULE), ("XB", InquiryRules()), ("XC", BY_RULE)):
            self.region[state].inquiries = rules
            self.region[state].start()
        self.region["XA"].records.append(stolen_here(rifle(), "XA"))

    @rule(asker=members, whole=st.booleans(), urgent=st.booleans())
    def ask(self, asker: str, whole: bool, urgent: bool) -> None:
        desk = self.region[asker]
        others = [one for one in STATES if one != asker]
        draft = InquiryDraft(
            firearm=rifle(),
            members=() if whole else tuple(others[:1]),
            intended_use=(IntendedUse.INVESTIGATION,),
            reason="no papers",
            legal_justification="Firearms Act, section 5",
            urgency_justification="more are on the way" if urgent else "",
        )
        asking = desk.rooms.inquiries.asking
        desk.write(lambda tx: asking.open_inquiry(tx, draft, by="officer"))
        self._collect()

    @rule(state=members)
    def work(self, state: str) -> None:
        self.region[state].work()
        self._collect()

    @rule(state=members)
    def crash(self, state: str) -> None:
        self.region[state].start()

    @rule(state=members)
    def come_and_go(self, state: str) -> None:
        self.region[state].away = not self.region[state].away

    @precondition(lambda self: any(one.waits for one in self.mail))
    @rule(number=numbers, lost=st.booleans())
    def carry(self, number: int, lost: bool) -> None:
        waiting = [one for one in self.mail if one.waits]
        self._arrive(waiting[number % len(waiting)], lost=lost and number % 4 == 0)

    @precondition(lambda self: any(not one.waits and one.arrives for one in self.mail))
    @rule(number=numbers)
    def repeat(self, number: int) -> None:
        had = [one for one in self.mail if not one.waits and one.arrives]
        parcel = had[number % len(had)]
        self.region[parcel.recipient].take(parcel.message)

    @rule(state=members, number=numbers, act=st.sampled_from(("approve", "refuse", "search_again")))
    def decide(self, state: str, number: int, act: str) -> None:
        desk = self.region[state]
        received = desk.read(desk.rooms.inquiries.views.list_received)
        if received:
            one = received[number % len(received)]
            more: tuple[Any, ...] = ((Ground.G1,), "open case") if act == "refuse" else ()
            step = getattr(desk.rooms.inquiries.answering, act)
            self._try(desk, lambda tx: step(tx, one.request_id, *more, by="officer"))

    @rule(state=members, number=numbers)
    def withdraw(self, state: str, number: int) -> None:
        desk = self.region[state]
        ours = desk.read(desk.rooms.inquiries.views.list_inquiries)
        if ours:
            one = ours[number % len(ours)]
            step = desk.rooms.inquiries.asking.withdraw
            self._try(desk, lambda tx: step(tx, one.inquiry_id, "solved", by="officer"))

    @rule(hours=st.sampled_from((1, 5, 49)))
    def time_passes(self, hours: int) -> None:
        self.region.clock.advance(hours=hours)

    @invariant()
    def every_state_follows_from_the_one_before_and_no_message_has_two_effects(self) -> None:
        """I3, at every desk."""
        for desk in self.region.desks.values():
            with desk.store.read() as tx:
                events = tx.execute(select(casework_event).order_by(casework_event.c.number)).all()
                asked = {
                    row.asked_id: row.state for row in tx.execute(select(tables.inquiry_asked))
                }
            at: dict[str, str] = {}
            effects: Counter[tuple[bytes, str]] = Counter()
            for row in events:
                if row.from_state:
                    before = at.setdefault(row.subject, row.from_state)
                    # A part that times out or is withdrawn moves with its inquiry.
                    assert before == row.from_state or row.subject in asked, row
                    at[row.subject] = row.to_state
                if row.message_id is not None and row.actor in {*STATES, "hub"}:
                    effects[row.message_id, f"{row.subject} {row.actor}"] += 1
            assert set(effects.values()) <= {1}

    @invariant()
    def nothing_leaves_that_the_rules_did_not_approve(self) -> None:
        """I9, and every answer says what its kind must."""
        for desk in self.region.desks.values():
            for message in desk.sent(MessageKind.INQUIRY_ANSWER):
                answer = load(InquiryAnswer, message.payload)
                assert check_inquiry_answer(answer) == ()
                with desk.store.read() as tx:
                    this = casework_event.c.message_id == message.message_id.bytes
                    left = this & (casework_event.c.event == "ANSWER")
                    step = tx.execute(select(casework_event).where(left)).one()
                    received = tables.inquiry_received
                    mine = received.c.request_id == step.root
                    inquiry = load(
                        Inquiry, tx.execute(select(received.c.inquiry).where(mine)).scalar_one()
                    )
                mode = desk.inquiries.decide(inquiry, answer)
                assert step.actor == "officer" or mode is Mode.AUTOMATIC

    @invariant()
    def a_result_is_complete_only_when_everybody_was_heard(self) -> None:
        for desk in self.region.desks.values():
            with desk.store.read() as tx:
                for row in tx.execute(select(tables.inquiry)).all():
                    mine = tables.inquiry_asked.c.inquiry_id == row.inquiry_id
                    parts = tx.execute(select(tables.inquiry_asked).where(mine)).all()
                    states = {AskedState(one.state) for one in parts}
                    if row.state == InquiryState.COMPLETE:
                        assert states <= HEARD
                    elif row.state != InquiryState.WITHDRAWN:
                        assert states & (AWAITED | {AskedState.TIMED_OUT})
                    for one in parts:
                        answer = load(InquiryAnswer, one.answer) if one.answer else None
                        if one.state in {AskedState.HIT, AskedState.NO_HIT}:
                            assert answer is not None
                            assert answer.outcome == one.state

    def teardown(self) -> None:
        """Once all mail has come, nobody is in an unknown state, and no mail was refused."""
        if not hasattr(self, "mail"):
            return
        self.region.clock.advance(days=3)
        for _ in range(20):
            for parcel in [one for one in self.mail if one.waits]:
                self._arrive(parcel, lost=False)
            for desk in self.region.desks.values():
                desk.away = False
                desk.work()
            self._collect()
        for desk in self.region.desks.values():
            refused = set(desk.failed) - {OVERTOOK}
            assert refused == set()
            for one in desk.read(desk.rooms.inquiries.views.list_inquiries):
                assert one.state != InquiryState.OPEN, "I1"
        self.every_state_follows_from_the_one_before_and_no_message_has_two_effects()
        self.nothing_leaves_that_the_rules_did_not_approve()
        self.a_result_is_complete_only_when_everybody_was_heard()

    def _collect(self) -> None:
        for state, desk in self.region.desks.items():
            for position, recipient, message in desk.posted(self.region.carried[state]):
                self.region.carried[state] = position
                self.mail.append(Parcel(state, recipient, message))

    def _arrive(self, parcel: Parcel, *, lost: bool) -> None:
        parcel.waits, parcel.arrives = False, not lost
        status = DeliveryStatus.UNDELIVERED
        if not lost:
            self.region[parcel.recipient].take(parcel.message)
            status = DeliveryStatus.DELIVERED
        self.region[parcel.sender].told(parcel.message.message_id, parcel.recipient, status)
        self._collect()

    def _try(self, desk: Desk, step: Any) -> None:
        try:
            desk.write(step)
        except AccordError:
            return  # the officer is told, and nothing has changed
        self._collect()


TestInquiring = Inquiring.TestCase
TestInquiring.settings = settings(
    max_examples=6, stateful_step_count=25, deadline=None, phases=(Phase.explicit, Phase.generate)
)

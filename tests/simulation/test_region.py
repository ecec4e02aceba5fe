"""A region of random members, officers and delays; the invariants hold after every single step.

Of I1 and I2 what is true at every moment: no sender misses a message or believes what is not so.
That every message has come to its end is asked once the mail has calmed down.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from random import Random
from typing import Any, Final
from uuid import UUID

import pytest
from casework_kit import Desk, rifle
from casework_simulation import ENDS, STATES, Simulation, Step
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from notice_kit import OFFICER, confirmation, confirmed, theft
from sqlalchemy import Connection, select

from accord.cases.hit_codes import DismissalReason, HitAnswer, NotConfirmedReason
from accord.cases.hit_life import SETTLED, HitEvent, HitState
from accord.cases.notice_codes import CancelReason
from accord.cases.notice_life import ENDED
from accord.cases.trace_case import CaseState
from accord.errors import AccordError
from node.casework.views import CaseDetail
from node.desk.tables import casework_event, casework_message
from node.exchange.messages import DeliveryStatus
from node.notices.hit_forms import HitReply
from node.notices.tables import hit, notice

SERIALS: Final = ("AR 104417", "AR-104417", "AR 1O4417", "BT 99001")
ACTS: Final[dict[str, tuple[Any, ...]]] = {
    "publish": (),
    "validate": (),
    "suspend": ("because",),
    "resume": ("because",),
    "cancel": (CancelReason.WRONG_WEAPON, "misread"),
    "clear": ("found",),
}

Sent = tuple[str, UUID, str]  # the sender, the message and one recipient of it
QUEUED: Final = "QUEUED"
# What a sender may learn next; an end is followed by nothing.
AFTER: Final[dict[str, set[str]]] = {QUEUED: {"ACCEPTED"} | ENDS, "ACCEPTED": ENDS}

states = st.sampled_from(STATES)


class Play(Simulation):
    """The casework's simulation, with notices and hits on the same weapons."""

    def begin(self, dice: Random) -> None:
        """Other rules and other registers; one weapon is sought, and another reported lost."""
        self.reset(dice)
        self.newest: dict[tuple[str, str], int] = defaultdict(int)
        self.believed: dict[Sent, str] = {}
        self._open(dice.choice(STATES))
        owner = dice.choice(STATES)
        self.draft(owner)
        self.act(owner, "publish")
        self._collect()

    def draft(self, state: str) -> None:
        desk = self.region[state]
        draft = theft(rifle(self.dice.choice(SERIALS)))
        desk.write(lambda tx: desk.rooms.notices.notices.draft(tx, draft, by=OFFICER))

    def act(self, state: str, name: str) -> None:
        desk = self.region[state]
        if ids := self._ids(desk, notice.c.notice_id, notice.c.owner == state):
            do: Callable[..., Any] = getattr(desk.rooms.notices.notices, name)
            notice_id = self.dice.choice(ids)
            desk.write(lambda tx: do(tx, notice_id, *ACTS[name], by=OFFICER))

    def decide_hit(self, desk: Desk, *, wise: bool) -> bool:
        """An officer of either side does something about a hit; False where none is open."""
        open_ones = self._ids(desk, hit.c.hit_id, hit.c.state.not_in(SETTLED))
        if not open_ones:
            return False
        hit_id = open_ones[0] if wise else self.dice.choice(open_ones)
        room = desk.rooms.notices
        no = HitReply(
            answer=HitAnswer.NOT_CONFIRMED,
            compared=confirmed().compared,
            reason=NotConfirmedReason.NOT_IDENTICAL,
        )
        steps: list[Callable[[Connection], Any]] = [
            lambda tx: room.finder.dismiss(
                tx, hit_id, DismissalReason.MARKS_DIFFER, "another weapon", by=OFFICER
            ),
            lambda tx: room.owner.respond(tx, hit_id, no, by=OFFICER),
        ]
        if not wise:
            steps += [
                lambda tx: room.finder.request(tx, hit_id, confirmation(), by=OFFICER),
                lambda tx: room.owner.respond(tx, hit_id, confirmed(), by=OFFICER),
            ]
            steps = steps[2:] + steps[:2] if self.dice.random() < 0.7 else steps
        for step in steps:
            with suppress(AccordError):
                desk.write(step)
                return True
        return False

    def _wise_step(self) -> bool:
        decided = [self.decide_hit(desk, wise=True) for desk in self.region.desks.values()]
        return super()._wise_step() or any(decided)

    def _as_requester(self, desk: Desk, detail: CaseDetail, *, wise: bool) -> Step:
        """A hit is decided before anything is asked; what it makes needless is withdrawn."""
        if wise and detail.summary.state == CaseState.HIT_FLOW:
            return lambda _: None  # whoever owns the hit has the next word
        waiting = [leg for leg in detail.legs if leg.open]
        if wise and waiting and detail.summary.state == CaseState.ESTABLISHED:
            cases, leg_id = desk.casework.cases, waiting[0].leg_id
            return lambda tx: cases.withdraw(tx, leg_id, "found by a notice", by="officer")
        return super()._as_requester(desk, detail, wise=wise)

    @staticmethod
    def _ids(desk: Desk, column: Any, which: Any) -> list[str]:
        return desk.read(lambda tx: list(tx.execute(select(column).where(which)).scalars()))

    def contradict(self, desk: Desk) -> None:
        """A report that comes late, or says otherwise than one before; the first end stays."""
        ended = [
            one
            for one in self.sent
            if self.believed.get((one.sender, one.message.message_id, one.recipient)) in ENDS
        ]
        if mine := [one for one in ended if one.sender == desk.member]:
            parcel, status = self.dice.choice(mine), self.dice.choice(list(DeliveryStatus))
            desk.told(parcel.message.message_id, parcel.recipient, status, "hub.said_so")

    # What must hold after every step

    def nothing_untrue(self) -> None:
        """I1, I2: senders know all that they sent, and of each at most one end, the true one."""
        parcels = {(one.sender, one.message.message_id, one.recipient): one for one in self.sent}
        known = dict(self._known())
        assert known.keys() == parcels.keys(), "I1: sent and not kept, or kept and not sent"
        for key, status in known.items():
            before = self.believed.get(key, status)
            assert status in {before} | AFTER.get(before, set()), f"I1: {before}, then {status}"
            parcel = parcels[key]
            had = parcel.message.message_id in self.region[parcel.recipient].seen
            assert parcel.arrives or not had, "I1: an effect of what the hub never took"
            if status == DeliveryStatus.DELIVERED:
                assert had, "I2"
            elif status != QUEUED:
                assert status == parcel.verdict, f"I1: {status}, and the hub said otherwise"
        self.believed = known

    def _known(self) -> Iterator[tuple[Sent, str]]:
        sent = casework_message.c
        for state, desk in self.region.desks.items():
            rows = desk.read(
                lambda tx: tx.execute(select(sent.message_id, sent.recipient, sent.status)).all()
            )
            for row in rows:
                yield (state, UUID(bytes=row.message_id), row.recipient), row.status

    def one_effect_each(self) -> None:
        """I3, and no state without the step that led to it."""
        for desk in self.region.desks.values():
            desk.read(self._check_journal)

    def never_older(self) -> None:
        """I6: no version ever gives way to an older one, and what has ended stays so."""
        for state, desk in self.region.desks.items():
            rows = desk.read(
                lambda tx: tx.execute(
                    select(notice.c.notice_id, notice.c.version, notice.c.state)
                ).all()
            )
            ended = {row.notice_id for row in rows if row.state in ENDED}
            for row in rows:
                key = (state, row.notice_id)
                assert row.version >= self.newest[key], "I6: an older version came back"
                self.newest[key] = row.version
            for row in desk.read(
                lambda tx: tx.execute(select(hit.c.notice_id, hit.c.state, hit.c.owner)).all()
            ):
                overdue = row.notice_id in ended and row.owner == state
                assert not overdue or row.state in SETTLED, "I6: a hit outlived its notice"

    def nothing_unapproved(self) -> None:
        """I9: behind every answer and every notice stands an officer, or a rule of the node."""
        for state, desk in self.region.desks.items():
            with desk.store.read() as tx:
                self._check_release(desk, tx)
            acts = desk.read(
                lambda tx: tx.execute(
                    select(casework_event.c.root, casework_event.c.event, casework_event.c.actor)
                ).all()
            )
            approved = {(row.root, row.event) for row in acts if row.actor == OFFICER}
            published = self._ids(
                desk, notice.c.notice_id, (notice.c.owner == state) & (notice.c.version > 0)
            )
            assert {(one, "PUBLISH") for one in published} <= approved, "I9"
            said_yes = (hit.c.owner == state) & (hit.c.state == HitState.CONFIRMED)
            for one in self._ids(desk, hit.c.hit_id, said_yes):
                assert (one, HitEvent.CONFIRM) in approved, "I9"


PLAY: list[Play] = []


class Region(RuleBasedStateMachine):
    """Every rule is one act of one member, or one event on the line."""

    def __init__(self) -> None:
        super().__init__()
        self.play = PLAY[0]

    @initialize(dice=st.randoms(use_true_random=False))
    def begins(self, dice: Random) -> None:
        self.play.begin(dice)

    def _try(self, act: Callable[..., Any], *given: Any) -> None:
        with suppress(AccordError):  # an officer who may not do that
            act(*given)
        self.play._collect()

    @rule(state=states)
    def a_weapon_is_seized(self, state: str) -> None:
        self._try(self.play._open, state)

    @rule(state=states)
    def a_weapon_is_lost(self, state: str) -> None:
        self._try(self.play.draft, state)

    @rule(state=states, act=st.sampled_from(sorted(ACTS)))
    def an_owner_acts_on_a_notice(self, state: str, act: str) -> None:
        self._try(self.play.act, state, act)

    @rule(state=states)
    def an_officer_decides_about_a_trace(self, state: str) -> None:
        self._try(self.play._decide, self.play.region[state])

    @rule(state=states)
    def an_officer_decides_about_a_hit(self, state: str) -> None:
        self._try(lambda: self.play.decide_hit(self.play.region[state], wise=False))

    @rule(state=states)
    def something_due_is_done(self, state: str) -> None:
        self._try(self.play._work, self.play.region[state])

    @rule(state=states)
    def a_message_arrives_in_any_order_or_again(self, state: str) -> None:
        self._try(self.play._deliver, self.play.region[state])

    @rule()
    def the_line_is_good_for_a_while(self) -> None:
        for _ in range(6):
            for desk in self.play.region.desks.values():
                self._try(self.play._deliver, desk)
                self._try(self.play._work, desk)
                self._try(self.play._report, desk)
                self._try(self.play.contradict, desk)

    @rule(state=states)
    def the_hub_reports(self, state: str) -> None:
        self._try(self.play._report, self.play.region[state])
        self._try(self.play.contradict, self.play.region[state])

    @rule(hours=st.sampled_from((1, 30, 24 * 91)))
    def time_passes(self, hours: int) -> None:
        self.play.region.clock.advance(hours=hours)

    @rule(state=states)
    def a_node_crashes_and_starts(self, state: str) -> None:
        self.play.region[state].start()

    @invariant()
    def i1_no_sender_misses_a_message_or_believes_an_untrue_end(self) -> None:
        self.play.nothing_untrue()

    @invariant()
    def i3_one_effect_for_each_message(self) -> None:
        self.play.one_effect_each()

    @invariant()
    def i6_no_older_version_overtakes(self) -> None:
        self.play.never_older()

    @invariant()
    def i9_nothing_leaves_unapproved(self) -> None:
        self.play.nothing_unapproved()

    def teardown(self) -> None:
        """I1, I2: once the line is calm, every message has come to an end its sender knows."""
        self.play._calm()
        self.play._check()
        self.play.nothing_untrue()
        self.play.never_older()


@pytest.fixture(scope="module", autouse=True)
def _play() -> Iterator[None]:
    PLAY.append(Play())
    yield
    PLAY.pop().close()


def test_the_invariants_hold_after_every_step_of_a_random_region() -> None:
    run_state_machine_as_test(
        Region,
        settings=settings(
            max_examples=8,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

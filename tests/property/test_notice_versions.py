"""Random owners, orders, delays and repeats: an older version never overtakes a newer one (I6)."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from notice_kit import OFFICER, Notices, Pool, theft
from notice_samples import COMPARED, pistol

from accord.cases.hit_codes import HitAnswer, Instruction, NotConfirmedReason
from accord.cases.hit_life import HIT, SETTLED, HitState
from accord.cases.notice_codes import CancelReason, NoticeState
from accord.cases.notice_life import ENDED
from accord.errors import PolicyError, TransitionError
from accord.wire.kinds import MessageKind
from node.exchange.messages import Gatherer, IncomingMessage
from node.notices.hit_forms import HitReply
from node.notices.views import NoticeDetail

ACTS = ("amend", "validate", "suspend", "recover", "resume", "clear", "cancel")


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    made = Pool()
    yield made
    made.close()


def act(region: Notices, notice_id: str, name: str) -> None:
    """One act of the owner, as an officer tries it; the machine may refuse."""
    notices = region.room("XA").notices
    with suppress(TransitionError):
        if name == "amend":
            draft = theft(caution_text=f"version {region.clock.now_ms()}")
            region["XA"].write(
                lambda tx: notices.amend(tx, notice_id, draft, reason="more", by=OFFICER)
            )
        elif name == "cancel":
            region.act("XA", name, notice_id, CancelReason.WRONG_WEAPON, "misread")
        elif name == "validate":
            region.act("XA", name, notice_id)
        else:
            region.act("XA", name, notice_id, "because")


def versions(region: Notices) -> list[IncomingMessage]:
    region["XA"].post_waits = True
    posted = {one.message_id: one for _, _, one in region["XA"].posted()}
    return [one for one in posted.values() if one.kind is MessageKind.NOTICE]


def known(region: Notices, state: str, notice_id: str) -> NoticeDetail | None:
    try:
        return region.notice(state, notice_id)
    except PolicyError:
        return None


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_member_comes_to_the_newest_version_it_heard_of(
    pool: Pool, data: st.DataObject
) -> None:
    pool.take_back()
    region = pool.lend()
    notice_id = region.draft()
    region.act("XA", "publish", notice_id)
    for name in data.draw(st.lists(st.sampled_from(ACTS), max_size=6)):
        region.clock.advance(ms=1)
        act(region, notice_id, name)
    said = versions(region)
    owner = region.notice("XA", notice_id)
    newest = 0
    order = data.draw(st.lists(st.integers(0, len(said) - 1), min_size=1, max_size=12))
    # A copy under an id of its own is what a careless resend or a restored outbox would make.
    arriving = [
        replace(said[which], message_id=UUID(int=number)) for number, which in enumerate(order, 1)
    ]
    for which, message in zip(order, arriving, strict=True):
        region["XB"].take(message)
        here = known(region, "XB", notice_id)
        assert here is not None
        newest = max(newest, which + 1)
        assert here.summary.version == newest
        theirs = owner.versions[newest - 1]
        assert (here.notice, here.summary.state) == (theirs.notice, theirs.state)
    assert region["XB"].failed == []
    together = region["XC"].rooms.whole.handlers[MessageKind.NOTICE]
    assert isinstance(together, Gatherer)
    region["XC"].write(lambda tx: together.handle_all(tx, arriving))
    one_by_one, at_once = region.notice("XB", notice_id), region.notice("XC", notice_id)
    assert at_once.versions == one_by_one.versions
    assert [step.event for step in at_once.timeline] == [step.event for step in one_by_one.timeline]


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_hit_stays_open_on_a_cancelled_notice_whatever_crosses_on_the_way(
    pool: Pool, data: st.DataObject
) -> None:
    """Invariants I1, I3 and I6 over finder and owner while mail is delayed and repeated."""
    pool.take_back()
    region = pool.lend()
    notice_id = region.publish()
    region.seize("XB")
    hit_id = region.only_hit("XB")
    steps = st.lists(
        st.sampled_from(("ask", "confirm", "negate", "mail", "cancel", "wait", "amend")),
        max_size=8,
    )
    for step in data.draw(steps):
        with suppress(PolicyError):
            _step(region, notice_id, hit_id, step)
        _never_back(region, hit_id)
    act(region, notice_id, "cancel")
    region.settle()
    assert region.notice("XB", notice_id).summary.state is NoticeState.CANCELLED
    for state in ("XA", "XB"):
        for hit in region.hits(state):
            assert hit.state in SETTLED
            assert HIT.allowed(hit.state) == frozenset()
    assert region["XA"].failed == region["XB"].failed == []


def _step(region: Notices, notice_id: str, hit_id: str, step: str) -> None:
    reply = HitReply(
        answer=HitAnswer.CONFIRMED, compared=COMPARED, instruction=Instruction.HOLD_AS_EVIDENCE
    )
    if step == "ask":
        region.ask(hit_id, firearm=pistol())
    elif step == "confirm":
        owner = region.room("XA").owner
        region["XA"].write(lambda tx: owner.respond(tx, hit_id, reply, by=OFFICER))
    elif step == "negate":
        why = NotConfirmedReason.NOT_IDENTICAL
        region.answer(hit_id, answer=HitAnswer.NOT_CONFIRMED, instruction=None, reason=why)
    elif step == "mail":
        region.settle()
    elif step == "wait":
        region.clock.advance(hours=9)
        for desk in region.desks.values():
            desk.work()
    else:
        act(region, notice_id, step)


def _never_back(region: Notices, hit_id: str) -> None:
    """An ended notice is never in force again, and a hit on it is never confirmed afterwards."""
    here = region.notice("XB", region.hit("XB", hit_id).summary.notice_id)
    if here.summary.state in ENDED:
        assert region.hit("XB", hit_id).summary.state is not HitState.CONFIRMED

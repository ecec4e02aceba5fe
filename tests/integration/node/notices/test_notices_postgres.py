"""Notices and hits whose stores are databases of a real PostgreSQL server."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from notice_kit import OFFICER, Notices, recovery, theft
from notice_samples import pistol
from postgres import fresh_database, postgres_server

from accord.cases.hit_codes import HitAction
from accord.cases.hit_life import HitState
from accord.cases.notice_codes import CancelReason, NoticeState
from node.notices.hit_forms import Acted

STATES = ("XA", "XB", "XC")


@pytest.fixture
def region() -> Iterator[Notices]:
    with ExitStack() as stack:
        server = stack.enter_context(postgres_server())
        databases = {state: stack.enter_context(fresh_database(server)) for state in STATES}
        federation = Notices(states=STATES, databases=databases)
        stack.callback(federation.close)
        yield federation


def test_a_hit_confirmed_and_recovered_and_one_whose_notice_is_cancelled(region: Notices) -> None:
    notice_id, hit_id = region.found_and_asked(urgent=True)
    region.answer(hit_id)
    room = region.room("XB")
    seized = Acted(action=HitAction.SEIZED)
    region["XB"].write(lambda tx: room.finder.act(tx, hit_id, seized, by=OFFICER))
    region["XB"].write(lambda tx: room.report_recovery(tx, hit_id, recovery(), by=OFFICER))
    region.settle()
    region.pass_time(3_000)
    matrix = region.notice("XA", notice_id)
    assert matrix.summary.state is NoticeState.RECOVERED_PENDING
    assert all(one.current for one in matrix.matrix)
    assert region.hit("XA", hit_id).summary.state is HitState.RECOVERED

    other = region.publish(theft(pistol("HK 55871")))
    region.seize(firearm=pistol("HK 55871"), subject="CASE-2")
    region.act("XA", "cancel", other, CancelReason.NEVER_LOST, "in the armoury after all")
    region.settle()
    (cancelled,) = [one for one in region.hits("XB") if one.notice_id == other]
    assert cancelled.state is HitState.NOT_CONFIRMED
    for desk in region.desks.values():
        assert desk.failed == []

"""The watch: one step looks and matures; promises wake it; peers' notes reach the monitor."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import pytest
from sqlalchemy.exc import OperationalError
from watch_kit import Watch, entries, new_log

from node.exchange.messages import Promise, Source
from node.exchange.wake import Wake
from node.log.watch import LogWatch, pause


def log_watch(
    watch: Watch,
    *,
    watched: bool = True,
    pauses: Callable[[Wake], Awaitable[None]] = pause,
) -> LogWatch:
    return LogWatch(
        store=watch.store,
        clock=watch.clock,
        trust=lambda: watch.trust,
        alarms=watch.alarms,
        monitor=watch.monitor if watched else None,
        maturing=watch.maturing if watched else None,
        pause=pauses,
    )


def test_how_things_stand_before_and_after_a_look(watch: Watch) -> None:
    room = log_watch(watch)
    before = room.view()
    assert (before.watched, before.believed, before.seen_ms) == (True, None, None)
    watch.site.note = watch.cosigned(watch.site.log)
    asyncio.run(room.step())
    after = room.view()
    assert after.believed is not None
    assert after.believed == after.witnessed
    assert (after.believed.size, after.believed.cosigned_by) == (300, ("XB",))
    assert (after.fault, after.seen_ms) == ("", watch.clock.now_ms())


def test_what_is_wrong_with_the_site_is_shown_and_ends(watch: Watch) -> None:
    room = log_watch(watch)
    watch.site.away = True
    asyncio.run(room.step())
    assert room.view().fault == "log.site_unreachable"
    watch.site.away = False
    asyncio.run(room.step())
    assert room.view().fault == ""


def test_a_peers_note_is_compared_once_its_message_is_durable(watch: Watch) -> None:
    room = log_watch(watch)
    asyncio.run(room.step())
    other = new_log(entries(300, of=9)).note()
    with pytest.raises(OperationalError), watch.store.begin() as tx:
        room.on_checkpoint(tx, "XB", other)
        raise OperationalError("COMMIT", {}, Exception())
    asyncio.run(room.step())
    assert watch.codes == []
    with watch.store.begin() as tx:
        room.on_checkpoint(tx, "XB", other)
        assert watch.trust.open(room.checkpoint(tx)).checkpoint.size == 300
    asyncio.run(room.step())
    alarm = room.view().alarms[0]
    assert (alarm.code, alarm.source, alarm.standing) == ("log.fork", "XB", True)
    assert room.evidence(1).proof == watch.alarms.evidence(1)[1]
    assert not room.resume("settled").alarms[0].standing


@dataclass
class Pauses:
    """Ends the watch at its second pause."""

    awake: list[bool] = field(default_factory=list)

    async def __call__(self, wake: Wake) -> None:
        await asyncio.sleep(0)
        self.awake.append(wake._event.is_set())
        await wake.wait()
        if len(self.awake) == 2:
            raise asyncio.CancelledError


def test_a_promise_keeps_it_awake_until_the_log_shows_it(watch: Watch) -> None:
    pauses = Pauses()
    room = log_watch(watch, pauses=pauses)
    with watch.store.begin() as tx:
        room.promised(tx, [Promise(Source.REPORT, 1, 999, watch.clock.now_ms())])
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(room.run())
    assert pauses.awake == [True, True]


def test_without_a_site_promises_are_kept_and_nothing_is_claimed(watch: Watch) -> None:
    room = log_watch(watch, watched=False)
    with watch.store.begin() as tx:
        room.promised(tx, [Promise(Source.REPORT, 1, 0, watch.clock.now_ms())])
        room.on_checkpoint(tx, "XB", b"anything")
        assert room.checkpoint(tx) == b""
    asyncio.run(room.step())
    view = room.view()
    assert (view.watched, view.accepted, view.believed) == (False, 1, None)

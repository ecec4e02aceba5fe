"""The monitor: what follows is believed, and every contradiction is caught with its proof."""

import asyncio

import pytest
from watch_kit import LOG_KEY, ORIGIN, Watch, entries, new_log

from accord.crypto.keys import SigningKey
from accord.errors import PolicyError
from accord.log.fork import parse_fork
from accord.log.tiles import HASH, Tile
from accord.testing.log import MemoryLog
from node.log.checkpoints import Place, kept


def look(watch: Watch) -> int | None:
    """The size believed after a look."""
    signed = asyncio.run(watch.monitor.look())
    return None if signed is None else signed.checkpoint.size


def fault(watch: Watch) -> str | None:
    return watch.monitor.sight().fault


def test_a_log_that_grows_is_believed_step_by_step(watch: Watch) -> None:
    assert look(watch) == 300
    for more in (1, 5, 300):
        watch.site.log.append(entries(more, of=1))
        assert look(watch) == watch.site.log.size
    assert (watch.codes, fault(watch)) == ([], None)


def test_a_witnessed_note_of_the_same_checkpoint_takes_the_bare_ones_place(watch: Watch) -> None:
    look(watch)
    watch.site.note = watch.cosigned(watch.site.log)
    look(watch)
    watch.site.note = watch.site.log.note()
    look(watch)
    with watch.store.read() as tx:
        for place in (Place.BELIEVED, Place.WITNESSED):
            found = kept(tx, place)
            assert found is not None
            assert found.note == watch.cosigned(watch.site.log)


def test_two_roots_for_one_size_are_a_fork_and_nothing_is_sent(watch: Watch) -> None:
    look(watch)
    watch.site.log = new_log(entries(300, of=9))
    assert look(watch) == 300
    assert (watch.codes, fault(watch)) == (["log.fork"], "log.fork")
    assert not watch.alarms.clear()
    parse_fork(watch.alarms.evidence(1)[1]).verify(watch.trust)


@pytest.mark.parametrize("common", [0, 1, 255, 256, 299])
def test_a_larger_log_that_does_not_follow_is_a_fork_with_its_proof(
    watch: Watch, common: int
) -> None:
    look(watch)
    watch.site.log = new_log(entries(common), entries(600, of=9))
    assert look(watch) == 300
    assert watch.codes == ["log.fork"]
    parse_fork(watch.alarms.evidence(1)[1]).verify(watch.trust)


def test_a_smaller_log_of_the_same_history_is_a_rollback_and_no_fork(watch: Watch) -> None:
    look(watch)
    watch.site.note = watch.site.log.note(200)
    assert look(watch) == 300
    assert (watch.codes, fault(watch)) == (["log.rollback"], "log.rollback")
    assert watch.alarms.clear()


def test_a_log_that_went_back_and_lost_its_tiles_is_a_rollback_too(watch: Watch) -> None:
    look(watch)
    watch.site.log = new_log(entries(200))
    assert look(watch) == 300
    assert (watch.codes, fault(watch)) == (["log.rollback"], "log.rollback")


def test_a_smaller_log_of_another_history_is_a_fork(watch: Watch) -> None:
    look(watch)
    watch.site.note = new_log(entries(200, of=9)).note()
    look(watch)
    assert watch.codes == ["log.fork"]
    parse_fork(watch.alarms.evidence(1)[1]).verify(watch.trust)


def test_a_note_that_another_key_signed_is_refused_and_accuses_nobody(watch: Watch) -> None:
    look(watch)
    stranger = MemoryLog(ORIGIN, SigningKey(bytes([7] * 32)))
    stranger.append(entries(400, of=9))
    watch.site.note = stranger.note()
    assert look(watch) == 300
    assert (watch.codes, fault(watch)) == ([], "note.no_known_key")


def test_another_logs_note_is_refused(watch: Watch) -> None:
    other = MemoryLog("other.example/log", LOG_KEY)
    watch.site.note = other.note()
    assert (look(watch), fault(watch)) == (None, "checkpoint.origin")


def test_a_site_that_is_away_is_no_forgery(watch: Watch) -> None:
    look(watch)
    watch.site.away = True
    assert (look(watch), fault(watch), watch.codes) == (300, "log.site_unreachable", [])
    watch.site.away = False
    assert (look(watch), fault(watch)) == (300, None)


def test_tiles_that_were_changed_on_the_way_prove_nothing_against_the_log(watch: Watch) -> None:
    look(watch)
    watch.site.log.append(entries(100, of=1))
    watch.site.change = lambda _tile, data: bytes([data[0] ^ 1]) + data[1:]
    assert (look(watch), fault(watch), watch.codes) == (300, "log.tiles_unproved", [])
    watch.site.change = lambda _tile, data: data
    assert (look(watch), fault(watch)) == (400, None)


def test_tiles_of_the_wrong_size_prove_nothing_against_the_log(watch: Watch) -> None:
    look(watch)
    watch.site.log.append(entries(100, of=1))
    watch.site.change = lambda _tile, data: data[:-HASH]
    assert (look(watch), fault(watch), watch.codes) == (300, "log.tiles_unproved", [])


def test_a_tile_that_is_missing_proves_nothing_against_the_log(watch: Watch) -> None:
    look(watch)
    longer = new_log(entries(300), entries(500))
    watch.site.note = longer.note()
    assert (look(watch), fault(watch), watch.codes) == (300, "log.site_tile", [])


def test_a_full_tile_is_fetched_once(watch: Watch) -> None:
    look(watch)
    for more in (300, 40, 40):
        watch.site.log.append(entries(more, of=1))
        look(watch)
    assert watch.site.fetched.count(Tile(0, 1)) <= 1


def test_sending_goes_on_with_a_reason_and_the_alarm_stays_on_record(watch: Watch) -> None:
    look(watch)
    watch.site.log = new_log(entries(300, of=9))
    look(watch)
    with pytest.raises(PolicyError):
        watch.alarms.evidence(2)
    assert watch.alarms.resume("the hub restored its ledger; the region agreed") == 1
    assert watch.alarms.clear()
    assert look(watch) == 300
    assert [one.reason is not None for one in watch.alarms.all()] == [True]
    with pytest.raises(PolicyError):
        watch.alarms.resume("again")


def test_what_a_peer_saw_is_compared_and_never_believed(watch: Watch) -> None:
    look(watch)
    watch.monitor.show("XB", watch.site.log.note(200))
    watch.monitor.show("XC", b"nonsense")
    assert look(watch) == 300
    sight = watch.monitor.sight()
    assert (watch.codes, sight.refused_notes, sight.ahead) == ([], 1, 0)


@pytest.mark.parametrize("size", [1, 200, 300])
def test_a_peer_who_saw_another_history_proves_a_fork(watch: Watch, size: int) -> None:
    look(watch)
    watch.monitor.show("XB", new_log(entries(size, of=9)).note())
    look(watch)
    assert [(one.code, one.source) for one in watch.alarms.all()] == [("log.fork", "XB")]
    parse_fork(watch.alarms.evidence(1)[1]).verify(watch.trust)


def test_a_site_that_lags_behind_a_source_is_told_from_one_that_stands_still(watch: Watch) -> None:
    look(watch)
    peer = new_log(entries(300))
    for _ in range(9):
        peer.append(entries(10))
        watch.monitor.show("XB", peer.note())
        look(watch)
        sight = watch.monitor.sight()
        assert (sight.ahead, sight.ahead_ms) == (watch.site.log.size + 10, watch.clock.now_ms())
        watch.clock.advance(seconds=10)
        watch.site.log.append(entries(10))
    look(watch)
    assert watch.monitor.sight().ahead_ms is None
    for _ in range(9):
        peer.append(entries(10))
        watch.monitor.show("XB", peer.note())
        look(watch)
        watch.clock.advance(seconds=10)
    sight = watch.monitor.sight()
    assert (sight.ahead, sight.ahead_ms) == (400, watch.clock.now_ms() - 90_000)
    assert watch.codes == []


def test_a_peer_who_is_ahead_is_compared_once_the_site_has_come_as_far(watch: Watch) -> None:
    look(watch)
    watch.monitor.show("XB", new_log(entries(300), entries(50, of=9)).note())
    look(watch)
    assert (watch.monitor.sight().ahead, watch.codes) == (350, [])
    watch.site.log.append(entries(80, of=1))
    assert look(watch) == 380
    assert (watch.monitor.sight().ahead, watch.codes) == (0, ["log.fork"])
    parse_fork(watch.alarms.evidence(1)[1]).verify(watch.trust)

"""The operators' desk: sign-in, sessions, trail, maintenance, contacts and counts."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from desk_kit import FIRST, PASSWORD, Person, door, make

from accord.access import limits
from accord.access.errors import NotSignedInError, TooManyError
from accord.errors import AccordError, FormatError, PolicyError, TransportError
from accord.testing.clock import ManualClock
from accord.wire.kinds import MessageKind
from hub.desk import audit, operators, sessions
from hub.desk.contacts import Contacts, Told
from hub.desk.maintenance import Maintenance
from hub.desk.operators import Role
from hub.desk.store import DeskStore
from hub.desk.traffic import OTHER, Outcome, Traffic
from hub.proposals import Tally


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[DeskStore]:
    store = DeskStore(tmp_path / "desk.sqlite")
    yield store
    store.close()


@pytest.fixture
def amara(store: DeskStore, clock: ManualClock, tmp_path: Path) -> Person:
    make(store, clock, "amara")
    return Person(door(store, clock, tmp_path), clock, "amara")


def acts(store: DeskStore) -> list[str]:
    with store.read() as tx:
        return [one.act for one in reversed(audit.page(tx, before=None, limit=100))]


def test_a_first_sign_in_may_do_nothing_before_password_and_factor(amara: Person) -> None:
    caller = amara.sign_in()
    assert (caller.operator.to_do, caller.acts) == (("password", "factor"), False)
    whole = amara.set_up()
    assert (whole.operator.to_do, whole.acts) == ((), True)


def test_a_viewer_never_acts(store: DeskStore, clock: ManualClock, tmp_path: Path) -> None:
    make(store, clock, "bako", Role.VIEWER)
    assert not Person(door(store, clock, tmp_path), clock, "bako").set_up().acts


@pytest.mark.parametrize(
    "wrong",
    [
        lambda one: one.door.password("amara", FIRST, one.code(), "192.0.2.1"),
        lambda one: one.door.password("amara", PASSWORD, "", "192.0.2.1"),
        lambda one: one.door.password("amara", PASSWORD, "000000", "192.0.2.1"),
        lambda one: one.door.password("nobody-here", PASSWORD, "", "192.0.2.1"),
        lambda one: one.door.password("Not a name", PASSWORD, "", "192.0.2.1"),
    ],
    ids=["password", "no code", "code", "name", "no name"],
)
def test_whatever_is_wrong_the_answer_is_the_same(
    amara: Person, wrong: Callable[[Person], object]
) -> None:
    amara.set_up()
    with pytest.raises(NotSignedInError, match=r"login\.failed"):
        wrong(amara)


def test_a_code_and_a_recovery_code_are_good_once(amara: Person) -> None:
    amara.set_up()
    code = amara.code()
    amara.sign_in(code)
    with pytest.raises(NotSignedInError):
        amara.sign_in(code)
    amara.sign_in(amara.recovery[0])
    with pytest.raises(NotSignedInError):
        amara.sign_in(amara.recovery[0])


def test_a_name_is_locked_after_failures_and_an_address_slowed(
    amara: Person, clock: ManualClock
) -> None:
    for _ in range(limits.FREE_FAILURES):
        with pytest.raises(NotSignedInError):
            amara.door.password("amara", "wrong", "", "192.0.2.1")
    with pytest.raises(TooManyError, match=r"login\.locked"):
        amara.sign_in()
    clock.advance(ms=limits.FIRST_LOCK_MS)
    amara.sign_in()
    with pytest.raises(TooManyError, match=r"login\.too_many"):
        for _ in range(limits.ATTEMPTS_A_MINUTE + 1):
            amara.door.addresses.admit("192.0.2.9")


def test_strangers_shut_nobody_out_of_a_browser_that_is_known(
    amara: Person, clock: ManualClock, store: DeskStore
) -> None:
    amara.set_up()
    kept = amara.door.to_keep("amara", "")
    for _ in range(limits.ATTEMPTS_A_MINUTE + 1):
        with pytest.raises((NotSignedInError, TooManyError)):
            amara.door.password("amara", "a guess", "", "192.0.2.1")

    with pytest.raises(TooManyError):
        amara.door.password("amara", PASSWORD, "", "192.0.2.1", kept[:-2])

    def known(password: str) -> str:
        return amara.door.password("amara", password, amara.code(), "192.0.2.1", kept)

    assert known(PASSWORD)
    assert amara.door.to_keep("amara", kept) == kept
    for _ in range(limits.FREE_FAILURES):
        with pytest.raises(NotSignedInError):
            known("a guess")
    with pytest.raises(TooManyError, match=r"login\.locked"):  # by the same rule
        known(PASSWORD)
    with store.begin() as tx:
        operators.reset(tx, clock.now_ms(), name="amara", password="", by="cli:root")
        assert not tx.execute("SELECT * FROM failure").fetchall()


def test_a_session_ends_unused_after_a_shift_and_at_once(amara: Person, clock: ManualClock) -> None:
    amara.set_up()
    door = amara.door
    token = door.password("amara", PASSWORD, amara.code(), "192.0.2.1")
    caller = door.sessions.caller(token)
    for _ in range(3):
        clock.advance(ms=sessions.IDLE_MS - 1)
        caller = door.sessions.caller(token)
    with pytest.raises(PolicyError, match=r"session\.unknown"):
        door.sessions.end("0" * 32, caller)
    door.sessions.end(caller.session_id, caller)
    with pytest.raises(NotSignedInError):
        door.sessions.caller(token)
    with pytest.raises(NotSignedInError):
        door.sessions.caller("ahs_" + "x" * 1000)


def test_a_viewer_ends_no_session_but_their_own(
    amara: Person, store: DeskStore, clock: ManualClock, tmp_path: Path
) -> None:
    make(store, clock, "bako", Role.VIEWER)
    viewer = Person(door(store, clock, tmp_path), clock, "bako").set_up()
    operator = amara.set_up()
    with pytest.raises(PolicyError, match=r"session\.unknown"):
        amara.door.sessions.end(operator.session_id, viewer)
    amara.door.sessions.end(viewer.session_id, operator)
    assert acts(store)[-1] == "SESSION_ENDED"


def test_a_reset_and_a_removal_end_everything_that_is_open(amara: Person, store: DeskStore) -> None:
    amara.set_up()
    with store.begin() as tx:
        digest = amara.door.passwords.digest(FIRST)
        operators.reset(tx, amara.clock.now_ms(), name="amara", password=digest, by="cli:root")
    assert amara.door.sessions.all() == []
    amara.password, amara.secret = FIRST, ""
    assert amara.sign_in().operator.to_do == ("password", "factor")
    with store.begin() as tx:
        operators.remove(tx, amara.clock.now_ms(), name="amara", by="cli:root")
    with pytest.raises(NotSignedInError):
        amara.sign_in()
    with pytest.raises(PolicyError, match=r"account\.unknown"), store.begin() as tx:
        operators.remove(tx, amara.clock.now_ms(), name="amara", by="cli:root")


@pytest.mark.parametrize(
    ("damage", "broken_at"),
    [
        ("UPDATE audit SET actor = 'bako' WHERE number = 2", 2),
        ("DELETE FROM audit WHERE number = 2", 2),
        ("UPDATE audit SET detail = 'x' WHERE number = 1", 1),
    ],
)
def test_a_changed_trail_is_named(
    amara: Person, store: DeskStore, damage: str, broken_at: int
) -> None:
    amara.set_up()
    with store.read() as tx:
        whole = audit.check(tx)
    assert whole.broken_at is None
    assert whole.entries == len(acts(store))
    with store.begin() as tx:
        tx.execute(damage)
    with store.read() as tx:
        assert audit.check(tx).broken_at == broken_at


def test_maintenance_is_durable_and_seen_by_a_hub_beside(
    store: DeskStore, clock: ManualClock, tmp_path: Path
) -> None:
    hub = Maintenance(store, clock)
    hub.check()
    beside = DeskStore(tmp_path / "desk.sqlite")
    command = Maintenance(beside, clock)
    command.begin("cli:root", " a new\n disk ")
    command.begin("cli:other", "a second time")
    hub.look()
    with pytest.raises(TransportError, match=r"hub\.maintenance"):
        hub.check()
    again = Maintenance(store, clock).pause
    assert again is not None
    assert (again.by, again.reason) == ("cli:root", "a new disk")
    hub.end("amara")
    command.look()
    command.check()
    beside.close()
    assert acts(store) == ["MAINTENANCE_BEGUN", "MAINTENANCE_ENDED"]
    with pytest.raises(FormatError, match=r"maintenance\.reason"):
        hub.begin("amara", "x" * 201)


def test_contacts_outlast_a_restart_and_show_nothing_hostile(
    store: DeskStore, clock: ManualClock
) -> None:
    contacts = Contacts(store, clock)
    contacts.opened("XA", Told.of("accord/0.1.0", 3, 2))
    contacts.heard("XA", clock.now_ms() + 90_000)
    contacts.opened("XB", Told.of("\x1b[2J" + "x" * 99, 2**63, 0))
    contacts.heard("XB", 0)
    contacts.keep(contacts.fresh())
    assert contacts.fresh() == []
    contacts.keep([])
    kept = Contacts(store, clock).all()
    xa = kept["XA"]
    assert (xa.since_ms, xa.ahead_ms, xa.told.software) == (None, 90_000, "accord/0.1.0")
    assert (kept["XB"].told.software, kept["XB"].ahead_ms) == ("unreadable", None)
    contacts.closed("XA")
    assert contacts.all()["XA"].since_ms is None


def test_traffic_is_counted_by_day_and_bounded(store: DeskStore, clock: ManualClock) -> None:
    traffic = Traffic(store, clock)
    tally = Tally()
    tally.accepted["XA", MessageKind.TRACE_REQUEST] += 3
    tally.refused["XA", "quota.open_messages"] += 1
    tally.delivered["XB"] += 2
    for number in range(40):
        tally.rejected["XB", f"made.up.{number}"] += 1
    for _ in range(2):
        traffic.count(tally)
        clock.advance(days=1)
    found = traffic.read(2)
    assert {(one.member, one.count) for one in found if one.outcome is Outcome.ACCEPTED} == {
        ("XA", 3)
    }
    codes = [one.detail for one in found if one.outcome is Outcome.REJECTED]
    assert (len(codes), OTHER in codes) == (33, True)
    assert len({one.day for one in traffic.read(30)}) == 2


def test_counts_that_could_not_be_kept_are_kept_later(store: DeskStore, clock: ManualClock) -> None:
    traffic, tally = Traffic(store, clock), Tally()
    tally.delivered["XB"] += 2
    with store.begin() as tx:
        tx.execute("ALTER TABLE traffic RENAME TO away")
    traffic.count(tally)
    with pytest.raises(sqlite3.Error):
        traffic.keep()
    with store.begin() as tx:
        tx.execute("ALTER TABLE away RENAME TO traffic")
    assert [one.count for one in traffic.read(1)] == [2]


@pytest.mark.parametrize("content", [b"another program's file", b""], ids=["text", "other"])
def test_another_programs_file_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.sqlite"
    file.write_bytes(content)
    if not content:
        db = sqlite3.connect(file)
        db.execute("CREATE TABLE theirs (x)")
        db.close()
    with pytest.raises(AccordError, match=r"desk\.schema"):
        DeskStore(file)

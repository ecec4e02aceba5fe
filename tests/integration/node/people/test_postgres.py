"""Sign-in, audit trail, receivers and retention in a database of a real PostgreSQL server."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from random import Random
from threading import Barrier

import pytest
from casework_kit import AUTOMATIC, Federation, case_draft, rifle, stolen_here
from people_kit import auditing_of, make_person, people_of
from postgres import fresh_database, postgres_server
from stores import open_store

from accord.access.errors import NotSignedInError
from accord.testing.clock import ManualClock
from node.audit.views import TrailCheck
from node.people.rights import Actor, Right, Role
from node.people.views import Credentials
from node.retention.keeper import Retention
from node.store.engine import Store
from node.webhooks.queue import Queue
from node.webhooks.targets import Content, Target


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres_server() as address:
        yield address


@pytest.fixture
def store(server: str) -> Iterator[Store]:
    with fresh_database(server) as database:
        opened = open_store(database)
        yield opened
        opened.close()


def test_a_person_signs_in_and_is_refused(store: Store) -> None:
    clock = ManualClock()
    people = people_of("XA", clock, store)
    ana = make_person(people, clock, "ana", Role.OFFICER)
    assert Right.WORK in people.admit(ana.set_up().token).rights
    with pytest.raises(NotSignedInError):
        people.sign_in.password(Credentials(name="ana", password="wrong"), "192.0.2.1")
    people.refused(Actor(name="ana", rights=frozenset()), "x\0" * 90, "access.right_missing")
    with store.begin() as tx:
        auditing = auditing_of("XA", clock, store)
        auditing.sign(tx, by="vera")
        assert auditing.check(tx).whole


def test_a_code_is_good_once_also_for_two_who_send_it_at_once(store: Store) -> None:
    clock = ManualClock()
    people = people_of("XA", clock, store)
    ana = make_person(people, clock, "ana", Role.OFFICER)
    ana.set_up()
    given = Credentials(name="ana", password=ana.password, code=ana.code())
    at_once = Barrier(2)

    def tries(address: str) -> bool:
        at_once.wait()
        try:
            return bool(people.sign_in.password(given, address).token)
        except NotSignedInError:
            return False

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(tries, ("192.0.2.1", "192.0.2.2"))) == [False, True]


def test_steps_are_queued_and_a_closed_case_leaves(server: str, tmp_path: Path) -> None:
    with ExitStack() as stack:
        states = ("XA", "XC")
        databases = {one: stack.enter_context(fresh_database(server)) for one in states}
        region = Federation(states, default=AUTOMATIC, databases=databases)
        stack.callback(region.close)
        region["XA"].records.append(stolen_here(rifle(), "XA"))
        office = region["XC"]
        target = Target(name="agency", url="http://x/", secret=b"s", content=Content.STEPS)
        queue = Queue(clock=office.clock, targets=(target,), random=Random(5).randbytes)
        office.write(queue.begin)
        open_case = office.casework.cases.open_case
        case_id = office.write(partial(open_case, draft=case_draft(), by="ana"))
        region.settle()
        with office.store.begin() as tx:
            assert queue.behind(tx)
            queue.fill(tx)
            [first] = [one for one in queue.due(tx, 10) if case_id.encode() in one.body]
            queue.failed(tx, first, "answered 500")
            assert queue.views(tx).targets[0].waiting > 1
        office.clock.advance(days=366 * 21)
        retention = Retention(
            clock=office.clock,
            store=office.store,
            policy=lambda: office.trusted.policy,
            keepings=office.rooms.keepings,
            folder=tmp_path / "archive",
            forgotten=queue.forget,
        )
        assert retention.run() == 1
        found: TrailCheck = office.read(auditing_of("XC", office.clock, office.store).check)
        assert found.whole, found.faults
        assert found.archived_steps > 3

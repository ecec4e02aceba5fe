import os
from collections.abc import Iterator, Sequence
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Column, Connection, Integer, MetaData, Table, insert, select
from stores import memory_store

from accord.errors import PolicyError
from accord.testing.clock import ManualClock
from accord.wire.kinds import MessageKind
from node.exchange.dispatcher import Dispatcher
from node.exchange.messages import IncomingMessage
from node.exchange.tables import inbox_message, inbox_state
from node.store.engine import Store

effects = Table("effects", MetaData(), Column("n", Integer, primary_key=True))
COMMENT = MessageKind.TRACE_COMMENT


class Effect:
    """Writes the number in the payload; fails after writing where told to."""

    def __init__(self, *failing: int, error: Exception | None = None) -> None:
        self.failing = set(failing)
        self.error = error or PolicyError("test.failed", "told to fail")

    def handle(self, tx: Connection, message: IncomingMessage) -> None:
        number = int(message.payload)
        tx.execute(insert(effects).values(n=number))
        if number in self.failing:
            raise self.error


class Gathering(Effect):
    """Takes what arrived together."""

    def __init__(self, *failing: int) -> None:
        super().__init__(*failing)
        self.together: list[int] = []

    def handle_all(self, tx: Connection, messages: Sequence[IncomingMessage]) -> None:
        self.together.append(len(messages))
        for message in messages:
            self.handle(tx, message)


@pytest.fixture
def store() -> Iterator[Store]:
    with memory_store() as opened:
        with opened.begin() as tx:
            effects.create(tx)
            for n in range(5):
                tx.execute(
                    insert(inbox_message).values(
                        position=n,
                        message_id=uuid4().bytes,
                        sender="XA",
                        kind=int(COMMENT),
                        conversation_id=UUID(int=1).bytes,
                        created_ms=1,
                        received_ms=2,
                        priority=1,
                        policy_version=1,
                        payload=b"%d" % n,
                        envelope=os.urandom(8),
                    )
                )
                tx.execute(insert(inbox_state).values(position=n, status="RECEIVED", changed_ms=2))
        yield opened


def dispatcher(store: Store, handler: Effect) -> Dispatcher:
    return Dispatcher(store=store, clock=ManualClock(), handlers={COMMENT: handler})


def states(store: Store) -> list[tuple[str, str | None]]:
    with store.read() as tx:
        rows = tx.execute(select(inbox_state).order_by(inbox_state.c.position)).all()
    return [(row.status, row.code) for row in rows]


def written(store: Store) -> list[int]:
    with store.read() as tx:
        return list(tx.execute(select(effects.c.n).order_by(effects.c.n)).scalars())


def test_effects_and_done_go_together(store: Store) -> None:
    outcome = dispatcher(store, Effect()).dispatch_next()
    assert (outcome.done, outcome.failures) == (5, ())
    assert states(store) == [("DONE", None)] * 5
    assert written(store) == [0, 1, 2, 3, 4]
    assert dispatcher(store, Effect()).dispatch_next().done == 0


def test_a_failure_has_no_effect_and_undoes_no_other(store: Store) -> None:
    outcome = dispatcher(store, Effect(2)).dispatch_next()
    assert (outcome.done, outcome.failures) == (4, ("test.failed",))
    assert written(store) == [0, 1, 3, 4]
    assert states(store)[2] == ("FAILED", "test.failed")


def test_what_arrived_together_is_handed_over_together_until_one_of_it_fails(store: Store) -> None:
    gathering = Gathering(2)
    outcome = dispatcher(store, gathering).dispatch_next()
    assert (outcome.done, outcome.failures) == (4, ("test.failed",))
    assert gathering.together == [5, 1, 1, 1, 1, 1]
    assert written(store) == [0, 1, 3, 4]


def test_a_fault_of_ours_is_kept_under_a_code_of_its_own(store: Store) -> None:
    dispatcher(store, Effect(2, error=ZeroDivisionError())).dispatch_next()
    assert states(store)[2] == ("FAILED", "inbox.handler_fault")


def test_the_failed_are_tried_again_only_after_a_restart(store: Store) -> None:
    dispatcher(store, Effect(2)).dispatch_next()
    again = dispatcher(store, Effect())
    assert again.dispatch_next().done == 0
    again.retry_failed()
    assert again.dispatch_next().done == 1
    assert written(store) == [0, 1, 2, 3, 4]


def test_a_kind_without_handler_waits_for_a_release_that_has_one(store: Store) -> None:
    nobody = Dispatcher(store=store, clock=ManualClock(), handlers={})
    assert nobody.dispatch_next().failures == ("inbox.no_handler",) * 5

"""What every ledger must do; an implementation's test subclasses this and makes ledgers."""

from collections.abc import Callable, Iterator
from hashlib import sha256
from uuid import UUID

import pytest

from accord.trust.trusted import Versions
from accord.wire.relay import Rejection
from hub.entries import (
    Accepted,
    Acknowledged,
    Checkpointed,
    Ended,
    Entry,
    Fact,
    Lane,
    Published,
    Refused,
    Reported,
    Trusted,
)
from hub.ledger import HeadMovedError, Known, Ledger, Waiting

ROUTINE, URGENT = Lane.ROUTINE, Lane.URGENT
NOTE = "a log\n3\nroot\n\n\u2014 a log c2ln\n".encode()


def accepted(
    number: int,
    sender: str = "XA",
    recipients: tuple[str, ...] = ("XB",),
    *,
    lane: Lane = ROUTINE,
    not_after_ms: int = 10_000,
) -> Accepted:
    message_id = number.to_bytes(16, "big")
    digest = sha256(message_id).digest()
    return Accepted(message_id, digest, lane, not_after_ms, number, sender, recipients)


class LedgerKit:
    """Subclass it, give `make`, and every rule of the protocol is tested."""

    def make(self) -> Ledger:
        """An empty ledger."""
        raise NotImplementedError

    @pytest.fixture
    def ledger(self) -> Iterator[Ledger]:
        ledger = self.make()
        yield ledger
        ledger.close()

    @pytest.fixture
    def add(self, ledger: Ledger) -> Callable[..., int]:
        def add(*facts: Fact) -> int:
            head = ledger.head()
            ledger.append(head, entries(head, *facts), {})
            return ledger.head()

        return add

    def test_starts_empty(self, ledger: Ledger) -> None:
        assert ledger.head() == 0
        assert ledger.read(0, 10) == []
        assert ledger.seen() == Versions(0, 0)
        assert ledger.log_size() == 0
        assert ledger.tile(0, 0) is None
        assert (ledger.last_checkpoint(), ledger.last_published()) == (None, None)

    def test_reads_every_kind_of_fact_as_it_was_appended(
        self, ledger: Ledger, add: Callable[..., int]
    ) -> None:
        facts: list[Fact] = [
            accepted(1, recipients=("XB", "XC")),
            Refused(bytes(32), b"s" * 32, 1, "XB", "envelope.unsigned"),
            Acknowledged(ROUTINE, 1, "XB", (Rejection(UUID(int=1), "content.sealed"),)),
            Acknowledged(URGENT, 0, "XB"),
            Ended(ROUTINE, "XC", "expired", (1,)),
            Reported(URGENT, bytes(32), 2, "XA"),
            Trusted(3, 4),
            Checkpointed(3, bytes(range(32)), NOTE),
            Published(NOTE),
        ]
        add(*facts)
        assert [entry.fact for entry in ledger.read(0, 100)] == facts
        assert [entry.position for entry in ledger.read(2, 3)] == [3, 4, 5]
        assert {entry.made_ms for entry in ledger.read(0, 100)} == {1_000}
        assert ledger.seen() == Versions(3, 4)

    def test_refuses_a_writer_that_knows_an_old_head(
        self, ledger: Ledger, add: Callable[..., int]
    ) -> None:
        add(accepted(1))
        with pytest.raises(HeadMovedError):
            ledger.append(0, entries(0, accepted(2)), {(0, 0): bytes(32)})
        assert ledger.head() == 1
        assert ledger.find([accepted(2).message_id]) == {}
        assert ledger.log_size() == 0

    def test_keeps_nothing_of_a_batch_that_fails(
        self, ledger: Ledger, add: Callable[..., int]
    ) -> None:
        add(accepted(1))
        twice = [*entries(1, accepted(2)), *entries(2, accepted(1))]
        with pytest.raises(Exception):  # noqa: B017, PT011 - each store has its own
            ledger.append(1, twice, {(0, 0): bytes(32)})
        assert ledger.head() == 1
        assert ledger.tile(0, 0) is None
        assert ledger.find([accepted(2).message_id]) == {}
        assert add(accepted(2)) == 2

    def test_finds_accepted_messages_by_id(self, ledger: Ledger, add: Callable[..., int]) -> None:
        facts = [accepted(number) for number in range(600)]
        add(*facts)
        wanted = [fact.message_id for fact in facts] + [bytes(15) + b"\xff"] + [b"\xff" * 16]
        found = ledger.find(wanted)
        assert len(found) == 600
        assert found[facts[599].message_id] == Known(600, 1_000, 599, facts[599].header_digest)

    def test_serves_each_lane_in_order(self, ledger: Ledger, add: Callable[..., int]) -> None:
        add(accepted(1), accepted(2, lane=URGENT), accepted(3), accepted(4, recipients=("XC",)))
        routine = ledger.mailbox("XB", ROUTINE, 0, 10, 1 << 20)
        assert [item.position for item in routine] == [1, 3]
        assert [item.position for item in ledger.mailbox("XB", URGENT, 0, 10, 1 << 20)] == [2]
        assert routine[0].content == b"content 1"
        assert routine[0].not_after_ms == 10_000
        assert routine[0].receipt is not None
        assert [item.position for item in ledger.mailbox("XB", ROUTINE, 1, 10, 1 << 20)] == [3]

    def test_bounds_what_one_read_returns(self, ledger: Ledger, add: Callable[..., int]) -> None:
        add(*(accepted(number) for number in range(5)))
        assert len(ledger.mailbox("XB", ROUTINE, 0, 2, 1 << 20)) == 2
        assert len(ledger.mailbox("XB", ROUTINE, 0, 10, 20)) == 2
        assert len(ledger.mailbox("XB", ROUTINE, 0, 10, 1)) == 1

    def test_serves_statements_that_never_expire(
        self, ledger: Ledger, add: Callable[..., int]
    ) -> None:
        add(Reported(ROUTINE, bytes(32), 0, "XA"))
        (item,) = ledger.mailbox("XA", ROUTINE, 0, 10, 1 << 20)
        assert (item.is_statement, item.not_after_ms) == (True, None)
        assert ledger.due(1 << 60, 10) == []
        assert ledger.up_to("XA", ROUTINE, 1) == [Waiting("XA", ROUTINE, 1, None, None)]
        assert ledger.waiting_for("XA", 10) == []

    def test_acknowledgement_empties_the_lane_up_to_its_position(
        self, ledger: Ledger, add: Callable[..., int]
    ) -> None:
        add(accepted(1), accepted(2, lane=URGENT), accepted(3), accepted(4))
        assert [one.position for one in ledger.up_to("XB", ROUTINE, 3)] == [1, 3]
        add(Acknowledged(ROUTINE, 3, "XB"))
        assert ledger.up_to("XB", ROUTINE, 3) == []
        assert [item.position for item in ledger.mailbox("XB", ROUTINE, 0, 9, 99)] == [4]
        assert [item.position for item in ledger.mailbox("XB", URGENT, 0, 9, 99)] == [2]

    def test_erases_content_with_its_last_mailbox(
        self, ledger: Ledger, add: Callable[..., int]
    ) -> None:
        add(accepted(1, recipients=("XB", "XC")), accepted(2, recipients=("XB", "XC")))
        add(Acknowledged(ROUTINE, 2, "XB"))
        assert [position for position, _ in ledger.contents(0, 10)] == [1, 2]
        add(Acknowledged(ROUTINE, 1, "XC"))
        assert [position for position, _ in ledger.contents(0, 10)] == [2]
        add(Ended(ROUTINE, "XC", "expired", (2,)))
        assert ledger.contents(0, 10) == []
        assert [entry.fact for entry in ledger.read(0, 2)] == [
            accepted(1, recipients=("XB", "XC")),
            accepted(2, recipients=("XB", "XC")),
        ]

    def test_names_what_is_due_the_earliest_first(
        self, ledger: Ledger, add: Callable[..., int]
    ) -> None:
        add(accepted(1, not_after_ms=300), accepted(2, not_after_ms=200), accepted(3))
        assert [one.position for one in ledger.due(300, 10)] == [2]
        assert [one.position for one in ledger.due(301, 10)] == [2, 1]
        assert [one.position for one in ledger.due(301, 1)] == [2]
        add(Ended(ROUTINE, "XB", "expired", (2,)))
        assert [one.position for one in ledger.due(301, 10)] == [1]

    def test_keeps_each_tile_as_it_was_last_written(self, ledger: Ledger) -> None:
        full, later = bytes(8192), b"later".ljust(32)
        ledger.append(0, entries(0, accepted(1)), {(0, 0): later, (2, 0): later})
        assert ledger.log_size() == 1
        tiles = {(0, 0): full, (0, 1): later * 3, (1, 0): later}
        ledger.append(1, entries(1, accepted(2)), tiles)
        assert ledger.log_size() == 259
        assert {place: ledger.tile(*place) for place in tiles} == tiles
        assert ledger.tile(2, 0) == later
        assert ledger.tile(0, 2) is None
        rows = [(*place, data) for place, data in sorted((tiles | {(2, 0): later}).items())]
        assert list(ledger.projection("tile")) == rows

    def test_knows_its_newest_checkpoint_and_what_was_published(
        self, ledger: Ledger, add: Callable[..., int]
    ) -> None:
        first, second = Checkpointed(1, bytes(32), NOTE), Checkpointed(2, bytes(32), NOTE)
        add(first, accepted(1), second, Published(NOTE), accepted(2))
        assert ledger.last_checkpoint() == second
        assert ledger.last_published() == Published(NOTE)

    def test_counts_open_messages_of_each_sender(
        self, ledger: Ledger, add: Callable[..., int]
    ) -> None:
        add(
            accepted(1, recipients=("XB", "XC")),
            accepted(2, "XB", ("XC",)),
            Reported(ROUTINE, bytes(32), 0, "XA"),
        )
        assert ledger.open_messages() == {"XA": 2, "XB": 1}
        assert ledger.members_waited_for() == {"XA", "XB", "XC"}
        assert [one.position for one in ledger.waiting_for("XC", 10)] == [1, 2]


def entries(head: int, *facts: Fact) -> list[Entry]:
    return [
        Entry(
            position,
            1_000,
            fact,
            b"content %d" % position if isinstance(fact, Accepted | Reported) else None,
        )
        for position, fact in enumerate(facts, head + 1)
    ]

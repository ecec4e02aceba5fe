"""What the hub asks of its ledger: appends in order, and the projections that follow from them.

A ledger stores; it decides nothing. Every method blocks and belongs on one thread.
`tests/support/ledger_kit.py` is what an implementation must pass.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple, Protocol

from accord.errors import AccordError
from accord.trust.trusted import Versions
from hub.entries import Checkpointed, Entry, Lane, Published
from hub.log import Tiles, TileSource


class HeadMovedError(AccordError):
    """Another writer appended first, so what was decided rests on an old state."""

    def __init__(self) -> None:
        super().__init__("ledger.head_moved", "another hub appended to the ledger; read it again")


class Known(NamedTuple):
    """A message id that was accepted before."""

    position: int
    made_ms: int
    leaf: int
    header_digest: bytes


class Waiting(NamedTuple):
    """One message or statement that waits in a mailbox."""

    member: str  # whose mailbox
    lane: Lane
    position: int
    sender: str | None  # None for a statement of the hub
    message_id: bytes | None


class Item(NamedTuple):
    """One message or statement as it is delivered."""

    position: int
    content: bytes  # a serialised Envelope or SignedStatement
    receipt: "ReceiptAt | None" = None  # of an envelope
    not_after_ms: int | None = None  # a statement never expires

    @property
    def is_statement(self) -> bool:
        """Whether it is the hub's word and not a member's."""
        return self.receipt is None


class ReceiptAt(NamedTuple):
    """What a recipient needs to find an envelope's receipt in the log."""

    made_ms: int
    leaf: int


class Ledger(TileSource, Protocol):
    """An append-only ledger with its projections."""

    def head(self) -> int:
        """The last position; 0 for an empty ledger."""
        ...

    def append(self, after: int, entries: Sequence[Entry], tiles: Tiles) -> None:
        """Makes entries and all that follows from them durable together, or nothing of it.

        The tiles take the place of those with their level and number.

        Raises:
            HeadMovedError: the head is not `after`.
        """
        ...

    def read(self, after: int, limit: int) -> list[Entry]:
        """Entries in order, from the one behind `after`, without contents."""
        ...

    def seen(self) -> Versions:
        """The newest directory and policy the hub has acted under."""
        ...

    def last_checkpoint(self) -> Checkpointed | None:
        """The newest checkpoint."""
        ...

    def last_published(self) -> Published | None:
        """The newest note that may be served."""
        ...

    def find(self, message_ids: Collection[bytes]) -> dict[bytes, Known]:
        """Those of the message ids that were accepted before."""
        ...

    def mailbox(
        self, member: str, lane: Lane, after: int, limit: int, max_bytes: int
    ) -> list[Item]:
        """What waits in a lane behind a position, in order; at least one item if there is one."""
        ...

    def up_to(self, member: str, lane: Lane, position: int) -> list[Waiting]:
        """What waits in a lane up to and including a position, in order."""
        ...

    def due(self, now_ms: int, limit: int) -> list[Waiting]:
        """Messages whose not-after has passed, the earliest first."""
        ...

    def waiting_for(self, member: str, limit: int) -> list[Waiting]:
        """Messages, not statements, that wait for a member."""
        ...

    def open_messages(self) -> dict[str, int]:
        """How many of each sender's messages wait for a recipient."""
        ...

    def members_waited_for(self) -> set[str]:
        """Members with anything in their mailbox."""
        ...

    def projection(self, name: str) -> Iterator[tuple[object, ...]]:
        """Every row of a projection, in the order of its key; the names are `PROJECTIONS`."""
        ...

    def contents(self, after: int, limit: int) -> list[tuple[int, bytes]]:
        """Positions behind `after` whose content is held, with the content."""
        ...

    def close(self) -> None:
        """Releases the store."""
        ...


PROJECTIONS = ("message", "mailbox", "seen", "tile")

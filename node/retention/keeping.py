"""What a room tells of its matters, so that they can be archived and deleted without its help."""

from collections.abc import Iterator
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from sqlalchemy import Connection

from accord.trust.policy_retention import RetentionPolicy


class Kept(NamedTuple):
    """One row of a matter, as the archive will hold it."""

    table: str
    row: dict[str, Any]


class Restricted(NamedTuple):
    """What a provider wants deleted with the end of the case (R6)."""

    subject: str  # the leg
    actor: str  # the member whose words they are
    restriction: str


class Keeping(Protocol):
    """One kind of matter: trace cases, requests from abroad, notices, transfers."""

    @property
    def name(self) -> str:
        """The kind, as the archive names it."""
        ...

    def years(self, policy: RetentionPolicy) -> int:
        """How long the signed policy keeps a matter after its end."""
        ...

    def ended(self, tx: Connection, before_ms: int, limit: int) -> list[str]:
        """Matters that ended before this time and are not open, the oldest first."""
        ...

    def rows(self, tx: Connection, root: str) -> Iterator[Kept]:
        """The room's own rows of a matter; none where it is open or not there."""
        ...

    def restricted(
        self, tx: Connection, after_ms: int, before_ms: int
    ) -> Iterator[tuple[str, Restricted]]:
        """What its providers want deleted, where a matter ended between these two times.

        An answer that came after the end counts by the time it came.
        """
        ...

    def erase(self, tx: Connection, subject: str) -> None:
        """Takes the words of the provider out of the room's own rows."""
        ...

    def delete(self, tx: Connection, root: str) -> None:
        """Removes the room's own rows of a matter."""
        ...


MessageIds = set[UUID]

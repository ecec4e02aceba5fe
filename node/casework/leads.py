"""States that other rooms have learned to be worth asking about a case's weapon."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """A member that has said it holds something, and what it has said."""

    member: str
    reason: str


Source = Callable[[Connection, str], Iterable[Lead]]  # of one case


class Leads:
    """Who knows of leads; rooms are added when they exist."""

    def __init__(self) -> None:
        self._sources: list[Source] = []

    def add(self, source: Source) -> None:
        """From now on this one is asked too."""
        self._sources.append(source)

    def of(self, tx: Connection, case_id: str) -> Iterator[Lead]:
        """Everything that is known about a case."""
        for source in self._sources:
            yield from source(tx, case_id)

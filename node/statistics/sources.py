"""What other rooms give to the statistics; `node/rooms.py` hands them in."""

from collections.abc import Iterable
from typing import Protocol

from sqlalchemy import Connection

from accord.cases.statistics import RegisterLine
from accord.cases.statistics_tally import Observation
from accord.cases.statistics_weapons import Recovery


class Recoveries(Protocol):
    """A room that registers recovered weapons."""

    def recoveries(self, tx: Connection) -> Iterable[Recovery]:
        """Every recovered weapon of every year, so that one recorded twice is counted once."""
        ...


class Counted(Protocol):
    """A room in which something happens that is counted."""

    def observations(self, tx: Connection, year: int, now_ms: int) -> Iterable[Observation]:
        """What happened in the year, UTC; each under the id by which the room shows it."""
        ...


class Traded(Protocol):
    """A room that knows what arms were exported and imported."""

    def register_lines(self, tx: Connection, year: int) -> Iterable[RegisterLine]:
        """The year's transfers as the UN Register asks for them."""
        ...

"""What rooms that meet weapons and the room of notices say to each other."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from sqlalchemy import Connection

from accord.cases.notice import Notice
from accord.weapons.firearm import Firearm


class Source(StrEnum):
    """How this node learned of a weapon."""

    CASE = "CASE"  # a trace case of ours
    REQUEST = "REQUEST"  # another member's trace request
    INQUIRY = "INQUIRY"  # an inquiry, ours or another member's
    REGISTER = "REGISTER"  # a record of our own registers
    OFFICER = "OFFICER"  # matched by hand
    MEMBER = "MEMBER"  # another member told us of its hit


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A weapon that a member has met."""

    source: Source
    subject: str  # the id of the case, request or inquiry
    finder: str  # the member that has it or asks about it
    reference: str  # the finder's own
    firearm: Firearm


class NoticeSearch(Protocol):
    """What other rooms ask of the notices."""

    def sighted(self, tx: Connection, sighting: Sighting) -> None:
        """A weapon was met, or is described anew: compared with every notice, now and later ones.

        Raises:
            FormatError: the description is one that cannot travel.
        """
        ...

    def forget(self, tx: Connection, source: Source, subject: str) -> None:
        """The matter is closed: later notices find the weapon for as long as policy says."""
        ...

    def has_open_hit(self, tx: Connection, source: Source, subject: str) -> bool:
        """Whether some notice may be about this weapon, and nobody has said otherwise."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class HitDecided:
    """What became of a hit on a weapon that another room had met."""

    source: Source
    subject: str
    notice: Notice
    owner: str
    confirmed: bool


HitListener = Callable[[Connection, HitDecided], None]

"""What one subject's room gives to the node that composes it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import Connection

from accord.weapons.firearm import Firearm
from accord.wire.kinds import MessageKind
from node.desk.agenda import Task
from node.exchange.messages import DeliveryStatus, Handler
from node.registry.host import SearchResult

V = TypeVar("V")


class Sent(NamedTuple):
    """A message of ours to one recipient."""

    message_id: UUID
    recipient: str
    root: str
    subject: str
    kind: MessageKind


Chore = Callable[[Connection, Task], None]  # one transaction's work, once its time has come
Heard = Callable[[Connection, Sent, DeliveryStatus, str], None]  # the last is the code of a failure


@dataclass(frozen=True, slots=True)
class Search:
    """A task for which the own registers are searched first, outside any transaction."""

    weapon: Callable[[Connection, Task], Firearm]
    apply: Callable[[Connection, Task, SearchResult], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What arrives, what is due, and what becomes of what was sent."""

    handlers: Mapping[MessageKind, Handler] = field(default_factory=dict)
    chores: Mapping[str, Chore] = field(default_factory=dict)
    searches: Mapping[str, Search] = field(default_factory=dict)
    heard: Mapping[MessageKind, Heard] = field(default_factory=dict)
    acts: frozenset[str] = frozenset()  # what `[signoff]` may ask two people for


def together(rooms: Iterable[Room]) -> Room:
    """All rooms as one.

    Raises:
        ValueError: two of them claim the same message or task.
    """
    every = tuple(rooms)
    chores = _union(room.chores for room in every)
    searches = _union(room.searches for room in every)
    _union((chores, searches))
    return Room(
        handlers=_union(room.handlers for room in every),
        chores=chores,
        searches=searches,
        heard=_union(room.heard for room in every),
        acts=frozenset().union(*(room.acts for room in every)),
    )


def _union(parts: Iterable[Mapping[Any, V]]) -> dict[Any, V]:
    whole: dict[Any, V] = {}
    for part in parts:
        if twice := whole.keys() & part.keys():
            raise ValueError(f"two rooms claim {sorted(map(str, twice))}")
        whole.update(part)
    return whole

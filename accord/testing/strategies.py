"""Hypothesis strategies for firearms and for every message between members.

They are derived from the dataclasses, so a new field is generated from the day it exists. Values
are structurally valid and otherwise arbitrary: any script, any combination of codes.
"""

import types
import typing
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from hypothesis import strategies as st

from accord.dates import PartialDate
from accord.weapons.firearm import Firearm, Mark
from accord.wire.kinds import MessageKind
from accord.wire.payload import Payload, payload_type

_LONGEST: Final = 12  # characters; the bounds themselves are for example-based tests
_MOST: Final = 3  # items
_KINDS: Final = [kind for kind in MessageKind if kind.family not in {"probe", "exchange"}]


def texts(*, required: bool = False) -> st.SearchStrategy[str]:
    """Any Unicode text that a payload may hold."""
    letters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
    return st.text(letters, min_size=int(required), max_size=_LONGEST)


def partial_dates() -> st.SearchStrategy[PartialDate]:
    """A day, a month or a year."""

    def cut(day: date, parts: int) -> PartialDate:
        known = (day.year, day.month, day.day)[:parts]
        return PartialDate(**dict(zip(("year", "month", "day"), known, strict=False)))

    return st.builds(cut, st.dates(), st.integers(1, 3))


def marks() -> st.SearchStrategy[Mark]:
    """Any mark."""
    return _values(Mark)


def firearms() -> st.SearchStrategy[Firearm]:
    """Any description of a firearm."""
    return _values(Firearm)


def payloads(kind: MessageKind) -> st.SearchStrategy[Payload]:
    """Any message of one kind."""
    return _values(payload_type(kind))


def messages() -> st.SearchStrategy[tuple[MessageKind, Payload]]:
    """Any message between members, with its kind; not the exchange's own upkeep."""
    return st.one_of(*(st.tuples(st.just(kind), payloads(kind)) for kind in _KINDS))


def _values(domain: type[Any]) -> st.SearchStrategy[Any]:
    if domain is PartialDate:
        return partial_dates()
    hints = typing.get_type_hints(domain)
    return st.builds(
        domain, **{field.name: _field(hints[field.name], field.default) for field in fields(domain)}
    )


def _field(hint: Any, default: object) -> st.SearchStrategy[Any]:
    if typing.get_origin(hint) is tuple:
        item = typing.get_args(hint)[0]
        return st.lists(_item(item, needed=False), max_size=_MOST).map(tuple)
    if isinstance(hint, types.UnionType):
        (inner,) = (part for part in typing.get_args(hint) if part is not types.NoneType)
        # Nought is how the wire says that a number is not known.
        known = st.integers(1, 9999) if inner is int else _item(inner, needed=True)
        return st.none() | known
    # What has a value of its own by default cannot be sent empty.
    return _item(hint, needed=default is MISSING or bool(default))


def _item(hint: Any, *, needed: bool) -> st.SearchStrategy[Any]:
    if is_dataclass(hint) and isinstance(hint, type):
        return _values(hint)
    if issubclass(hint, StrEnum):
        return st.sampled_from(hint)
    simple: dict[type, Callable[[], st.SearchStrategy[Any]]] = {
        str: lambda: texts(required=needed),
        bool: st.booleans,
        int: lambda: st.integers(0, 9999),
        float: lambda: st.floats(0, 1, width=32),
        bytes: lambda: (
            st.binary(min_size=32, max_size=32) | (st.nothing() if needed else st.just(b""))
        ),
    }
    return simple[hint]()

"""Values of any body that a form can show, so that each route's form is tried."""

import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC
from enum import StrEnum
from typing import Any

from hypothesis import strategies as st

from accord.dates import PartialDate
from accord.testing.strategies import partial_dates
from node.console.forms.shape import Field, shape_of
from node.console.forms.typed import says_nothing, typed

# A browser posts every break of a line as the same one.
_LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0\r")


def bodies(type_: type[Any]) -> st.SearchStrategy[Any]:
    """Any value of a body, but none whose lists or optional groups hold nothing at all."""
    hints = typing.get_type_hints(type_)
    return st.builds(
        type_,
        **{one.name: _field(one.name, hints[one.name], one.default) for one in fields(type_)},
    )


def _field(name: str, hint: Any, default: object) -> st.SearchStrategy[Any]:
    if isinstance(hint, types.UnionType):
        (inner,) = (part for part in typing.get_args(hint) if part is not types.NoneType)
        return st.none() | _item(name, inner, default=MISSING).map(_said)
    return _item(name, hint, default)


def _item(name: str, hint: Any, default: object) -> st.SearchStrategy[Any]:
    if typing.get_origin(hint) is tuple:
        item = typing.get_args(hint)[0]
        if isinstance(item, type) and issubclass(item, StrEnum):
            return st.sets(st.sampled_from(item)).map(lambda some: _in_order(item, some))
        rows = st.lists(_item(name, item, default=MISSING), max_size=2)
        return rows.map(lambda items: tuple(one for one in items if _said(one) is not None))
    if hint is PartialDate:
        return partial_dates()
    if is_dataclass(hint) and isinstance(hint, type):
        return bodies(hint)
    if issubclass(hint, StrEnum):
        return st.sampled_from(hint)
    return _simple(name, default)[hint]


def _simple(name: str, default: object) -> Mapping[type, st.SearchStrategy[Any]]:
    needed = default is MISSING or bool(default)
    moment = name.endswith("_ms")
    return {
        str: st.text(_LETTERS, min_size=int(needed), max_size=8),
        bool: st.booleans(),
        int: st.integers(0, 4_000_000_000_000 if moment else 9999),
        float: st.floats(0, 1, width=32).map(abs),
        bytes: st.binary(min_size=32, max_size=32) | st.just(b""),
    }


def _in_order(codes: type[StrEnum], some: set[Any]) -> tuple[Any, ...]:
    return tuple(code for code in codes if code in some)


def _said(value: Any) -> Any:
    """The value, or none where it says no more than an empty form."""
    if not is_dataclass(value) or isinstance(value, PartialDate):
        return value
    field = Field(name="", shape=shape_of(type(value)))
    return None if says_nothing(field, typed(field, value, UTC)) else value

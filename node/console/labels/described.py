"""The common words of a form: labels, names of rows and helps for every field of its body."""

import typing
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from types import MappingProxyType, NoneType
from typing import Any

from accord.dates import PartialDate
from node.console.forms.names import inside
from node.console.forms.spec import UNSAID, FieldSpec, Spec
from node.console.labels.fields import FIELDS, HELP, said_of

_NOTHING: Spec = MappingProxyType({})


def described(body: type, spec: Spec = _NOTHING) -> Mapping[str, FieldSpec]:
    """What a page says of a form's fields; what it leaves unsaid, filled up from the tables."""
    found = {pattern: _filled(spec.get(pattern, UNSAID), said) for pattern, said in _walk(body, "")}
    return {**spec, **found}


def _filled(own: FieldSpec, common: FieldSpec) -> FieldSpec:
    return replace(
        own,
        label=own.label or common.label,
        help=own.help or common.help,
        row=own.row or common.row,
    )


def _walk(type_: type, path: str) -> Iterator[tuple[str, FieldSpec]]:
    hints = typing.get_type_hints(type_)
    for one in fields(type_):
        pattern = inside(path, one.name)
        inner = [part for part in _parts(hints[one.name]) if _is_group(part)]
        several = typing.get_origin(hints[one.name]) is tuple
        yield (
            pattern,
            FieldSpec(
                label=said_of(FIELDS, type_.__name__, one.name),
                help=said_of(HELP, type_.__name__, one.name),
                row=said_of(FIELDS, type_.__name__, f"{one.name}[]") if several else "",
            ),
        )
        for part in inner:
            yield from _walk(part, f"{pattern}[]" if several else pattern)


def _parts(hint: Any) -> list[Any]:
    """The types in a hint: of an optional field, or of the rows of a list."""
    return [part for part in typing.get_args(hint) or (hint,) if part not in (NoneType, Ellipsis)]


def _is_group(type_: Any) -> bool:
    return isinstance(type_, type) and is_dataclass(type_) and type_ is not PartialDate

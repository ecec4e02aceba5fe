"""What the fields of a form are called, as on an official form, and where one errs easily, help.

A field is found by its plain name, or by "Type.field" where the name means something else in that
type; "field[]" is one row of a list. All are marked texts.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from node.console.labels.fields import notices, others, traces, transfers, weapons
from node.console.labels.fields.help import HELP

__all__ = ["FIELDS", "HELP", "said_of"]

FIELDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **weapons.FIELDS,
        **traces.FIELDS,
        **notices.FIELDS,
        **transfers.FIELDS,
        **others.FIELDS,
    }
)


def said_of(texts: Mapping[str, str], type_: str, field: str) -> str:
    """What one of the two tables says of a field of a type; nothing where it is silent."""
    return texts.get(f"{type_}.{field}") or texts.get(field, "")

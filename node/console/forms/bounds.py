"""How long the fields of a draft may be: as long as those of the message that it becomes.

Only a courtesy to whoever types; the interface and the wire decide. A draft is no message and has
no bounds of its own, so a field of a draft has the widest bound of the fields of its name.
"""

from typing import Final

from accord.wire import bounds as wire

ONE_LINE: Final = 200  # characters; what may be longer is a paragraph
_DIGEST: Final = 32  # bytes
_BOUNDED: Final = wire.bounded_fields()
_OWNERS: Final = frozenset(name.partition(".")[0] for name in _BOUNDED)


def longest_text(field: str) -> int:
    """Characters of a text; `field` is `Class.field`."""
    return max(wire.longest_text(name) for name in _alike(field))


def longest_list(field: str) -> int:
    """Items of a list; `field` is `Class.field`."""
    return max(wire.longest_list(name) for name in _alike(field))


def longest_bytes(field: str) -> int:
    """Bytes of a byte string; `field` is `Class.field`."""
    return wire.longest_bytes(field) or _DIGEST


def _alike(field: str) -> list[str]:
    owner, _, name = field.partition(".")
    if owner in _OWNERS:
        return [field]
    return [field, *(one for one in _BOUNDED if one.partition(".")[2] == name)]

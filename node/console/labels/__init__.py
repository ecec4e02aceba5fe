"""What officers call the codes that they meet; each list in the words of the instrument behind it.

`LABELS` has a text for every member of every code list. Where an answer holds a code as plain
text, `named` finds its label in the lists it may come from, `happened` has what a timeline says
and `MESSAGES` the kinds of messages. All are marked texts, translated where they are shown.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from accord.pages.kinds import MESSAGES
from node.console.labels import (
    casework,
    certificates,
    exemptions,
    notices,
    people,
    statistics,
    traces,
    transfers,
    weapons,
)
from node.console.labels.events import EVENTS

__all__ = ["CODES", "EVENTS", "LABELS", "MESSAGES", "happened", "named"]

LABELS: Final[Mapping[type[StrEnum], Mapping[Any, str]]] = MappingProxyType(
    {
        **weapons.LABELS,
        **traces.LABELS,
        **casework.LABELS,
        **notices.LABELS,
        **transfers.LABELS,
        **certificates.LABELS,
        **exemptions.LABELS,
        **statistics.LABELS,
        **people.LABELS,
    }
)


def _alike() -> dict[str, str]:
    """The codes that are called the same in every list that has them."""
    found: dict[str, set[str]] = {}
    for labels in LABELS.values():
        for code, said in labels.items():
            found.setdefault(str(code), set()).add(said)
    return {code: said.pop() for code, said in found.items() if len(said) == 1}


# What a code is called where a text names it without its list, as the texts of errors do.
CODES: Final[Mapping[str, str]] = MappingProxyType({**EVENTS, **_alike()})
# Some events are written with what became of them before their name.
_PREFIXES: Final = (("LATE_", "LATE"), ("ASK_", "ASK_SECOND"))


def named(code: str, lists: Iterable[type[StrEnum]]) -> str | None:
    """The label of a code that stands in an answer as text; None where no list has it."""
    for codes in lists:
        if code in codes._value2member_map_:
            return LABELS[codes][codes(code)]
    return None


def happened(event: str) -> str | None:
    """What a timeline says of an event; None where nobody knows it."""
    for prefix, said in _PREFIXES:
        if event.startswith(prefix) and event not in EVENTS:
            return EVENTS[said]
    return EVENTS.get(event)

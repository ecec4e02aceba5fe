"""What the audit trail says of an entry, in the reader's words."""

import re
from collections.abc import Mapping
from typing import Final

from accord.pages.marked import marked as _N
from node.audit.entry import Act
from node.audit.views import EntryView
from node.console.labels import LABELS, happened, named
from node.console.visit import Visit
from node.people.rights import Role

# What the trail writes of accounts and sessions, in its own words.
_DETAILS: Final[Mapping[str, str]] = {
    "password": _N("Password and code"),
    "OpenID provider": _N("OpenID provider"),
    "active": _N("may sign in"),
    "not active": _N("shut out"),
    "password and second factor reset": _N("Password and second factor reset"),
    "unlocked": _N("Unlocked"),
}
_ROLES: Final[Mapping[str, str]] = {one.lower(): LABELS[Role][one] for one in Role}
_HELD: Final = re.compile(r"([\w-]{1,64}): ([a-z]+(?:, [a-z]+)*)", re.ASCII)


def said(visit: Visit, entry: EntryView) -> tuple[str, str]:
    """Of a casework step what happened, else the act; and what the trail adds to it."""
    act = named(entry.act, (Act,))
    called = visit.reader.text(act) if act else visit.label(entry.act)
    if entry.act == Act.CASEWORK and (step := happened(entry.detail)):
        return visit.reader.text(step), called
    return called, _detail(visit, entry.detail)


def _detail(visit: Visit, detail: str) -> str:
    text = visit.reader.text
    if detail in _DETAILS:
        return text(_DETAILS[detail])
    if (held := _HELD.fullmatch(detail)) and all(one in _ROLES for one in held[2].split(", ")):
        roles = visit.reader.comma.join(text(_ROLES[one]) for one in held[2].split(", "))
        return f"{held[1]} · {roles}"
    return detail

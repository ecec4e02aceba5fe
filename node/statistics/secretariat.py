"""Who compiles the region's figures: the member whose directory entry has the role SECRETARIAT."""

from typing import Final

from accord.errors import PolicyError
from accord.trust.directory import Directory

ROLE: Final = "SECRETARIAT"
STATE: Final = "MEMBER"


def secretariat_of(directory: Directory) -> str:
    """The member that keeps the region's secretariat.

    Raises:
        PolicyError: the directory names none, or several.
    """
    found = [one.id for one in directory.members.values() if one.active and ROLE in one.roles]
    if len(found) != 1:
        raise PolicyError(
            "statistics.secretariat",
            f"the directory gives {len(found)} members the role {ROLE}; it must be exactly one",
        )
    return found[0]


def states_of(directory: Directory) -> tuple[str, ...]:
    """The active member States; a secretariat of its own is none and returns no figures."""
    members = directory.members.values()
    return tuple(sorted(one.id for one in members if one.active and STATE in one.roles))


def insist_secretariat(directory: Directory, member: str) -> None:
    """Passes where the member keeps the secretariat.

    Raises:
        PolicyError: it does not.
    """
    entry = directory.members.get(member)
    if entry is None or not entry.active or ROLE not in entry.roles:
        raise PolicyError(
            "statistics.not_secretariat", f"only the member with the role {ROLE} compiles returns"
        )

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
    found = directory.with_role(ROLE)
    if len(found) != 1:
        raise PolicyError(
            "statistics.secretariat",
            f"the directory gives {len(found)} members the role {ROLE}; it must be exactly one",
        )
    return found[0]


def states_of(directory: Directory) -> tuple[str, ...]:
    """The active member States; a secretariat of its own is none and returns no figures."""
    return directory.with_role(STATE)


def insist_secretariat(directory: Directory, member: str) -> None:
    """Passes where the member keeps the secretariat.

    Raises:
        PolicyError: it does not.
    """
    if member not in directory.with_role(ROLE):
        raise PolicyError(
            "statistics.not_secretariat", f"only the member with the role {ROLE} compiles returns"
        )

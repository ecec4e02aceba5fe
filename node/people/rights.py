"""What a role may do: every route of the interface names one right, and each role holds some."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from accord.errors import PolicyError


class Right(StrEnum):
    """What a route asks of whoever calls it."""

    SELF = "SELF"  # one's own account; all that a sign-in without its second factor allows
    NODE = "NODE"  # how the node stands: health, registers, directory, log
    READ = "READ"  # the authority's casework
    WORK = "WORK"  # to do casework
    APPROVE = "APPROVE"  # to be the second of two people, or to approve what must be approved
    ADMINISTER = "ADMINISTER"  # accounts and the node; no casework
    AUDIT = "AUDIT"  # the audit trail


class Role(StrEnum):
    """What an authority makes somebody."""

    OFFICER = "officer"
    APPROVER = "approver"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


_ALWAYS: Final = frozenset({Right.SELF, Right.NODE})
RIGHTS: Final[Mapping[Role, frozenset[Right]]] = MappingProxyType(
    {
        Role.OFFICER: _ALWAYS | {Right.READ, Right.WORK},
        Role.APPROVER: _ALWAYS | {Right.READ, Right.WORK, Right.APPROVE},
        # Whoever makes accounts reads no case: need to know (ITI 15(a)).
        Role.ADMINISTRATOR: _ALWAYS | {Right.ADMINISTER},
        Role.AUDITOR: _ALWAYS | {Right.READ, Right.AUDIT},
    }
)


def rights_of(roles: Iterable[Role]) -> frozenset[Right]:
    """All that somebody with these roles may do; somebody without any sees to their account."""
    return frozenset({Right.SELF}).union(*(RIGHTS[role] for role in roles))


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who calls, and what they may do."""

    name: str  # the account's; for the machine, whom it names
    rights: frozenset[Right]
    session: str = ""  # the id of the session, where one is used
    token: str = ""  # the id of the API token, where one is used
    machine: bool = False  # the command line of this machine, by its own token

    def insist(self, right: Right) -> None:
        """Passes where the actor holds the right.

        Raises:
            PolicyError: `access.right_missing`.
        """
        if right not in self.rights:
            raise PolicyError(
                "access.right_missing",
                f"this needs the right {right}; ask an administrator of your authority",
            )


def machine(name: str) -> Actor:
    """Whoever may read the machine's own token: the operator, by the command line."""
    return Actor(name=name, rights=frozenset(Right), machine=True)

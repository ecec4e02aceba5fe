"""Who is the secretariat, and who the members are, as the signed directory says."""

from typing import Final

from accord.errors import PolicyError
from node.desk.desk import Desk

SECRETARIAT: Final = "SECRETARIAT"
MEMBER: Final = "MEMBER"


def insist_secretariat(desk: Desk) -> None:
    """Passes where this node has the role.

    Raises:
        PolicyError: `exemption.not_secretariat`.
    """
    if SECRETARIAT not in desk.region.directory.member(desk.member).roles:
        raise PolicyError(
            "exemption.not_secretariat",
            "this node is not the secretariat; the signed directory says who is",
        )


def insist_from_secretariat(desk: Desk, sender: str) -> None:
    """Passes where the sender has the role.

    Raises:
        PolicyError: `exemption.sender_not_secretariat`.
    """
    if SECRETARIAT not in desk.region.directory.member(sender).roles:
        raise PolicyError(
            "exemption.sender_not_secretariat", "only the region's secretariat may send this"
        )


def the_secretariat(desk: Desk) -> str:
    """The member that keeps the secretariat.

    Raises:
        PolicyError: `exemption.no_secretariat`: the directory names none, or more than one.
    """
    found = desk.region.directory.with_role(SECRETARIAT)
    if len(found) != 1:
        raise PolicyError(
            "exemption.no_secretariat", "the directory names no single active secretariat"
        )
    return found[0]


def members_besides(desk: Desk, applicant: str) -> tuple[str, ...]:
    """The members to whom a request is circulated: all but the applicant and ourselves."""
    members = desk.region.directory.with_role(MEMBER)
    return tuple(one for one in members if one not in (applicant, desk.member))

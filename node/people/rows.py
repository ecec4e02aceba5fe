"""Reads and writes rows of accounts."""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, select, update

from accord.errors import FormatError, PolicyError
from node.people.rights import Right, Role, rights_of
from node.people.tables import account, account_role
from node.people.views import AccountView, Membership

_NAME = re.compile(r"[a-z][a-z0-9._-]{1,39}", re.ASCII)
_TAKEN = frozenset({"node", "hub", "api", "cli", "machine", "nobody"})  # actors that are no account


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What an account may do at this node's authority, and what it must see to first."""

    name: str
    display_name: str
    rights: frozenset[Right]
    to_do: tuple[str, ...]


def is_name(name: str) -> bool:
    """Whether an account could be called so."""
    return _NAME.fullmatch(name) is not None


def owner(actor: str) -> str:
    """The account behind an actor's name: a token acts as `ACCOUNT/TOKEN`."""
    return actor.partition("/")[0]


def check_name(name: str) -> None:
    """Passes for a name that a new account may have.

    Raises:
        FormatError: `account.name`.
    """
    if not is_name(name) or name in _TAKEN:
        raise FormatError(
            "account.name",
            "name: 2 to 40 of a-z, 0-9, full stop, hyphen and underscore, beginning with a letter; "
            f"not {', '.join(sorted(_TAKEN))}",
        )


def find(tx: Connection, name: str) -> RowMapping | None:
    """The row of an account, where there is one."""
    return tx.execute(select(account).where(account.c.name == name)).mappings().one_or_none()


def load(tx: Connection, name: str) -> RowMapping:
    """The row of an account.

    Raises:
        PolicyError: `account.unknown`.
    """
    row = find(tx, name)
    if row is None:
        raise PolicyError("account.unknown", "there is no account with this name")
    return row


def change(tx: Connection, name: str, now_ms: int, **values: Any) -> None:
    """Sets columns of an account."""
    tx.execute(update(account).where(account.c.name == name).values(changed_ms=now_ms, **values))


def roles(tx: Connection, name: str, authority: str) -> tuple[Role, ...]:
    """The roles of an account at one authority."""
    found = tx.execute(
        select(account_role.c.role).where(
            account_role.c.account == name, account_role.c.authority == authority
        )
    )
    return tuple(sorted(Role(role) for role in found.scalars()))


def standing(tx: Connection, row: RowMapping, authority: str, *, by_provider: bool) -> Standing:
    """What the account of a row may do."""
    to_do = []
    if not by_provider:
        if row["password_passing"]:
            to_do.append("password")
        if not row["factor_confirmed"]:
            to_do.append("factor")
    rights = rights_of(() if to_do else roles(tx, row["name"], authority))
    return Standing(
        name=row["name"], display_name=row["display_name"], rights=rights, to_do=tuple(to_do)
    )


def view(tx: Connection, row: RowMapping) -> AccountView:
    """An account as administrators see it."""
    found = tx.execute(
        select(account_role.c.authority, account_role.c.role)
        .where(account_role.c.account == row["name"])
        .order_by(account_role.c.authority, account_role.c.role)
    )
    memberships: dict[str, list[Role]] = {}
    for authority, role in found:
        memberships.setdefault(authority, []).append(Role(role))
    return AccountView(
        name=row["name"],
        display_name=row["display_name"],
        active=row["active"],
        memberships=tuple(
            Membership(authority=authority, roles=tuple(held))
            for authority, held in memberships.items()
        ),
        has_password=bool(row["password"]),
        has_factor=row["factor_confirmed"],
        provider_subject=row["provider_subject"] or "",
        made_ms=row["made_ms"],
        changed_ms=row["changed_ms"],
    )

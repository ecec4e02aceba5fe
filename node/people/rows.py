"""Reads and writes rows of accounts."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, select, update

from accord.errors import PolicyError
from node.people.rights import Right, Role, rights_of
from node.people.tables import account, account_role
from node.people.views import AccountView, Membership


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What an account may do at this node's authority, and what it must see to first."""

    name: str
    display_name: str
    rights: frozenset[Right]
    to_do: tuple[str, ...]


def owner(actor: str) -> str:
    """The account behind an actor's name: a token acts as `ACCOUNT/TOKEN`."""
    return actor.partition("/")[0]


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


def spend_step(tx: Connection, name: str, step: int) -> bool:
    """Whether the code of a time step is spent now, and not by a sign-in at the same moment."""
    unspent = (account.c.name == name) & (account.c.factor_step < step)
    return tx.execute(update(account).where(unspent).values(factor_step=step)).rowcount == 1


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

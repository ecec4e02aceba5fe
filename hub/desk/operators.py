"""Who operates the hub: accounts of people, each with one role.

They are made at the hub's machine (`accord-hub operators`), never over the network: whoever could
make operators from a browser could make themselves unremovable.
"""

import sqlite3
from dataclasses import dataclass
from enum import StrEnum

from accord.access.names import check_name
from accord.errors import FormatError, PolicyError
from hub.desk.audit import Act, append

LONGEST_SUBJECT = 255


class Role(StrEnum):
    """What an operator may do."""

    OPERATOR = "operator"  # reads and acts
    VIEWER = "viewer"  # reads


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """One account, without its secrets."""

    name: str
    role: Role
    password_passing: bool  # the first password, to be changed before anything else
    factor_confirmed: bool
    at_provider: bool  # signs in at the OpenID provider, which sees to the second factor
    made_ms: int
    changed_ms: int

    @property
    def to_do(self) -> tuple[str, ...]:
        """What must be seen to before anything else: "password", then "factor"."""
        if self.at_provider:
            return ()
        wanted = (
            ("password", self.password_passing),
            ("factor", not self.factor_confirmed),
        )
        return tuple(name for name, missing in wanted if missing)


def make(
    tx: sqlite3.Connection,
    now_ms: int,
    *,
    name: str,
    role: Role,
    password: str,
    by: str,
    subject: str = "",
) -> None:
    """An account; `password` is the digest of its first password, empty where it has none.

    One with a subject signs in at the OpenID provider alone.

    Raises:
        FormatError: a name that cannot be one, or a subject that is too long.
        PolicyError: `account.exists`.
    """
    check_name(name)
    if len(subject) > LONGEST_SUBJECT:
        raise FormatError("account.provider_subject", "provider_subject: at most 255 characters")
    if find(tx, name) is not None:
        raise PolicyError("account.exists", "name: there is an account with this name already")
    if subject and find_subject(tx, subject) is not None:
        raise PolicyError("account.exists", "provider_subject: another account has it")
    tx.execute(
        "INSERT INTO operator VALUES (?, ?, ?, ?, NULL, 0, 0, ?, ?, ?)",
        (name, role.value, password, bool(password), subject or None, now_ms, now_ms),
    )
    append(tx, now_ms, actor=by, act=Act.OPERATOR_MADE, subject=name, detail=role.value)


def set_role(tx: sqlite3.Connection, now_ms: int, *, name: str, role: Role, by: str) -> None:
    """Another role from now on.

    Raises:
        PolicyError: `account.unknown`.
    """
    load(tx, name)
    tx.execute("UPDATE operator SET role = ? WHERE name = ?", (role.value, name))
    append(tx, now_ms, actor=by, act=Act.OPERATOR_CHANGED, subject=name, detail=role.value)


def reset(tx: sqlite3.Connection, now_ms: int, *, name: str, password: str, by: str) -> None:
    """A new first password, no second factor, no lock, no session; for whoever lost them.

    Raises:
        PolicyError: `account.unknown`; `account.at_provider`.
    """
    if load(tx, name)["subject"]:
        raise PolicyError("account.at_provider", "the account signs in at the OpenID provider")
    tx.execute(
        "UPDATE operator SET password = ?, password_passing = 1, factor = NULL, "
        "factor_confirmed = 0, factor_step = 0, changed_ms = ? WHERE name = ?",
        (password, now_ms, name),
    )
    for statement in (
        "DELETE FROM recovery WHERE operator = ?",
        "DELETE FROM session WHERE operator = ?",
        "DELETE FROM failure WHERE substr(name, 1, instr(name || '#', '#') - 1) = ?",
    ):
        tx.execute(statement, (name,))
    append(tx, now_ms, actor=by, act=Act.OPERATOR_CHANGED, subject=name, detail="reset")


def remove(tx: sqlite3.Connection, now_ms: int, *, name: str, by: str) -> None:
    """Ends an account and its sessions; what it did stays in the trail.

    Raises:
        PolicyError: `account.unknown`.
    """
    load(tx, name)
    tx.execute("DELETE FROM operator WHERE name = ?", (name,))
    append(tx, now_ms, actor=by, act=Act.OPERATOR_REMOVED, subject=name)


def all_of(tx: sqlite3.Connection) -> list[Operator]:
    """All accounts, by name."""
    return [view(row) for row in tx.execute("SELECT * FROM operator ORDER BY name")]


def find(tx: sqlite3.Connection, name: str) -> sqlite3.Row | None:
    """The row of an account, where there is one."""
    row: sqlite3.Row | None = tx.execute(
        "SELECT * FROM operator WHERE name = ?", (name,)
    ).fetchone()
    return row


def find_subject(tx: sqlite3.Connection, subject: str) -> sqlite3.Row | None:
    """The row of the account of a subject at the OpenID provider, where there is one."""
    row: sqlite3.Row | None = tx.execute(
        "SELECT * FROM operator WHERE subject = ?", (subject,)
    ).fetchone()
    return row


def load(tx: sqlite3.Connection, name: str) -> sqlite3.Row:
    """The row of an account.

    Raises:
        PolicyError: `account.unknown`.
    """
    row = find(tx, name)
    if row is None:
        raise PolicyError("account.unknown", "there is no account with this name")
    return row


def view(row: sqlite3.Row) -> Operator:
    """An account as it is shown."""
    return Operator(
        name=row["name"],
        role=Role(row["role"]),
        password_passing=bool(row["password_passing"]),
        factor_confirmed=bool(row["factor_confirmed"]),
        at_provider=bool(row["subject"]),
        made_ms=row["made_ms"],
        changed_ms=row["changed_ms"],
    )

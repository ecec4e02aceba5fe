"""What administrators do with accounts. Nobody changes what they themselves may do."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, delete, select

from accord.access.names import check_name
from accord.dates import Clock
from accord.errors import FormatError, PolicyError
from node.audit import trail
from node.audit.entry import Act
from node.people import limits, rows
from node.people.rights import Actor, Right, Role, rights_of
from node.people.tables import account, account_recovery, account_role, api_token, login_session
from node.people.views import AccountList, AccountView, NewAccount, RolesWanted

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounts:
    """The accounts of one node; every method that changes one is audited.

    Raises (every method that names one):
        PolicyError: `account.unknown`; `access.own_account` where somebody would change their own.
    """

    clock: Clock
    authority: str  # this node's
    authorities: Callable[[], frozenset[str]]  # of this member, as the directory lists them

    def make(self, tx: Connection, wanted: NewAccount, password: str, *, by: Actor) -> AccountView:
        """An account; `password` is the digest of its first password, empty where it has none.

        Raises:
            FormatError: a name that cannot be one.
            PolicyError: the name or the provider's subject is taken.
        """
        check_name(wanted.name)
        if not 0 < len(wanted.display_name) <= LONGEST_NAME:
            raise FormatError(
                "account.display_name", f"display_name: 1 to {LONGEST_NAME} characters"
            )
        if len(wanted.provider_subject) > 255:
            raise FormatError(
                "account.provider_subject", "provider_subject: at most 255 characters"
            )
        subject = wanted.provider_subject or None
        if rows.find(tx, wanted.name) is not None:
            raise PolicyError("account.exists", "name: there is an account with this name already")
        taken = select(account.c.name).where(account.c.provider_subject == subject)
        if subject and tx.execute(taken).first():
            raise PolicyError("account.exists", "provider_subject: another account has it")
        now = self.clock.now_ms()
        tx.execute(
            account.insert().values(
                name=wanted.name,
                display_name=wanted.display_name,
                active=True,
                password=password,
                password_passing=bool(password),
                factor_confirmed=False,
                factor_step=0,
                provider_subject=subject,
                made_ms=now,
                changed_ms=now,
            )
        )
        self._set_roles(tx, wanted.name, wanted.authority, wanted.roles)
        detail = _roles_text(wanted.authority or self.authority, wanted.roles)
        self._audit(tx, by, Act.ACCOUNT_MADE, wanted.name, detail)
        return self.show(tx, wanted.name)

    def show(self, tx: Connection, name: str) -> AccountView:
        """One account."""
        return rows.view(tx, rows.load(tx, name))

    def owner(self, actor: str) -> str:
        """The account behind an actor."""
        return rows.owner(actor)

    def works(self, tx: Connection, actor: str) -> bool:
        """Whether the actor's account may do casework now."""
        return self._holds(tx, rows.owner(actor), Right.WORK)

    def approves(self, tx: Connection, actor: str) -> bool:
        """Whether the actor is a person, not a token, whose account may approve now."""
        return self._holds(tx, actor, Right.APPROVE)

    def _holds(self, tx: Connection, name: str, right: Right) -> bool:
        row = rows.find(tx, name)
        active = row is not None and row["active"]
        return active and right in rights_of(rows.roles(tx, name, self.authority))

    def list(self, tx: Connection) -> AccountList:
        """All accounts, by name."""
        found = tx.execute(select(account).order_by(account.c.name)).mappings()
        return AccountList(accounts=tuple(rows.view(tx, row) for row in found.all()))

    def set_roles(
        self, tx: Connection, name: str, wanted: RolesWanted, *, by: Actor
    ) -> AccountView:
        """Gives an account these roles at an authority, and no others there."""
        self._others(tx, name, by)
        self._set_roles(tx, name, wanted.authority, wanted.roles)
        rows.change(tx, name, self.clock.now_ms())
        detail = _roles_text(wanted.authority or self.authority, wanted.roles)
        self._audit(tx, by, Act.ACCOUNT_CHANGED, name, detail)
        return self.show(tx, name)

    def set_active(self, tx: Connection, name: str, *, active: bool, by: Actor) -> AccountView:
        """Lets an account sign in, or ends all it has open; nothing of what it did goes away."""
        self._others(tx, name, by)
        now = self.clock.now_ms()
        rows.change(tx, name, now, active=active)
        if not active:
            self.end_all(tx, name)
        self._audit(tx, by, Act.ACCOUNT_CHANGED, name, "active" if active else "not active")
        return self.show(tx, name)

    def reset(self, tx: Connection, name: str, password: str, *, by: Actor) -> AccountView:
        """A new first password, no second factor, no lock; for whoever lost them, tokens too."""
        row = self._others(tx, name, by)
        if row["provider_subject"]:
            raise PolicyError("account.at_provider", "the account signs in at the OpenID provider")
        now = self.clock.now_ms()
        rows.change(
            tx,
            name,
            now,
            password=password,
            password_passing=True,
            factor=None,
            factor_confirmed=False,
        )
        tx.execute(delete(account_recovery).where(account_recovery.c.account == name))
        limits.forget_all_failures(tx, name)
        self.end_all(tx, name)
        self._audit(tx, by, Act.ACCOUNT_CHANGED, name, "password and second factor reset")
        return self.show(tx, name)

    def unlock(self, tx: Connection, name: str, *, by: Actor) -> AccountView:
        """Lets somebody try again who failed too often."""
        rows.load(tx, name)
        limits.forget_all_failures(tx, name)
        self._audit(tx, by, Act.ACCOUNT_CHANGED, name, "unlocked")
        return self.show(tx, name)

    def end_all(self, tx: Connection, name: str) -> None:
        """Ends the sessions and the tokens of an account."""
        now = self.clock.now_ms()
        tx.execute(delete(login_session).where(login_session.c.account == name))
        tx.execute(
            api_token.update()
            .where(api_token.c.account == name, api_token.c.revoked_ms.is_(None))
            .values(revoked_ms=now)
        )

    def _others(self, tx: Connection, name: str, by: Actor) -> RowMapping:
        row = rows.load(tx, name)
        if by.name == name and not by.machine:
            raise PolicyError(
                "access.own_account", "nobody changes their own roles or state; ask another"
            )
        return row

    def _set_roles(
        self, tx: Connection, name: str, authority: str, wanted: tuple[Role, ...]
    ) -> None:
        authority = authority or self.authority
        if authority not in self.authorities() | {self.authority}:
            raise PolicyError(
                "account.authority", "authority: the directory lists no such authority of ours"
            )
        tx.execute(
            delete(account_role).where(
                account_role.c.account == name, account_role.c.authority == authority
            )
        )
        for role in sorted(set(wanted)):
            tx.execute(account_role.insert().values(account=name, authority=authority, role=role))

    def _audit(self, tx: Connection, by: Actor, act: Act, name: str, detail: str) -> None:
        trail.append(tx, self.clock.now_ms(), actor=by.name, act=act, subject=name, detail=detail)


def _roles_text(authority: str, wanted: tuple[Role, ...]) -> str:
    return f"{authority}: {', '.join(sorted(set(wanted))) or 'no roles'}"

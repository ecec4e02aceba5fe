"""Signing in with a password and a second factor, and seeing to one's own account.

A failure is counted before the password is compared, so that many guesses at once gain nothing.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Semaphore

from sqlalchemy import Connection, RowMapping, delete

from accord.access import factor, known
from accord.access.errors import NotSignedInError, TooManyError, wrong
from accord.access.limits import Addresses
from accord.access.names import is_name
from accord.access.passwords import Passwords, check_password
from accord.access.vault import Vault
from accord.dates import Clock
from accord.errors import PolicyError
from node.audit import trail
from node.audit.entry import Act
from node.people import limits, rows
from node.people.rights import Actor
from node.people.sessions import Sessions
from node.people.tables import account_recovery
from node.people.views import (
    Credentials,
    FactorSecret,
    Me,
    PasswordChange,
    RecoveryCodes,
    SignedIn,
)
from node.store.engine import Store

AT_ONCE = 2  # comparing a password takes 64 MiB and much of a core
WAITING = 2  # more would keep the interface's other work waiting
FIRST_PASSWORD_MS = 7 * 24 * 3_600_000  # whoever does not come by then needs another


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """The door of one node; every call blocks and is a transaction or two of its own."""

    clock: Clock
    store: Store
    member: str
    authority: str
    random: Callable[[int], bytes]
    passwords: Passwords
    sessions: Sessions
    vault: Vault
    addresses: Addresses
    comparing: Semaphore = field(default_factory=lambda: Semaphore(AT_ONCE))
    places: Semaphore = field(default_factory=lambda: Semaphore(AT_ONCE + WAITING))

    def password(self, given: Credentials, address: str, kept: str = "") -> SignedIn:
        """A session for whoever knows password and code; `kept` is what a browser kept of one.

        Raises:
            NotSignedInError: something of it is wrong; it does not say what.
            TooManyError: too many attempts from this address, or with this name.
        """
        counted = known.counted_as(self.vault, given.name, kept)
        if counted == given.name:
            self.addresses.admit(address)
        if not is_name(given.name):
            raise wrong()
        with self._place():
            before = self._counted(given.name, counted)
            agrees = self.passwords.agrees(before["password"] if before else "", given.password)
        if before is None or not agrees:
            return self._failed(given.name, known=before is not None)
        with self.store.begin() as tx:
            row = rows.find(tx, given.name)
            # An account that was reset meanwhile opens to its new password only.
            same = row is not None and row["password"] == before["password"]
            if row is not None and same and self._may(row) and self._second(tx, row, given.code):
                limits.forget_failures(tx, counted)
                return self.sessions.open(tx, row, by_provider=False)
        return self._failed(given.name, known=True)

    def to_keep(self, name: str, kept: str) -> str:
        """What the browser keeps in which somebody has signed in."""
        if known.counted_as(self.vault, name, kept) != name:
            return kept
        return known.mark(self.vault, name, self.random)

    def me(self, tx: Connection, by: Actor) -> Me:
        """Who calls."""
        row = _own(tx, by)
        provider = bool(row["provider_subject"])
        standing = rows.standing(tx, row, self.authority, by_provider=provider)
        return Me(
            name=standing.name,
            display_name=standing.display_name,
            authority=self.authority,
            rights=tuple(sorted(by.rights)),
            to_do=standing.to_do,
        )

    def change_password(self, wanted: PasswordChange, *, by: Actor) -> None:
        """Another password for oneself; every other session ends.

        Raises:
            NotSignedInError: the old one is wrong.
            PolicyError: the new one is weak, or the old one.
        """
        with self.store.read() as tx:
            _own(tx, by)
        with self._place():
            counted = f"{by.name}#{by.session[:16]}"
            row = self._counted(by.name, counted)
            agrees = self.passwords.agrees(row["password"] if row else "", wanted.old)
        if not agrees:
            self._note_failure(by.name, "change of password")
            raise NotSignedInError("login.failed", "old: this is not the password so far")
        with self.store.begin() as tx:
            limits.forget_failures(tx, counted)  # a new one that is weak is no guess
        check_password(wanted.new, by.name)
        if wanted.new == wanted.old:
            raise PolicyError("password.weak", "new: this is the password so far")
        digest = self.digest(wanted.new)
        with self.store.begin() as tx:
            now = self.clock.now_ms()
            rows.change(tx, by.name, now, password=digest, password_passing=False)
            self.sessions.end_others(tx, by.name, by.session)
            trail.append(tx, now, actor=by.name, act=Act.PASSWORD_CHANGED, subject=by.name)

    def begin_factor(self, tx: Connection, *, by: Actor) -> FactorSecret:
        """A secret for an authenticator; it counts once a code of it was given.

        Raises:
            PolicyError: there is a second factor already.
        """
        row = _own(tx, by)
        if row["factor_confirmed"]:
            raise PolicyError(
                "factor.exists", "there is a second factor; an administrator can reset the account"
            )
        secret = factor.new_secret(self.random)
        sealed = self.vault.seal(secret.encode())
        rows.change(tx, by.name, self.clock.now_ms(), factor=sealed, factor_step=0)
        return FactorSecret(secret=secret, uri=factor.uri(secret, by.name, self.member))

    def confirm_factor(self, tx: Connection, code: str, *, by: Actor) -> RecoveryCodes:
        """The second factor holds from now on; gives the recovery codes.

        Raises:
            PolicyError: nothing was begun, or it holds already.
            NotSignedInError: the code is wrong.
        """
        row = _own(tx, by)
        if row["factor"] is None or row["factor_confirmed"]:
            raise PolicyError("factor.not_begun", "no second factor waits for its first code")
        step = self._step(row, code)
        if step is None:
            raise NotSignedInError("factor.wrong", "code: this is not the authenticator's code now")
        now = self.clock.now_ms()
        rows.change(tx, by.name, now, factor_confirmed=True, factor_step=step)
        codes = factor.new_recovery_codes(self.random)
        tx.execute(delete(account_recovery).where(account_recovery.c.account == by.name))
        tx.execute(
            account_recovery.insert(),
            [{"digest": factor.recovery_digest(one), "account": by.name} for one in codes],
        )
        trail.append(tx, now, actor=by.name, act=Act.FACTOR_CHANGED, subject=by.name)
        return RecoveryCodes(codes=codes)

    def digest(self, password: str) -> str:
        """What is kept of a password.

        Raises:
            TooManyError: `login.busy`.
        """
        with self._place():
            return self.passwords.digest(password)

    def _counted(self, name: str, counted: str) -> RowMapping | None:
        """The account of a name, where there is one; the attempt counts as failed until it is not.

        Raises:
            TooManyError: `login.locked`.
        """
        with self.store.begin() as tx:
            now = self.clock.now_ms()
            limits.check_lock(tx, counted, now)
            limits.count_failure(tx, counted, now)
            return rows.find(tx, name)

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self.places.acquire(blocking=False):
            raise TooManyError("login.busy", "many are signing in; try again in a moment", 1000)
        try:
            with self.comparing:
                yield
        finally:
            self.places.release()

    def _may(self, row: RowMapping) -> bool:
        """Whether the account may sign in, and not with a first password that is too old."""
        age = self.clock.now_ms() - row["changed_ms"]
        return bool(row["active"]) and not (row["password_passing"] and age > FIRST_PASSWORD_MS)

    def _second(self, tx: Connection, row: RowMapping, code: str) -> bool:
        """Whether the second factor agrees; its code is then spent."""
        if not row["factor_confirmed"]:
            return True  # the session can do nothing but set one up
        step = self._step(row, code)
        if step is not None:
            return rows.spend_step(tx, row["name"], step)
        table = account_recovery
        spent = tx.execute(
            delete(table).where(
                table.c.account == row["name"], table.c.digest == factor.recovery_digest(code)
            )
        )
        return spent.rowcount == 1

    def _step(self, row: RowMapping, code: str) -> int | None:
        secret = self.vault.open(row["factor"]).decode()
        return factor.step_of(secret, code, self.clock.now_ms(), row["factor_step"])

    def _failed(self, name: str, *, known: bool) -> SignedIn:
        """Audits the failure; a name that is no account's may be a slipped password."""
        self._note_failure(name if known else "nobody")
        raise wrong()

    def _note_failure(self, actor: str, detail: str = "") -> None:
        with self.store.begin() as tx:
            now = self.clock.now_ms()
            trail.append(tx, now, actor=actor, act=Act.SIGN_IN_FAILED, detail=detail)


def _own(tx: Connection, by: Actor) -> RowMapping:
    """The row of the caller's account.

    Raises:
        PolicyError: `access.no_account`.
    """
    row = None if by.machine else rows.find(tx, by.name)
    if row is None:
        raise PolicyError("access.no_account", "this is about one's own account; sign in with one")
    return row

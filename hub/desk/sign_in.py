"""Signing in with a password and a second factor, and seeing to one's own account.

A failure is counted before the password is compared, so that many guesses at once gain nothing.
"""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from accord.access import factor, known, limits
from accord.access.errors import NotSignedInError, wrong
from accord.access.limits import Addresses
from accord.access.names import is_name
from accord.access.passwords import Passwords, check_password
from accord.access.vault import Vault
from accord.dates import Clock
from accord.errors import PolicyError
from hub.desk import operators
from hub.desk.audit import Act, append
from hub.desk.sessions import Caller, Sessions
from hub.desk.store import DeskStore

FIRST_PASSWORD_MS = 7 * 24 * 3_600_000  # whoever does not come by then needs another


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """The door of one hub; every call blocks, and belongs on one thread."""

    hub: str  # its name, which an authenticator shows
    store: DeskStore
    clock: Clock
    random: Callable[[int], bytes]
    passwords: Passwords
    vault: Vault
    sessions: Sessions
    addresses: Addresses

    def password(self, name: str, password: str, code: str, address: str, kept: str = "") -> str:
        """The token of a new session, for whoever knows password and code.

        Takes what the browser kept of an earlier one.

        Raises:
            NotSignedInError: something of it is wrong; it does not say what.
            TooManyError: too many attempts from this address, or with this name.
        """
        counted = known.counted_as(self.vault, name, kept)
        if counted == name:
            self.addresses.admit(address)
        if not is_name(name):
            raise wrong()
        row = self._counted(name, counted)
        before = row["password"] if row else ""
        agrees = self.passwords.agrees(before, password)
        with self.store.begin() as tx:
            row = operators.find(tx, name)
            # An account that was reset meanwhile opens to its new password only.
            good = row is not None and agrees and row["password"] == before
            if row is not None and good and self._may(row) and self._second(tx, row, code):
                _forget_failures(tx, counted)
                return self.sessions.open(tx, name, address)
            # A name that is no account's may be a slipped password.
            actor = "nobody" if row is None else name
            append(tx, self.clock.now_ms(), actor=actor, act=Act.SIGN_IN_FAILED)
        raise wrong()

    def to_keep(self, name: str, kept: str) -> str:
        """What the browser keeps in which somebody has signed in."""
        if known.counted_as(self.vault, name, kept) != name:
            return kept
        return known.mark(self.vault, name, self.random)

    def change_password(self, by: Caller, old: str, new: str) -> None:
        """Another password for oneself; every other session ends.

        Raises:
            NotSignedInError: the old one is wrong.
            TooManyError: it was wrong too often.
            PolicyError: the new one is weak, or the old one.
        """
        counted = f"{by.name}#{by.session_id[:16]}"
        row = self._counted(by.name, counted)
        if not self.passwords.agrees(row["password"] if row else "", old):
            with self.store.begin() as tx:
                now = self.clock.now_ms()
                append(tx, now, actor=by.name, act=Act.SIGN_IN_FAILED, detail="change of password")
            raise NotSignedInError("login.failed", "old: this is not the password so far")
        with self.store.begin() as tx:
            _forget_failures(tx, counted)  # a new one that is weak is no guess
        check_password(new, by.name)
        if new == old:
            raise PolicyError("password.weak", "new: this is the password so far")
        digest, now = self.passwords.digest(new), self.clock.now_ms()
        with self.store.begin() as tx:
            tx.execute(
                "UPDATE operator SET password = ?, password_passing = 0, changed_ms = ? "
                "WHERE name = ?",
                (digest, now, by.name),
            )
            tx.execute(
                "DELETE FROM session WHERE operator = ? AND session_id <> ?",
                (by.name, by.session_id),
            )
            append(tx, now, actor=by.name, act=Act.PASSWORD_CHANGED, subject=by.name)

    def begin_factor(self, by: Caller) -> tuple[str, str]:
        """A secret for an authenticator, and what a QR code says of it.

        The same until a code of it was given, so that a page may be loaded again.

        Raises:
            PolicyError: there is a second factor already.
        """
        with self.store.begin() as tx:
            row = operators.load(tx, by.name)
            if row["factor_confirmed"]:
                raise PolicyError("factor.exists", "there is a second factor; have it reset")
            if row["factor"] is None:
                secret = factor.new_secret(self.random)
                tx.execute(
                    "UPDATE operator SET factor = ? WHERE name = ?",
                    (self.vault.seal(secret.encode()), by.name),
                )
            else:
                secret = self.vault.open(row["factor"]).decode()
        return secret, factor.uri(secret, by.name, self.hub)

    def confirm_factor(self, by: Caller, code: str) -> tuple[str, ...]:
        """The second factor holds from now on; the recovery codes, shown this once.

        Raises:
            PolicyError: nothing was begun, or it holds already.
            NotSignedInError: the code is wrong.
        """
        with self.store.begin() as tx:
            row = operators.load(tx, by.name)
            if row["factor"] is None or row["factor_confirmed"]:
                raise PolicyError("factor.not_begun", "no second factor waits for its first code")
            step = self._step(row, code)
            if step is None:
                raise NotSignedInError(
                    "factor.wrong", "code: this is not the authenticator's code now"
                )
            codes = factor.new_recovery_codes(self.random)
            tx.execute(
                "UPDATE operator SET factor_confirmed = 1, factor_step = ? WHERE name = ?",
                (step, by.name),
            )
            tx.execute("DELETE FROM recovery WHERE operator = ?", (by.name,))
            tx.executemany(
                "INSERT INTO recovery VALUES (?, ?)",
                [(factor.recovery_digest(one), by.name) for one in codes],
            )
            append(tx, self.clock.now_ms(), actor=by.name, act=Act.FACTOR_CHANGED, subject=by.name)
        return codes

    def _counted(self, name: str, counted: str) -> sqlite3.Row | None:
        """The account of a name; the attempt counts as failed until it is not."""
        now = self.clock.now_ms()
        with self.store.begin() as tx:
            tx.execute("DELETE FROM failure WHERE last_ms < ?", (now - limits.KEPT_MS,))
            row = tx.execute("SELECT * FROM failure WHERE name = ?", (counted,)).fetchone()
            limits.check_lock(row["locked_until_ms"] if row else None, now)
            failures = (row["failures"] if row else 0) + 1
            tx.execute(
                "INSERT OR REPLACE INTO failure VALUES (?, ?, ?, ?)",
                (counted, failures, now + limits.lock_ms(failures), now),
            )
            return operators.find(tx, name)

    def _may(self, row: sqlite3.Row) -> bool:
        """Not at the provider's, and not with a first password that is too old."""
        age = self.clock.now_ms() - int(row["changed_ms"])
        return not row["subject"] and not (row["password_passing"] and age > FIRST_PASSWORD_MS)

    def _second(self, tx: sqlite3.Connection, row: sqlite3.Row, code: str) -> bool:
        """Whether the second factor agrees; its code is then spent."""
        if not row["factor_confirmed"]:
            return True  # the session can do nothing but set one up
        if (step := self._step(row, code)) is not None:
            tx.execute("UPDATE operator SET factor_step = ? WHERE name = ?", (step, row["name"]))
            return True
        spent = tx.execute(
            "DELETE FROM recovery WHERE operator = ? AND digest = ?",
            (row["name"], factor.recovery_digest(code)),
        )
        return spent.rowcount == 1

    def _step(self, row: sqlite3.Row, code: str) -> int | None:
        secret = self.vault.open(row["factor"]).decode()
        return factor.step_of(secret, code, self.clock.now_ms(), row["factor_step"])


def _forget_failures(tx: sqlite3.Connection, name: str) -> None:
    tx.execute("DELETE FROM failure WHERE name = ?", (name,))

"""Operators' sessions: opaque tokens, kept as digests; they end unused, or after a shift."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from accord.access.errors import NotSignedInError
from accord.access.tokens import digest_of, new_secret
from accord.dates import Clock
from accord.errors import PolicyError
from hub.desk import operators
from hub.desk.audit import Act, append
from hub.desk.operators import Operator, Role
from hub.desk.store import DeskStore

PREFIX = "ahs_"
LONGEST_TOKEN = 128
IDLE_MS = 30 * 60_000
LONGEST_MS = 12 * 3_600_000
SEEN_EVERY_MS = 60_000  # a session's last use is written at most this often


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One session that has not ended."""

    session_id: str
    operator: str
    address: str
    made_ms: int
    seen_ms: int
    expires_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who asks, in which session."""

    operator: Operator
    session_id: str

    @property
    def name(self) -> str:
        """The operator's name, as the trail has it."""
        return self.operator.name

    @property
    def acts(self) -> bool:
        """Whether the caller may do more than read; nobody may before all is set up."""
        return self.operator.role is Role.OPERATOR and not self.operator.to_do


@dataclass(frozen=True, slots=True, kw_only=True)
class Sessions:
    """The sessions of one hub; every call blocks."""

    store: DeskStore
    clock: Clock
    random: Callable[[int], bytes]

    def open(self, tx: sqlite3.Connection, name: str, address: str) -> str:
        """A session of an operator who has signed in; its token, which is nowhere else."""
        now = self.clock.now_ms()
        token, session_id = new_secret(PREFIX, self.random), self.random(16).hex()
        tx.execute("DELETE FROM session WHERE expires_ms <= ?", (now,))
        tx.execute(
            "INSERT INTO session VALUES (?, ?, ?, ?, ?, ?, ?)",
            (session_id, digest_of(token), name, address, now, now, now + LONGEST_MS),
        )
        append(tx, now, actor=name, act=Act.SIGNED_IN, subject=session_id)
        return token

    def caller(self, token: str, *, used: bool = True) -> Caller:
        """Whose token this is; what a page asks by itself does not keep a session alive.

        Raises:
            NotSignedInError: nobody's, or its session has ended.
        """
        now = self.clock.now_ms()
        row = None
        if token.startswith(PREFIX) and len(token) <= LONGEST_TOKEN:
            with self.store.read() as tx:
                row = tx.execute(
                    "SELECT * FROM session JOIN operator ON name = operator WHERE digest = ?",
                    (digest_of(token),),
                ).fetchone()
        if row is None or now >= row["expires_ms"] or now - row["seen_ms"] >= IDLE_MS:
            raise NotSignedInError("session.ended", "the session has ended; sign in again")
        if used and now - row["seen_ms"] >= SEEN_EVERY_MS:
            with self.store.begin() as tx:
                tx.execute(
                    "UPDATE session SET seen_ms = ? WHERE session_id = ?", (now, row["session_id"])
                )
        return Caller(operator=operators.view(row), session_id=row["session_id"])

    def all(self) -> list[Session]:
        """Every session that has not ended, the newest first."""
        now = self.clock.now_ms()
        with self.store.read() as tx:
            rows = tx.execute(
                "SELECT session_id, operator, address, made_ms, seen_ms, expires_ms FROM session "
                "WHERE expires_ms > ? AND seen_ms > ? ORDER BY made_ms DESC, session_id",
                (now, now - IDLE_MS),
            ).fetchall()
        return [Session(**dict(row)) for row in rows]

    def end(self, session_id: str, by: Caller) -> None:
        """Ends one's own session, or as an operator anybody's.

        Raises:
            PolicyError: `session.unknown`; also for a session of somebody else.
        """
        with self.store.begin() as tx:
            found = tx.execute(
                "SELECT operator FROM session WHERE session_id = ?", (session_id,)
            ).fetchone()
            if found is None or (found["operator"] != by.name and not by.acts):
                raise PolicyError("session.unknown", "there is no session with this id")
            tx.execute("DELETE FROM session WHERE session_id = ?", (session_id,))
            own = session_id == by.session_id
            append(
                tx,
                self.clock.now_ms(),
                actor=by.name,
                act=Act.SIGNED_OUT if own else Act.SESSION_ENDED,
                subject=session_id,
                detail=found["operator"],
            )

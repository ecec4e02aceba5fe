"""Sessions: opaque tokens, kept as digests; they end unused, after a day's work, or at once."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, delete, select, update

from accord.access.errors import NotSignedInError
from accord.access.tokens import digest_of, new_secret
from accord.dates import Clock
from accord.errors import PolicyError
from node.audit import trail
from node.audit.entry import Act
from node.people import rows
from node.people.rights import Actor, Right
from node.people.tables import account, login_session
from node.people.views import SessionList, SessionView, SignedIn

PREFIX = "acs_"
IDLE_MS = 30 * 60_000
LONGEST_MS = 12 * 3_600_000
SEEN_EVERY_MS = 60_000  # a session's last use is written at most this often


@dataclass(frozen=True, slots=True, kw_only=True)
class Sessions:
    """The sessions of one node."""

    clock: Clock
    authority: str
    random: Callable[[int], bytes]

    def open(self, tx: Connection, row: RowMapping, *, by_provider: bool) -> SignedIn:
        """A session of the account of this row, which has signed in."""
        now = self.clock.now_ms()
        token, session_id = new_secret(PREFIX, self.random), self.random(16).hex()
        table = login_session
        tx.execute(delete(table).where(table.c.expires_ms <= now))
        tx.execute(
            table.insert().values(
                session_id=session_id,
                digest=digest_of(token),
                account=row["name"],
                by_provider=by_provider,
                made_ms=now,
                seen_ms=now,
                expires_ms=now + LONGEST_MS,
            )
        )
        standing = rows.standing(tx, row, self.authority, by_provider=by_provider)
        trail.append(
            tx,
            now,
            actor=row["name"],
            act=Act.SIGNED_IN,
            subject=session_id,
            detail="OpenID provider" if by_provider else "password",
        )
        return SignedIn(
            token=token,
            session_id=session_id,
            name=row["name"],
            rights=tuple(sorted(standing.rights)),
            to_do=standing.to_do,
            expires_ms=now + LONGEST_MS,
        )

    def find(self, tx: Connection, token: str) -> RowMapping:
        """The session of a token, with its account.

        Raises:
            NotSignedInError: there is none, or it has ended.
        """
        now = self.clock.now_ms()
        joined = login_session.join(account, account.c.name == login_session.c.account)
        found = tx.execute(
            select(login_session, account)
            .select_from(joined)
            .where(login_session.c.digest == digest_of(token))
        )
        row = found.mappings().one_or_none()
        alive = (
            row is not None
            and row["active"]
            and now < row["expires_ms"]
            and now - row["seen_ms"] < IDLE_MS
        )
        if row is None or not alive:
            raise NotSignedInError("session.ended", "the session has ended; sign in again")
        return row

    def actor(self, tx: Connection, row: RowMapping) -> Actor:
        """Who calls, by a row that `find` gave."""
        standing = rows.standing(tx, row, self.authority, by_provider=row["by_provider"])
        return Actor(name=row["name"], rights=standing.rights, session=row["session_id"])

    def stale(self, row: RowMapping) -> bool:
        """Whether the use of the session is to be written down."""
        return bool(self.clock.now_ms() - row["seen_ms"] >= SEEN_EVERY_MS)

    def touch(self, tx: Connection, session_id: str) -> None:
        """Notes that the session is in use."""
        tx.execute(
            update(login_session)
            .where(login_session.c.session_id == session_id)
            .values(seen_ms=self.clock.now_ms())
        )

    def list(self, tx: Connection, *, by: Actor) -> SessionList:
        """The sessions of the caller; an administrator sees everybody's."""
        now = self.clock.now_ms()
        table = login_session
        query = select(table).where(table.c.expires_ms > now, table.c.seen_ms > now - IDLE_MS)
        if Right.ADMINISTER not in by.rights:
            query = query.where(table.c.account == by.name)
        found = tx.execute(query.order_by(table.c.made_ms.desc(), table.c.session_id)).mappings()
        return SessionList(
            sessions=tuple(
                SessionView(
                    session_id=row["session_id"],
                    name=row["account"],
                    by_provider=row["by_provider"],
                    made_ms=row["made_ms"],
                    seen_ms=row["seen_ms"],
                    expires_ms=row["expires_ms"],
                )
                for row in found
            )
        )

    def end(self, tx: Connection, session_id: str, *, by: Actor) -> None:
        """Ends a session: one's own, or as an administrator anybody's.

        Raises:
            PolicyError: `session.unknown`; also for a session of somebody else.
        """
        table = login_session
        found = tx.execute(select(table.c.account).where(table.c.session_id == session_id)).scalar()
        if found is None or (found != by.name and Right.ADMINISTER not in by.rights):
            raise PolicyError("session.unknown", "there is no session with this id")
        tx.execute(delete(table).where(table.c.session_id == session_id))
        act = Act.SIGNED_OUT if session_id == by.session else Act.SESSION_ENDED
        trail.append(
            tx, self.clock.now_ms(), actor=by.name, act=act, subject=session_id, detail=found
        )

    def end_others(self, tx: Connection, name: str, but: str) -> None:
        """Ends all sessions of an account but this one, as after a change of password."""
        table = login_session
        tx.execute(delete(table).where(table.c.account == name, table.c.session_id != but))

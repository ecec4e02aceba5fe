"""API tokens for the agency's own systems: some rights of one account, until a day."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, select

from accord.access.errors import NotSignedInError
from accord.access.tokens import digest_of, new_secret
from accord.dates import Clock
from accord.errors import FormatError, PolicyError
from node.audit import trail
from node.audit.entry import Act
from node.people import rows
from node.people.rights import Actor, Right, rights_of
from node.people.tables import account, api_token
from node.people.views import NewToken, TokenList, TokenMade, TokenView

PREFIX = "act_"
DAY_MS = 24 * 3_600_000
LONGEST_DAYS = 366
LONGEST_PURPOSE = 200
# A token is a machine's: it cannot be the second person, nor see to accounts.
SCOPES = frozenset({Right.NODE, Right.READ, Right.WORK, Right.AUDIT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """The API tokens of one node."""

    clock: Clock
    authority: str
    random: Callable[[int], bytes]

    def make(self, tx: Connection, wanted: NewToken, *, by: Actor) -> TokenMade:
        """A token; its text is nowhere but in the answer.

        Raises:
            FormatError: a field is out of bounds.
            PolicyError: the account does not hold a right that the token should have.
        """
        row = rows.load(tx, wanted.account)
        if not 1 <= wanted.days <= LONGEST_DAYS:
            raise FormatError("token.days", f"days: 1 to {LONGEST_DAYS}")
        if not 0 < len(wanted.purpose) <= LONGEST_PURPOSE:
            raise FormatError("token.purpose", f"purpose: 1 to {LONGEST_PURPOSE} characters")
        may = rights_of(rows.roles(tx, wanted.account, self.authority)) & SCOPES
        if not wanted.scopes or not may.issuperset(wanted.scopes) or not row["active"]:
            choices = ", ".join(sorted(may)) or "none"
            raise PolicyError(
                "token.scopes", f"scopes: name some of those that the account can give: {choices}"
            )
        now = self.clock.now_ms()
        token, token_id = new_secret(PREFIX, self.random), self.random(8).hex()
        tx.execute(
            api_token.insert().values(
                token_id=token_id,
                digest=digest_of(token),
                account=wanted.account,
                purpose=wanted.purpose,
                scopes=" ".join(sorted(set(wanted.scopes))),
                made_by=by.name,
                made_ms=now,
                expires_ms=now + wanted.days * DAY_MS,
            )
        )
        self._audit(tx, by, Act.TOKEN_MADE, token_id, wanted.account)
        return TokenMade(token=token, view=_view(self._load(tx, token_id)))

    def actor(self, tx: Connection, token: str) -> Actor:
        """Who calls with this token: never more than its account may at this moment.

        Raises:
            NotSignedInError: no such token, or it has ended, or its account may not sign in.
        """
        joined = api_token.join(account, account.c.name == api_token.c.account)
        found = tx.execute(
            select(api_token, account.c.active)
            .select_from(joined)
            .where(api_token.c.digest == digest_of(token))
        )
        row = found.mappings().one_or_none()
        if (
            row is None
            or row["revoked_ms"] is not None
            or self.clock.now_ms() >= row["expires_ms"]
            or not row["active"]
        ):
            raise NotSignedInError(
                "token.ended", "the API token is unknown, has ended or was revoked; make another"
            )
        held = rights_of(rows.roles(tx, row["account"], self.authority))
        scopes = {Right(scope) for scope in row["scopes"].split()}
        name = f"{row['account']}/{row['token_id']}"  # a machine, and whose
        return Actor(name=name, rights=held & scopes, token=row["token_id"])

    def list(self, tx: Connection) -> TokenList:
        """All tokens, the newest first."""
        found = tx.execute(
            select(api_token).order_by(api_token.c.made_ms.desc(), api_token.c.token_id)
        )
        return TokenList(tokens=tuple(_view(row) for row in found.mappings()))

    def revoke(self, tx: Connection, token_id: str, *, by: Actor) -> TokenView:
        """Ends a token at once.

        Raises:
            PolicyError: `token.unknown`.
        """
        row = self._load(tx, token_id)
        if row["revoked_ms"] is None:
            tx.execute(
                api_token.update()
                .where(api_token.c.token_id == token_id)
                .values(revoked_ms=self.clock.now_ms())
            )
            self._audit(tx, by, Act.TOKEN_REVOKED, token_id, row["account"])
        return _view(self._load(tx, token_id))

    def _load(self, tx: Connection, token_id: str) -> RowMapping:
        found = tx.execute(select(api_token).where(api_token.c.token_id == token_id))
        row = found.mappings().one_or_none()
        if row is None:
            raise PolicyError("token.unknown", "there is no API token with this id")
        return row

    def _audit(self, tx: Connection, by: Actor, act: Act, token_id: str, owner: str) -> None:
        trail.append(
            tx, self.clock.now_ms(), actor=by.name, act=act, subject=token_id, detail=owner
        )


def _view(row: RowMapping) -> TokenView:
    return TokenView(
        token_id=row["token_id"],
        account=row["account"],
        purpose=row["purpose"],
        scopes=tuple(Right(scope) for scope in row["scopes"].split()),
        made_by=row["made_by"],
        made_ms=row["made_ms"],
        expires_ms=row["expires_ms"],
        revoked=row["revoked_ms"] is not None,
    )

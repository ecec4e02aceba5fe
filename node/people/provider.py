"""Sign-ins at the agency's OpenID provider that are under way, and whose they are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, func, select

from accord.access.errors import NotSignedInError, TooManyError
from accord.access.provider import (
    FLOW_MS,
    MOST_FLOWS,
    Endpoints,
    Flow,
    ProviderConfig,
    address_of,
    new_flow,
    subject_of,
)
from accord.dates import Clock
from node.people.tables import account, provider_flow


@dataclass(frozen=True, slots=True, kw_only=True)
class Flows:
    """The sign-ins under way; each answer is good once."""

    clock: Clock
    config: ProviderConfig
    random: Callable[[int], bytes]

    def begin(self, tx: Connection, endpoints: Endpoints) -> tuple[str, str]:
        """The state of a new sign-in, and where to send the person.

        Raises:
            TooManyError: `login.too_many`.
        """
        now = self.clock.now_ms()
        tx.execute(delete(provider_flow).where(provider_flow.c.expires_ms <= now))
        if tx.execute(select(func.count()).select_from(provider_flow)).scalar_one() >= MOST_FLOWS:
            raise TooManyError("login.too_many", "too many sign-ins are under way; wait", FLOW_MS)
        state, flow = new_flow(self.random)
        tx.execute(
            provider_flow.insert().values(
                state=state, nonce=flow.nonce, verifier=flow.verifier, expires_ms=now + FLOW_MS
            )
        )
        return state, address_of(self.config, endpoints, state, flow)

    def take(self, tx: Connection, state: str) -> Flow:
        """The sign-in of this state, which is over with that.

        Raises:
            NotSignedInError: there is none, or it waited for too long.
        """
        this = (provider_flow.c.state == state) & (provider_flow.c.expires_ms > self.clock.now_ms())
        row = tx.execute(select(provider_flow).where(this)).one_or_none()
        if row is None or tx.execute(delete(provider_flow).where(this)).rowcount != 1:
            raise NotSignedInError(
                "provider.no_flow", "state: no sign-in waits with this; begin anew"
            )
        return Flow(nonce=row.nonce, verifier=row.verifier)

    def subject(self, token: str, keys: Mapping[str, Any], flow: Flow) -> str:
        """The `sub` of an ID token that is good in every respect.

        Raises:
            NotSignedInError: it is not.
        """
        return subject_of(token, keys, flow, self.config, self.clock.now_ms())


def find_account(tx: Connection, subject: str) -> RowMapping:
    """The account of a subject.

    Raises:
        NotSignedInError: there is none, or it may not sign in.
    """
    found = tx.execute(select(account).where(account.c.provider_subject == subject))
    row = found.mappings().one_or_none()
    if row is None or not row["active"]:
        raise NotSignedInError(
            "provider.no_account", "no account here belongs to this sign-in; ask an administrator"
        )
    return row

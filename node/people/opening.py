"""Puts the room of people together."""

from collections.abc import Callable
from dataclasses import dataclass

from accord.access.errors import NotSignedInError
from accord.access.limits import Addresses
from accord.access.names import is_name
from accord.access.passwords import Passwords
from accord.access.provider import ProviderConfig, client_secret
from accord.access.vault import Vault
from accord.dates import Clock
from node.audit import trail
from node.audit.entry import Act
from node.files import contents
from node.people import rows
from node.people.accounts import Accounts
from node.people.provider import Flows
from node.people.provider_door import ProviderDoor
from node.people.rights import Actor, machine
from node.people.sessions import PREFIX as SESSION
from node.people.sessions import Sessions
from node.people.sign_in import SignIn
from node.people.tokens import PREFIX as TOKEN
from node.people.tokens import Tokens
from node.store.engine import Store

LONGEST_TOKEN = 128
LONGEST_SUBJECT = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Everything about who may do what."""

    clock: Clock
    store: Store
    accounts: Accounts
    sessions: Sessions
    tokens: Tokens
    sign_in: SignIn
    provider: ProviderDoor | None  # none: the settings name no OpenID provider
    random: Callable[[int], bytes]

    def admit(self, token: str, *, used: bool = True) -> Actor:
        """Who calls with a token of a session or of an API client; blocking.

        A call that nobody made, such as a page's own refresh, does not keep a session alive.

        Raises:
            NotSignedInError: it is neither, or has ended.
        """
        if len(token) > LONGEST_TOKEN:
            raise unknown()
        if token.startswith(TOKEN):
            with self.store.read() as tx:
                return self.tokens.actor(tx, token)
        if not token.startswith(SESSION):
            raise unknown()
        with self.store.read() as tx:
            row = self.sessions.find(tx, token)
            actor = self.sessions.actor(tx, row)
        if used and self.sessions.stale(row):
            with self.store.begin() as tx:
                self.sessions.touch(tx, row["session_id"])
        return actor

    def operator(self, name: str) -> Actor:
        """Whoever uses the machine's own token; never under the name of an account; blocking."""
        account = rows.owner(name)
        if is_name(account):
            with self.store.read() as tx:
                if rows.find(tx, account) is not None:
                    return machine(f"cli:{account}")
        return machine(name)

    def refused(self, actor: Actor, subject: str, code: str) -> None:
        """Writes down that somebody tried what they may not; blocking.

        The subject is what they sent, so only so much of it, and nothing that does not print.
        """
        subject = "".join(one if one.isprintable() else "?" for one in subject)[:LONGEST_SUBJECT]
        with self.store.begin() as tx:
            trail.append(
                tx,
                self.clock.now_ms(),
                actor=actor.name,
                act=Act.REFUSED,
                subject=subject,
                detail=code,
            )


def unknown() -> NotSignedInError:
    """No token, or one that nobody has."""
    return NotSignedInError(
        "token.wrong", "the bearer token is missing or nobody's here; sign in at /v1/sessions"
    )


def open_people(
    *,
    member: str,
    authority: str,
    clock: Clock,
    store: Store,
    random: Callable[[int], bytes],
    vault_secret: str,
    authorities: Callable[[], frozenset[str]],
    passwords: Passwords | None = None,
    provider: ProviderConfig | None = None,
) -> People:
    """The people of one node.

    Raises:
        FormatError: `config.oidc`; or a file of it cannot be read.
    """
    sessions = Sessions(clock=clock, authority=authority, random=random)
    addresses = Addresses(clock)
    return People(
        clock=clock,
        store=store,
        random=random,
        accounts=Accounts(clock=clock, authority=authority, authorities=authorities),
        sessions=sessions,
        tokens=Tokens(clock=clock, authority=authority, random=random),
        sign_in=SignIn(
            clock=clock,
            store=store,
            member=member,
            authority=authority,
            random=random,
            passwords=passwords or Passwords(random),
            sessions=sessions,
            vault=Vault(vault_secret, random),
            addresses=addresses,
        ),
        provider=provider
        if provider is None
        else ProviderDoor(
            store=store,
            flows=Flows(clock=clock, config=provider, random=random),
            sessions=sessions,
            addresses=addresses,
            secret=client_secret(provider, contents),
        ),
    )

"""People of a node in tests: passwords that cost nothing, and how somebody signs in."""

import os
from dataclasses import dataclass, field
from itertools import count
from random import Random
from types import SimpleNamespace
from typing import cast

from pyotp import TOTP

from accord.access.passwords import Passwords, cheap_hasher
from accord.access.provider import ProviderConfig
from accord.crypto.keys import ED25519, SigningKey
from accord.testing.clock import ManualClock
from accord.trust.directory import Directory, HubEntry, Member, PublicKey
from node.api.token import load_or_make
from node.audit.reading import Auditing
from node.config import NodeConfig
from node.desk.journal import digests
from node.people.opening import People, open_people
from node.people.rights import Role, machine
from node.people.views import Credentials, NewAccount, PasswordChange, SignedIn
from node.store.engine import Store

PASSWORD = "seven horses by the river"
_seeds = count(11)


def people_of(
    member: str, clock: ManualClock, store: Store, provider: ProviderConfig | None = None
) -> People:
    """What the composer opens, with cheap passwords."""
    authority = f"{member}-NPC"
    return open_people(
        member=member,
        authority=authority,
        clock=clock,
        store=store,
        random=Random(next(_seeds)).randbytes,
        vault_secret="a secret of the tests, which seals second factors",
        authorities=lambda: frozenset({authority, f"{member}-POLICE"}),
        passwords=Passwords(Random(5).randbytes, cheap_hasher()),
        provider=provider,
    )


def opened_people(config: NodeConfig, clock: ManualClock, store: Store) -> People:
    """The people of a running node, with passwords that cost nothing."""
    return open_people(
        member=config.member,
        authority=config.authority,
        clock=clock,
        store=store,
        random=Random(next(_seeds)).randbytes,
        vault_secret=load_or_make(config.data / "people.key", os.urandom),
        authorities=frozenset,
        passwords=Passwords(os.urandom, cheap_hasher()),
    )


def auditing_of(member: str, clock: ManualClock, store: Store) -> Auditing:
    """The trail of a node whose directory lists one signing key."""
    signer = SigningKey(member.encode().ljust(32, b"."))
    listed = PublicKey(algorithm=ED25519, public=signer.public, valid_from_ms=0)
    entry = SimpleNamespace(signing_keys=(listed,))
    directory = Directory(
        version=1,
        region="demo",
        expires_ms=0,
        hub=cast("HubEntry", None),
        members={member: cast("Member", entry)},
    )
    return Auditing(
        clock=clock,
        member=member,
        authority=f"{member}-NPC",
        signer=signer,
        directory=lambda: directory,
        journal=digests,
    )


@dataclass
class Person:
    """Somebody with an account, a password and an authenticator."""

    people: People
    clock: ManualClock
    name: str
    first_password: str
    secret: str = ""
    recovery: tuple[str, ...] = ()
    password: str = field(default=PASSWORD)

    def code(self) -> str:
        """What the authenticator shows; time goes on, since each code is good once."""
        self.clock.advance(seconds=30)
        return TOTP(self.secret).generate_otp(self.clock.now_ms() // 30_000)

    def sign_in(self, address: str = "192.0.2.1") -> SignedIn:
        given = Credentials(
            name=self.name,
            password=self.password,
            code=self.code() if self.secret else "",
        )
        return self.people.sign_in.password(given, address)

    def set_up(self) -> SignedIn:
        """What a person does on the first day; gives a whole session."""
        door, store = self.people.sign_in, self.people.store
        wanted, self.password = self.password, self.first_password
        actor = self.people.admit(self.sign_in().token)
        door.change_password(PasswordChange(old=self.password, new=wanted), by=actor)
        self.password = wanted
        with store.begin() as tx:
            self.secret = door.begin_factor(tx, by=actor).secret
        with store.begin() as tx:
            self.recovery = door.confirm_factor(tx, self.code(), by=actor).codes
        return self.sign_in()


def make_person(people: People, clock: ManualClock, name: str, *roles: Role) -> Person:
    """An account made at the node's machine, before its first sign-in."""
    first = f"first-password-{name}"
    wanted = NewAccount(name=name, display_name=name.title(), roles=roles)
    with people.store.begin() as tx:
        people.accounts.make(tx, wanted, people.sign_in.digest(first), by=machine("root"))
    return Person(people=people, clock=clock, name=name, first_password=first)

"""A hub's desk in tests: cheap passwords, and people who sign in."""

from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from pyotp import TOTP

from accord.access.passwords import Passwords, cheap_hasher
from accord.testing.clock import ManualClock
from hub.desk import operators
from hub.desk.opening import open_door
from hub.desk.operators import Role
from hub.desk.sessions import Caller
from hub.desk.sign_in import SignIn
from hub.desk.store import DeskStore

PASSWORD = "seven horses by the river"
FIRST = "first-password-of-all"


def cheap_passwords() -> Passwords:
    return Passwords(Random(5).randbytes, cheap_hasher())


def door(store: DeskStore, clock: ManualClock, folder: Path) -> SignIn:
    return open_door(
        hub="hub",
        store=store,
        clock=clock,
        random=Random(11).randbytes,
        key_file=folder / "desk.key",
        passwords=cheap_passwords(),
    )


def make(store: DeskStore, clock: ManualClock, name: str, role: Role = Role.OPERATOR) -> None:
    """An account before its first sign-in, whose password is `FIRST`."""
    with store.begin() as tx:
        operators.make(
            tx,
            clock.now_ms(),
            name=name,
            role=role,
            password=cheap_passwords().digest(FIRST),
            by="cli:root",
        )


@dataclass
class Person:
    """Somebody with an account and an authenticator."""

    door: SignIn
    clock: ManualClock
    name: str
    password: str = FIRST
    secret: str = ""
    recovery: tuple[str, ...] = field(default=())

    def code(self) -> str:
        """What the authenticator shows; time goes on, since each code is good once."""
        self.clock.advance(seconds=30)
        return TOTP(self.secret).generate_otp(self.clock.now_ms() // 30_000)

    def sign_in(self, code: str | None = None) -> Caller:
        if code is None:
            code = self.code() if self.secret else ""
        token = self.door.password(self.name, self.password, code, "192.0.2.1")
        return self.door.sessions.caller(token)

    def set_up(self) -> Caller:
        """What a person does on the first day; gives a whole session."""
        caller = self.sign_in()
        self.door.change_password(caller, self.password, PASSWORD)
        self.password = PASSWORD
        self.secret, _ = self.door.begin_factor(caller)
        self.recovery = self.door.confirm_factor(caller, self.code())
        return self.sign_in()

"""Accounts for whoever tries the consoles: officers of each member, and the secretariat's."""

import os
import time
from contextlib import closing
from dataclasses import dataclass, replace

from pyotp import TOTP
from rich.console import Console

from accord.access.passwords import passing_password
from accord_demo.region import Region
from hub.clock import WallClock
from hub.desk import operators
from hub.desk.opening import open_door
from hub.desk.sign_in import SignIn
from hub.desk.store import DeskStore
from node.cli.client import Client, path
from node.people.rights import Role
from node.people.views import (
    AccountMade,
    Credentials,
    Done,
    FactorCode,
    FactorSecret,
    NewAccount,
    PasswordChange,
    RecoveryCodes,
    SignedIn,
)

PASSWORD = "six rivers and one bridge"  # noqa: S105 - of a demonstration, printed on its screen
_SHOWN = 3  # recovery codes: each is good for one sign-in
_WHO = {
    "officer": (Role.OFFICER,),
    "approver": (Role.APPROVER,),
    "administrator": (Role.ADMINISTRATOR, Role.AUDITOR),
}


@dataclass(frozen=True, slots=True)
class Login:
    """One account that has had its first day."""

    name: str
    codes: tuple[str, ...]


def enrol(region: Region, member: str) -> list[Login]:
    """The accounts of one member, each with its password and second factor set."""
    machine = region.client(member, officer="operator")
    return [_first_day(machine, name, roles) for name, roles in _WHO.items()]


def show(console: Console, region: Region) -> None:
    """Says where the consoles are and how to sign in."""
    console.print("\n[bold]The consoles[/bold], in a browser:")
    for member, node in region.nodes.items():
        where = _at(member.lower(), node.address(), "console/")
        _say(console, region.plans[member].name, where, enrol(region, member))
    _say(console, "the hub", _at("hub", region.hub.address("console")), secretariat(region))
    console.print(f"  Everybody's password: {PASSWORD}")


def secretariat(region: Region) -> list[Login]:
    """Who may operate the hub: made at its machine, as the desk's commands do."""
    data = region.folder / "hub" / "data"
    with closing(DeskStore(data / "desk.sqlite")) as store:
        door = open_door(
            hub="hub",
            store=store,
            clock=WallClock(),
            random=os.urandom,
            key_file=data / "desk.key",
        )
        return [_first_shift(door, role) for role in operators.Role]


def _say(console: Console, name: str, where: str, logins: list[Login]) -> None:
    console.print(f"  {name:<9} {where}")
    for login in logins:
        codes = "  ".join(login.codes[:_SHOWN])
        console.print(f"            {login.name:<14} codes, each good once: {codes}")


def _at(place: str, address: str, under: str = "") -> str:
    """A name each: cookies know no ports, and a browser may be at every console at once."""
    return f"http://{place}.localhost:{address.rpartition(':')[2]}/{under}"


def _first_shift(door: SignIn, role: operators.Role) -> Login:
    first, now_ms = passing_password(os.urandom), WallClock().now_ms()
    with door.store.begin() as tx:
        digest = door.passwords.digest(first)
        operators.make(tx, now_ms, name=role.value, role=role, password=digest, by="cli:demo")
    caller = door.sessions.caller(door.password(role.value, first, "", "127.0.0.1"))
    door.change_password(caller, first, PASSWORD)
    secret, _ = door.begin_factor(caller)
    codes = door.confirm_factor(caller, TOTP(secret).generate_otp(int(time.time()) // 30))
    door.sessions.end(caller.session_id, caller)
    return Login(role.value, codes)


def _first_day(machine: Client, name: str, roles: tuple[Role, ...]) -> Login:
    wanted = NewAccount(name=name, display_name=name.title(), roles=roles)
    first = machine.post(path("accounts"), wanted, AccountMade).password
    anybody = replace(machine, token="", officer="")
    given = Credentials(name=name, password=first)
    session = replace(anybody, token=anybody.post(path("sessions"), given, SignedIn).token)
    session.post(path("me", "password"), PasswordChange(old=first, new=PASSWORD), Done)
    secret = session.post(path("me", "factor"), None, FactorSecret).secret
    code = TOTP(secret).generate_otp(int(time.time()) // 30)
    confirmed = session.post(
        path("me", "factor", "confirmation"), FactorCode(code=code), RecoveryCodes
    )
    return Login(name, confirmed.codes)

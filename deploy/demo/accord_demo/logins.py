"""Accounts for whoever tries the consoles: an officer and an approver of each member."""

import time
from dataclasses import dataclass, replace

from pyotp import TOTP
from rich.console import Console

from accord_demo.region import Region
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
        plan = region.plans[member]
        # A name each: cookies know no ports, and a browser may be at every console at once.
        port = node.address().rpartition(":")[2]
        console.print(f"  {plan.name:<9} http://{member.lower()}.localhost:{port}/console/")
        for login in enrol(region, member):
            codes = "  ".join(login.codes[:_SHOWN])
            console.print(f"            {login.name:<14} codes, each good once: {codes}")
    console.print(f"  Everybody's password: {PASSWORD}")


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

"""The ceremony that founds the region: of three capitals two sign, each in a folder of its own.

The commands are those of `docs/guides/ceremony.md`; every key but the capitals' stays where it is.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from accord.crypto.keyfile import dump_key
from accord.testing.region import NAMES, ORIGIN, Region
from accord.trust.directory import Authority
from accord.trust.enrolment import Applicant, KeyRequest, encode_request
from accord.trust.handed import HubKeys, dump_holder, dump_hub

_WITNESSES = ("XB", "XC")
_TOLD = ("of 2,", "signed:", "missing:", "Published")


def hold(
    console: Console, folder: Path, region: Region, answers_for: Mapping[str, Iterable[str]]
) -> None:
    """Replaces the region's trust files by those that a ceremony publishes.

    Raises:
        RuntimeError: a command of it failed.
    """
    room = folder / "ceremony"
    room.mkdir()
    console.print("[bold]The founding ceremony[/bold]: three holders, two of whom must sign")
    offices = {
        holder.name: room / holder.name.replace(" ", "-") for holder, _ in region.signing.capitals
    }
    for holder, key in region.signing.capitals:
        offices[holder.name].mkdir()
        (offices[holder.name] / "holder.key").write_bytes(dump_key(key))
    holders = [
        _put(room / f"{one.public.hex()[:8]}.json", dump_holder(one))
        for one in region.signing.roles.root
    ]
    requests = [
        _put(room / f"{member}.json", _request(region, member)) for member in region.members
    ]
    hub = HubKeys(
        name="hub",
        log_origin=ORIGIN,
        statement=region.hub_key.public,
        log=region.log_key.public,
        tls_certificate=region.hub_tls.certificate_der,
        online=region.signing.roles.online[0],
    )
    proposal = room / "proposal.json"
    _run(
        console,
        "init",
        *_each("--holder", holders),
        *("--threshold", "2", "--hub", str(_put(room / "hub.json", dump_hub(hub)))),
        *_each("--member", requests),
        *_each("--witness", _WITNESSES),
        *("--secretariat", next(iter(region.members))),
        *("--quorum", "2", "--region", "Accord demonstration region", "--out", str(proposal)),
        *_each("--answers-for", (f"{a}={b}" for a, all_ in answers_for.items() for b in all_)),
    )
    signed = []
    for office in offices.values():
        out = office / "signed.json"
        mine = str(office / "holder.key")
        _run(console, "sign", str(proposal), "--key", mine, "--yes", "--out", str(out))
        signed.append(str(out))
    complete = str(room / "complete.json")
    _run(console, "combine", *signed, "--out", complete)
    shutil.rmtree(folder / "trust")
    (folder / "root.json").unlink()
    _run(
        console,
        "publish",
        complete,
        *("--repository", str(folder / "trust"), "--root-out", str(folder / "root.json")),
        *("--online-key", str(folder / "hub" / "keys" / "online.key")),
    )
    console.print()


def _request(region: Region, member: str) -> bytes:
    keys, name = region.members[member], NAMES[member]
    office = Authority(
        id=f"{member}-NPC",
        name=f"National Point of Contact, {name}",
        roles=("NPC", "HIT_DESK", "24/7"),
    )
    request = KeyRequest(
        member=member,
        created_ms=0,
        applicant=Applicant(name=name, authorities=(office,), contact="the demonstration"),
        signing=keys.signing.public,
        encryption=keys.encryption.public,
        witness=keys.witness.public,
        tls_certificate=keys.tls.certificate_der,
    )
    return encode_request(request, (keys.signing, keys.witness))


def _put(file: Path, data: bytes) -> Path:
    file.write_bytes(data)
    return file


def _each(option: str, values: Iterable[object]) -> list[str]:
    return [part for value in values for part in (option, str(value))]


def _run(console: Console, command: str, *arguments: str) -> None:
    program = str(Path(sys.executable).with_name("accord-hub"))
    ended = subprocess.run(
        [program, "ceremony", command, *arguments], capture_output=True, text=True, check=False
    )
    if ended.returncode:
        raise RuntimeError(f"ceremony {command}: {ended.stdout}{ended.stderr}")
    told = [line.strip() for line in ended.stdout.splitlines() if any(w in line for w in _TOLD)]
    console.print(f"  [bold]{command:<8}[/bold]{escape('; '.join(told[:3]))}", soft_wrap=True)

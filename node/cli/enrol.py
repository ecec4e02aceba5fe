"""`accord-node enrol` and `renew`: new keys for this member, and the request to list them."""

import os
from pathlib import Path
from typing import Annotated

import typer

from accord.crypto.keyfile import Seal
from accord.custody import passphrase as passphrases
from accord.custody.keyring import Keyring
from accord.custody.making import Maker
from accord.custody.places import token_key
from accord.errors import FormatError
from accord.trust.directory import Authority
from accord.trust.enrolment import Applicant, read_request
from node import enrolment
from node.cli.session import NODE_TOML, ConfigFile
from node.clock import WallClock
from node.config import load_config, parse_config
from node.files import contents, write_new
from node.keys import load_keys

_Token = Annotated[
    str | None,
    typer.Option(
        "--token", help="The PKCS#11 URI of a signing key that is in a hardware token already."
    ),
]


def enrol(
    *,
    member: Annotated[str, typer.Option(help="This state's id: two capital letters.")],
    name: Annotated[str, typer.Option(help="This state's name.")],
    authority: Annotated[
        list[str],
        typer.Option(help="ID=NAME of an agency; the first is the national point of contact."),
    ],
    contact: Annotated[
        str, typer.Option(help="Whom the secretariat calls to compare the fingerprint.")
    ],
    out: Annotated[Path, typer.Option(help="A folder for keys, settings and the request.")],
    hub: Annotated[str, typer.Option(help="The hub's host:port.")] = "hub.example.org:7443",
    passphrase: Annotated[
        str,
        typer.Option(help="What seals the keys: file:PATH, credential:NAME or env:NAME."),
    ] = "",
    plain: Annotated[bool, typer.Option("--plain", help="Leave the key files unsealed.")] = False,
    token: _Token = None,
) -> None:
    """Makes this node's keys, its settings, and the request for the ceremony."""
    if plain == bool(passphrase):
        raise FormatError("enrol.passphrase", "say either --passphrase or --plain, and not both")
    folder, now_ms = out.resolve(), WallClock().now_ms()
    source = passphrase and passphrases.source(passphrase, _resolved, "--passphrase")
    authorities = [_authority(one, first=one == authority[0]) for one in authority]
    held = _held(token)
    keys = enrolment.new_keys(
        enrolment.KINDS, member, maker=_maker(source), suffix="", now_ms=now_ms, token=held
    )
    settings = enrolment.settings_file(member, authorities[0].id, keys, hub=hub, passphrase=source)
    parse_config(folder / NODE_TOML, settings)
    applicant = Applicant(name=name, authorities=tuple(authorities), contact=contact)
    request = enrolment.request(member, keys, now_ms=now_ms, applicant=applicant)
    asked = f"{member}.enrolment.json"
    fingerprint = read_request(request).fingerprint
    write_new(folder, {**keys.files, str(NODE_TOML): settings, asked: request})
    typer.echo(f"""\
fingerprint of the request: {fingerprint}

1. Send {folder / asked} to the secretariat. The private keys stay in {folder / "keys"}:
   keep a copy of them in a safe.
2. The secretariat calls {contact}: compare the fingerprint digit by digit.
3. After the ceremony you receive the region's root.json in person and the trust files;
   put them beside {folder / NODE_TOML}, and set [hub] address.
4. accord-node doctor --config {folder / NODE_TOML}""")


def renew(
    *,
    config: ConfigFile = NODE_TOML,
    signing: Annotated[bool, typer.Option("--signing", help="A new signing key.")] = False,
    encryption: Annotated[bool, typer.Option("--encryption", help="A new encryption key.")] = False,
    witness: Annotated[bool, typer.Option("--witness", help="A new witness key.")] = False,
    tls: Annotated[bool, typer.Option("--tls", help="A new TLS key and certificate.")] = False,
    token: _Token = None,
) -> None:
    """Makes new keys beside the old ones, and the request to list them; the node goes on."""
    asked_for = {"signing": signing, "encryption": encryption, "witness": witness, "tls": tls}
    kinds = [kind for kind, wanted in asked_for.items() if wanted]
    if not kinds or (token and not signing):
        raise FormatError(
            "renew.kinds",
            "say which: --signing, --encryption, --witness, --tls; --token goes with --signing",
        )
    settings, folder, now_ms = load_config(config), config.resolve().parent, WallClock().now_ms()
    number = _number(folder, settings.member)
    keys = enrolment.new_keys(
        kinds,
        settings.member,
        maker=_maker(settings.passphrase),
        suffix=f"-{number}",
        now_ms=now_ms,
        token=_held(token),
    )
    request = enrolment.request(
        settings.member, keys, now_ms=now_ms, listed=load_keys(settings).signers
    )
    asked = f"{settings.member}.renewal-{number}.json"
    fingerprint = read_request(request).fingerprint
    write_new(folder, {**keys.files, asked: request})
    lines = "\n".join(enrolment.changed_settings(settings, folder, keys))
    typer.echo(f"""\
fingerprint of the request: {fingerprint}

1. In {config}, under [keys], put the new keys before the old ones, and restart the node when
   it suits you. It goes on with the old keys until the directory lists the new ones:

{lines}

2. Send {folder / asked} to the secretariat, which calls you to compare the fingerprint.
3. Leave the old keys in place: what was sealed to an old encryption key opens with it only.""")


def _resolved(path: str) -> Path:
    return Path(path).resolve()


def _maker(source: str) -> Maker:
    if not source:
        return Maker(os.urandom, None)
    secret = passphrases.fetch(source, contents, os.environ, "--passphrase")
    return Maker(os.urandom, Seal(secret, os.urandom))


def _authority(text: str, *, first: bool) -> Authority:
    id_, equals, name = text.partition("=")
    if not (id_ and equals and name):
        raise FormatError("enrol.authority", '--authority must be "ID=NAME"')
    return Authority(id=id_, name=name, roles=("NPC",) if first else ())


def _held(uri: str | None) -> enrolment.HeldToken | None:
    if uri is None:
        return None
    place = token_key(uri, _resolved, "--token")
    signer = Keyring("", read=contents, environ=os.environ).signer(place, "--token")
    return enrolment.HeldToken(uri=place.uri, signer=signer)


def _number(folder: Path, member: str) -> int:
    """The next number that neither a request nor a key of this folder has."""
    number = 2
    while any(folder.glob(f"{member}.renewal-{number}.json")) or any(
        folder.glob(f"keys/*-{number}.key")
    ):
        number += 1
    return number

"""What a node prepares for a ceremony: its keys, its settings, and the request to list them.

Nothing is written here. Private keys go into files beside the settings, and nowhere else.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from accord.crypto.keys import Signer
from accord.custody.making import Maker
from accord.custody.places import KeyPlace, TokenKey
from accord.trust.enrolment import Applicant, KeyRequest, encode_request
from node.config import NodeConfig

KINDS = ("signing", "encryption", "witness", "tls")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldToken:
    """A key that is in a hardware token already."""

    uri: str
    signer: Signer


@dataclass(frozen=True, slots=True, kw_only=True)
class NewKeys:
    """New keys: what the request says of them and who signs it."""

    public: Mapping[str, bytes]  # by their name in a request
    signers: tuple[Signer, ...]
    files: Mapping[str, bytes]  # by name, from the settings' folder
    settings: Mapping[str, str]  # what `[keys]` says of them


def new_keys(
    kinds: Collection[str],
    member: str,
    *,
    maker: Maker,
    suffix: str,
    now_ms: int,
    token: HeldToken | None = None,
) -> NewKeys:
    """A key of each kind; a token's key stands for a new signing key."""
    public: dict[str, bytes] = {}
    signers: list[Signer] = []
    files: dict[str, bytes] = {}
    settings = {kind: f"keys/{kind}{suffix}.key" for kind in KINDS if kind in kinds}
    for kind, name in tuple(settings.items()):
        if kind == "tls":
            tls = maker.tls(member.lower(), now_ms)
            del settings[kind]
            settings |= {"tls_key": name, "tls_certificate": f"keys/tls{suffix}.pem"}
            files |= {name: tls.key_pem, settings["tls_certificate"]: tls.certificate_pem}
            public["tls_certificate"] = tls.certificate_der
        elif kind == "encryption":
            opener, files[name] = maker.encryption()
            public[kind] = opener.public
        elif kind == "signing" and token is not None:
            settings[kind] = token.uri
            signers.append(token.signer)
            public[kind] = token.signer.public
        else:
            signer, files[name] = maker.signing()
            signers.append(signer)
            public[kind] = signer.public
    return NewKeys(public=public, signers=tuple(signers), files=files, settings=settings)


def request(
    member: str,
    keys: NewKeys,
    *,
    now_ms: int,
    applicant: Applicant | None = None,
    listed: Iterable[Signer] = (),
) -> bytes:
    """The file for the ceremony, signed by the new keys and, in a renewal, by the listed one.

    Raises:
        FormatError: a member's id or authorities that cannot be.
    """
    asked = KeyRequest(
        member=member,
        created_ms=now_ms,
        applicant=applicant,
        signing=keys.public.get("signing"),
        encryption=keys.public.get("encryption"),
        witness=keys.public.get("witness"),
        tls_certificate=keys.public.get("tls_certificate"),
    )
    return encode_request(asked, [*keys.signers, *listed])


def settings_file(
    member: str, authority: str, keys: NewKeys, *, hub: str, passphrase: str
) -> bytes:
    """A node.toml that names these keys."""
    sealed = f"passphrase = {_toml(passphrase)}" if passphrase else "# The key files are plain."
    named = "\n".join(f"{key} = {_toml(value)}" for key, value in keys.settings.items())
    return f"""\
# The settings of a node; paths count from this file's folder.

[node]
member = {_toml(member)}
authority = {_toml(authority)}
data = "data"

[hub]
address = {_toml(hub)}
# site = "hub.example.org:8080"    # the hub's public log, which this node then watches

[trust]
root = "root.json"    # the region's root of trust; you receive it in person
repository = "trust"    # the region's trust files, to begin with

[keys]
{sealed}
# Each may be a list: the node uses the newest that the directory lists as valid.
{named}

[api]
listen = "127.0.0.1:7480"

# One table for each register of this state; see docs/guides/write-a-mapping.md.
# [registry.national]
# adapter = "tabular"
""".encode()


def changed_settings(config: NodeConfig, folder: Path, keys: NewKeys) -> list[str]:
    """The lines of `[keys]` in which the new keys stand before the old ones."""
    named: Mapping[str, Iterable[KeyPlace]] = {
        "signing": config.signing_keys,
        "encryption": config.encryption_keys,
        "witness": config.witness_keys,
        "tls_key": [pair.key for pair in config.tls],
        "tls_certificate": [pair.certificate for pair in config.tls],
    }
    return [
        f"{key} = [{', '.join(map(_toml, [new, *_spelled(named[key], folder)]))}]"
        for key, new in keys.settings.items()
    ]


def _spelled(places: Iterable[KeyPlace], folder: Path) -> Iterator[str]:
    for place in places:
        if isinstance(place, TokenKey):
            yield place.uri
        else:
            yield str(place.relative_to(folder) if place.is_relative_to(folder) else place)


def _toml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)

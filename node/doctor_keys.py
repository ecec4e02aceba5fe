"""Whether the node's keys are there and open, and are those that the directory lists."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from accord.crypto.keyfile import read_key_file
from accord.custody.keyring import Keyring
from accord.custody.places import KeyPlace, TokenKey
from accord.errors import AccordError
from accord.trust.directory import Member, PublicKey
from node.api.bodies import Check
from node.config import NodeConfig
from node.doctor_checks import failed, well
from node.files import contents
from node.keys import keyring, tls_pair

P = TypeVar("P", bound=KeyPlace)


def key_files(config: NodeConfig) -> Iterator[Check]:
    """Every private key is there, is of its kind, opens, and is the owner's alone."""
    keys = keyring(config)
    for place in config.signing_keys:
        yield _opens("signing key", place, keys.signer)
    for file in config.encryption_keys:
        yield _opens("encryption key", file, keys.opener)
    for place in config.witness_keys:
        yield _opens("witness key", place, keys.signer)
    for pair in config.tls:
        yield _opens("TLS key", pair.key, keys.tls_key)


def _opens(name: str, place: P, opens: Callable[[P, str], object]) -> Check:
    try:
        opens(place, f"[keys] {name}")
        if isinstance(place, TokenKey):
            return well(name, f"{place} signs")
        mode = place.stat().st_mode & 0o777
    except (AccordError, OSError) as error:
        return failed(name, error)
    if mode & 0o077:
        return failed(name, f"{place} can be read by others (mode {mode:03o}); chmod 600 it")
    return well(name, f"{place.name}, mode {mode:03o}")


def keys_match(config: NodeConfig, member: Member, now_ms: int) -> Check:
    """The directory lists, as valid now, what this node holds; a locked file says its key too."""
    name = "keys in the directory"
    keys = keyring(config)
    try:
        signing = {_key_id(keys, place) for place in config.signing_keys}
        witness = {_key_id(keys, place) for place in config.witness_keys}
        openers = {_key_id(keys, file) for file in config.encryption_keys}
        certificates = {
            tls_pair(b"", contents(pair.certificate, "[keys] tls_certificate")).certificate_der
            for pair in config.tls
        }
    except AccordError as error:
        return failed(name, error)
    problems = []
    if not signing & _valid(member.signing_keys, now_ms):
        problems.append("the signing key is not a valid one of the directory")
    if not _valid(member.encryption_keys, now_ms) <= openers:
        problems.append("an encryption key that others may use now is not here")
    if witness and not witness & _valid(member.witness_keys, now_ms):
        problems.append("the witness key is not a valid one of the directory")
    if not certificates & set(member.tls_certificates):
        problems.append("the TLS certificate is not the one that the directory pins")
    if problems:
        remedy = "; use the key that was enrolled, or have the new one signed into the directory"
        return failed(name, "; ".join(problems) + remedy)
    return well(name, "signing, encryption and TLS match")


def _valid(listed: Iterable[PublicKey], now_ms: int) -> set[bytes]:
    return {key.key_id for key in listed if key.valid_at(now_ms)}


def _key_id(keys: Keyring, place: KeyPlace) -> bytes:
    if isinstance(place, Path):
        return read_key_file(contents(place, "[keys]")).key_id
    return keys.signer(place, "[keys]").key_id

"""Whether the node's keys are there and open, and are those that the directory lists."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from accord.crypto.keyfile import read_key_file
from accord.crypto.keys import Signer
from accord.custody.keyring import Keyring
from accord.custody.places import KeyPlace, TokenKey
from accord.errors import AccordError, UncheckableError, VerificationError
from accord.pages.finding import Finding, bad, failed, good
from accord.pages.marked import marked as _N
from accord.trust.directory import Member, PublicKey
from node.config import NodeConfig
from node.files import contents
from node.keys import HeldKeys, keyring, tls_pair

P = TypeVar("P", bound=KeyPlace)
_SIGNING, _ENCRYPTION = _N("Signing key"), _N("Encryption key")
_WITNESS, _TLS = _N("Witness key"), _N("TLS key")
_LISTED = _N("Keys in the directory")
_LOCKED = _N("is locked: %(error)s [%(code)s]")
_UNLOCK = _N("give the node the passphrase, or plug the token in; it goes on by itself")
_ENROL = _N("use the key that was enrolled, or have the new one signed into the directory")
_TRIAL = b"accord health trial v1\n"  # begins as nothing that is ever signed


def key_files(config: NodeConfig) -> Iterator[Finding]:
    """Every private key is there, is of its kind, opens, and is the owner's alone."""
    keys = keyring(config)
    for place in config.signing_keys:
        yield _opens(_SIGNING, place, keys.signer)
    for file in config.encryption_keys:
        yield _opens(_ENCRYPTION, file, keys.opener)
    for place in config.witness_keys:
        yield _opens(_WITNESS, place, keys.signer)
    for pair in config.tls:
        yield _opens(_TLS, pair.key, keys.tls_key)


def locked(config: NodeConfig) -> tuple[Finding, ...]:
    """What keeps keys locked: a passphrase or a PIN, or a token that is away.

    Whatever else is wrong with a key is no lock: it stops the node at its start.
    """
    return tuple(one for one in key_files(config) if one.text == _LOCKED)


def keys_held(config: NodeConfig, held: HeldKeys) -> Iterator[Finding]:
    """The same for keys that a running node has opened: still there, and a token still signs."""
    for name, places, signers in (
        (_SIGNING, config.signing_keys, held.signers),
        (_WITNESS, config.witness_keys, held.witnesses),
    ):
        for place, signer in zip(places, signers, strict=True):
            yield _signs(name, place, signer) if isinstance(place, TokenKey) else _kept(name, place)
    for file in config.encryption_keys:
        yield _kept(_ENCRYPTION, file)
    for pair in config.tls:
        yield _kept(_TLS, pair.key)


def _opens(name: str, place: P, opens: Callable[[P, str], object]) -> Finding:
    try:
        opens(place, f"[keys] {name.lower()}")
    except (UncheckableError, VerificationError) as error:
        return _locked(name, error)
    except (AccordError, OSError) as error:
        return failed(name, error)
    if isinstance(place, TokenKey):
        return good(name, _N("%(place)s signs"), place=place)
    return _kept(name, place)


def _signs(name: str, place: TokenKey, signer: Signer) -> Finding:
    try:
        signer.sign(_TRIAL)
    except AccordError as error:
        return _locked(name, error)
    return good(name, _N("%(place)s signs"), place=place)


def _kept(name: str, file: Path) -> Finding:
    try:
        mode = file.stat().st_mode & 0o777
    except OSError as error:
        return bad(
            name,
            _N("%(file)s is not there (%(reason)s)"),
            _N("put the file back from its copy; without it the node cannot start again"),
            file=file.name,
            reason=error.strerror or type(error).__name__,
        )
    if mode & 0o077:
        return bad(
            name,
            _N("%(file)s can be read by others (mode %(mode)s)"),
            _N("take that right away: chmod 600"),
            file=file.name,
            mode=f"{mode:03o}",
        )
    return good(name, _N("%(file)s, mode %(mode)s"), file=file.name, mode=f"{mode:03o}")


def _locked(name: str, error: AccordError) -> Finding:
    return bad(name, _LOCKED, _UNLOCK, error=error.text, code=error.code)


def keys_match(config: NodeConfig, member: Member, now_ms: int) -> Iterator[Finding]:
    """The directory lists, as valid now, what this node holds; a locked file says its key too."""
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
        yield failed(_LISTED, error)
        return
    problems = []
    if not signing & _valid(member.signing_keys, now_ms):
        problems.append(_N("the signing key is not a valid one of the directory"))
    if not _valid(member.encryption_keys, now_ms) <= openers:
        problems.append(_N("an encryption key that others may use now is not here"))
    if witness and not witness & _valid(member.witness_keys, now_ms):
        problems.append(_N("the witness key is not a valid one of the directory"))
    if not certificates & set(member.tls_certificates):
        problems.append(_N("the TLS certificate is not the one that the directory pins"))
    for text in problems:
        yield bad(_LISTED, text, _ENROL)
    if not problems:
        yield good(_LISTED, _N("signing, encryption and TLS match"))


def _valid(listed: Iterable[PublicKey], now_ms: int) -> set[bytes]:
    return {key.key_id for key in listed if key.valid_at(now_ms)}


def _key_id(keys: Keyring, place: KeyPlace) -> bytes:
    if isinstance(place, Path):
        return read_key_file(contents(place, "[keys]")).key_id
    return keys.signer(place, "[keys]").key_id

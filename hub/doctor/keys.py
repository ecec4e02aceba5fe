"""The hub's private keys: there, open or locked, its owner's alone, and those of the directory."""

from collections.abc import Callable, Iterator
from pathlib import Path

from accord.custody.places import TokenKey
from accord.errors import AccordError, UncheckableError, VerificationError
from accord.pages.finding import Finding, bad, failed, good
from accord.pages.marked import marked as _N
from accord.trust.directory import Directory, PublicKey
from hub.config import HubConfig
from hub.startup import keyring

_NAMES = {
    "statement": _N("Statement key"),
    "log": _N("Key of the log"),
    "online": _N("Online key"),
    "TLS": _N("TLS key"),
}
_LISTED = _N("Keys in the directory")
_Open = Callable[[], bytes]  # gives the key's id; empty for the TLS key


def keys(config: HubConfig) -> Iterator[Finding]:
    """Each key opens, and only its owner may read its file."""
    for which, place, opens in _all(config):
        yield _key(which, place, opens)


def locked(config: HubConfig) -> list[str]:
    """The codes of what keeps keys locked: a passphrase or a PIN, or a token that is away.

    Whatever else is wrong with a key is no lock: it stops the hub at its start.
    """
    codes = []
    for _, _, opens in _all(config):
        try:
            opens()
        except UncheckableError as error:
            codes.append(error.code)
        except VerificationError as error:
            codes.append(error.code)
        except AccordError:
            continue
    return sorted(set(codes))


def listed(config: HubConfig, directory: Directory, now_ms: int) -> Iterator[Finding]:
    """The directory lists, as valid now, the keys with which the hub signs."""
    hub = directory.hub
    pinned: dict[str, tuple[PublicKey, ...]] = {
        "statement": hub.statement_keys,
        "log": hub.log_keys,
    }
    wrong = []
    for which, _, opens in _all(config):
        if which not in pinned:
            continue
        try:
            ours = opens()
        except AccordError:
            continue  # its own check has said so
        if ours not in {key.key_id for key in pinned[which] if key.valid_at(now_ms)}:
            wrong.append(which)
    if wrong:
        yield bad(
            _LISTED,
            _N("directory version %(version)s lists other keys than these: %(which)s"),
            _N("use the keys that the ceremony signed, or have the new ones signed"),
            version=directory.version,
            which=", ".join(wrong),
        )
    else:
        text = _N("directory version %(version)s lists the keys that are here")
        yield good(_LISTED, text, version=directory.version)


def _all(config: HubConfig) -> Iterator[tuple[str, Path | TokenKey, _Open]]:
    ring = keyring(config)
    signing = {"statement": config.statement_key, "log": config.log_key}
    if config.online_key is not None:
        signing["online"] = config.online_key
    for which, place in signing.items():
        yield (
            which,
            place,
            lambda place=place, which=which: (  # type: ignore[misc]
                ring.signer(place, f"[keys] {which}").key_id
            ),
        )
    tls = config.tls_key
    yield "TLS", tls, lambda: ring.tls_key(tls, "[keys] tls_key")[:0]


def _key(which: str, place: Path | TokenKey, opens: _Open) -> Finding:
    name = _NAMES[which]
    try:
        opens()
        if isinstance(place, TokenKey):
            return good(name, _N("its token signs"))
        mode = place.stat().st_mode & 0o777
    except (UncheckableError, VerificationError) as error:
        return bad(
            name,
            _N("is locked: %(error)s"),
            _N("give the hub the passphrase, or plug the token in; it goes on by itself"),
            error=str(error),
        )
    except (AccordError, OSError) as error:
        return failed(name, error)
    if mode & 0o077:
        return bad(
            name,
            _N("%(file)s can be read by others (mode %(mode)s)"),
            _N("take that right away: chmod 600"),
            file=place.name,
            mode=f"{mode:03o}",
        )
    return good(name, _N("opens, and only its owner may read it"))

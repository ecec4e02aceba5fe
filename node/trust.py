"""What a node trusts and who it is: files and keys, checked against each other at the start."""

from pathlib import Path

from sqlalchemy import Connection, delete, insert, select

from accord.crypto.keyfile import load_encryption_key, load_signing_key
from accord.crypto.keys import Opener, RememberingOpener
from accord.dates import Clock
from accord.errors import FormatError, TrustError
from accord.trust.trusted import TrustedRegion, Versions
from node.config import NodeConfig
from node.exchange.exchange import Identity
from node.exchange.tables import trust_seen
from node.store.engine import Store


def load_region(config: NodeConfig, clock: Clock, store: Store) -> TrustedRegion:
    """The region as its files say, never older than this node has seen (I5).

    Raises:
        FormatError: a file cannot be read or is not what it should be.
        TrustError: below the threshold, expired, or older than seen.
    """
    with store.begin() as tx:
        region = TrustedRegion.load(
            contents(config.anchor, "[trust] anchor"),
            contents(config.directory, "[trust] directory"),
            contents(config.policy, "[trust] policy"),
            clock.now_ms(),
            _seen(tx),
        )
        _remember(tx, region.versions)
    return region


def load_identity(config: NodeConfig, region: TrustedRegion, clock: Clock) -> Identity:
    """The node's keys, once the directory is known to list them.

    Raises:
        FormatError: a key file cannot be read or is not one.
        PolicyError: the directory does not know the member.
        TrustError: it lists other keys.
    """
    entry = region.directory.member(config.member)
    signer = load_signing_key(contents(config.signing_key, "[keys] signing"))
    if signer.key_id not in {key.key_id for key in entry.signing_keys}:
        raise TrustError(
            "node.key_not_listed", f"{config.signing_key}: the directory lists another signing key"
        )
    openers: dict[bytes, Opener] = {}
    for file in config.encryption_keys:
        opener = RememberingOpener(load_encryption_key(contents(file, "[keys] encryption")))
        openers[opener.key_id] = opener
    if region.directory.encryption_key(config.member, clock.now_ms()).key_id not in openers:
        raise TrustError(
            "node.key_not_held",
            "[keys] encryption: the directory's current encryption key is not among these files",
        )
    return Identity(member=config.member, signer=signer, openers=openers)


def contents(file: Path, key: str) -> bytes:
    """The bytes of a file that the settings name under this key.

    Raises:
        FormatError: it cannot be read.
    """
    try:
        return file.read_bytes()
    except OSError as error:
        raise FormatError(
            "config.unreadable", f"{file}: cannot be read ({error.strerror}); set {key}"
        ) from error


def _seen(tx: Connection) -> Versions:
    rows = tx.execute(select(trust_seen.c.name, trust_seen.c.version)).tuples()
    return Versions(**{name: version for name, version in rows})  # noqa: C416 - a Result has keys()


def _remember(tx: Connection, versions: Versions) -> None:
    tx.execute(delete(trust_seen))
    tx.execute(
        insert(trust_seen),
        [
            {"name": "directory", "version": versions.directory},
            {"name": "policy", "version": versions.policy},
        ],
    )

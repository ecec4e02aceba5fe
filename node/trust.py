"""What a node trusts and who it is: files and keys, checked against each other at the start."""

import os
from pathlib import Path

from sqlalchemy import Connection, delete, insert, select

from accord.crypto.keys import Opener, RememberingOpener
from accord.custody.keyring import Keyring
from accord.dates import Clock
from accord.errors import FormatError, TrustError, UncheckableError
from accord.trust.trusted import Fetch, TrustedRegion, refresh, verify
from node.config import NodeConfig
from node.exchange.exchange import Identity
from node.exchange.tables import trust_file
from node.log.witness import Cosigner
from node.store.engine import Store


def load_region(config: NodeConfig, clock: Clock, store: Store) -> TrustedRegion:
    """The newest region that this node ever believed, or a newer one from its folder (I5).

    What was believed before is good however old it is; `TrustedRegion.freshness` says how old.

    Raises:
        FormatError: a file is not what it should be.
        UncheckableError: nothing was believed before, and a file is missing.
        TrustError: the folder's is older than what was believed, or expired.
        VerificationError: the folder's is below the threshold, or not what was signed.
    """
    root = contents(config.root, "[trust] root")
    with store.begin() as tx:
        last = believed(tx, root)
        try:
            region = refresh(root, last, published(config.repository), clock.now_ms())
        except (UncheckableError, TrustError) as error:
            if last is None or error.code not in _NOTHING_NEWER:
                raise
            return last
        believe(tx, region)
    return region


_NOTHING_NEWER = frozenset({"trust.absent", "trust.expired", "directory.expired", "policy.expired"})


def believed(tx: Connection, root: bytes) -> TrustedRegion | None:
    """The region that this node believed last; its expiry is not judged again."""
    files = dict(tx.execute(select(trust_file.c.name, trust_file.c.data)).tuples().all())
    return verify(files, root, 0) if files else None


def believe(tx: Connection, region: TrustedRegion) -> None:
    """Keeps the region's files in place of the last ones."""
    tx.execute(delete(trust_file))
    rows = [{"name": name, "data": data} for name, data in region.files.items()]
    tx.execute(insert(trust_file), rows)


def published(repository: Path) -> Fetch:
    """Reads the files of a repository's folder by their published names."""

    def fetch(name: str, most: int) -> bytes | None:
        try:
            with (repository / name).open("rb") as file:
                return file.read(most + 1)
        except OSError:
            return None

    return fetch


def load_identity(config: NodeConfig, region: TrustedRegion, clock: Clock) -> Identity:
    """The node's keys, once the directory is known to list them.

    Raises:
        FormatError: a key file cannot be read or is not one.
        UncheckableError, VerificationError: one is locked.
        PolicyError: the directory does not know the member.
        TrustError: it lists other keys.
    """
    entry = region.directory.member(config.member)
    keys = keyring(config)
    signer = keys.signer(config.signing_key, "[keys] signing")
    if signer.key_id not in {key.key_id for key in entry.signing_keys}:
        raise TrustError(
            "node.key_not_listed", f"{config.signing_key}: the directory lists another signing key"
        )
    openers: dict[bytes, Opener] = {}
    for file in config.encryption_keys:
        opener = RememberingOpener(keys.opener(file, "[keys] encryption"))
        openers[opener.key_id] = opener
    if region.directory.encryption_key(config.member, clock.now_ms()).key_id not in openers:
        raise TrustError(
            "node.key_not_held",
            "[keys] encryption: the directory's current encryption key is not among these files",
        )
    return Identity(member=config.member, signer=signer, openers=openers)


def load_cosigner(config: NodeConfig, region: TrustedRegion) -> Cosigner | None:
    """The key with which the node cosigns the hub's log; None where the settings name none.

    Raises:
        FormatError: the key file cannot be read or is not one.
        UncheckableError, VerificationError: it is locked.
        PolicyError: the directory does not know the member.
        TrustError: it lists other keys.
    """
    if config.witness_key is None:
        return None
    key = keyring(config).signer(config.witness_key, "[keys] witness")
    listed = region.directory.member(config.member).witness_keys
    if key.key_id not in {one.key_id for one in listed}:
        raise TrustError(
            "node.key_not_listed", f"{config.witness_key}: the directory lists another witness key"
        )
    return Cosigner(config.member, key, key.public)


def keyring(config: NodeConfig) -> Keyring:
    """What opens this node's private keys."""
    return Keyring(config.passphrase, read=contents, environ=os.environ)


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

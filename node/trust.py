"""What a node trusts and who it is: files and keys, checked against each other at the start."""

from pathlib import Path

from sqlalchemy import Connection, delete, insert, select

from accord.dates import Clock
from accord.errors import TrustError, UncheckableError
from accord.trust.trusted import Fetch, TrustedRegion, refresh, verify
from node.config import NodeConfig
from node.exchange.exchange import Identity
from node.exchange.tables import trust_file
from node.files import contents
from node.keys import HeldKeys, TlsPair, newest, newest_pair
from node.log.witness import Cosigner
from node.store.engine import Store


def load_region(config: NodeConfig, clock: Clock, store: Store) -> TrustedRegion:
    """The newest region that this node ever believed, or a newer one from its folder (I5).

    What was believed before is good however old it is; `TrustedRegion.freshness` says how old.

    Raises:
        FormatError: a file is not what it should be.
        UncheckableError: nothing was believed before, and a file is missing.
        TrustError: nothing was believed before, and the folder's is expired.
        VerificationError: the folder's is below the threshold, or not what was signed.
    """
    root = contents(config.root, "[trust] root")
    with store.begin() as tx:
        last = believed(tx, root)
        region = newest_region(config, root, last, clock.now_ms())
        if region is not last:
            believe(tx, region)
    return region


def newest_region(
    config: NodeConfig, root: bytes, last: TrustedRegion | None, now_ms: int
) -> TrustedRegion:
    """What the node's folder says, or what was believed last where that says nothing newer.

    Raises:
        AccordError: as `load_region`.
    """
    try:
        return refresh(root, last, published(config.repository), now_ms)
    except (UncheckableError, TrustError):
        if last is None:
            raise
        return last


def believed(tx: Connection, root: bytes) -> TrustedRegion | None:
    """The region that this node believed last; its expiry is not judged again."""
    rows = tx.execute(select(trust_file.c.name, trust_file.c.data))
    files: dict[str, bytes] = dict(rows.all())
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


def load_identity(member: str, keys: HeldKeys, region: TrustedRegion, clock: Clock) -> Identity:
    """Who the node is at this time, once the directory is known to list its keys.

    Raises:
        PolicyError: the directory does not know the member.
        TrustError: it lists other keys.
    """
    entry, now_ms = region.directory.member(member), clock.now_ms()
    if (signer := newest(keys.signers, entry.signing_keys, now_ms)) is None:
        raise _not_listed("signing")
    if region.directory.encryption_key(member, now_ms).key_id not in keys.openers:
        raise TrustError(
            "node.key_not_held",
            "[keys] encryption: the directory's current encryption key is not among these files",
        )
    return Identity(member=member, signer=signer, openers=keys.openers)


def load_cosigner(
    member: str, keys: HeldKeys, region: TrustedRegion, clock: Clock
) -> Cosigner | None:
    """The key with which the node cosigns the hub's log; None where the settings name none.

    Raises:
        PolicyError: the directory does not know the member.
        TrustError: it lists other keys.
    """
    if not keys.witnesses:
        return None
    listed = region.directory.member(member).witness_keys
    if (key := newest(keys.witnesses, listed, clock.now_ms())) is None:
        raise _not_listed("witness")
    return Cosigner(member, key, key.public)


def load_tls(member: str, keys: HeldKeys, region: TrustedRegion, clock: Clock) -> TlsPair:
    """The TLS key and certificate that the node shows to the hub at this time.

    Raises:
        PolicyError: the directory does not know the member.
        TrustError: it pins other certificates.
    """
    pinned = region.directory.member(member).tls_certificates
    if (pair := newest_pair(keys.tls, pinned, clock.now_ms())) is None:
        raise TrustError(
            "node.certificate_not_pinned",
            "[keys] tls_certificate: the directory pins another certificate",
        )
    return pair


def _not_listed(key: str) -> TrustError:
    return TrustError(
        "node.key_not_listed", f"[keys] {key}: the directory lists none of these as valid now"
    )

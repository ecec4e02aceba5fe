"""What must hold before a hub starts: its data folder, name, keys and trust are its own."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import structlog

from accord.crypto.keys import Signer
from accord.custody.keyring import Keyring
from accord.dates import Clock
from accord.errors import AccordError, FormatError, TrustError
from accord.trust.directory import Directory
from accord.trust.trusted import Fetch, TrustedRegion, refresh
from hub import tls, trust_keeper
from hub.config import HubConfig
from hub.ledger import Ledger
from hub.notary import LogNotary


@contextmanager
def locked(config: HubConfig) -> Iterator[None]:
    """Holds the data folder for one process.

    Raises:
        FormatError: another process holds it.
    """
    config.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (config.data / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise FormatError(
                "hub.already_running",
                f"{config.data}: another hub process uses this data folder; stop it first",
            ) from error
        yield


def load_region(config: HubConfig, clock: Clock, ledger: Ledger) -> TrustedRegion:
    """The verified directory and policy; never older ones than the ledger has seen.

    Raises:
        FormatError: a file is not what it should be.
        UncheckableError: one is missing.
        TrustError: expired, or older than seen.
        VerificationError: below the threshold, or not the file that was signed.
    """
    root = contents(config.root, "[trust] root")
    return refresh(root, None, published(config.repository), clock.now_ms(), ledger.seen())


def keep_fresh(config: HubConfig, clock: Clock, log: structlog.stdlib.BoundLogger) -> None:
    """Signs what the hub signs of the region's trust, where it is due; a failure is only told."""
    if config.online_key is None:
        return
    try:
        online = keyring(config).signer(config.online_key, "[keys] online")
        root = contents(config.root, "[trust] root")
        if trust_keeper.renew(config.repository, root, online, clock.now_ms()):
            log.info("hub.trust_signed")
    except AccordError as error:
        log.error("hub.trust_not_signed", code=error.code, remedy=error.text)
    except OSError as error:
        log.error("hub.trust_not_signed", code="hub.repository", remedy=error.strerror)


def is_superseded(
    config: HubConfig, clock: Clock, region: TrustedRegion, log: structlog.stdlib.BoundLogger
) -> bool:
    """Whether a newer publication than this region is in force; a bad one is only told."""
    keep_fresh(config, clock, log)
    try:
        root = contents(config.root, "[trust] root")
        newest = refresh(root, region, published(config.repository), clock.now_ms())
        load_identity(config, newest.directory)  # a hub that it does not list keeps the one before
        load_log_notary(config, newest.directory)
    except AccordError as error:
        log.error("hub.trust_refused", code=error.code, remedy=error.text)
        return False
    return not newest.says_the_same_as(region)


def published(repository: Path) -> Fetch:
    """Reads the files of a repository's folder by their published names."""

    def fetch(name: str, most: int) -> bytes | None:
        try:
            with (repository / name).open("rb") as file:
                return file.read(most + 1)
        except OSError:
            return None

    return fetch


def load_log_notary(config: HubConfig, directory: Directory) -> LogNotary:
    """Who signs the log's checkpoints.

    Raises:
        FormatError: the key file is missing or not what it should be.
        UncheckableError, VerificationError: it is locked.
        TrustError: the directory names another key.
    """
    signer = keyring(config).signer(config.log_key, "[keys] log")
    for key in directory.hub.log_keys:
        if key.key_id == signer.key_id:
            return LogNotary(directory.hub.log_origin, key.public, signer)
    raise TrustError(
        "hub.log_key_not_listed", f"{config.log_key}: the directory lists another log key"
    )


def load_identity(config: HubConfig, directory: Directory) -> Signer:
    """The statement key, once name, key and certificate are known to be the directory's.

    Raises:
        FormatError: a file is missing or not what it should be.
        UncheckableError, VerificationError: the key file is locked.
        TrustError: the directory names another.
    """
    signer = keyring(config).signer(config.statement_key, "[keys] statement")
    pinned = directory.hub
    if config.name != pinned.name:
        raise TrustError("hub.name", f"[hub] name: the directory calls the hub {pinned.name!r}")
    if signer.key_id not in {key.key_id for key in pinned.statement_keys}:
        raise TrustError(
            "hub.key_not_listed", f"{config.statement_key}: the directory lists another key"
        )
    certificate = contents(config.tls_certificate, "[keys] tls_certificate")
    if tls.der(certificate) not in pinned.tls_certificates:
        raise TrustError(
            "hub.certificate_not_pinned",
            f"{config.tls_certificate}: the directory pins another certificate",
        )
    return signer


def keyring(config: HubConfig) -> Keyring:
    """What opens this hub's private keys."""
    return Keyring(config.passphrase, read=contents, environ=os.environ)


def contents(file: Path, key: str) -> bytes:
    """The bytes of a file that a setting names.

    Raises:
        FormatError: it cannot be read.
    """
    try:
        return file.read_bytes()
    except OSError as error:
        raise FormatError(
            "config.unreadable", f"{file}: cannot be read ({error.strerror}); set {key}"
        ) from error

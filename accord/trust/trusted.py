"""What a process trusts: one directory and one policy, pinned by verified TUF metadata.

The client workflow of the TUF specification (section 5) is python-tuf's own `TrustedMetadataSet`;
here it is fed with bytes and a time, and its refusals get stable codes (docs/adr/0005). A set of
files is complete: whoever holds the region's root can verify it again years later.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from types import MappingProxyType

from tuf.api.exceptions import (
    BadVersionNumberError,
    EqualVersionNumberError,
    ExpiredMetadataError,
    LengthOrHashMismatchError,
    RepositoryError,
    UnsignedMetadataError,
)
from tuf.api.metadata import Snapshot, Targets, Timestamp
from tuf.api.serialization import DeserializationError
from tuf.ngclient._internal.trusted_metadata_set import TrustedMetadataSet
from tuf.ngclient.config import EnvelopeType

from accord.encoding import exactly, from_hex
from accord.errors import AccordError, FormatError, TrustError, UncheckableError, VerificationError
from accord.trust.directory import Directory, read_directory
from accord.trust.policy import Policy, read_policy

DIRECTORY = "directory.json"
POLICY = "policy.json"
TIMESTAMP = "timestamp.json"
DAY_MS = 24 * 3600 * 1000
_MAX_ROOT = 512 * 1024
_MAX_TIMESTAMP = 64 * 1024
_MAX_METADATA = 2 * 1024 * 1024
_MAX_TARGET = 16 * 1024 * 1024
_MAX_ROTATIONS = 256

Fetch = Callable[
    [str, int], bytes | None
]  # a published name and the most bytes; None: no such file


@dataclass(frozen=True, slots=True)
class Versions:
    """The newest versions a process has seen; it keeps them durably and never goes back (I5)."""

    directory: int = 0
    policy: int = 0


class Freshness(StrEnum):
    """Whether a process still learns of changes."""

    FRESH = "FRESH"
    STALE = "STALE"  # works on with what it has, until the grace ends
    ENDED = "ENDED"  # trusts nothing new, and sends nothing


@dataclass(frozen=True, slots=True)
class TrustedRegion:
    """A verified directory and policy, and the files that prove them."""

    directory: Directory
    policy: Policy
    files: Mapping[str, bytes]
    fresh_until_ms: int  # when the timestamp expires

    @property
    def versions(self) -> Versions:
        """The versions to keep as seen."""
        return Versions(self.directory.version, self.policy.version)

    def says_the_same_as(self, other: "TrustedRegion") -> bool:
        """Whether the capitals said the same in both, however fresh they are."""
        return _lasting(self.files) == _lasting(other.files)

    def freshness(self, now_ms: int) -> tuple[Freshness, int]:
        """How things stand, and the milliseconds until they stand worse."""
        grace_end_ms = self.fresh_until_ms + self.policy.offline_grace_days * DAY_MS
        if now_ms < self.fresh_until_ms:
            return Freshness.FRESH, self.fresh_until_ms - now_ms
        if now_ms < grace_end_ms:
            return Freshness.STALE, grace_end_ms - now_ms
        return Freshness.ENDED, 0


def _lasting(files: Mapping[str, bytes]) -> dict[str, bytes]:
    online = (TIMESTAMP, ".snapshot.json")
    return {name: data for name, data in files.items() if not name.endswith(online)}


def verify(
    files: Mapping[str, bytes], root: bytes, at_ms: int, seen: Versions = Versions()
) -> TrustedRegion:
    """The region that a complete set of files proves, as at a time, to whoever holds this root.

    Raises:
        FormatError: a file is not what it should be.
        UncheckableError: one is missing.
        TrustError: something had expired by then, or is older than seen.
        VerificationError: a signature, a hash or a version is bad.
    """
    return refresh(root, None, lambda name, _: files.get(name), at_ms, seen)


def refresh(
    root: bytes,
    last: TrustedRegion | None,
    fetch: Fetch,
    now_ms: int,
    seen: Versions = Versions(),
) -> TrustedRegion:
    """The newest region that is published, never older than the last one (TUF, section 5).

    Raises:
        FormatError: a file is not what it should be, or endless.
        UncheckableError: one that must be there is missing; `fetch` may raise its own errors.
        TrustError: something is expired, or older than seen.
        VerificationError: a signature, a hash or a version is bad.
    """
    return _Workflow(root, last, fetch, now_ms).run(last.versions if last else seen)


class _Workflow:
    """One pass through the client workflow, gathering the files it believed."""

    def __init__(self, root: bytes, last: TrustedRegion | None, fetch: Fetch, now_ms: int) -> None:
        self._fetch = fetch
        self._now_ms = now_ms
        self._last: Mapping[str, bytes] = last.files if last else {}
        self._files: dict[str, bytes] = {}
        with _refusing("root"):
            self._set = TrustedMetadataSet(_bounded(root, _MAX_ROOT, "root"), EnvelopeType.METADATA)
        self._set.reference_time = datetime.fromtimestamp(now_ms / 1000, UTC)
        self._files[f"{self._set.root.version}.root.json"] = root

    def run(self, seen: Versions) -> TrustedRegion:
        """The region, once everything on the way to it is verified."""
        self._roots()
        self._timestamp()
        self._snapshot()
        targets = self._targets()
        directory = read_directory(self._target(targets, DIRECTORY))
        policy = read_policy(self._target(targets, POLICY))
        _fresh("directory", directory.version, directory.expires_ms, seen.directory, self._now_ms)
        _fresh("policy", policy.version, policy.expires_ms, seen.policy, self._now_ms)
        expires_ms = int(self._set.timestamp.expires.timestamp() * 1000)
        return TrustedRegion(directory, policy, MappingProxyType(self._files), expires_ms)

    def _roots(self) -> None:
        for _ in range(_MAX_ROTATIONS):
            name = f"{self._set.root.version + 1}.root.json"
            data = self._last.get(name) or self._fetch(name, _MAX_ROOT)
            if data is None:
                return
            with _refusing("root"):
                self._set.update_root(_bounded(data, _MAX_ROOT, "root"))
            self._files[name] = data
        raise FormatError("trust.rotations", "the chain of roots has no end; ask the secretariat")

    def _timestamp(self) -> None:
        if (before := self._last.get(TIMESTAMP)) is not None:
            with _refusing("timestamp", tolerant=True):
                self._set.update_timestamp(before)
        data = self._needed(TIMESTAMP, _MAX_TIMESTAMP)
        if data != before or self._set.get(Timestamp.type) is None:
            try:
                with _refusing("timestamp"):
                    self._set.update_timestamp(data)
            except EqualVersionNumberError:
                raise VerificationError(
                    "trust.two_of_one_version", "two timestamps carry one version; keep both"
                ) from None
        if self._set.timestamp.is_expired(self._set.reference_time):
            raise _expired("timestamp")
        self._files[TIMESTAMP] = data

    def _snapshot(self) -> None:
        pin = self._set.timestamp.snapshot_meta
        name, before = f"{pin.version}.snapshot.json", self._last_named(".snapshot.json")
        if before is not None:
            with _refusing("snapshot", tolerant=True):
                self._set.update_snapshot(before, trusted=True)
        data = self._last.get(name) or self._needed(name, _limit(pin.length))
        held = self._set.get(Snapshot.type)
        with _refusing("snapshot"):
            try:
                self._set.update_snapshot(data)
            except BadVersionNumberError:
                if self._set.get(Snapshot.type) is not held:
                    raise
                raise TrustError(
                    "trust.rollback", "snapshot: goes back behind one seen before"
                ) from None
        self._files[name] = data

    def _targets(self) -> Targets:
        pin = self._set.snapshot.meta["targets.json"]
        name = f"{pin.version}.targets.json"
        data = self._last.get(name) or self._needed(name, _limit(pin.length))
        with _refusing("targets"):
            targets = self._set.update_targets(data)
        if set(targets.targets) != {DIRECTORY, POLICY} or targets.delegations is not None:
            raise FormatError("trust.targets", "the targets are a directory and a policy, no more")
        self._files[name] = data
        return targets

    def _target(self, targets: Targets, name: str) -> bytes:
        pin = targets.targets[name]
        path = f"targets/{exactly(from_hex(pin.hashes.get('sha256', '')), 32, name).hex()}.{name}"
        if pin.length > _MAX_TARGET:
            raise FormatError("trust.too_large", f"{name} has at most {_MAX_TARGET} bytes")
        data = self._last.get(path) or self._needed(path, pin.length)
        if len(data) != pin.length or sha256(data).hexdigest() != pin.hashes.get("sha256"):
            raise VerificationError("trust.hash", f"{name} is not the file that was signed")
        self._files[path] = data
        return data

    def _needed(self, name: str, most: int) -> bytes:
        if (data := self._fetch(name, most)) is None:
            raise UncheckableError("trust.absent", f"{name} is not there; ask again later")
        return _bounded(data, most, name)

    def _last_named(self, end: str) -> bytes | None:
        return next((data for name, data in self._last.items() if name.endswith(end)), None)


@contextmanager
def _refusing(role: str, *, tolerant: bool = False) -> Iterator[None]:
    """Gives python-tuf's refusals our codes; what is only a memory of ours may be refused."""
    try:
        yield
    except EqualVersionNumberError:
        raise
    except (RepositoryError, DeserializationError, ValueError, KeyError, TypeError) as error:
        if not tolerant:
            raise _refusal(role, error) from error


def _refusal(role: str, error: Exception) -> AccordError:
    match error:
        case UnsignedMetadataError():
            return VerificationError("trust.threshold", f"{role}: too few of its keys signed it")
        case ExpiredMetadataError():
            return _expired("root" if "root" in str(error) else role)
        case LengthOrHashMismatchError():
            return VerificationError("trust.hash", f"{role}: not the file that was signed")
        case BadVersionNumberError():
            return _bad_version(role)
        case _:
            return FormatError("trust.metadata", f"{role}: is not TUF metadata of this role")


def _bad_version(role: str) -> AccordError:
    if role == "root":
        return VerificationError("trust.root_version", "root: not the version after ours")
    if role == "timestamp":
        return TrustError("trust.rollback", "timestamp: older than one seen before")
    text = f"{role}: not the version that was published together with the others"
    return VerificationError("trust.mix_and_match", text)


def _expired(role: str) -> TrustError:
    return TrustError(
        "trust.expired", f"{role}: expired; nobody vouches that it is the newest, so fetch it anew"
    )


def _fresh(what: str, version: int, expires_ms: int, seen: int, now_ms: int) -> None:
    if version < seen:
        raise TrustError(
            f"{what}.older", f"the {what} is version {version}; {seen} was seen before"
        )
    if now_ms >= expires_ms:
        when = datetime.fromtimestamp(expires_ms / 1000, UTC)
        raise TrustError(
            f"{what}.expired",
            f"the {what} expired on {when:%Y-%m-%d}; fetch the newly signed one",
        )


def _bounded(data: bytes, most: int, name: str) -> bytes:
    if len(data) > most:
        raise FormatError("trust.too_large", f"{name}: larger than it may be")
    return data


def _limit(length: int | None) -> int:
    return _MAX_METADATA if length is None else min(length, _MAX_METADATA)

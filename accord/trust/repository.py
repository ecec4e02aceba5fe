"""Making the region's TUF repository: who may sign what, and the metadata they sign.

Root and targets are signed offline by k of n holders; snapshot and timestamp online by the hub
(the TUF specification, version 1.0, sections 2 and 4). Everything here is pure: metadata in, bytes
out, and a signature is added by whoever holds a key.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from securesystemslib.formats import encode_canonical
from securesystemslib.signer import Signature, SSlibKey
from tuf.api.metadata import (
    Key,
    Metadata,
    MetaFile,
    Role,
    Root,
    Snapshot,
    T,
    TargetFile,
    Targets,
    Timestamp,
)

from accord.crypto.keys import ED25519, Signer
from accord.errors import FormatError
from accord.trust.trusted import DIRECTORY, POLICY

_HOLDER = "x-accord-holder"


@dataclass(frozen=True, slots=True)
class Holder:
    """A person or a machine that holds a signing key."""

    name: str
    public: bytes  # Ed25519

    @property
    def key_id(self) -> str:
        """The key's name in TUF metadata: SHA-256 of its canonical description."""
        value = {"public": self.public.hex()}
        description = {"keytype": ED25519, "scheme": ED25519, "keyval": value}
        return sha256(str(encode_canonical(description)).encode()).hexdigest()

    @property
    def key(self) -> Key:
        """The key as it stands in root metadata."""
        value = {"public": self.public.hex()}
        return SSlibKey(self.key_id, ED25519, ED25519, value, {_HOLDER: self.name})


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """Who signs what, and how many of them must."""

    root: tuple[Holder, ...]
    root_threshold: int
    targets: tuple[Holder, ...]
    targets_threshold: int
    online: tuple[Holder, ...]  # snapshot and timestamp; one signature is enough

    def __post_init__(self) -> None:
        for holders, threshold in (
            (self.root, self.root_threshold),
            (self.targets, self.targets_threshold),
            (self.online, 1),
        ):
            if len({holder.public for holder in holders}) != len(holders):
                raise FormatError("repository.key_twice", "a key counts once in a role")
            if not 1 <= threshold <= len(holders):
                raise FormatError("repository.threshold", "a threshold is 1 to the number of keys")


def root_metadata(version: int, expires_ms: int, roles: Roles) -> Metadata[Root]:
    """A root that nobody has signed yet."""
    holders = {one.key_id: one for one in (*roles.root, *roles.targets, *roles.online)}
    online = Role([one.key_id for one in roles.online], 1)
    return Metadata(
        Root(
            version=version,
            expires=_moment(expires_ms),
            keys={key_id: one.key for key_id, one in holders.items()},
            roles={
                Root.type: Role([one.key_id for one in roles.root], roles.root_threshold),
                Targets.type: Role([one.key_id for one in roles.targets], roles.targets_threshold),
                Snapshot.type: online,
                Timestamp.type: Role([one.key_id for one in roles.online], 1),
            },
            consistent_snapshot=True,
        )
    )


def roles_of(root: Root) -> Roles:
    """Who signs what under a root.

    Raises:
        FormatError: it is not a root of ours.
    """

    def holders(role: str) -> tuple[Holder, ...]:
        return tuple(holder_of(root.keys[key_id]) for key_id in root.roles[role].keyids)

    return Roles(
        root=holders(Root.type),
        root_threshold=root.roles[Root.type].threshold,
        targets=holders(Targets.type),
        targets_threshold=root.roles[Targets.type].threshold,
        online=holders(Timestamp.type),
    )


def holder_of(key: Key) -> Holder:
    """The holder of a key in root metadata.

    Raises:
        FormatError: not an Ed25519 key.
    """
    public = key.keyval.get("public", "")
    if key.scheme != ED25519 or len(public) != 64:
        raise FormatError("repository.key", "the keys of a region's root are ed25519")
    return Holder(str(key.unrecognized_fields.get(_HOLDER, "")), bytes.fromhex(public))


def targets_metadata(
    version: int, expires_ms: int, directory: bytes, policy: bytes
) -> Metadata[Targets]:
    """Targets that pin a directory and a policy; nobody has signed them yet."""
    files = {DIRECTORY: directory, POLICY: policy}
    pinned = {name: TargetFile.from_data(name, data, ["sha256"]) for name, data in files.items()}
    return Metadata(Targets(version=version, expires=_moment(expires_ms), targets=pinned))


def snapshot_metadata(version: int, expires_ms: int, targets: bytes) -> Metadata[Snapshot]:
    """A snapshot of exactly these targets."""
    meta = {"targets.json": _pin(targets)}
    return Metadata(Snapshot(version=version, expires=_moment(expires_ms), meta=meta))


def timestamp_metadata(version: int, expires_ms: int, snapshot: bytes) -> Metadata[Timestamp]:
    """A timestamp for exactly this snapshot."""
    return Metadata(
        Timestamp(version=version, expires=_moment(expires_ms), snapshot_meta=_pin(snapshot))
    )


def add_signature(metadata: Metadata[T], holder: Holder, signer: Signer) -> None:
    """Signs the metadata in the holder's name."""
    signature = signer.sign(metadata.signed_bytes)
    metadata.signatures[holder.key_id] = Signature(holder.key_id, signature.hex())


def dump(metadata: Metadata[T]) -> bytes:
    """The metadata's file: as TUF has it, in lines that people can compare."""
    return json.dumps(metadata.to_dict(), indent=1, sort_keys=True).encode() + b"\n"


def complete(
    roots: Iterable[bytes],
    targets: bytes,
    snapshot: bytes,
    timestamp: bytes,
    documents: Mapping[str, bytes],
) -> dict[str, bytes]:
    """The repository's files under their published names."""
    files = {f"{_version(root)}.root.json": root for root in roots}
    files[f"{_version(targets)}.targets.json"] = targets
    files[f"{_version(snapshot)}.snapshot.json"] = snapshot
    files["timestamp.json"] = timestamp
    return files | {published(name, data): data for name, data in documents.items()}


def published(name: str, data: bytes) -> str:
    """The name under which a target file is published (consistent snapshots)."""
    return f"targets/{sha256(data).hexdigest()}.{name}"


def _pin(data: bytes) -> MetaFile:
    return MetaFile(_version(data), len(data), {"sha256": sha256(data).hexdigest()})


def _version(data: bytes) -> int:
    return int(json.loads(data)["signed"]["version"])


def _moment(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms // 1000, UTC)

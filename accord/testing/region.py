"""A whole fictional region: keys, certificates, directory and policy, in memory or in a folder."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tuf.api.metadata import Metadata, T

from accord.crypto.keyfile import dump_key
from accord.crypto.keys import ED25519, X25519, EncryptionKey, SigningKey
from accord.custody.certificate import TlsIdentity, make_tls
from accord.encoding import to_base64
from accord.trust.repository import (
    Holder,
    Roles,
    add_signature,
    complete,
    dump,
    root_metadata,
    snapshot_metadata,
    targets_metadata,
    timestamp_metadata,
)
from accord.trust.trusted import DIRECTORY, POLICY, TrustedRegion, verify

NAMES = {"XA": "Arvenia", "XB": "Belmara", "XC": "Corvina"}
FAMILIES = [
    "probe",
    "trace",
    "notice",
    "transfer",
    "certificate",
    "exemption",
    "statistics",
    "inquiry",
]
ORIGIN = "accord.example/log"
DAY_MS = 24 * 3600 * 1000


@dataclass(frozen=True, slots=True)
class MemberKeys:
    """All secrets of one member."""

    signing: SigningKey
    encryption: EncryptionKey
    witness: SigningKey
    tls: TlsIdentity


@dataclass(frozen=True, slots=True)
class Region:
    """A region with every secret in hand."""

    members: Mapping[str, MemberKeys]
    hub_key: SigningKey
    log_key: SigningKey
    hub_tls: TlsIdentity
    signing: "Signing"
    root: bytes
    repository: Mapping[str, bytes]  # by published name

    def trusted(self, now_ms: int) -> TrustedRegion:
        """What every process of the region trusts."""
        return verify(self.repository, self.root, now_ms)

    def document(self, name: str) -> dict[str, Any]:
        """The directory or the policy, to be changed."""
        (data,) = (data for path, data in self.repository.items() if path.endswith(f".{name}"))
        document: dict[str, Any] = json.loads(data)
        return document

    def changed(self, expires_ms: int, **documents: Mapping[str, Any]) -> "Region":
        """The same region with another `directory` or `policy`, signed and published anew."""
        fresh = {f"{name}.json": dump_document(one) for name, one in documents.items()}
        kept = {name: dump_document(self.document(name)) for name in (DIRECTORY, POLICY)}
        version = 1 + max(int(path.split(".")[0]) for path in self.repository if "targets." in path)
        repository = publish(
            self.signing, kept | fresh, roots=[self.root], version=version, expires_ms=expires_ms
        )
        metadata = {name: one for name, one in self.repository.items() if "targets/" not in name}
        return replace(self, repository={**metadata, **repository})

    def write(self, folder: Path) -> None:
        """Lays the region out: `root.json`, `trust/`, `hub/keys/` and `<MEMBER>/keys/`."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "root.json").write_bytes(self.root)
        for name, data in self.repository.items():
            file = folder / "trust" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        hub = folder / "hub" / "keys"
        _write_secret(hub / "statement.key", dump_key(self.hub_key))
        _write_secret(hub / "log.key", dump_key(self.log_key))
        _write_secret(hub / "online.key", dump_key(self.signing.online_key))
        _write_tls(hub, self.hub_tls)
        for member, keys in self.members.items():
            own = folder / member / "keys"
            _write_secret(own / "signing.key", dump_key(keys.signing))
            _write_secret(own / "encryption.key", dump_key(keys.encryption))
            _write_secret(own / "witness.key", dump_key(keys.witness))
            _write_tls(own, keys.tls)


def _write_tls(folder: Path, tls: TlsIdentity) -> None:
    _write_secret(folder / "tls.key", tls.key_pem)
    (folder / "tls.pem").write_bytes(tls.certificate_pem)


def _write_secret(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(data)


def build_region(
    *,
    now_ms: int,
    random: Callable[[int], bytes],
    members: Sequence[str] = ("XA", "XB", "XC"),
    answers_for: Mapping[str, Iterable[str]] | None = None,
    policy: Mapping[str, Any] | None = None,
    secretariat: str = "",
    threshold: int = 2,
) -> Region:
    """A region signed by `threshold` of three capitals; valid for a year from `now_ms`.

    `answers_for` gives a member more countries, `policy` replaces numbers of the policy document,
    `secretariat` names the member that keeps the region's secretariat.
    """
    keys = {
        member: MemberKeys(
            SigningKey(random(32)),
            EncryptionKey(random(32)),
            SigningKey(random(32)),
            make_tls(member.lower(), now_ms),
        )
        for member in members
    }
    hub_key, log_key = SigningKey(random(32)), SigningKey(random(32))
    online_key, hub_tls = SigningKey(random(32)), make_tls("hub", now_ms)
    capitals = [SigningKey(random(32)) for _ in range(3)]
    until = now_ms + 365 * DAY_MS
    countries = answers_for or {}
    directory = {
        "version": 1,
        "region": "Accord demonstration region",
        "expires_ms": until,
        "hub": {
            "name": "hub",
            "statement_keys": [_key(ED25519, hub_key.public)],
            "log_origin": ORIGIN,
            "log_keys": [_key(ED25519, log_key.public)],
            "tls_certificates": [{"der": to_base64(hub_tls.certificate_der)}],
        },
        "members": [
            _member(id_, one, countries.get(id_, ()), secretariat) for id_, one in keys.items()
        ],
    }
    rules: dict[str, Any] = {
        "version": 1,
        "expires_ms": until,
        "deadlines": {},
        "witnesses": list(members[1:]),
        "witness_quorum": min(1, len(members) - 1),
    } | dict(policy or {})
    holders = [Holder(f"capital {number}", key.public) for number, key in enumerate(capitals, 1)]
    roles = Roles(
        root=tuple(holders),
        root_threshold=2,
        targets=tuple(holders),
        targets_threshold=2,
        online=(Holder("hub", online_key.public),),
    )
    signing = Signing(list(zip(holders, capitals, strict=True))[:threshold], online_key, roles)
    root = signing.offline(root_metadata(1, until, roles))
    documents = {DIRECTORY: dump_document(directory), POLICY: dump_document(rules)}
    return Region(
        members=keys,
        hub_key=hub_key,
        log_key=log_key,
        hub_tls=hub_tls,
        signing=signing,
        root=root,
        repository=publish(signing, documents, roots=[root], version=1, expires_ms=until),
    )


@dataclass(frozen=True, slots=True)
class Signing:
    """Those who sign the region's trust, with their keys in hand."""

    capitals: Sequence[tuple[Holder, SigningKey]]  # those who sign
    online_key: SigningKey
    roles: Roles

    def offline(self, metadata: Metadata[T]) -> bytes:
        """Root or targets, signed by the capitals."""
        for holder, key in self.capitals:
            add_signature(metadata, holder, key)
        return dump(metadata)

    def online(self, metadata: Metadata[T]) -> bytes:
        """Snapshot or timestamp, signed by the hub."""
        add_signature(metadata, self.roles.online[0], self.online_key)
        return dump(metadata)


def dump_document(document: Mapping[str, Any]) -> bytes:
    """A directory's or a policy's file."""
    return json.dumps(document, indent=1).encode() + b"\n"


def publish(
    signing: Signing,
    documents: Mapping[str, bytes],
    *,
    roots: Iterable[bytes],
    version: int,
    expires_ms: int,
) -> dict[str, bytes]:
    """A whole repository in which everything but the root is of this version."""
    targets = signing.offline(
        targets_metadata(version, expires_ms, documents[DIRECTORY], documents[POLICY])
    )
    snapshot = signing.online(snapshot_metadata(version, expires_ms, targets))
    timestamp = signing.online(timestamp_metadata(version, expires_ms, snapshot))
    return complete(roots, targets, snapshot, timestamp, documents)


def _member(
    member: str, keys: MemberKeys, countries: Iterable[str], secretariat: str
) -> dict[str, Any]:
    name = NAMES.get(member, f"State {member}")
    return {
        "id": member,
        "name": name,
        "authorities": [
            {"id": f"{member}-NPC", "name": f"National Point of Contact, {name}", "roles": ["NPC"]}
        ],
        "signing_keys": [_key(ED25519, keys.signing.public)],
        "encryption_keys": [_key(X25519, keys.encryption.public)],
        "witness_keys": [_key(ED25519, keys.witness.public)],
        "tls_certificates": [{"der": to_base64(keys.tls.certificate_der)}],
        "roles": ["MEMBER", *(["SECRETARIAT"] if member == secretariat else [])],
        "kinds": FAMILIES,
        "answers_for": sorted(countries),
        "active": True,
    }


def _key(algorithm: str, public: bytes) -> dict[str, Any]:
    return {"algorithm": algorithm, "public": to_base64(public), "valid_from_ms": 0}

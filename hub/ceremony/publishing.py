"""Publishing a proposal that enough holders signed: checked as a client would, then written."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tuf.api.metadata import Metadata, Timestamp

from accord.crypto.keys import Signer
from accord.errors import AccordError, FormatError, TrustError, VerificationError
from accord.trust.proposal import Content, Proposal
from accord.trust.repository import (
    add_signature,
    dump,
    published,
    snapshot_metadata,
    timestamp_metadata,
)
from accord.trust.trusted import TIMESTAMP, Fetch, TrustedRegion, refresh
from hub import startup
from hub.ceremony.files import FIRST_ROOT, content_of, region_in, replace, write_new


@dataclass(frozen=True, slots=True)
class Online:
    """Who signs snapshot and timestamp, and until when they hold."""

    signer: Signer
    expires_ms: int


def require_base(proposal: Proposal, folder: Path) -> TrustedRegion | None:
    """What the folder publishes, once the proposal is known to follow it.

    Raises:
        AccordError: the folder does not verify.
        TrustError: the proposal is based on another version.
    """
    if proposal.current is None:
        if any(folder.glob("*.root.json")):
            raise TrustError(
                "ceremony.base",
                f"{folder}: a region is published here already; the first version is made once",
            )
        return None
    region = region_in(folder)
    if proposal.current.differing(content_of(region)):
        raise TrustError(
            "ceremony.base",
            f"{folder}: the proposal is not based on the version published here; "
            "it may be old: propose the change anew",
        )
    return region


def publish(proposal: Proposal, folder: Path, online: Online | None, now_ms: int) -> list[str]:
    """Writes what was agreed; returns the names of the files, in the order of writing.

    Everything that is pointed to is there before what points to it, so that whoever reads
    meanwhile finds the old version or the new one. A publication that was interrupted may be
    repeated.

    Raises:
        FormatError: a file of this name holds something else, or the online key is needed.
        TrustError: signatures are missing, the base is another, or something is expired.
        VerificationError: clients would not believe it.
    """
    _require_complete(proposal)
    last = require_base(proposal, folder)
    files = _offline(proposal)
    if online is not None:
        files |= _signed_online(proposal.proposed, folder, online)
    root = files.get(FIRST_ROOT) or startup.contents(folder / FIRST_ROOT, "--repository")
    try:
        for seen in (None, last):
            refresh(root, seen, _over(files, folder), now_ms)
    except AccordError as error:
        if online is None:
            raise FormatError(
                "ceremony.online_key",
                "--online-key: needed here, because clients would not believe what is "
                f"published between this and the hub's next signature ({error.text})",
            ) from error
        raise type(error)(error.code, f"clients would refuse it: {error.text}") from error
    for name, data in files.items():
        _write(folder / name, data)
    return list(files)


def _require_complete(proposal: Proposal) -> None:
    for role in proposal.standing:
        if role.needed:
            raise TrustError(
                "ceremony.threshold",
                f"{role.role}: {role.needed} more must sign; `status` says who may",
            )


def _offline(proposal: Proposal) -> dict[str, bytes]:
    content = proposal.proposed
    files = {}
    if proposal.new_targets:
        files = {published(name, data): data for name, data in content.documents.items()}
        files[f"{content.targets.signed.version}.targets.json"] = dump(content.targets)
    if proposal.new_root:
        files[f"{content.root.signed.version}.root.json"] = dump(content.root)
    return files


def _signed_online(content: Content, folder: Path, online: Online) -> dict[str, bytes]:
    holders = [one for one in content.roles.online if one.public == online.signer.public]
    if not holders:
        raise VerificationError(
            "ceremony.online_key_other", "--online-key: the proposed root names another online key"
        )
    snapshots = [int(file.name.split(".")[0]) for file in folder.glob("*.snapshot.json")]
    snapshot = snapshot_metadata(
        max(snapshots, default=0) + 1, online.expires_ms, dump(content.targets)
    )
    add_signature(snapshot, holders[0], online.signer)
    before = startup.published(folder)(TIMESTAMP, 64 * 1024)
    version = 0 if before is None else Metadata[Timestamp].from_bytes(before).signed.version
    timestamp = timestamp_metadata(version + 1, online.expires_ms, dump(snapshot))
    add_signature(timestamp, holders[0], online.signer)
    return {
        f"{snapshot.signed.version}.snapshot.json": dump(snapshot),
        TIMESTAMP: dump(timestamp),
    }


def _over(files: Mapping[str, bytes], folder: Path) -> Fetch:
    """What a client would find once the files are in the folder."""
    present = startup.published(folder)
    return lambda name, most: files.get(name) or present(name, most)


def _write(file: Path, data: bytes) -> None:
    if file.name == TIMESTAMP:
        replace(file, data)
    elif not file.exists():
        write_new(file, data, "--repository")
    elif file.read_bytes() != data:
        raise FormatError(
            "file.exists",
            f"{file}: holds something else, perhaps from a publication that was interrupted; "
            "publish that same proposal again, or move the file away",
        )

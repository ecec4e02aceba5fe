"""The hub's part in the region's trust: keeps it fresh online, and notices what was published.

The capitals sign root and targets; the hub only says, with its online key, which of them is the
newest (TUF, section 6.1). A publication that no client would believe is never signed: the one
before stays in force, and its code is told.
"""

import asyncio
import os
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

from tuf.api.metadata import Metadata, Snapshot, T, Timestamp
from tuf.api.serialization import DeserializationError

from accord.crypto.keys import Signer
from accord.errors import AccordError, FormatError
from accord.trust.repository import (
    Holder,
    add_signature,
    dump,
    snapshot_metadata,
    timestamp_metadata,
)
from accord.trust.trusted import DAY_MS, TIMESTAMP, verify

_TIMESTAMP_DAYS, _SNAPSHOT_DAYS = 2, 30
_RENEWED_AT_HALF = 2
Mark = tuple[tuple[str, int, int], ...]


def mark(repository: Path) -> Mark:
    """What changes whenever metadata is published."""
    files = sorted(repository.glob("*.json"))
    return tuple((one.name, one.stat().st_mtime_ns, one.stat().st_size) for one in files)


def renew(repository: Path, root: bytes, online: Signer, now_ms: int) -> bool:
    """Signs a new snapshot or timestamp where one is needed; whether it did.

    Files are replaced one by one, the timestamp last: at every moment a client that comes finds a
    whole publication.

    Raises:
        AccordError: what was published last is not what a client would believe; it is not signed,
            and the publication before is kept fresh.
    """
    files = {name: (repository / name).read_bytes() for name in _published(repository)}
    refused: AccordError | None = None
    for targets in _candidates(files):
        try:
            due = _due(files, targets, online, now_ms)
            if due:
                verify(files | due, root, now_ms)
        except AccordError as error:
            refused = refused or error
            continue
        for name in sorted(due, key=lambda name: name == TIMESTAMP):
            _replace(repository / name, due[name])
        if refused is None:
            return bool(due)
        break  # the publication before is kept fresh, and what is wrong with the newest is told
    raise refused or FormatError("hub.repository", "[trust] repository: holds no targets")


def _candidates(files: dict[str, bytes]) -> list[str]:
    """The targets to speak for, the newest first, down to those that the snapshot names now."""
    try:
        snapshot = Metadata[Snapshot].from_bytes(files[_newest(files, "snapshot.json")])
        pinned = snapshot.signed.meta["targets.json"].version
    except (DeserializationError, ValueError, KeyError, TypeError) as error:
        raise _unreadable() from error
    newest = int(_newest(files, "targets.json").split(".")[0])
    names = (f"{version}.targets.json" for version in range(newest, pinned - 1, -1))
    return [name for name in names if name in files]


def _due(files: dict[str, bytes], name: str, online: Signer, now_ms: int) -> dict[str, bytes]:
    """The snapshot and the timestamp that are needed now, under their names."""
    holder, due = Holder("hub", online.public), dict[str, bytes]()
    targets, snapshot = files[name], files[_newest(files, "snapshot.json")]
    try:
        pinned = Metadata[Snapshot].from_bytes(snapshot)
        if _ends(
            pinned, holder, now_ms + _SNAPSHOT_DAYS * DAY_MS // _RENEWED_AT_HALF
        ) or pinned.signed.meta["targets.json"].hashes != _hashes(targets):
            version, until_ms = pinned.signed.version + 1, now_ms + _SNAPSHOT_DAYS * DAY_MS
            snapshot = _signed(snapshot_metadata(version, until_ms, targets), holder, online)
            due[f"{version}.snapshot.json"] = snapshot
        before = Metadata[Timestamp].from_bytes(files[TIMESTAMP])
        # The snapshot may be of an earlier time: the power may have gone before its timestamp.
        if _ends(
            before, holder, now_ms + _TIMESTAMP_DAYS * DAY_MS // _RENEWED_AT_HALF
        ) or before.signed.snapshot_meta.hashes != _hashes(snapshot):
            version, until_ms = before.signed.version + 1, now_ms + _TIMESTAMP_DAYS * DAY_MS
            made = timestamp_metadata(version, until_ms, snapshot)
            due[TIMESTAMP] = _signed(made, holder, online)
    except (DeserializationError, ValueError, KeyError, TypeError) as error:
        raise _unreadable() from error
    return due


def _unreadable() -> FormatError:
    return FormatError(
        "hub.repository", "[trust] repository: a file in it is not TUF metadata; publish anew"
    )


async def changed(
    repository: Path, look: Callable[[], bool], every_seconds: float, hour_seconds: float = 3600.0
) -> None:
    """Returns once `look` says that another publication is in force; looks when files change."""
    seen, waited = mark(repository), 0.0
    while True:
        await asyncio.sleep(every_seconds)
        waited += every_seconds
        now = mark(repository)
        if now != seen or waited >= hour_seconds:
            waited = 0.0
            if await asyncio.to_thread(look):
                return
            seen = mark(repository)


def _published(repository: Path) -> Iterator[str]:
    for file in repository.rglob("*.json"):
        yield file.relative_to(repository).as_posix()


def _newest(files: dict[str, bytes], kind: str) -> str:
    numbers = [
        int(name.split(".")[0])
        for name in files
        if name.endswith(f".{kind}") and name.split(".")[0].isdecimal()
    ]
    if not numbers or TIMESTAMP not in files:
        raise FormatError(
            "hub.repository", f"[trust] repository: holds no {kind}; publish the region's trust"
        )
    return f"{max(numbers)}.{kind}"


def _ends(metadata: Metadata[T], holder: Holder, by_ms: int) -> bool:
    """Whether it expires by then, or our present key has not signed it."""
    expires_ms = int(metadata.signed.expires.timestamp() * 1000)
    return expires_ms < by_ms or holder.key_id not in metadata.signatures


def _signed(metadata: Metadata[T], holder: Holder, signer: Signer) -> bytes:
    add_signature(metadata, holder, signer)
    return dump(metadata)


def _hashes(data: bytes) -> dict[str, str]:
    return {"sha256": sha256(data).hexdigest()}


def _replace(file: Path, data: bytes) -> None:
    fresh = file.with_name(f".{file.name}.new")
    with fresh.open("wb") as target:
        target.write(data)
        target.flush()
        os.fsync(target.fileno())
    fresh.replace(file)

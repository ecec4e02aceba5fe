"""The archive file of one matter: JSON lines, named by its digest, durable before it counts."""

import json
import os
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from accord.encoding import to_base64
from accord.errors import FormatError
from node.retention.keeping import Kept

FORMAT = "accord archive v1"


def encode(root: str, kind: str, kept: Iterable[Kept]) -> bytes:
    """The same rows give the same bytes."""
    lines: list[dict[str, Any]] = [{"format": FORMAT, "root": root, "kind": kind}]
    lines += [
        {"table": one.table, "row": {key: _plain(value) for key, value in one.row.items()}}
        for one in kept
    ]
    return b"".join(
        json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"
        for line in lines
    )


def file_name(root: str, content: bytes) -> str:
    """Where it goes in the archive folder."""
    return f"{root}.{sha256(content).hexdigest()[:16]}.jsonl"


def write(folder: Path, name: str, content: bytes) -> None:
    """Puts the file there, whole and durable; the same file again changes nothing.

    Raises:
        FormatError: the folder cannot be written to.
    """
    fresh, file = folder / f"{name}.new", folder / name
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(file)
        _sync(folder)
        written = file.read_bytes()
    except OSError as error:
        raise FormatError(
            "retention.archive", f"{file}: cannot be written ({error.strerror}); see [retention]"
        ) from error
    if written != content:
        raise FormatError("retention.archive", f"{file}: reads back as another")


def _sync(folder: Path) -> None:
    """Makes the new name itself durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _plain(value: object) -> object:
    """What JSON can hold; bytes as base64 under a name of their own."""
    return {"base64": to_base64(bytes(value))} if isinstance(value, bytes | memoryview) else value

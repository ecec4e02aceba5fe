"""Reads the files that the settings name, and writes new ones that nothing may replace."""

import os
from collections.abc import Mapping
from pathlib import Path

from accord.errors import FormatError

_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY


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


def write_new(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes files that only their owner may read: all of them, or none where one exists.

    Raises:
        FormatError: one exists; or the folder cannot be written to.
    """
    for name in files:
        if (folder / name).exists():
            raise FormatError(
                "file.exists", f"{folder / name} exists and is never replaced; name another folder"
            )
    try:
        for name, data in files.items():
            file = folder / name
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(os.open(file, _NEW, 0o600), "wb") as target:
                target.write(data)
                target.flush()
                os.fsync(target.fileno())
    except OSError as error:
        raise FormatError(
            "file.unwritable", f"{error.filename}: cannot be written ({error.strerror})"
        ) from error

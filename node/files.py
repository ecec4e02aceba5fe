"""Reads the files that the settings name."""

from pathlib import Path

from accord.errors import FormatError


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

"""A register in one file, whatever its format."""

from collections.abc import Callable
from pathlib import Path

from accord.errors import BadData, RegistryAway
from adapters.header import Named
from adapters.rules import Mapping

MAX_BYTES = 512 << 20
Reader = Callable[[str, bytes, Mapping], Named]  # the file's name, its content, the mapping


class RegisterFile:
    """Rows of a file, which is read again whenever it changes."""

    def __init__(self, path: Path, reader: Reader) -> None:
        self.path = path
        self.name = path.name
        self._reader = reader
        self._as_of_ms = 0

    def state(self) -> tuple[int, ...]:
        """What identifies the file's present contents.

        Raises:
            RegistryAway: there is no such file, or it may not be read.
        """
        try:
            facts = self.path.stat()
        except OSError as error:
            raise away(self.path, error) from error
        return facts.st_mtime_ns, facts.st_size, facts.st_ino

    def rows(self, mapping: Mapping) -> Named:
        """Every row.

        Raises:
            RegistryAway: the file cannot be read.
            BadData: it is broken, too large, or is not laid out as the mapping says.
        """
        modified_ns, size, _ = self.state()
        if size > MAX_BYTES:
            raise BadData(
                "register.too_large",
                f"{self.name} is larger than {MAX_BYTES >> 20} MiB; load it into a database",
            )
        try:
            data = self.path.read_bytes()
        except OSError as error:
            raise away(self.path, error) from error
        self._as_of_ms = modified_ns // 1_000_000
        return self._reader(self.name, data, mapping)

    def as_of_ms(self) -> int:
        """When the file that was read last was written."""
        return self._as_of_ms


def default_report(path: Path) -> Path:
    """Where rows that no search will find are listed, beside the register."""
    return path.with_name(path.stem + ".rejected.csv")


def away(path: Path, error: OSError) -> RegistryAway:
    """Why the file cannot be read."""
    return RegistryAway(
        "register.away", f"cannot read {path}: {error.strerror}; check the path and its rights"
    )

"""The settings of a hub: hub.toml, read and checked once."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from accord.errors import FormatError


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one member may ask of the hub; every key of `[limits]` is optional."""

    open_messages: int = 1_000_000  # accepted and not yet ended, for one sender
    frames_in_flight: int = 8  # submitted frames of one stream that wait for the ledger
    delivery_frame: int = 256  # messages in one delivered frame
    expiry_seconds: int = 5  # between two looks for expired messages


@dataclass(frozen=True, slots=True, kw_only=True)
class HubConfig:
    """What `hub.toml` says; every path is absolute."""

    name: str  # the hub's name in the directory
    data: Path  # folder of the ledger and of run.json
    listen: str  # host:port of the relay service
    http: str  # host:port of health and metrics
    anchor: Path
    directory: Path
    policy: Path
    statement_key: Path
    tls_key: Path
    tls_certificate: Path
    limits: Limits = field(default_factory=Limits)

    @property
    def ledger(self) -> Path:
        """The ledger's database file."""
        return self.data / "ledger.sqlite"

    @property
    def run_file(self) -> Path:
        """Where a running hub writes its process id and addresses."""
        return self.data / "run.json"


_TABLES = {
    "hub": {"name", "data", "listen", "http"},
    "trust": {"anchor", "directory", "policy"},
    "keys": {"statement", "tls_key", "tls_certificate"},
    "limits": {limit.name for limit in fields(Limits)},
}


def load_config(file: Path) -> HubConfig:
    """Reads and checks a `hub.toml`; relative paths count from the file's folder.

    Raises:
        FormatError: unreadable, not TOML, or a setting that is missing, unknown or of another
            type; the text names the file, the key and the remedy.
    """
    try:
        document = tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise FormatError(
            "config.unreadable", f"{file}: cannot be read ({error.strerror}); name a readable file"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FormatError("config.not_toml", f"{file}: is not TOML: {error}") from error
    return _Reader(file, document).config()


class _Reader:
    """One pass over the parsed document, naming file and key in every complaint."""

    def __init__(self, file: Path, document: Mapping[str, object]) -> None:
        self._file = file
        self._tables: dict[str, Mapping[str, object]] = {}
        for table, content in document.items():
            if table not in _TABLES or not isinstance(content, dict):
                raise self._error("config.unknown", f"[{table}] is not a table of a hub; remove it")
            for key in content.keys() - _TABLES[table]:
                raise self._error("config.unknown", f"[{table}] {key} is not a setting; remove it")
            self._tables[table] = content

    def config(self) -> HubConfig:
        return HubConfig(
            name=self._text("hub", "name"),
            data=self._path("hub", "data"),
            listen=self._address("hub", "listen"),
            http=self._address("hub", "http"),
            anchor=self._path("trust", "anchor"),
            directory=self._path("trust", "directory"),
            policy=self._path("trust", "policy"),
            statement_key=self._path("keys", "statement"),
            tls_key=self._path("keys", "tls_key"),
            tls_certificate=self._path("keys", "tls_certificate"),
            limits=self._limits(),
        )

    def _text(self, table: str, key: str) -> str:
        value = self._tables.get(table, {}).get(key)
        if value is None:
            raise self._error("config.missing", f"[{table}] {key} is missing; add it")
        if not isinstance(value, str) or not value:
            raise self._error("config.type", f"[{table}] {key} must be a text that is not empty")
        return value

    def _path(self, table: str, key: str) -> Path:
        return (self._file.parent / self._text(table, key)).resolve()

    def _address(self, table: str, key: str) -> str:
        value = self._text(table, key)
        host, _, port = value.rpartition(":")
        if not host or not port.isascii() or not port.isdigit() or int(port) > 65535:
            raise self._error(
                "config.address", f'[{table}] {key} must be "host:port", such as "127.0.0.1:7443"'
            )
        return value

    def _limits(self) -> Limits:
        limits: dict[str, int] = {}
        for key, value in self._tables.get("limits", {}).items():
            if not isinstance(value, int) or isinstance(value, bool) or value < 1:
                raise self._error("config.type", f"[limits] {key} must be a whole number above 0")
            limits[key] = value
        return Limits(**limits)

    def _error(self, code: str, text: str) -> FormatError:
        return FormatError(code, f"{self._file}: {text}")

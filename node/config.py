"""The settings of a node: node.toml, read and checked once."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from accord.adapter import Settings
from accord.errors import FormatError, TransportError


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryConfig:
    """One register: the adapter that drives it and the adapter's own settings."""

    adapter: str  # a name of the entry-point group accord.adapters
    settings: Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeConfig:
    """What `node.toml` says; every path is absolute."""

    member: str  # this state's id in the directory
    authority: str  # the agency's id in the member's entry
    data: Path  # folder of the database, the token and run.json
    database: str  # URL; the file in `data` where empty
    hub_address: str  # host:port, or @FILE: the hub's run.json
    anchor: Path
    directory: Path
    policy: Path
    signing_key: Path
    encryption_keys: tuple[Path, ...]  # the current one and old ones still needed
    tls_key: Path
    tls_certificate: Path
    api_listen: str  # host:port
    api_token_file: Path
    registries: Mapping[str, RegistryConfig] = field(default_factory=dict)
    casework: Mapping[str, str] = field(default_factory=dict)
    release: Mapping[str, str] = field(default_factory=dict)

    @property
    def database_file(self) -> Path:
        """The database, where `database` names no other."""
        return self.data / "node.sqlite"

    @property
    def run_file(self) -> Path:
        """Where a running node writes its process id and addresses."""
        return self.data / "run.json"

    def dial_address(self) -> str:
        """The hub's address as at now.

        Raises:
            TransportError: the hub's run.json cannot be read, so the hub does not run here.
        """
        if not self.hub_address.startswith("@"):
            return self.hub_address
        try:
            address = json.loads(Path(self.hub_address[1:]).read_bytes())["grpc"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise TransportError(
                "hub.run_file", f"{self.hub_address[1:]} names no running hub; start it"
            ) from error
        return str(address)


_TABLES: Mapping[str, frozenset[str] | None] = {
    "node": frozenset({"member", "authority", "data", "database"}),
    "hub": frozenset({"address"}),
    "trust": frozenset({"anchor", "directory", "policy"}),
    "keys": frozenset({"signing", "encryption", "tls_key", "tls_certificate"}),
    "api": frozenset({"listen", "token_file"}),
    # Their keys are their rooms' own: adapters, casework and release rules check them.
    "registry": None,
    "casework": None,
    "release": None,
}


def load_config(file: Path) -> NodeConfig:
    """Reads and checks a `node.toml`; relative paths count from the file's folder.

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
                raise self._error(
                    "config.unknown", f"[{table}] is not a table of a node; remove it"
                )
            known = _TABLES[table]
            for key in content.keys() - known if known is not None else ():
                raise self._error("config.unknown", f"[{table}] {key} is not a setting; remove it")
            self._tables[table] = content

    def config(self) -> NodeConfig:
        data = self._path("node", "data")
        return NodeConfig(
            member=self._text("node", "member"),
            authority=self._text("node", "authority"),
            data=data,
            database=self._text("node", "database", default=""),
            hub_address=self._hub(),
            anchor=self._path("trust", "anchor"),
            directory=self._path("trust", "directory"),
            policy=self._path("trust", "policy"),
            signing_key=self._path("keys", "signing"),
            encryption_keys=self._paths("keys", "encryption"),
            tls_key=self._path("keys", "tls_key"),
            tls_certificate=self._path("keys", "tls_certificate"),
            api_listen=self._address("api", "listen"),
            api_token_file=self._path("api", "token_file", default=str(data / "api.token")),
            registries=self._registries(),
            casework=self._texts("casework"),
            release=self._texts("release"),
        )

    def _value(self, table: str, key: str, default: str | None) -> object:
        value = self._tables.get(table, {}).get(key, default)
        if value is None:
            raise self._error("config.missing", f"[{table}] {key} is missing; add it")
        return value

    def _text(self, table: str, key: str, default: str | None = None) -> str:
        value = self._value(table, key, default)
        if not isinstance(value, str) or (not value and default != ""):
            raise self._error("config.type", f"[{table}] {key} must be a text that is not empty")
        return value

    def _path(self, table: str, key: str, default: str | None = None) -> Path:
        return self._resolved(self._text(table, key, default))

    def _paths(self, table: str, key: str) -> tuple[Path, ...]:
        value = self._value(table, key, None)
        several: list[object] = value if isinstance(value, list) else [value]
        paths = tuple(self._resolved(one) for one in several if isinstance(one, str) and one)
        if not paths or len(paths) != len(several):
            raise self._error("config.type", f"[{table}] {key} must be a path or a list of paths")
        return paths

    def _resolved(self, path: str) -> Path:
        return (self._file.parent / path).resolve()

    def _address(self, table: str, key: str) -> str:
        value = self._text(table, key)
        host, _, port = value.rpartition(":")
        if not host or not port.isascii() or not port.isdigit() or int(port) > 65535:
            raise self._error(
                "config.address", f'[{table}] {key} must be "host:port", such as "127.0.0.1:8443"'
            )
        return value

    def _hub(self) -> str:
        value = self._text("hub", "address")
        if value.startswith("@"):
            return f"@{self._resolved(value[1:])}"
        return self._address("hub", "address")

    def _texts(self, table: str) -> Mapping[str, str]:
        options = self._tables.get(table, {})
        return {key: self._text(table, key) for key in options}

    def _registries(self) -> Mapping[str, RegistryConfig]:
        registries: dict[str, RegistryConfig] = {}
        for name, content in self._tables.get("registry", {}).items():
            table = f"registry.{name}"
            if not isinstance(content, dict):
                raise self._error("config.type", f"[{table}] must be a table of its own")
            self._tables[table] = content
            options = dict(self._texts(table))
            adapter = self._text(table, "adapter")
            del options["adapter"]
            settings = Settings(options=options, base=self._file.parent.resolve())
            registries[name] = RegistryConfig(adapter=adapter, settings=settings)
        return registries

    def _error(self, code: str, text: str) -> FormatError:
        return FormatError(code, f"{self._file}: {text}")

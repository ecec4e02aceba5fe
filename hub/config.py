"""The settings of a hub: hub.toml, read and checked once."""

from dataclasses import dataclass, field, fields
from pathlib import Path

from accord.custody import passphrase
from accord.custody.places import KeyPlace, key_places
from accord.errors import FormatError
from accord.settings import SettingsFile, Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one member may ask of the hub; every key of `[limits]` is optional."""

    open_messages: int = 1_000_000  # accepted and not yet ended, for one sender
    frames_in_flight: int = 8  # submitted frames of one stream that wait for the ledger
    delivery_frame: int = 256  # messages in one delivered frame
    expiry_seconds: int = 5  # between two looks for expired messages


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """How often the log is signed; every key of `[log]` is optional."""

    checkpoint_seconds: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class HubConfig:
    """What `hub.toml` says; every path is absolute."""

    name: str  # the hub's name in the directory
    data: Path  # folder of the ledger and of run.json
    listen: str  # host:port of the relay service
    http: str  # host:port of health and metrics
    site: str  # host:port of the log and the trust files, for everybody
    root: Path  # the region's root of trust, handed over in person
    repository: Path  # folder of the region's TUF files
    statement_key: KeyPlace
    log_key: KeyPlace
    online_key: KeyPlace | None  # signs snapshot and timestamp; None: somebody else does
    tls_key: Path
    tls_certificate: Path
    passphrase: str  # where the passphrase of sealed keys comes from; empty: none is sealed
    log: Log = field(default_factory=Log)
    limits: Limits = field(default_factory=Limits)

    @property
    def ledger(self) -> Path:
        """The ledger's database file."""
        return self.data / "ledger.sqlite"

    @property
    def desk(self) -> Path:
        """What is noted for the operators: accounts, their trail, maintenance, counts."""
        return self.data / "desk.sqlite"

    @property
    def desk_key(self) -> Path:
        """What seals the secrets of the operators' second factors."""
        return self.data / "desk.key"

    @property
    def run_file(self) -> Path:
        """Where a running hub writes its process id and addresses."""
        return self.data / "run.json"


_TABLES: Tables = {
    "hub": frozenset({"name", "data", "listen", "http", "site"}),
    "trust": frozenset({"root", "repository"}),
    "keys": frozenset({"statement", "log", "online", "tls_key", "tls_certificate", "passphrase"}),
    "log": frozenset(one.name for one in fields(Log)),
    "limits": frozenset(limit.name for limit in fields(Limits)),
}


def load_config(file: Path) -> HubConfig:
    """Reads and checks a `hub.toml`; relative paths count from the file's folder.

    Raises:
        FormatError: unreadable, not TOML, or a setting that is missing, unknown or of another
            type; the text names the file, the key and the remedy.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        raise FormatError(
            "config.unreadable", f"{file}: cannot be read ({error.strerror}); name a readable file"
        ) from error
    settings = SettingsFile(file, data, _TABLES)
    return HubConfig(
        name=settings.text("hub", "name"),
        data=settings.path("hub", "data"),
        listen=settings.address("hub", "listen"),
        http=settings.address("hub", "http"),
        site=settings.address("hub", "site"),
        root=settings.path("trust", "root"),
        repository=settings.path("trust", "repository"),
        statement_key=_one(settings, "statement"),
        log_key=_one(settings, "log"),
        online_key=_one(settings, "online") if "online" in settings.table("keys") else None,
        tls_key=settings.path("keys", "tls_key"),
        tls_certificate=settings.path("keys", "tls_certificate"),
        passphrase=passphrase.setting(settings),
        log=Log(**settings.numbers("log")),
        limits=Limits(**settings.numbers("limits")),
    )


def _one(settings: SettingsFile, key: str) -> KeyPlace:
    places = key_places(settings, key)
    if len(places) != 1:
        raise settings.error("config.type", f"[keys] {key} must name one key")
    return places[0]

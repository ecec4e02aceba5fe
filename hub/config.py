"""The settings of a hub: hub.toml, read and checked once."""

from dataclasses import dataclass, field, fields
from ipaddress import ip_address
from pathlib import Path

from accord.access.provider import SETTINGS as OIDC
from accord.access.provider import ProviderConfig, read_provider
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
class ConsoleSettings:
    """Where the operators' console is; without `[console]` there is none.

    A console that other machines reach needs TLS: of its own by the two files, or of a reverse
    proxy on this machine, behind which it listens on the loopback address alone.
    """

    listen: str  # host:port
    tls_key: Path | None = None
    tls_certificate: Path | None = None


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
    console: ConsoleSettings | None = None
    oidc: ProviderConfig | None = None  # where operators sign in who have no password here

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
    def proposals(self) -> Path:
        """Where operators put proposals that holders are to sign."""
        return self.data / "proposals"

    @property
    def requests(self) -> Path:
        """Where operators put members' requests to be enrolled, or to have keys renewed."""
        return self.data / "requests"

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
    "oidc": OIDC,
    "console": frozenset(one.name for one in fields(ConsoleSettings)),
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
        console=_console(settings) if settings.table("console") else None,
        oidc=read_provider(settings),
    )


def _console(settings: SettingsFile) -> ConsoleSettings:
    listen, given = settings.address("console", "listen"), settings.table("console")
    if ("tls_key" in given) != ("tls_certificate" in given):
        raise settings.error(
            "config.console", "[console] tls_key and tls_certificate are given both, or neither"
        )
    if "tls_key" not in given:
        if not _is_loopback(listen.rpartition(":")[0].strip("[]")):
            raise settings.error(
                "config.console",
                "[console] listen must be a loopback address, such as 127.0.0.1:8443, unless "
                "tls_key and tls_certificate are given",
            )
        return ConsoleSettings(listen=listen)
    return ConsoleSettings(
        listen=listen,
        tls_key=settings.path("console", "tls_key"),
        tls_certificate=settings.path("console", "tls_certificate"),
    )


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _one(settings: SettingsFile, key: str) -> KeyPlace:
    places = key_places(settings, key)
    if len(places) != 1:
        raise settings.error("config.type", f"[keys] {key} must name one key")
    return places[0]

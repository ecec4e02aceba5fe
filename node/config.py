"""The settings of a node: node.toml, read and checked once."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from accord.access.provider import SETTINGS as OIDC
from accord.access.provider import ProviderConfig, read_provider
from accord.adapter import Settings
from accord.custody import passphrase
from accord.custody.places import KeyPlace, key_places
from accord.errors import FormatError, TransportError
from accord.settings import SettingsFile, Tables
from node.webhooks.targets import WebhookConfig


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryConfig:
    """One register: the adapter that drives it and the adapter's own settings."""

    adapter: str  # a name of the entry-point group accord.adapters
    settings: Settings


@dataclass(frozen=True, slots=True)
class TlsFiles:
    """A TLS key and its certificate, both PEM."""

    key: Path
    certificate: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeConfig:
    """What `node.toml` says; every path is absolute."""

    member: str  # this state's id in the directory
    authority: str  # the agency's id in the member's entry
    data: Path  # folder of the database, the token and run.json
    database: str  # URL; the file in `data` where empty
    hub_address: str  # host:port, or @FILE: the hub's run.json
    root: Path  # the region's root of trust, handed over in person
    repository: Path  # folder of the region's TUF files, to begin with
    signing_keys: tuple[KeyPlace, ...]  # the current one, and those that take over or did
    encryption_keys: tuple[Path, ...]  # the current one and old ones still needed
    tls: tuple[TlsFiles, ...]
    api_listen: str  # host:port
    api_token_file: Path
    hub_site: str = ""  # the same for the hub's public site; its log is not watched where empty
    passphrase: str = ""  # where the passphrase of sealed keys comes from; empty: none is sealed
    witness_keys: tuple[KeyPlace, ...] = ()  # with which this member cosigns the hub's log
    witness_listen: str = ""  # host:port of the witness for everybody
    registries: Mapping[str, RegistryConfig] = field(default_factory=dict)
    casework: Mapping[str, str] = field(default_factory=dict)
    release: Mapping[str, str] = field(default_factory=dict)
    inquiries: Mapping[str, str] = field(default_factory=dict)
    certificates: Mapping[str, str] = field(default_factory=dict)
    archive: Path = Path("archive")  # where matters go that are no longer kept here
    at_least_years: int = 0  # how long they are kept by national law, where policy says less
    oidc: ProviderConfig | None = None
    webhooks: Mapping[str, WebhookConfig] = field(default_factory=dict)
    signoff: Mapping[str, str] = field(default_factory=dict)  # by act: how many people it needs

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
        return _running_at(self.hub_address, "grpc")

    def site_address(self) -> str:
        """The address of the hub's public site as at now.

        Raises:
            TransportError: the hub's run.json cannot be read, so the hub does not run here.
        """
        return _running_at(self.hub_site, "site")


def _running_at(address: str, service: str) -> str:
    if not address.startswith("@"):
        return address
    try:
        return str(json.loads(Path(address[1:]).read_bytes())[service])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TransportError(
            "hub.run_file", f"{address[1:]} names no running hub; start it"
        ) from error


_TABLES: Tables = {
    "node": frozenset({"member", "authority", "data", "database"}),
    "hub": frozenset({"address", "site"}),
    "trust": frozenset({"root", "repository"}),
    "keys": frozenset(
        {"signing", "encryption", "witness", "tls_key", "tls_certificate", "passphrase"}
    ),
    "api": frozenset({"listen", "token_file"}),
    "witness": frozenset({"listen"}),
    # Their keys are their rooms' own: adapters, casework, release and signoff rules check them.
    "registry": None,
    "casework": None,
    "release": None,
    "inquiries": None,
    "certificates": None,
    "signoff": None,
    "webhook": None,
    "retention": frozenset({"archive", "at_least_years"}),
    "oidc": OIDC,
}
_WEBHOOK = frozenset({"url", "secret_file", "content"})


def load_config(file: Path) -> NodeConfig:
    """Reads and checks a `node.toml`; relative paths count from the file's folder.

    Raises:
        FormatError: unreadable, not TOML, or a setting that is missing, unknown or of another
            type; the text names the file, the key and the remedy.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise FormatError(
            "config.unreadable", f"{file}: cannot be read ({error.strerror}); name a readable file"
        ) from error
    return parse_config(file, content)


def parse_config(file: Path, content: bytes) -> NodeConfig:
    """Checks the content of a `node.toml`.

    Raises:
        FormatError: see `load_config`.
    """
    settings = SettingsFile(file, content, _TABLES)
    data = settings.path("node", "data")
    return NodeConfig(
        member=settings.text("node", "member"),
        authority=settings.text("node", "authority"),
        data=data,
        database=settings.text("node", "database", default=""),
        hub_address=_hub_address(settings, "address"),
        hub_site=_hub_address(settings, "site") if settings.table("hub").get("site") else "",
        root=settings.path("trust", "root"),
        repository=settings.path("trust", "repository"),
        signing_keys=key_places(settings, "signing"),
        encryption_keys=tuple(settings.paths("keys", "encryption")),
        tls=_tls(settings),
        witness_keys=key_places(settings, "witness") if "witness" in settings.table("keys") else (),
        witness_listen=(settings.address("witness", "listen") if settings.table("witness") else ""),
        passphrase=passphrase.setting(settings),
        api_listen=settings.address("api", "listen"),
        api_token_file=settings.path("api", "token_file", default=str(data / "api.token")),
        registries=_registries(settings),
        casework=settings.texts("casework"),
        release=settings.texts("release"),
        inquiries=settings.texts("inquiries"),
        certificates=settings.texts("certificates"),
        signoff=settings.texts("signoff"),
        webhooks=_webhooks(settings),
        archive=settings.path("retention", "archive", default=str(data / "archive")),
        at_least_years=_years(settings),
        oidc=read_provider(settings),
    )


def _hub_address(settings: SettingsFile, key: str) -> str:
    value = settings.text("hub", key)
    if value.startswith("@"):
        return f"@{settings.resolved(value[1:])}"
    return settings.address("hub", key)


def _tls(settings: SettingsFile) -> tuple[TlsFiles, ...]:
    keys = settings.paths("keys", "tls_key")
    certificates = settings.paths("keys", "tls_certificate")
    if len(keys) != len(certificates):
        raise settings.error(
            "config.tls", "[keys] tls_key and tls_certificate must be lists of the same length"
        )
    return tuple(map(TlsFiles, keys, certificates))


def _years(settings: SettingsFile) -> int:
    years = settings.table("retention").get("at_least_years", 0)
    if not isinstance(years, int) or isinstance(years, bool) or not 0 <= years <= 200:
        raise settings.error("config.type", "[retention] at_least_years must be 0 to 200")
    return years


def _webhooks(settings: SettingsFile) -> Mapping[str, WebhookConfig]:
    found: dict[str, WebhookConfig] = {}
    for name, table in settings.inner("webhook").items():
        if unknown := sorted(settings.table(table).keys() - _WEBHOOK):
            raise settings.error(
                "config.unknown", f"[{table}] {unknown[0]} is not a setting; remove it"
            )
        found[name] = WebhookConfig(
            url=settings.text(table, "url"),
            secret_file=settings.path(table, "secret_file"),
            content=settings.text(table, "content", default="ids"),
        )
    return found


def _registries(settings: SettingsFile) -> Mapping[str, RegistryConfig]:
    base = settings.file.parent.resolve()
    registries: dict[str, RegistryConfig] = {}
    for name, table in settings.inner("registry").items():
        adapter = settings.text(table, "adapter")
        options = {key: value for key, value in settings.texts(table).items() if key != "adapter"}
        registries[name] = RegistryConfig(
            adapter=adapter, settings=Settings(options=options, base=base)
        )
    return registries

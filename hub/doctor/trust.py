"""The region's trust as it is published here: how old, until when, and who must still sign."""

from collections.abc import Iterator
from datetime import UTC, datetime

from cryptography import x509

from accord.errors import AccordError
from accord.pages.finding import Finding, bad, failed, good, unknown
from accord.pages.marked import marked as _N
from accord.trust.trusted import DAY_MS, TrustedRegion, refresh
from hub import tls
from hub.ceremony.expiry import Ending, endings
from hub.ceremony.files import load
from hub.config import HubConfig
from hub.startup import contents, published

WARN_DAYS = 14
_TRUST, _TLS = _N("Trust files"), _N("TLS certificate")
_PROPOSALS, _MEMBERS = _N("Proposals"), _N("Members' keys and certificates")
NAMES = {
    "root": _N("Root of trust"),
    "targets": _N("List of signed documents"),
    "directory": _N("Directory"),
    "policy": _N("Policy"),
    "snapshot": _N("Snapshot"),
    "timestamp": _N("Timestamp"),
}
_ONLINE = frozenset({"snapshot", "timestamp"})


def published_region(config: HubConfig) -> TrustedRegion:
    """What the repository's folder publishes, expired or not.

    Raises:
        AccordError: it holds none, or it does not verify.
    """
    return refresh(contents(config.root, "[trust] root"), None, published(config.repository), 0)


def trust_failed(error: AccordError) -> Finding:
    """The trust files cannot be believed, so nothing that needs them is checked."""
    return failed(_TRUST, error)


def trust(config: HubConfig, region: TrustedRegion, now_ms: int) -> Iterator[Finding]:
    """Versions, ends, certificate and proposals."""
    yield good(
        _TRUST,
        _N("directory version %(directory)s and policy version %(policy)s verify"),
        directory=region.directory.version,
        policy=region.policy.version,
    )
    others = []
    for ending in endings(region):
        if ending.what in NAMES:
            yield _ending(ending, now_ms)
        else:
            others.append(ending)
    yield _members(others, now_ms)
    yield certificate(config, region, now_ms)
    yield from proposals(config)


def _ending(ending: Ending, now_ms: int) -> Finding:
    name = NAMES[ending.what]
    left = ending.at_ms - now_ms
    remedy = (
        _N("the running hub signs it anew; see that [keys] online is set, and the hub's log")
        if ending.what in _ONLINE
        else _N("have a new version signed: accord-hub ceremony propose … extend")
    )
    values = {"days": max(0, left) // DAY_MS, "day": _day(ending.at_ms)}
    if left <= 0:
        return bad(name, _N("expired on %(day)s"), remedy, **values)
    soon = ending.warn_days[1] if ending.what in _ONLINE else WARN_DAYS
    if left <= soon * DAY_MS:
        return bad(name, _N("expires on %(day)s, in %(days)s days"), remedy, **values)
    return good(name, _N("holds until %(day)s"), **values)


def _members(others: list[Ending], now_ms: int) -> Finding:
    soon = [one for one in others if one.at_ms - now_ms <= WARN_DAYS * DAY_MS]
    if not soon:
        return good(_MEMBERS, _N("none ends within %(days)s days"), days=WARN_DAYS)
    return bad(
        _MEMBERS,
        _N("end soon, or have ended: %(which)s"),
        _N("the member sends a request (accord-node renew); the hub's own: accord-hub keys new"),
        which=", ".join(f"{one.what} ({_day(one.at_ms)})" for one in soon),
    )


def certificate(config: HubConfig, region: TrustedRegion, now_ms: int) -> Finding:
    """The certificate that the hub shows is one that the directory pins, and has not ended."""
    try:
        der = tls.der(contents(config.tls_certificate, "[keys] tls_certificate"))
        ends = x509.load_der_x509_certificate(der).not_valid_after_utc
    except AccordError as error:
        return failed(_TLS, error)
    except ValueError:
        return bad(
            _TLS,
            _N("%(file)s is not a certificate"),
            _N("name the file that accord-hub keys new made"),
            file=config.tls_certificate.name,
        )
    if der not in region.directory.hub.tls_certificates:
        return bad(
            _TLS,
            _N("directory version %(version)s pins another certificate"),
            _N("use the certificate of the ceremony; members refuse any other"),
            version=region.directory.version,
        )
    at_ms = int(ends.timestamp() * 1000)
    if at_ms - now_ms <= WARN_DAYS * DAY_MS:
        return bad(
            _TLS,
            _N("ends on %(day)s"),
            _N("make new keys (accord-hub keys new) and have them signed into the directory"),
            day=_day(at_ms),
        )
    return good(_TLS, _N("is the pinned one, and holds until %(day)s"), day=_day(at_ms))


def proposals(config: HubConfig) -> Iterator[Finding]:
    """Each proposal that was put into the hub's folder, and who must still sign it."""
    files = sorted(config.proposals.glob("*.json")) if config.proposals.is_dir() else []
    if not files:
        yield good(_PROPOSALS, _N("none waits here"))
    for file in files:
        try:
            proposal = load(file)
        except AccordError as error:
            yield unknown(
                _PROPOSALS,
                _N("%(file)s cannot be read: %(error)s"),
                _N("ask its sender for it again"),
                file=file.name,
                error=error.code,
            )
            continue
        needed = [role for role in proposal.standing if role.needed]
        missing = sorted({name for role in needed for name in role.missing})
        if missing:
            text = _N("%(file)s waits for signatures; these have not signed: %(who)s")
            yield good(_PROPOSALS, text, file=file.name, who=", ".join(missing))
        else:
            yield good(_PROPOSALS, _N("%(file)s has enough signatures"), file=file.name)


def _day(at_ms: int) -> str:
    return f"{datetime.fromtimestamp(at_ms / 1000, UTC):%Y-%m-%d}"

"""How old the signed documents are, and until when they hold."""

from collections.abc import Iterator

from accord.pages.finding import Finding, bad, good, warning
from accord.pages.marked import marked as _N
from accord.trust.trusted import DAY_MS, Freshness, TrustedRegion

WARN_DAYS = 14
_TRUST, DIRECTORY, POLICY = _N("Trust"), _N("Directory"), _N("Policy")
_ASK = _N("see that [hub] site can be reached, and ask the secretariat")
_RENEWALS = {
    DIRECTORY: _N("install the directory that the region has signed since"),
    POLICY: _N("install the policy that the region has signed since"),
}


def freshness(region: TrustedRegion, now_ms: int, fault: str = "") -> Finding:
    """Whether the node still learns of changes in what it trusts, and what happens if not."""
    state, left_ms = region.freshness(now_ms)
    match state:
        case Freshness.FRESH if fault:
            text = _N("holds, but the last look for newer trust failed [%(fault)s]")
            return warning(_TRUST, text, _ASK, fault=fault)
        case Freshness.FRESH:
            return good(_TRUST, _N("up to date"))
        case Freshness.STALE:
            text = _N("not renewed; in %(days)s days nothing more is sent")
            return warning(_TRUST, text, _ASK, days=left_ms // DAY_MS)
        case Freshness.ENDED:
            text = _N("not renewed for longer than the policy allows: nothing is sent")
            return bad(_TRUST, text, _ASK)


def expiry(region: TrustedRegion, now_ms: int) -> Iterator[Finding]:
    """Whether directory and policy still hold."""
    yield ending(DIRECTORY, region.directory.expires_ms, now_ms)
    yield ending(POLICY, region.policy.expires_ms, now_ms)


def ending(name: str, expires_ms: int, now_ms: int) -> Finding:
    """Whether a signed document still holds; warns two weeks ahead."""
    days = (expires_ms - now_ms) // DAY_MS
    if expires_ms <= now_ms:
        return bad(name, _N("expired %(days)s days ago"), _RENEWALS[name], days=-days)
    if days < WARN_DAYS:
        return warning(name, _N("expires in %(days)s days"), _RENEWALS[name], days=days)
    return good(name, _N("holds for %(days)s more days"), days=days)

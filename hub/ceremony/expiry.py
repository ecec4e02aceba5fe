"""What ends when, and what to do about it: metadata, documents, keys and certificates."""

from collections.abc import Iterator
from dataclasses import dataclass

from cryptography import x509
from tuf.api.metadata import Metadata, Snapshot, Timestamp

from accord.trust.directory import HubEntry, Member
from accord.trust.trusted import DAY_MS, TIMESTAMP, TrustedRegion
from hub.ceremony.files import content_of

_EXTEND = "accord-hub ceremony propose ... extend"
_HUB_SIGNS = "the running hub signs it anew; if it does not, look at the hub"
_RENEW = "the member sends a request: accord-node renew"
_NEW_HUB = "accord-hub keys new, then accord-hub ceremony propose ... hub FILE"


@dataclass(frozen=True, slots=True)
class Ending:
    """Something that ends, and the remedy."""

    what: str
    at_ms: int
    remedy: str
    warn_days: tuple[float, float] = (60, 14)
    subject: str = ""  # the member whose it is, or "hub"; empty for the region's documents
    part: str = ""  # which list of the directory's entry

    def urgency(self, now_ms: int) -> str:
        """Empty while there is time."""
        days = (self.at_ms - now_ms) / DAY_MS
        soon, urgent = self.warn_days
        if days <= 0:
            return "EXPIRED"
        if days <= urgent:
            return "URGENT"
        return "soon" if days <= soon else ""


def endings(region: TrustedRegion) -> Iterator[Ending]:
    """Everything in a region that ends at a known time."""
    content = content_of(region)
    for name, at in (
        ("root", content.root.signed.expires),
        ("targets", content.targets.signed.expires),
    ):
        yield Ending(name, int(at.timestamp() * 1000), _EXTEND)
    yield Ending("directory", region.directory.expires_ms, _EXTEND)
    yield Ending("policy", region.policy.expires_ms, _EXTEND)
    snapshot = next(data for name, data in region.files.items() if name.endswith(".snapshot.json"))
    # The hub renews them at fifteen days and one day; whoever sees less has a hub that does not.
    for name, signed, warn_days in (
        ("snapshot", Metadata[Snapshot].from_bytes(snapshot).signed, (10, 3)),
        ("timestamp", Metadata[Timestamp].from_bytes(region.files[TIMESTAMP]).signed, (0.75, 0.5)),
    ):
        yield Ending(name, int(signed.expires.timestamp() * 1000), _HUB_SIGNS, warn_days)
    yield from _entry("hub", "hub", region.directory.hub, _NEW_HUB)
    for member in region.directory.members.values():
        if member.active:
            yield from _entry(member.id, f"member {member.id}", member, _RENEW)


def _entry(subject: str, label: str, entry: HubEntry | Member, remedy: str) -> Iterator[Ending]:
    lists = {
        HubEntry: ("statement_keys", "log_keys"),
        Member: ("signing_keys", "encryption_keys", "witness_keys"),
    }[type(entry)]
    for name in lists:
        ends = [
            min(end for end in (key.valid_to_ms, key.revoked_from_ms, 2**53) if end is not None)
            for key in getattr(entry, name)
        ]
        if ends and max(ends) < 2**53:  # the newest key has an end of its own
            what = f"{label}: last of its {name.replace('_', ' ')}"
            yield Ending(what, max(ends), remedy, subject=subject, part=name)
    ends = []
    for der in entry.tls_certificates:
        try:
            until = x509.load_der_x509_certificate(der).not_valid_after_utc
        except ValueError:  # the directory pins bytes; what they are is for TLS to judge
            continue
        ends.append(int(until.timestamp() * 1000))
    if ends:
        what, part = f"{label}: last TLS certificate", "tls_certificates"
        yield Ending(what, max(ends), remedy, subject=subject, part=part)

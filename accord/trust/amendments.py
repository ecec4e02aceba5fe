"""The changes that a ceremony makes to the directory's document, each in one step.

They take and give documents; whether the outcome is a directory is decided where it is read.
"""

from collections.abc import Callable, Mapping
from typing import Any

from accord.crypto.keys import key_id
from accord.encoding import from_base64
from accord.errors import FormatError
from accord.trust.enrolment import spoken
from accord.trust.handed import HubKeys

Document = Mapping[str, Any]
_HUB = "hub"
_KEYS = ("signing_keys", "encryption_keys", "witness_keys", "statement_keys", "log_keys")


def with_member(directory: Document, entry: Document) -> Document:
    """The directory with one more member.

    Raises:
        FormatError: it is listed already.
    """
    if any(member["id"] == entry["id"] for member in directory["members"]):
        raise FormatError(
            "amendment.member_listed", "REQUEST: the member is listed already; use `renew`"
        )
    return {**directory, "members": [*directory["members"], entry]}


def changed_member(
    directory: Document, member: str, change: Callable[[Document], Document]
) -> Document:
    """The directory with another entry for one member, or for the hub.

    Raises:
        FormatError: it is not listed.
    """
    if member == _HUB:
        return {**directory, "hub": change(directory["hub"])}
    if all(one["id"] != member for one in directory["members"]):
        raise FormatError("amendment.member_unknown", "ID: no such member; `status` lists them")
    members = [change(one) if one["id"] == member else one for one in directory["members"]]
    return {**directory, "members": members}


def suspended(entry: Document) -> Document:
    """The entry of a member that may not take part for the time being."""
    return {**entry, "active": False}


def removed(entry: Document, from_ms: int) -> Document:
    """The entry of a member that is out, its keys revoked; it stays for the old evidence.

    Its certificates go, so it cannot connect; what it answered for is free for another.
    """
    revoked = {
        name: [_revoked(key, from_ms) for key in entry[name]] for name in _KEYS if name in entry
    }
    gone: dict[str, Any] = {"active": False, "tls_certificates": [], "answers_for": []}
    return {**entry, **revoked, **gone}


def without_witness(policy: Document, member: str) -> Document:
    """The policy without this witness; the quorum stays one that can be reached."""
    witnesses = [one for one in policy.get("witnesses", []) if one != member]
    if witnesses == policy.get("witnesses", []):
        return policy
    quorum = min(policy.get("witness_quorum", 0), len(witnesses))
    return {**policy, "witnesses": witnesses, "witness_quorum": quorum}


def with_key_revoked(entry: Document, wanted: str, from_ms: int) -> Document:
    """The entry with one key revoked from a moment, which may lie in the past.

    Raises:
        FormatError: the member has no such key.
    """
    found = False
    lists: dict[str, Any] = {}
    for name in (name for name in _KEYS if name in entry):
        lists[name] = keys = []
        for key in entry[name]:
            fits = key_id(key["algorithm"], from_base64(key["public"])).hex() == wanted
            found = found or fits
            keys.append(_revoked(key, from_ms) if fits else key)
    if not found:
        raise FormatError(
            "amendment.key_unknown", "KEYID: the member has no such key; see `status`"
        )
    return {**entry, **lists}


def without_certificate(entry: Document, fingerprint: str) -> Document:
    """The entry without the TLS certificate of this fingerprint.

    Raises:
        FormatError: it has no such certificate.
    """
    held = entry["tls_certificates"]
    kept = [one for one in held if spoken(from_base64(one["der"])) != fingerprint]
    if len(kept) == len(held):
        raise FormatError("amendment.certificate_unknown", "FINGERPRINT: no such certificate")
    return {**entry, "tls_certificates": kept}


def with_hub(directory: Document, keys: HubKeys, from_ms: int) -> Document:
    """The directory with the hub's new keys and certificate beside the old.

    Raises:
        FormatError: they are of another hub or another log.
    """
    hub, new = directory["hub"], keys.entry(from_ms)
    for name in ("name", "log_origin"):
        if hub[name] != new[name]:
            raise FormatError(
                "amendment.hub", f"hub.{name}: is not that of the hub in the directory"
            )
    merged = dict(hub)
    for name, value in (
        ("statement_keys", "public"),
        ("log_keys", "public"),
        ("tls_certificates", "der"),
    ):
        held = {one[value] for one in hub[name]}
        merged[name] = [*hub[name], *(one for one in new[name] if one[value] not in held)]
    return {**directory, "hub": merged}


def _revoked(key: Document, from_ms: int) -> Document:
    return {**key, "revoked_from_ms": min(key.get("revoked_from_ms", from_ms), from_ms)}

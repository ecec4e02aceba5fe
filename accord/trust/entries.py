"""A request's keys in the directory's document, as a ceremony decides about them."""

from collections.abc import Iterable, Mapping
from typing import Any

from accord.crypto.keys import ED25519, X25519
from accord.encoding import to_base64
from accord.errors import FormatError
from accord.trust.enrolment import KeyRequest, authorities_of


def member_entry(
    request: KeyRequest,
    *,
    roles: Iterable[str],
    kinds: Iterable[str],
    valid_from_ms: int,
    answers_for: Iterable[str] = (),
) -> dict[str, Any]:
    """The member's entry for the directory's document, as the ceremony decides it.

    Raises:
        FormatError: a renewal, which changes an entry that is there.
    """
    if request.applicant is None:
        raise FormatError("enrolment.renewal", "a renewal has no applicant; renew the entry")
    entry: dict[str, Any] = {
        "id": request.member,
        "name": request.applicant.name,
        "authorities": authorities_of(request.applicant),
        **{name: [] for name, _, _ in _listed(request)},
        "tls_certificates": [],
        "roles": sorted(roles),
        "kinds": sorted(kinds),
        "answers_for": sorted(answers_for),
        "active": True,
    }
    return renewed_entry(entry, request, valid_from_ms=valid_from_ms, overlap_ms=0)


def renewed_entry(
    entry: Mapping[str, Any], request: KeyRequest, *, valid_from_ms: int, overlap_ms: int
) -> dict[str, Any]:
    """The entry with the new keys; an old one may be used for the overlap, and stays listed.

    TLS certificates have no such end: the old one is taken out when the new one is in use.
    """
    until_ms = valid_from_ms + overlap_ms
    changed = dict(entry)
    for name, algorithm, public in _listed(request):
        if public is not None:
            old = [
                key | {"valid_to_ms": min(key.get("valid_to_ms", until_ms), until_ms)}
                for key in entry[name]
            ]
            new = {
                "algorithm": algorithm,
                "public": to_base64(public),
                "valid_from_ms": valid_from_ms,
            }
            changed[name] = [*old, new]
    if request.tls_certificate is not None:
        new_certificate = {"der": to_base64(request.tls_certificate)}
        changed["tls_certificates"] = [*entry["tls_certificates"], new_certificate]
    return changed


def _listed(request: KeyRequest) -> tuple[tuple[str, str, bytes | None], ...]:
    return (
        ("signing_keys", ED25519, request.signing),
        ("encryption_keys", X25519, request.encryption),
        ("witness_keys", ED25519, request.witness),
    )

"""The region in its trust files: what a directory and a policy say, for how long, and to whom."""

import json
from typing import Any

import pytest

from accord.errors import FormatError, PolicyError, TrustError, VerificationError
from accord.testing.region import DAY_MS, Region, build_region
from accord.trust.directory import read_directory
from accord.trust.policy import read_policy
from accord.trust.trusted import Freshness, Versions, verify

NOW = 1_767_225_600_000


@pytest.fixture(scope="module")
def region() -> Region:
    count = iter(range(1, 100))
    return build_region(
        now_ms=NOW,
        random=lambda size: next(count).to_bytes(size, "big"),
        answers_for={"XA": ["YU", "DE"]},
        policy={"max_referral_depth": 3, "deadlines": {"respond_days": 7}},
    )


def test_a_region_is_trusted_until_it_expires(region: Region) -> None:
    trusted = region.trusted(NOW)
    assert trusted.versions == Versions(1, 1)
    assert trusted.policy.max_referral_depth == 3
    assert trusted.policy.deadlines.respond_days == 7
    with pytest.raises(TrustError, match=r"trust\.expired"):
        region.trusted(NOW + 365 * DAY_MS)


def test_grace_runs_from_the_end_of_the_timestamp_and_ends(region: Region) -> None:
    trusted = region.trusted(NOW)
    end = NOW + 365 * DAY_MS
    grace = trusted.policy.offline_grace_days * DAY_MS
    assert trusted.freshness(NOW) == (Freshness.FRESH, end - NOW)
    assert trusted.freshness(end) == (Freshness.STALE, grace)
    assert trusted.freshness(end + grace - 1) == (Freshness.STALE, 1)
    assert trusted.freshness(end + grace) == (Freshness.ENDED, 0)


def test_a_key_revoked_from_an_earlier_date_counts_only_before_it(region: Region) -> None:
    document = region.document("directory.json")
    document["members"][0]["signing_keys"][0]["revoked_from_ms"] = 700
    directory = read_directory(json.dumps(document).encode())
    key_id = region.members["XA"].signing.key_id
    assert directory.signing_key("XA", key_id, 699).key_id == key_id
    with pytest.raises(VerificationError, match="key_unknown"):
        directory.signing_key("XA", key_id, 700)


def test_nothing_older_than_seen_is_trusted(region: Region) -> None:
    for seen in (Versions(2, 1), Versions(1, 2)):
        with pytest.raises(TrustError, match="older"):
            verify(region.repository, region.root, NOW, seen)


def test_the_directory_finds_members_and_keys(region: Region) -> None:
    directory = region.trusted(NOW).directory
    arvenia = region.members["XA"]
    assert directory.member_by_certificate(arvenia.tls.certificate_der) is directory.member("XA")
    assert directory.member_by_certificate(b"other") is None
    assert directory.signing_key("XA", arvenia.signing.key_id, NOW).public == arvenia.signing.public
    assert directory.encryption_key("XA", NOW).public == arvenia.encryption.public
    found = {code: directory.answering_member(code) for code in ("YU", "XB", "FR")}
    assert {code: one and one.id for code, one in found.items()} == {
        "YU": "XA",
        "XB": "XB",
        "FR": None,
    }
    with pytest.raises(PolicyError, match="unknown_member"):
        directory.member("XZ")
    with pytest.raises(VerificationError, match="key_unknown"):
        directory.signing_key("XB", arvenia.signing.key_id, NOW)


def test_keys_count_only_in_their_time(region: Region) -> None:
    document = region.document("directory.json")
    xa = document["members"][0]
    old = xa["encryption_keys"][0]
    new = old | {"valid_from_ms": 500, "public": "A" * 43 + "="}
    xa["encryption_keys"] = [old | {"valid_to_ms": 1000}, new]
    xa["signing_keys"][0]["valid_to_ms"] = 1000
    directory = read_directory(json.dumps(document).encode())
    key_id = region.members["XA"].signing.key_id
    assert directory.signing_key("XA", key_id, 999).key_id == key_id
    with pytest.raises(VerificationError, match="key_unknown"):
        directory.signing_key("XA", key_id, 1000)
    assert directory.encryption_key("XA", 499).public == region.members["XA"].encryption.public
    assert directory.encryption_key("XA", 700).public == bytes(32)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda d: d.update(extra=1), "directory.extra"),
        (lambda d: d.pop("version"), "directory.version"),
        (lambda d: d.update(version=True), "directory.version"),
        (lambda d: d.update(version=-1), "directory.version"),
        (lambda d: d["members"][1].pop("id"), r"directory.members\[1\].id"),
        (lambda d: d["members"].append(d["members"][0]), "occurs twice"),
        (lambda d: d["members"][1].update(answers_for=["DE"]), "same country"),
        (lambda d: d["hub"].update(statement_keys=5), "directory.hub.statement_keys"),
        (lambda d: d["members"][0]["signing_keys"][0].update(algorithm="rsa"), "ed25519"),
        (lambda d: d["members"][0]["signing_keys"][0].update(public="AAAA"), "public key"),
        (lambda d: d["members"].__setitem__(0, []), "must be an object"),
    ],
)
def test_a_bad_directory_names_its_field(region: Region, change: Any, where: str) -> None:
    document = region.document("directory.json")
    change(document)
    with pytest.raises(FormatError, match=where):
        read_directory(json.dumps(document).encode())


@pytest.mark.parametrize(
    "data", [b"", b"\xff", b"[]", b"[" * 100_000, b'{"a":1,"a":2}', b'{"version": NaN}']
)
def test_what_is_not_strict_json_is_refused(data: bytes) -> None:
    with pytest.raises(FormatError):
        read_policy(data)

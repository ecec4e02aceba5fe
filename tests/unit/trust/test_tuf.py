"""The trust files under attack: each lie of a hub, a mirror or a disk has its own refusal."""

import json
import os
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest
from tuf.api.metadata import Metadata

from accord.crypto.keys import SigningKey
from accord.errors import AccordError, FormatError, TransportError
from accord.testing.region import DAY_MS, Region, Signing, build_region, dump_document
from accord.trust.repository import (
    Holder,
    Roles,
    add_signature,
    complete,
    dump,
    roles_of,
    root_metadata,
    snapshot_metadata,
    targets_metadata,
    timestamp_metadata,
)
from accord.trust.trusted import DIRECTORY, POLICY, TIMESTAMP, TrustedRegion, refresh, verify

NOW = 1_767_225_600_000
LATER = NOW + 30 * DAY_MS


@pytest.fixture(scope="module")
def region() -> Region:
    return build_region(now_ms=NOW, random=os.urandom)


@pytest.fixture(scope="module")
def newer(region: Region) -> Region:
    document = region.document(DIRECTORY)
    document["version"] = 2
    return region.changed(LATER, directory=document)


def published(files: Mapping[str, bytes]) -> Callable[[str, int], bytes | None]:
    return lambda name, _: files.get(name)


def refused(region: Region, files: Mapping[str, bytes], last: TrustedRegion | None = None) -> str:
    with pytest.raises(AccordError) as error:
        refresh(region.root, last, published(files), NOW)
    return error.value.code


def test_a_newer_publication_is_taken_up(region: Region, newer: Region) -> None:
    last = region.trusted(NOW)
    fresh = refresh(region.root, last, published(newer.repository), NOW)
    assert fresh.versions.directory == 2
    assert verify(fresh.files, region.root, NOW).versions == fresh.versions
    assert refresh(region.root, fresh, published(newer.repository), NOW) == fresh


def test_an_older_publication_is_a_rollback(region: Region, newer: Region) -> None:
    last = newer.trusted(NOW)
    assert refused(region, region.repository, last) == "trust.rollback"
    # An old snapshot under a new timestamp takes the hub's own key, and is caught all the same.
    old_snapshot = region.repository["1.snapshot.json"]
    timestamp = region.signing.online(timestamp_metadata(3, LATER, old_snapshot))
    files = dict(newer.repository) | {TIMESTAMP: timestamp}
    assert refused(region, files, last) == "trust.rollback"


def test_old_targets_under_a_new_snapshot_are_a_rollback(region: Region, newer: Region) -> None:
    old_targets = region.repository["1.targets.json"]
    snapshot = region.signing.online(snapshot_metadata(3, LATER, old_targets))
    timestamp = region.signing.online(timestamp_metadata(3, LATER, snapshot))
    files = {**newer.repository, "3.snapshot.json": snapshot, TIMESTAMP: timestamp}
    assert refused(region, files, newer.trusted(NOW)) == "trust.rollback"


def test_what_expires_freezes_nobody_for_ever(region: Region) -> None:
    with pytest.raises(AccordError, match=r"trust\.expired"):
        refresh(region.root, None, published(region.repository), NOW + 366 * DAY_MS)
    last = region.trusted(NOW)
    with pytest.raises(AccordError, match=r"trust\.expired"):
        refresh(region.root, last, published(region.repository), NOW + 366 * DAY_MS)


def test_files_of_two_publications_are_not_mixed(region: Region, newer: Region) -> None:
    for name, other in (
        ("2.snapshot.json", region.repository["1.snapshot.json"]),
        ("2.targets.json", region.repository["1.targets.json"]),
    ):
        files = {**newer.repository, name: other}
        assert refused(region, files) in {"trust.hash", "trust.mix_and_match"}


def test_a_snapshot_of_another_version_than_the_timestamp_says(region: Region) -> None:
    signing = region.signing
    snapshot = signing.online(snapshot_metadata(5, LATER, region.repository["1.targets.json"]))
    timestamp = timestamp_metadata(2, LATER, snapshot)
    timestamp.signed.snapshot_meta.version = 4
    files = {
        **region.repository,
        "4.snapshot.json": snapshot,
        TIMESTAMP: signing.online(timestamp),
    }
    assert refused(region, files) == "trust.mix_and_match"


def test_endless_data_is_cut_off(region: Region) -> None:
    for name in region.repository:
        if name.endswith(".root.json"):
            continue
        files = {**region.repository, name: bytes(20 * 1024 * 1024)}
        assert refused(region, files) == "trust.too_large"
    chain = {f"{number}.root.json": bytes(600 * 1024) for number in range(2, 4)}
    assert refused(region, {**region.repository, **chain}) == "trust.too_large"


def test_what_is_missing_or_out_of_reach_is_not_forged(region: Region) -> None:
    for name in region.repository:
        if name.endswith(".root.json"):
            continue
        files = {key: data for key, data in region.repository.items() if key != name}
        assert refused(region, files) == "trust.absent"

    def away(name: str, most: int) -> bytes | None:
        raise TransportError("hub.unreachable", "the line is down")

    with pytest.raises(TransportError):
        refresh(region.root, None, away, NOW)


def test_two_timestamps_of_one_version_are_noticed(region: Region) -> None:
    other = region.signing.online(
        timestamp_metadata(1, LATER + 1000, region.repository["1.snapshot.json"])
    )
    files = {**region.repository, TIMESTAMP: other}
    assert refused(region, files, region.trusted(NOW)) == "trust.two_of_one_version"


def _targets_signed(region: Region, *keys: tuple[Holder, SigningKey]) -> dict[str, bytes]:
    """A publication whose targets these sign; the hub goes along with it."""
    documents = {name: dump_document(region.document(name)) for name in (DIRECTORY, POLICY)}
    metadata = targets_metadata(2, LATER, documents[DIRECTORY], documents[POLICY])
    for holder, key in keys:
        add_signature(metadata, holder, key)
    targets = dump(metadata)
    snapshot = region.signing.online(snapshot_metadata(2, LATER, targets))
    timestamp = region.signing.online(timestamp_metadata(2, LATER, snapshot))
    return complete([region.root], targets, snapshot, timestamp, documents)


def test_the_threshold_counts_different_holders(region: Region) -> None:
    first, second = region.signing.capitals
    stranger = SigningKey(os.urandom(32))
    hub = region.signing.roles.online[0], region.signing.online_key
    two = verify(_targets_signed(region, first, second), region.root, NOW)
    assert two.versions == region.trusted(NOW).versions
    few: list[Iterable[tuple[Holder, SigningKey]]] = [
        [],
        [first],
        [first, first],
        [first, (Holder("capital 2", stranger.public), stranger)],
        [first, (second[0], stranger)],
        [first, hub],
    ]
    for keys in few:
        assert refused(region, _targets_signed(region, *keys)) == "trust.threshold"


def test_the_hub_alone_cannot_publish_another_directory(region: Region) -> None:
    document = region.document(DIRECTORY)
    document["members"].pop()
    forged = dump_document(document)
    name = next(name for name in region.repository if name.endswith(DIRECTORY))
    assert refused(region, {**region.repository, name: forged}) in {"trust.hash", "trust.too_large"}


def test_odd_targets_are_refused(region: Region) -> None:
    signing, documents = region.signing, {"a": b"1", "b": b"2"}
    metadata = targets_metadata(2, LATER, b"1", b"2")
    metadata.signed.targets["third.json"] = metadata.signed.targets[DIRECTORY]
    targets = signing.offline(metadata)
    snapshot = signing.online(snapshot_metadata(2, LATER, targets))
    timestamp = signing.online(timestamp_metadata(2, LATER, snapshot))
    files = complete([region.root], targets, snapshot, timestamp, documents)
    assert refused(region, files) == "trust.targets"


def _rotated(region: Region, version: int = 2) -> tuple[bytes, Signing]:
    """A root with three new capitals and a new online key, signed by the old ones and the new."""
    keys, online = [SigningKey(os.urandom(32)) for _ in range(3)], SigningKey(os.urandom(32))
    holders = tuple(Holder(f"new {number}", key.public) for number, key in enumerate(keys))
    roles = Roles(
        root=holders,
        root_threshold=2,
        targets=holders,
        targets_threshold=2,
        online=(Holder("hub", online.public),),
    )
    new = Signing(list(zip(holders, keys, strict=True))[:2], online, roles)
    metadata = root_metadata(version, LATER, roles)
    for holder, key in region.signing.capitals:
        add_signature(metadata, holder, key)
    return new.offline(metadata), new


def _published_by(signing: Signing, region: Region, roots: list[bytes]) -> dict[str, bytes]:
    documents = {name: dump_document(region.document(name)) for name in (DIRECTORY, POLICY)}
    targets = signing.offline(targets_metadata(2, LATER, documents[DIRECTORY], documents[POLICY]))
    snapshot = signing.online(snapshot_metadata(2, LATER, targets))
    timestamp = signing.online(timestamp_metadata(2, LATER, snapshot))
    return complete(roots, targets, snapshot, timestamp, documents)


def test_every_key_can_be_rotated_under_old_and_new_thresholds(region: Region) -> None:
    root, signing = _rotated(region)
    files = _published_by(signing, region, [region.root, root])
    fresh = refresh(region.root, region.trusted(NOW), published(files), NOW)
    assert roles_of(Metadata.from_bytes(root).signed) == signing.roles
    assert verify(fresh.files, region.root, NOW) == fresh
    assert verify(fresh.files, root, NOW).directory == fresh.directory
    # After the rotation the old capitals sign nothing any more.
    assert refused(region, {**region.repository, "2.root.json": root}) == "trust.threshold"


def test_a_root_that_the_old_holders_did_not_sign_is_refused(region: Region) -> None:
    _, signing = _rotated(region)
    alone = signing.offline(root_metadata(2, LATER, signing.roles))
    files = _published_by(signing, region, [region.root, alone])
    assert refused(region, files) == "trust.threshold"


def test_roots_follow_each_other_one_by_one(region: Region) -> None:
    root, signing = _rotated(region, version=3)
    files = _published_by(signing, region, [region.root])
    assert refused(region, {**files, "2.root.json": root}) == "trust.root_version"


@pytest.mark.parametrize("name", ["timestamp.json", "1.snapshot.json", "1.targets.json"])
@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b"\xff", b'{"signed": 5, "signatures": []}', b"[" * 50_000]
)
def test_what_is_no_metadata_is_named(region: Region, name: str, data: bytes) -> None:
    assert refused(region, {**region.repository, name: data}) in {
        "trust.metadata",
        "trust.hash",
        "trust.too_large",
    }


def test_a_first_root_that_nobody_signed_is_no_root(region: Region) -> None:
    for root in (b"", b"{}", dump(root_metadata(1, LATER, region.signing.roles))):
        with pytest.raises(AccordError) as error:
            verify(region.repository, root, NOW)
        assert error.value.code in {"trust.metadata", "trust.threshold"}


def test_any_flipped_byte_is_refused(region: Region) -> None:
    for name, data in region.repository.items():
        if name.endswith(".root.json"):
            continue  # the root is given by hand
        for at in range(0, len(data), 7):
            changed = bytearray(data)
            changed[at] ^= 1
            files = {**region.repository, name: bytes(changed)}
            try:
                seen = verify(files, region.root, NOW)
            except AccordError:
                continue
            # Only white space and what no signature covers can differ, and it changes nothing.
            assert (seen.directory, seen.policy) == (
                region.trusted(NOW).directory,
                region.trusted(NOW).policy,
            )


def test_a_key_counts_once_and_thresholds_make_sense(region: Region) -> None:
    holder = region.signing.roles.root[0]
    good: dict[str, Any] = {
        "root": (holder,),
        "root_threshold": 1,
        "targets": (holder,),
        "targets_threshold": 1,
        "online": (holder,),
    }
    assert Roles(**good).root == (holder,)
    for wrong in ({"root": (holder, holder)}, {"root_threshold": 0}, {"targets_threshold": 2}):
        with pytest.raises(FormatError):
            Roles(**good | wrong)


def test_holders_keep_their_names(region: Region) -> None:
    root = json.loads(region.root)["signed"]
    assert {key["x-accord-holder"] for key in root["keys"].values()} == {
        "capital 1",
        "capital 2",
        "capital 3",
        "hub",
    }

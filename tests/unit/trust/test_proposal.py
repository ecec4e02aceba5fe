"""A proposed version of the trust: who has signed it, what it says, and what cannot be smuggled."""

import json
import random

import pytest
from tuf.api.metadata import Metadata, Root, Targets

from accord.crypto.keys import SigningKey
from accord.errors import AccordError, FormatError, TrustError, VerificationError
from accord.testing.region import DAY_MS, Region, build_region
from accord.trust.amendments import changed_member, removed, suspended, with_key_revoked
from accord.trust.changes import changes
from accord.trust.proposal import Content, Proposal
from accord.trust.proposal_file import dump_proposal, read_proposal
from accord.trust.proposing import combine, propose, sign
from accord.trust.repository import Holder, Roles
from accord.trust.trusted import DIRECTORY, POLICY

NOW = 1_800_000_000_000
UNTIL = NOW + 365 * DAY_MS


def region() -> Region:
    return build_region(now_ms=NOW, random=random.Random(7).randbytes)


def content(one: Region) -> Content:
    documents = {
        name: next(data for path, data in one.repository.items() if path.endswith(f".{name}"))
        for name in (DIRECTORY, POLICY)
    }
    targets = Metadata[Targets].from_bytes(one.repository["1.targets.json"])
    return Content(Metadata[Root].from_bytes(one.root), targets, documents)


def suspension(one: Region) -> Proposal:
    return propose(
        content(one),
        directory=changed_member(one.document(DIRECTORY), "XB", suspended),
        policy=one.document(POLICY),
        roles=content(one).roles,
        expires_ms=UNTIL,
    )


def capitals(one: Region) -> list[SigningKey]:
    return [key for _, key in one.signing.capitals]


def rotated(roles: Roles, keys: list[SigningKey], threshold: int) -> Roles:
    holders = tuple(Holder(f"new {at}", key.public) for at, key in enumerate(keys))
    return Roles(
        root=holders,
        root_threshold=threshold,
        targets=holders,
        targets_threshold=threshold,
        online=roles.online,
    )


def test_a_proposal_survives_its_file_and_tells_who_is_missing() -> None:
    one = region()
    first = read_proposal(dump_proposal(sign(suspension(one), capitals(one)[0])))
    (targets,) = first.standing
    assert (targets.signed, targets.needed) == (("capital 1",), 1)
    assert targets.missing == ("capital 2", "capital 3")
    assert not first.complete
    second = sign(suspension(one), capitals(one)[1])
    assert combine([first, second]).complete


def test_the_same_signature_twice_counts_once() -> None:
    one = region()
    signed = sign(suspension(one), capitals(one)[0])
    assert not combine([signed, signed]).complete
    document = json.loads(dump_proposal(signed))
    document["targets"]["signatures"] *= 2
    with pytest.raises(FormatError, match="targets"):
        read_proposal(json.dumps(document).encode())


def test_a_signature_over_other_content_is_refused() -> None:
    one = region()
    document = json.loads(dump_proposal(suspension(one)))
    document["targets"]["signatures"] = json.loads(one.repository["1.targets.json"])["signatures"]
    with pytest.raises(VerificationError, match="not over this content"):
        read_proposal(json.dumps(document).encode())


def test_different_proposals_are_not_combined_and_the_difference_is_named() -> None:
    one = region()
    other = propose(
        content(one),
        directory=changed_member(one.document(DIRECTORY), "XC", suspended),
        policy=one.document(POLICY),
        roles=content(one).roles,
        expires_ms=UNTIL,
    )
    with pytest.raises(VerificationError, match=r"directory\.json, targets"):
        combine([suspension(one), other])


def test_whoever_is_no_holder_signs_nothing() -> None:
    with pytest.raises(TrustError, match="signs nothing"):
        sign(suspension(region()), SigningKey(bytes(32)))


def test_bytes_that_say_more_than_is_shown_are_refused() -> None:
    one = region()
    document = json.loads(dump_proposal(suspension(one)))
    document["targets"]["signed"]["x-note"] = "nothing to see"
    with pytest.raises(VerificationError, match="not shown"):
        read_proposal(json.dumps(document).encode())


def test_documents_that_are_not_those_of_the_targets_are_refused() -> None:
    one = region()
    document = json.loads(dump_proposal(suspension(one)))
    document[DIRECTORY] = document["published"][DIRECTORY]
    with pytest.raises(AccordError):
        read_proposal(json.dumps(document).encode())


def test_a_root_that_lowers_its_own_threshold_still_needs_the_old_one() -> None:
    one = region()
    roles = content(one).roles
    lowered = Roles(
        root=roles.root,
        root_threshold=1,
        targets=roles.targets,
        targets_threshold=1,
        online=roles.online,
    )
    proposal = propose(
        content(one),
        directory=one.document(DIRECTORY),
        policy=one.document(POLICY),
        roles=lowered,
        expires_ms=UNTIL,
    )
    signed = sign(proposal, capitals(one)[0])
    old, new, targets = signed.standing
    assert (old.needed, new.needed, targets.needed) == (1, 0, 0)
    assert not signed.complete
    assert "root threshold: 2 -> 1" in changes(signed)


def test_all_holders_change_under_the_old_and_the_new_threshold() -> None:
    one = region()
    fresh = [SigningKey(bytes([at]) * 32) for at in (1, 2, 3)]
    proposal = propose(
        content(one),
        directory=one.document(DIRECTORY),
        policy=one.document(POLICY),
        roles=rotated(content(one).roles, fresh, 2),
        expires_ms=UNTIL,
    )
    for key in fresh:
        proposal = sign(proposal, key)
    assert [role.needed for role in proposal.standing] == [2, 0, 0]
    for key in capitals(one):
        proposal = sign(proposal, key)
    assert read_proposal(dump_proposal(proposal)).complete


def test_nobody_can_take_out_the_last_holder() -> None:
    roles = content(region()).roles
    with pytest.raises(FormatError, match="threshold"):
        rotated(roles, [], 0)


def test_two_holders_of_one_name_are_refused() -> None:
    one = region()
    twins = tuple(Holder("same", SigningKey(bytes([at]) * 32).public) for at in (1, 2))
    roles = Roles(
        root=twins,
        root_threshold=2,
        targets=twins,
        targets_threshold=2,
        online=content(one).roles.online,
    )
    with pytest.raises(FormatError, match="one name"):
        propose(
            content(one),
            directory=one.document(DIRECTORY),
            policy=one.document(POLICY),
            roles=roles,
            expires_ms=UNTIL,
        )


def test_what_changes_nothing_is_no_proposal() -> None:
    one = region()
    with pytest.raises(FormatError, match="nothing would change"):
        propose(
            content(one),
            directory=one.document(DIRECTORY),
            policy=one.document(POLICY),
            roles=content(one).roles,
            expires_ms=UNTIL,
        )


def test_the_review_names_a_removal_and_since_when_keys_are_revoked() -> None:
    one = region()
    proposal = propose(
        content(one),
        directory=changed_member(
            one.document(DIRECTORY), "XB", lambda entry: removed(entry, NOW - DAY_MS)
        ),
        policy=one.document(POLICY) | {"max_referral_depth": 5},
        roles=content(one).roles,
        expires_ms=UNTIL,
    )
    lines = changes(proposal)
    assert "member XB: SUSPENDED" in lines
    assert "policy: max_referral_depth: 8 -> 5" in lines
    assert sum("REVOKED from 2027-01-14" in line for line in lines) == 3
    assert any(line.startswith("member XB: TLS certificate out: ") for line in lines)
    assert not any(line.startswith("member XC") for line in lines)


def test_a_key_is_revoked_by_its_id_alone_and_the_earlier_date_stays() -> None:
    entry = region().document(DIRECTORY)["members"][0]
    key = region().trusted(NOW).directory.member("XA").signing_keys[0]
    once = with_key_revoked(entry, key.key_id.hex(), NOW)
    twice = with_key_revoked(once, key.key_id.hex(), NOW + DAY_MS)
    assert twice["signing_keys"][0]["revoked_from_ms"] == NOW
    assert twice["encryption_keys"] == entry["encryption_keys"]
    with pytest.raises(FormatError, match="KEYID"):
        with_key_revoked(entry, "00" * 8, NOW)

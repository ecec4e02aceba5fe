"""No flipped bit of a proposal passes for what was signed."""

import random

from hypothesis import given
from hypothesis import strategies as st
from tuf.api.metadata import Metadata, Root, Targets

from accord.errors import AccordError
from accord.testing.region import DAY_MS, build_region, dump_document
from accord.trust.amendments import changed_member, suspended
from accord.trust.proposal import Content
from accord.trust.proposal_file import dump_proposal, read_proposal
from accord.trust.proposing import propose, sign
from accord.trust.trusted import DIRECTORY, POLICY

NOW = 1_800_000_000_000


def signed() -> bytes:
    region = build_region(now_ms=NOW, random=random.Random(3).randbytes)
    documents = {name: dump_document(region.document(name)) for name in (DIRECTORY, POLICY)}
    root = Metadata[Root].from_bytes(region.root)
    targets = Metadata[Targets].from_bytes(region.repository["1.targets.json"])
    current = Content(root, targets, documents)
    proposal = propose(
        current,
        directory=changed_member(region.document(DIRECTORY), "XB", suspended),
        policy=region.document(POLICY),
        roles=current.roles,
        expires_ms=NOW + 90 * DAY_MS,
    )
    return dump_proposal(sign(proposal, region.signing.capitals[0][1]))


FILE = signed()
READ = read_proposal(FILE)


@given(st.integers(0, len(FILE) - 1), st.integers(0, 7))
def test_a_flipped_bit_is_refused_or_changes_nothing_that_was_signed(at: int, bit: int) -> None:
    flipped = bytearray(FILE)
    flipped[at] ^= 1 << bit
    try:
        other = read_proposal(bytes(flipped))
    except AccordError:
        return
    assert READ.current is not None
    assert other.current is not None
    assert not READ.proposed.differing(other.proposed)
    assert not READ.current.differing(other.current)

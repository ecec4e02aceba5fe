import random
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest

from accord.errors import PolicyError
from accord.testing.region import build_region
from accord.trust.directory import Directory, Member
from accord.wire.header import Addressee, Header
from accord.wire.kinds import MessageKind, Priority, Purpose
from hub.admission import Surroundings, admit, check_same, check_sender

NOW = 1_767_225_600_000
DAY = 24 * 3600 * 1000
REGION = build_region(now_ms=NOW, random=random.Random(1).randbytes).trusted(NOW)


def addressee(member: str) -> Addressee:
    return Addressee(member, bytes(8), bytes(48), 1, b"")


HEADER = Header(
    message_id=UUID(int=1),
    sender="XA",
    recipients=(addressee("XB"),),
    kind=MessageKind.TRACE_REQUEST,
    conversation_id=UUID(int=2),
    created_ms=NOW,
    not_after_ms=NOW + DAY,
    priority=Priority.ROUTINE,
    content_size=0,
    content_digest=bytes(32),
    key_commitment=bytes(32),
    ephemeral_key=bytes(32),
    policy_version=1,
    purpose=Purpose.TRACING,
)
AROUND = Surroundings(REGION, NOW, open_messages=0, most_open_messages=10)


def with_member(name: str, change: Callable[[Member], Member]) -> Surroundings:
    members = dict(REGION.directory.members)
    members[name] = change(members[name])
    directory: Directory = replace(REGION.directory, members=members)
    return replace(AROUND, region=replace(REGION, directory=directory))


def test_admits_an_ordinary_message() -> None:
    admit(HEADER, AROUND)


@pytest.mark.parametrize(
    ("header", "around"),
    [
        (HEADER._replace(created_ms=NOW + 300_000), AROUND),
        (HEADER._replace(created_ms=NOW - DAY, not_after_ms=NOW + 1), AROUND),
        (HEADER._replace(not_after_ms=NOW + 30 * DAY), AROUND),
        (HEADER, replace(AROUND, open_messages=9)),
        (HEADER._replace(kind=MessageKind.PROBE), AROUND),
        (HEADER._replace(recipients=(addressee("XA"),)), AROUND),
        (
            HEADER._replace(kind=MessageKind.EXCHANGE_COUNTERS),
            with_member("XA", lambda one: replace(one, kinds=frozenset())),
        ),
    ],
)
def test_admits_at_the_very_edge(header: Header, around: Surroundings) -> None:
    admit(header, around)


@pytest.mark.parametrize(
    ("code", "header", "around"),
    [
        ("region.expired", HEADER, replace(AROUND, now_ms=REGION.directory.expires_ms)),
        ("sender.inactive", HEADER, with_member("XA", lambda one: replace(one, active=False))),
        (
            "kind.not_permitted",
            HEADER,
            with_member("XA", lambda one: replace(one, kinds=frozenset({"probe"}))),
        ),
        (
            "recipient.unknown",
            HEADER._replace(recipients=(addressee("XB"), addressee("XQ"))),
            AROUND,
        ),
        ("recipient.inactive", HEADER, with_member("XB", lambda one: replace(one, active=False))),
        ("policy.version_unknown", HEADER._replace(policy_version=2), AROUND),
        ("policy.version_unknown", HEADER._replace(policy_version=0), AROUND),
        ("message.from_future", HEADER._replace(created_ms=NOW + 300_001), AROUND),
        ("message.expired", HEADER._replace(created_ms=NOW - DAY, not_after_ms=NOW), AROUND),
        ("message.not_after_too_far", HEADER._replace(not_after_ms=NOW + 30 * DAY + 1), AROUND),
        ("quota.open_messages", HEADER, replace(AROUND, open_messages=10)),
        (
            "quota.open_messages",
            HEADER._replace(recipients=(addressee("XB"), addressee("XC"))),
            replace(AROUND, open_messages=9),
        ),
    ],
)
def test_refuses_with_the_code_of_the_broken_rule(
    code: str, header: Header, around: Surroundings
) -> None:
    with pytest.raises(PolicyError) as refused:
        admit(header, around)
    assert refused.value.code == code


def test_the_sender_is_the_caller() -> None:
    check_sender(HEADER, "XA")
    with pytest.raises(PolicyError, match=r"envelope\.not_yours"):
        check_sender(HEADER, "XB")


def test_an_id_names_one_header_for_ever() -> None:
    check_same(bytes(32), bytes(32))
    with pytest.raises(PolicyError, match=r"envelope\.id_reused"):
        check_same(bytes(32), bytes(31) + b"\1")

"""Whose signatures make a checkpoint believable, and how many witnesses they are."""

import random
from collections.abc import Callable
from dataclasses import replace
from itertools import count

import pytest
from log_kit import (
    COSIGNED_S,
    LOG_KEY,
    LOG_VKEY,
    ORIGIN,
    STRANGER,
    WITNESSES,
    cosigned,
    cosigner,
    grown,
    named,
    trust,
)

from accord.crypto.keys import SigningKey
from accord.errors import AccordError, FormatError
from accord.log.keys import LOG, VerifierKey, sign_text
from accord.log.note import Note, SignatureLine, parse_note
from accord.log.quorum import LogTrust, witness_key
from accord.testing.region import build_region
from accord.trust.directory import PublicKey

LOG_OF_5 = grown(5)
KEYS = build_region(now_ms=COSIGNED_S * 1000, random=random.Random(11).randbytes)
REGION = KEYS.trusted(COSIGNED_S * 1000)
TEXT = LOG_OF_5.checkpoint().text
OWN = SignatureLine.of(LOG_VKEY, sign_text(TEXT, LOG_KEY))
XA, XB = cosigner("XA")(TEXT), cosigner("XB")(TEXT)


def code(note: bytes, known: LogTrust | None = None) -> str:
    with pytest.raises(AccordError) as refused:
        (known or trust()).open(note)
    return refused.value.code


@pytest.mark.parametrize("members", ["", "XA", "XA XB", "XA XB XC"])
@pytest.mark.parametrize("quorum", [0, 1, 2, 3])
def test_a_checkpoint_is_witnessed_when_enough_members_cosigned_it(
    members: str, quorum: int
) -> None:
    names = members.split()
    signed = trust(quorum).open(cosigned(LOG_OF_5, members=names))
    assert signed.checkpoint == LOG_OF_5.checkpoint()
    assert signed.cosigned_s == dict.fromkeys(names, COSIGNED_S)
    assert signed.witnessed is (len(names) >= quorum)


def test_a_member_counts_once_whatever_it_signs_with() -> None:
    second = SigningKey(bytes(32))
    known = LogTrust(
        ORIGIN, [LOG_KEY.public], {"XA": [WITNESSES["XA"].public, second.public], "XB": []}, 2
    )
    lines = [XA, XA, cosigner("XA", COSIGNED_S + 1)(TEXT), cosigner("XA", signer=second)(TEXT)]
    signed = known.open(LOG_OF_5.note(cosigned=lines))
    assert list(signed.cosigned_s) == ["XA"]
    assert not signed.witnessed


NOT_COUNTED = [
    ("under another member's name", cosigner("XA", signer=WITNESSES["XB"])(TEXT)),
    ("a stranger's", cosigner("XA", signer=STRANGER)(TEXT)),
    ("of no member", XA._replace(name=f"{ORIGIN}/witness/XZ")),
    ("of another log's witness", XA._replace(name="other.example/log/witness/XA")),
    ("with a key id of another key", XA._replace(key_id=XB.key_id)),
    (
        "as a log would sign",
        SignatureLine.of(
            VerifierKey(f"{ORIGIN}/witness/XA", LOG, WITNESSES["XA"].public),
            sign_text(TEXT, WITNESSES["XA"]),
        ),
    ),
]


@pytest.mark.parametrize("line", named(NOT_COUNTED))
def test_a_cosignature_of_no_known_key_counts_for_nobody(line: SignatureLine) -> None:
    signed = trust(1).open(LOG_OF_5.note(cosigned=[line]))
    assert not signed.cosigned_s
    assert not signed.witnessed


OTHER = grown(4).checkpoint().text
REFUSED = [
    (
        "cosigned by another's key in XA's name",
        Note(TEXT, (OWN, XA._replace(signature=XB.signature))),
        "note.signature",
    ),
    ("cosigned elsewhere", Note(TEXT, (OWN, cosigner("XA")(OTHER))), "note.signature"),
    (
        "cosigned after the end of time",
        Note(TEXT, (OWN, cosigner("XA", 2**63)(TEXT))),
        "note.signature",
    ),
    (
        "cosigned with another time",
        Note(TEXT, (OWN, XA._replace(signature=bytes(8) + XA.signature[8:]))),
        "note.signature",
    ),
    (
        "cosigned without a time",
        Note(TEXT, (OWN, XA._replace(signature=XA.signature[8:]))),
        "note.signature",
    ),
    (
        "cosigned well, then badly",
        Note(TEXT, (OWN, XA, XA._replace(signature=bytes(72)))),
        "note.signature",
    ),
    ("only cosigned", Note(TEXT, (XA, XB)), "checkpoint.unsigned"),
    ("signed by a stranger", parse_note(grown(5, ORIGIN, STRANGER).note()), "note.no_known_key"),
    (
        "signed elsewhere",
        Note(TEXT, (SignatureLine.of(LOG_VKEY, sign_text(OTHER, LOG_KEY)),)),
        "note.signature",
    ),
]


@pytest.mark.parametrize(("note", "expected"), named(REFUSED))
def test_a_note_that_somebody_tampered_with_is_refused(note: Note, expected: str) -> None:
    assert code(note.encode()) == expected


def signed(text: str) -> bytes:
    return Note(text, (SignatureLine.of(LOG_VKEY, sign_text(text, LOG_KEY)),)).encode()


def test_signing_does_not_make_a_checkpoint_of_anything() -> None:
    origin, size, root, _ = TEXT.split("\n")
    assert code(signed(f"other.example/log\n{size}\n{root}\n")) == "checkpoint.origin"
    assert code(signed(f"\ufeff{TEXT}")) == "checkpoint.origin"
    assert code(signed(f"{origin} \n{size}\n{root}\n")) == "checkpoint.origin"
    assert code(signed(f"{origin}\n0\n{root}\n")) == "checkpoint.empty"
    assert code(signed(f"{origin}\n{root}\n{size}\n")) == "encoding.base64"
    assert code(signed(f"{TEXT}\n")) == "checkpoint.extension"


def test_another_logs_checkpoint_is_not_ours_even_under_our_key() -> None:
    assert code(grown(5, "other.example/log").note()) == "checkpoint.origin"
    assert code(grown(5, signer=STRANGER).note()) == "note.no_known_key"


@pytest.mark.parametrize(
    ("log_keys", "witnesses"),
    [
        ([LOG_KEY, LOG_KEY], {}),
        ([LOG_KEY], {"XA": [LOG_KEY]}),
        ([LOG_KEY], {"XA": [STRANGER], "XB": [STRANGER]}),
    ],
)
def test_no_key_stands_for_two(
    log_keys: list[SigningKey], witnesses: dict[str, list[SigningKey]]
) -> None:
    publics = {member: [key.public for key in keys] for member, keys in witnesses.items()}
    with pytest.raises(FormatError) as refused:
        LogTrust(ORIGIN, [key.public for key in log_keys], publics, 1)
    assert refused.value.code == "log.key_twice"


def test_two_keys_of_one_member_with_one_key_id_are_refused() -> None:
    def key_id(public: bytes) -> bytes:
        return witness_key(ORIGIN, "XA", public).key_id

    seen: dict[bytes, bytes] = {}
    publics = (number.to_bytes(32, "big") for number in count())
    pairs = ([seen.setdefault(key_id(one), one), one] for one in publics)
    two = next(pair for pair in pairs if pair[0] != pair[1])
    with pytest.raises(FormatError) as refused:
        LogTrust(ORIGIN, [LOG_KEY.public], {"XA": two}, 1)
    assert refused.value.code == "log.key_ambiguous"


@pytest.mark.parametrize("origin", ["", "a b", "a+b", "a\n1", "\ud800"])
def test_a_log_has_a_name_that_a_key_can_have(origin: str) -> None:
    with pytest.raises(FormatError) as refused:
        LogTrust(origin, [LOG_KEY.public], {}, 0)
    assert refused.value.code == "note.name"


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_key_has_32_bytes(size: int) -> None:
    with pytest.raises(FormatError) as refused:
        LogTrust(ORIGIN, [bytes(size)], {}, 0)
    assert refused.value.code == "encoding.size"


def test_a_log_without_keys_signs_nothing() -> None:
    assert code(LOG_OF_5.note(), LogTrust(ORIGIN, [], {}, 0)) == "note.no_known_key"


def _region_trust(change: Callable[[PublicKey], PublicKey] = lambda key: key) -> LogTrust:
    """What a directory and a policy say, with a change to the first witness's key."""
    directory, policy = REGION.directory, REGION.policy
    first = directory.member("XB")
    (key,) = first.witness_keys
    members = dict(directory.members) | {
        "XB": replace(first, witness_keys=(change(key),)),
    }
    return LogTrust.of(replace(directory, members=members), policy)


def _xb_cosigned(note: bytes) -> bytes:
    text = parse_note(note).text
    line = cosigner("XB", signer=KEYS.members["XB"].witness)(text)
    return note + line.text.encode()


def test_the_directory_says_whose_keys_count_and_the_policy_how_many() -> None:
    log = grown(5, signer=KEYS.log_key)
    known = _region_trust()
    assert (known.origin, known.witnesses, known.quorum) == (ORIGIN, frozenset({"XB", "XC"}), 1)
    assert not known.open(log.note()).witnessed
    signed = known.open(_xb_cosigned(log.note()))
    assert (list(signed.cosigned_s), signed.witnessed) == (["XB"], True)


@pytest.mark.parametrize(
    ("change", "counts"),
    [
        (lambda key: replace(key, valid_from_ms=COSIGNED_S * 1000), True),
        (lambda key: replace(key, valid_from_ms=COSIGNED_S * 1000 + 1), False),
        (lambda key: replace(key, valid_to_ms=COSIGNED_S * 1000 + 1), True),
        (lambda key: replace(key, valid_to_ms=COSIGNED_S * 1000), False),
        (lambda key: replace(key, revoked_from_ms=COSIGNED_S * 1000), False),
    ],
)
def test_a_cosignature_counts_if_its_key_was_valid_then(
    change: Callable[[PublicKey], PublicKey], *, counts: bool
) -> None:
    known, log = _region_trust(change), grown(5, signer=KEYS.log_key)
    note = _xb_cosigned(log.note())
    assert known.open(note).witnessed is counts
    text, lines = parse_note(note)
    if counts:
        assert known.cosignature("XB", text, lines) == lines[-1]
    else:
        with pytest.raises(AccordError, match=r"checkpoint\.witness_key"):
            known.cosignature("XB", text, lines)


def test_a_revoked_key_of_the_log_signs_nothing() -> None:
    directory = REGION.directory
    (key,) = directory.hub.log_keys
    hub = replace(directory.hub, log_keys=(replace(key, revoked_from_ms=1 << 60),))
    known = LogTrust.of(replace(directory, hub=hub), REGION.policy)
    assert code(grown(5, signer=KEYS.log_key).note(), known) == "note.no_known_key"


@pytest.mark.parametrize("lines", [[], [OWN], [XB], [XB, OWN]])
def test_a_member_cosigned_only_with_its_own_key(lines: list[SignatureLine]) -> None:
    with pytest.raises(AccordError, match=r"note\.no_known_key"):
        trust().cosignature("XA", TEXT, lines)
    assert trust().cosignature("XA", TEXT, [*lines, XA]) == XA


def test_a_bad_line_of_a_members_own_key_spoils_the_others() -> None:
    bad = XA._replace(signature=bytes(72))
    with pytest.raises(AccordError, match=r"note\.signature"):
        trust().cosignature("XA", TEXT, [XA, bad])

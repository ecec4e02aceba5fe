"""Verifier keys: one spelling each, and an id that is the key's own."""

import pytest
from log_kit import COSIGNED_S, LOG_KEY, LOG_VKEY, WITNESSES, named

from accord.encoding import to_base64
from accord.errors import FormatError, VerificationError
from accord.log.keys import (
    LOG,
    WITNESS,
    VerifierKey,
    check_name,
    cosign_text,
    cosigned_at_s,
    parse_key,
)

TEXT = "accord.example/log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
XA = WITNESSES["XA"]
XA_KEY = VerifierKey("xa", WITNESS, XA.public)


@pytest.mark.parametrize("key", [LOG_VKEY, XA_KEY, VerifierKey("ü/字", LOG, b"\xff" * 32)])
def test_a_key_is_read_as_it_was_written(key: VerifierKey) -> None:
    assert parse_key(key.text) == key


def test_the_two_kinds_of_one_key_have_different_ids() -> None:
    kinds = [VerifierKey("xa", kind, XA.public).key_id for kind in (LOG, WITNESS)]
    assert kinds[0] != kinds[1]


def spelled(name: str, id_: str, raw: bytes) -> str:
    return f"{name}+{id_}+{to_base64(raw)}"


NAME, ID, KEY = LOG_VKEY.text.split("+", 2)
RAW = bytes([LOG]) + LOG_KEY.public
ODD_KEYS = [
    ("empty", "", "note.vkey"),
    ("no id", f"{NAME}+{KEY}", "note.vkey"),
    ("no name", f"+{ID}+{KEY}", "note.name"),
    ("a space in the name", f"a b+{ID}+{KEY}", "note.name"),
    ("upper-case id", f"{NAME}+{'ABCDEF01'}+{KEY}", "encoding.hex"),
    ("short id", f"{NAME}+{ID[:6]}+{KEY}", "note.vkey"),
    ("long id", f"{NAME}+{ID}00+{KEY}", "note.vkey"),
    ("another's id", f"{NAME}+00000000+{KEY}", "note.vkey"),
    ("another name", f"{NAME}x+{ID}+{KEY}", "note.vkey"),
    ("no key", f"{NAME}+{ID}+", "note.vkey"),
    ("only a type", spelled(NAME, ID, b"\x01"), "encoding.size"),
    ("a short key", spelled(NAME, ID, RAW[:-1]), "encoding.size"),
    ("a long key", spelled(NAME, ID, RAW + b"\0"), "encoding.size"),
    ("ECDSA", spelled(NAME, ID, b"\x02" + RAW[1:]), "note.vkey"),
    ("ML-DSA", spelled(NAME, ID, b"\x06" + RAW[1:]), "note.vkey"),
    ("private", spelled(NAME, ID, b"\xff" + RAW[1:]), "note.vkey"),
    ("no padding", f"{NAME}+{ID}+{KEY.rstrip('=')}A", "encoding.base64"),
    ("a line break", LOG_VKEY.text + "\n", "encoding.base64"),
]


@pytest.mark.parametrize(("text", "code"), named(ODD_KEYS))
def test_another_spelling_of_a_key_is_refused(text: str, code: str) -> None:
    with pytest.raises(FormatError) as refused:
        parse_key(text)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "name", ["", " ", "a b", "a+b", "a\n", "a\0", "a\t", "a\u0085", "a\u2028", "a\u3000", "\ud800"]
)
def test_a_name_with_spaces_plus_signs_or_controls_is_refused(name: str) -> None:
    with pytest.raises(FormatError) as refused:
        check_name(name)
    assert refused.value.code == "note.name"


@pytest.mark.parametrize("at_s", [0, 1, COSIGNED_S, 2**63 - 1])
def test_a_cosignature_says_when_and_covers_it(at_s: int) -> None:
    signature = cosign_text(TEXT, XA, at_s)
    assert cosigned_at_s(signature) == at_s
    XA_KEY.check(TEXT, signature)
    with pytest.raises(VerificationError):
        XA_KEY.check(TEXT, (at_s ^ 1).to_bytes(8, "big") + signature[8:])
    with pytest.raises(VerificationError):
        XA_KEY.check(TEXT + "x\n", signature)


@pytest.mark.parametrize("at_s", [2**63, 2**64 - 1])
def test_a_cosignature_after_the_end_of_time_is_refused(at_s: int) -> None:
    with pytest.raises(FormatError) as refused:
        XA_KEY.check(TEXT, cosign_text(TEXT, XA, at_s))
    assert refused.value.code == "note.cosignature"


@pytest.mark.parametrize("size", [0, 8, 64, 71, 73])
def test_a_cosignature_has_one_size(size: int) -> None:
    with pytest.raises(FormatError) as refused:
        cosigned_at_s(bytes(size))
    assert refused.value.code == "encoding.size"


def test_a_signature_of_one_kind_is_none_of_the_other() -> None:
    plain, timed = XA.sign(TEXT.encode()), cosign_text(TEXT, XA, 0)
    as_log = VerifierKey("xa", LOG, XA.public)
    for key, signature in [(as_log, timed), (XA_KEY, plain)]:
        with pytest.raises(FormatError):
            key.check(TEXT, signature)
    for key, signature in [(as_log, timed[8:]), (XA_KEY, bytes(8) + plain)]:
        with pytest.raises(VerificationError):
            key.check(TEXT, signature)

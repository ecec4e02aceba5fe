from dataclasses import replace

import pytest
from certificate_samples import CERTIFICATE, ITEMS, KEY, signed

from accord.cases.certificate import Certificate, Party
from accord.cases.certificate_form import canonical, check_signature, differing, digest, said, sign
from accord.errors import FormatError, VerificationError


def test_the_form_says_each_field_once_under_its_path() -> None:
    pairs = said(CERTIFICATE)
    assert pairs["issued"] == "2026-03-02"
    assert pairs["items[1].quantity"] == "100"
    assert pairs["items[1].category"] == "SA4"
    assert pairs["undertakings[2]"] == "DELIVERY_VERIFICATION"
    assert "several_transfers" not in pairs
    assert list(pairs)[:3] == ["number", "issuing_state", "authority"]


def test_the_form_is_fixed_byte_for_byte() -> None:
    small = Certificate(number="N-1", issuing_state="XB", several_transfers=True)
    assert canonical(small) == (
        b"\0\0\0\x06number\0\0\0\x03N-1"
        b"\0\0\0\x0dissuing_state\0\0\0\x02XB"
        b"\0\0\0\x11several_transfers\0\0\0\x04true"
    )
    assert digest(small).hex() == (
        "13b710c403687b70cd1e0b7f4a8a2217acf2200c933275b8f8c2bd40e4c5b4e7"
    )


def test_no_two_certificates_share_a_form() -> None:
    one = Certificate(number="A", issuing_state="B", exporter=Party(name="C", address="D"))
    other = Certificate(number="A", issuing_state="B", exporter=Party(name="CD"))
    assert canonical(one) != canonical(other)
    assert differing(one, other) == ("exporter.name", "exporter.address")


def test_a_text_is_exact() -> None:
    assert differing(CERTIFICATE, replace(CERTIFICATE, contract="C-44 ")) == ("contract",)
    composed, decomposed = "caf\u00e9", "cafe\u0301"
    assert canonical(replace(CERTIFICATE, contract=composed)) != canonical(
        replace(CERTIFICATE, contract=decomposed)
    )


def test_a_signature_covers_every_field() -> None:
    document = signed()
    check_signature(document, KEY.public)
    for change in (
        {"several_transfers": True},
        {"items": ITEMS[:1]},
        {"end_user": replace(CERTIFICATE.end_user or Party(), name="Somebody else")},
        {"signed_ms": 1},
    ):
        other = replace(document, certificate=replace(CERTIFICATE, **change))
        with pytest.raises(VerificationError):
            check_signature(other, KEY.public)


def test_a_signature_of_another_size_is_no_signature() -> None:
    with pytest.raises(FormatError):
        check_signature(replace(signed(), signature=b"short"), KEY.public)


def test_signing_is_for_certificates_alone() -> None:
    assert sign(CERTIFICATE, KEY) != KEY.sign(canonical(CERTIFICATE))

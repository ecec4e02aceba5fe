import json
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from accord.crypto.keys import EncryptionKey, Signer, SigningKey
from accord.custody.certificate import make_tls
from accord.encoding import from_base64, pae, to_base64
from accord.errors import AccordError, FormatError, TrustError
from accord.testing.clock import ManualClock
from accord.testing.region import DAY_MS, build_region
from accord.trust.directory import Authority
from accord.trust.enrolment import (
    PAYLOAD_TYPE,
    Applicant,
    KeyRequest,
    encode_request,
    read_request,
)
from accord.trust.entries import member_entry, renewed_entry

NOW = ManualClock().now_ms()
SIGNING, WITNESS, OTHER = (SigningKey(bytes([n]) * 32) for n in (1, 2, 3))
ENCRYPTION = EncryptionKey(bytes([4]) * 32)
TLS = make_tls("xd", NOW).certificate_der
NPC = Authority(id="XD-NPC", name="National Point of Contact, Dravenia", roles=("NPC",))
REQUEST = KeyRequest(
    member="XD",
    created_ms=NOW,
    applicant=Applicant(name="Dravenia", authorities=(NPC,), contact="+000 1234"),
    signing=SIGNING.public,
    encryption=ENCRYPTION.public,
    witness=WITNESS.public,
    tls_certificate=TLS,
)
FILE = encode_request(REQUEST, [SIGNING, WITNESS])
REGION = build_region(now_ms=NOW, random=random.Random(5).randbytes)


def resigned(
    change: Callable[[dict[str, Any]], object], signers: Sequence[Signer] = (SIGNING, WITNESS)
) -> bytes:
    """The request with another payload, signed as it should be."""
    envelope = json.loads(FILE)
    document = json.loads(from_base64(envelope["payload"]))
    change(document)
    payload = json.dumps(document).encode()
    signed = pae(PAYLOAD_TYPE, payload)
    envelope["payload"] = to_base64(payload)
    envelope["signatures"] = [
        {"keyid": signer.key_id.hex(), "sig": to_base64(signer.sign(signed))} for signer in signers
    ]
    return json.dumps(envelope).encode()


def rewrapped(**changes: Any) -> bytes:
    return json.dumps(json.loads(FILE) | changes).encode()


def test_a_request_reads_back_with_every_key_proved() -> None:
    assert read_request(FILE).request == REQUEST


def test_both_sides_read_the_same_fingerprint_in_groups() -> None:
    spoken = read_request(FILE).fingerprint
    groups = spoken.split(" ")
    assert [len(group) for group in groups] == [4] * 10
    assert spoken == read_request(FILE).fingerprint
    other = resigned(lambda document: document.update(created_ms=NOW + 1))
    assert spoken != read_request(other).fingerprint


def _key(name: str, key: bytes) -> Callable[[dict[str, Any]], object]:
    return lambda document: document["keys"].update({name: to_base64(key)})


def _nameless_certificate() -> bytes:
    """A certificate that a later one of the same name could not be told from."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "xd")])
    start = datetime.fromtimestamp(NOW / 1000, UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    return certificate.public_bytes(Encoding.DER)


def _certificate_of_another_key() -> bytes:
    """A certificate whose signature somebody else made."""
    der = bytearray(TLS)
    der[-1] ^= 1
    return bytes(der)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "trust.not_json"),
        (b"[]", "trust.field"),
        (b"{" * 60_000, "trust.not_json"),
        (FILE + bytes(70_000), "enrolment.too_large"),
        (rewrapped(payloadType="application/json"), "enrolment.type"),
        (rewrapped(more=1), "trust.field_unknown"),
        (rewrapped(payload="AA"), "encoding.base64"),
        (rewrapped(payload=to_base64(b'{"member": "XD", "member": "XE"}')), "trust.not_json"),
        (rewrapped(signatures=[]), "enrolment.possession"),
        (rewrapped(signatures=json.loads(FILE)["signatures"] * 5), "enrolment.signatures"),
        (rewrapped(signatures=json.loads(FILE)["signatures"][:1] * 2), "enrolment.signatures"),
        (rewrapped(signatures=json.loads(FILE)["signatures"][:1]), "enrolment.possession"),
        (rewrapped(signatures=[{"keyid": "00", "sig": to_base64(bytes(64))}]), "encoding.size"),
        (rewrapped(signatures=[{"keyid": "0" * 16, "sig": "AAAA"}]), "encoding.size"),
        (resigned(lambda one: None, [SIGNING, OTHER]), "enrolment.possession"),
        (resigned(lambda one: one.update(member="Dravenia")), "enrolment.member"),
        (resigned(lambda one: one.update(member="xd")), "enrolment.member"),
        (resigned(lambda one: one.update(more=1)), "trust.field_unknown"),
        (resigned(lambda one: one.update(created_ms=-1)), "trust.field"),
        (resigned(lambda one: one["keys"].pop("encryption")), "enrolment.keys"),
        (resigned(lambda one: one["keys"].update(more="AAAA")), "trust.field_unknown"),
        (resigned(lambda one: one["applicant"].update(authorities=[])), "enrolment.authorities"),
        (resigned(lambda one: one["applicant"]["authorities"].extend(
            one["applicant"]["authorities"])), "trust.twice"),
        (resigned(lambda one: one["applicant"].update(name="x" * 501)), "trust.field"),
        (resigned(lambda one: one["applicant"].update(name="Drav\u202enia")), "trust.field"),
        (resigned(lambda one: (one.pop("applicant"), one["keys"].clear())), "enrolment.keys"),
        (resigned(_key("signing", bytes(31))), "encoding.size"),
        (resigned(_key("signing", OTHER.public)), "enrolment.possession"),
        (resigned(_key("witness", SIGNING.public)), "enrolment.keys"),
        (resigned(_key("tls_certificate", b"DER")), "enrolment.certificate"),
        (resigned(_key("tls_certificate", TLS + b"\0")), "enrolment.certificate"),
        (resigned(_key("tls_certificate", bytes(7000))), "trust.field"),
        (resigned(_key("tls_certificate", _nameless_certificate())), "enrolment.certificate"),
        (resigned(_key("tls_certificate", _certificate_of_another_key())), "enrolment.possession"),
    ],
)  # fmt: skip
def test_hostile_requests_are_refused_with_a_code_of_their_own(data: bytes, code: str) -> None:
    with pytest.raises(AccordError) as refused:
        read_request(data)
    assert refused.value.code == code


def test_a_signature_of_another_payload_is_refused() -> None:
    other = json.loads(resigned(lambda document: document.update(created_ms=1)))
    with pytest.raises(AccordError, match=r"crypto\.signature"):
        read_request(rewrapped(payload=other["payload"]))


def test_the_entry_of_an_enrolment_belongs_in_the_directory() -> None:
    directory = REGION.document("directory.json")
    entry = member_entry(REQUEST, roles=["MEMBER"], kinds=["trace", "probe"], valid_from_ms=NOW)
    assert set(entry) == set(directory["members"][0])
    directory["members"].append(entry)
    changed = REGION.changed(NOW + DAY_MS, directory=directory | {"version": 2})
    member = changed.trusted(NOW).directory.member("XD")
    assert (member.name, member.authorities) == ("Dravenia", (NPC,))
    assert [key.key_id for key in member.signing_keys] == [SIGNING.key_id]
    assert [key.key_id for key in member.encryption_keys] == [ENCRYPTION.key_id]
    assert [key.key_id for key in member.witness_keys] == [WITNESS.key_id]
    assert member.tls_certificates == (TLS,)


RENEWAL = KeyRequest(
    member="XA",
    created_ms=NOW,
    applicant=None,
    signing=SIGNING.public,
    encryption=ENCRYPTION.public,
    witness=None,
    tls_certificate=TLS,
)
LISTED = REGION.members["XA"].signing


def test_a_renewal_is_the_members_own() -> None:
    signed = read_request(encode_request(RENEWAL, [SIGNING, LISTED]))
    signed.authorise(REGION.trusted(NOW).directory, NOW)


@pytest.mark.parametrize("signer", [None, OTHER, REGION.members["XB"].signing])
def test_a_renewal_that_the_member_did_not_sign_is_refused(signer: SigningKey | None) -> None:
    signers = [SIGNING] if signer is None else [SIGNING, signer]
    signed = read_request(encode_request(RENEWAL, signers))
    with pytest.raises(TrustError, match=r"enrolment\.not_authorised"):
        signed.authorise(REGION.trusted(NOW).directory, NOW)


def test_a_forged_signature_of_the_listed_key_is_refused() -> None:
    envelope = json.loads(encode_request(RENEWAL, [SIGNING]))
    envelope["signatures"].append({"keyid": LISTED.key_id.hex(), "sig": to_base64(bytes(64))})
    signed = read_request(json.dumps(envelope).encode())
    with pytest.raises(AccordError, match=r"crypto\.signature"):
        signed.authorise(REGION.trusted(NOW).directory, NOW)


def test_a_renewal_by_a_key_that_is_revoked_is_refused() -> None:
    document = REGION.document("directory.json")
    document["members"][0]["signing_keys"][0]["revoked_from_ms"] = NOW - 1
    region = REGION.changed(NOW + DAY_MS, directory=document | {"version": 2})
    signed = read_request(encode_request(RENEWAL, [SIGNING, LISTED]))
    with pytest.raises(TrustError, match=r"enrolment\.not_authorised"):
        signed.authorise(region.trusted(NOW).directory, NOW)


def test_old_keys_overlap_with_the_new_and_stay_listed() -> None:
    document = REGION.document("directory.json")
    entry = document["members"][0]
    document["members"][0] = renewed_entry(entry, RENEWAL, valid_from_ms=NOW, overlap_ms=100)
    region = REGION.changed(NOW + DAY_MS, directory=document | {"version": 2})
    directory = region.trusted(NOW).directory
    member, old = directory.member("XA"), REGION.members["XA"]
    directory.signing_key("XA", old.signing.key_id, NOW + 99)
    directory.signing_key("XA", SIGNING.key_id, NOW)
    with pytest.raises(AccordError, match=r"directory\.key_unknown"):
        directory.signing_key("XA", old.signing.key_id, NOW + 100)
    assert directory.encryption_key("XA", NOW).key_id == ENCRYPTION.key_id
    assert [key.key_id for key in member.witness_keys] == [old.witness.key_id]
    assert all(key.valid_at(NOW + DAY_MS) for key in member.witness_keys)
    assert member.tls_certificates == (old.tls.certificate_der, TLS)


def test_a_renewal_makes_no_new_member() -> None:
    with pytest.raises(FormatError, match=r"enrolment\.renewal"):
        member_entry(RENEWAL, roles=[], kinds=[], valid_from_ms=NOW)


def test_an_enrolment_cannot_be_without_a_key() -> None:
    with pytest.raises(FormatError, match=r"enrolment\.keys"):
        replace(REQUEST, witness=None)

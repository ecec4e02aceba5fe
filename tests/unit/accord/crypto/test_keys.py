import pytest

from accord.crypto import keys
from accord.errors import FormatError, VerificationError

# RFC 8032, section 7.1, tests 1 to 3: seed, public key, message, signature.
SIGNATURES = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]
# RFC 7748, section 6.1: two secrets, their public keys and what they agree.
ALICE = "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"
BOB = "5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"
ALICE_PUBLIC = "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"
BOB_PUBLIC = "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f"
AGREED = "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742"


@pytest.mark.parametrize(("seed", "public", "message", "signature"), SIGNATURES)
def test_the_published_signatures(seed: str, public: str, message: str, signature: str) -> None:
    key, data = keys.SigningKey(bytes.fromhex(seed)), bytes.fromhex(message)
    assert key.public.hex() == public
    assert key.sign(data).hex() == signature
    keys.verify(key.public, data, bytes.fromhex(signature))


def test_the_published_agreement() -> None:
    alice, bob = (keys.EncryptionKey(bytes.fromhex(secret)) for secret in (ALICE, BOB))
    assert (alice.public.hex(), bob.public.hex()) == (ALICE_PUBLIC, BOB_PUBLIC)
    assert alice.agree(bob.public).hex() == bob.agree(alice.public).hex() == AGREED


@pytest.mark.parametrize("place", [0, 31, 32, 63])
def test_a_changed_signature_is_refused(place: int) -> None:
    key = keys.SigningKey(bytes(32))
    changed = bytearray(key.sign(b"text"))
    changed[place] ^= 1
    with pytest.raises(VerificationError) as refused:
        keys.verify(key.public, b"text", bytes(changed))
    assert refused.value.code == "crypto.signature"


def test_another_text_or_key_is_refused() -> None:
    key, other = keys.SigningKey(bytes(32)), keys.SigningKey(bytes([1]) * 32)
    for public, text in [(key.public, b"texts"), (other.public, b"text")]:
        with pytest.raises(VerificationError):
            keys.verify(public, text, key.sign(b"text"))


@pytest.mark.parametrize("public", [bytes(32), b"\x01" + bytes(31)])
def test_a_low_order_point_agrees_nothing(public: bytes) -> None:
    with pytest.raises(VerificationError) as refused:
        keys.EncryptionKey(bytes(32)).agree(public)
    assert refused.value.code == "crypto.key_low_order"


@pytest.mark.parametrize("size", [0, 31, 33])
def test_secrets_have_32_bytes(size: int) -> None:
    for make in (keys.SigningKey, keys.EncryptionKey):
        with pytest.raises(FormatError):
            make(bytes(size))


def test_a_key_id_depends_on_algorithm_and_key() -> None:
    ids = {
        keys.key_id(algorithm, public)
        for algorithm in (keys.ED25519, keys.X25519)
        for public in (bytes(32), bytes([1]) * 32)
    }
    assert len(ids) == 4
    assert {len(one) for one in ids} == {8}


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_public_key_of_another_size_is_refused(size: int) -> None:
    key = keys.SigningKey(bytes(32))
    public = (key.public + bytes(1))[:size]
    with pytest.raises(FormatError) as refused:
        keys.verify(public, b"text", key.sign(b"text"))
    assert refused.value.code == "encoding.size"


def test_a_signature_has_no_second_spelling() -> None:
    """The same scalar plus the group's order, which naive verifiers accept (RFC 8032, 5.1.7)."""
    key = keys.SigningKey(bytes(32))
    signature = key.sign(b"text")
    order = 2**252 + 27742317777372353535851937790883648493
    twin = int.from_bytes(signature[32:], "little") + order
    with pytest.raises(VerificationError) as refused:
        keys.verify(key.public, b"text", signature[:32] + twin.to_bytes(32, "little"))
    assert refused.value.code == "crypto.signature"


@pytest.mark.parametrize("public", [bytes(32), b"\x01" + bytes(31), b"\xff" * 32])
def test_a_key_that_signs_anything_is_refused(public: bytes) -> None:
    with pytest.raises(VerificationError) as refused:
        keys.verify(public, b"text", public + bytes(32))
    assert refused.value.code == "crypto.signature"

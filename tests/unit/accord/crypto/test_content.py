import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt as encrypt

from accord.crypto import content
from accord.errors import FormatError, VerificationError

KEY, OTHER = bytes(range(32)), bytes(32)


def _sealed_frame(frame: bytes) -> content.SealedContent:
    """What an evil sender can make: any bytes, properly encrypted and committed to."""
    key, commitment = content._derive(KEY)
    return content.SealedContent(encrypt(frame, b"ad", bytes(24), key), commitment)


@given(st.binary(max_size=2000))
def test_content_opens_to_what_was_sealed(payload: bytes) -> None:
    sealed = content.seal_content(payload, KEY, b"ad")
    assert content.open_content(sealed, KEY, b"ad") == payload


@given(st.data())
def test_any_flipped_bit_is_refused(data: st.DataObject) -> None:
    sealed = content.seal_content(b"a rifle", KEY, b"ad")
    bit = data.draw(st.integers(0, 8 * len(sealed.ciphertext) - 1))
    changed = bytearray(sealed.ciphertext)
    changed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(VerificationError):
        content.open_content(content.SealedContent(bytes(changed), sealed.commitment), KEY, b"ad")


def test_another_key_or_context_is_refused() -> None:
    sealed = content.seal_content(b"a rifle", KEY, b"ad")
    with pytest.raises(VerificationError) as refused:
        content.open_content(sealed, OTHER, b"ad")
    assert refused.value.code == "content.commitment"
    with pytest.raises(VerificationError) as refused:
        content.open_content(sealed, KEY, b"another message")
    assert refused.value.code == "content.sealed"


def test_a_payload_has_a_largest_size() -> None:
    largest = bytes(content.MAX_PAYLOAD)
    assert content.open_content(content.seal_content(largest, KEY, b""), KEY, b"") == largest
    with pytest.raises(FormatError) as refused:
        content.seal_content(largest + b"\x00", KEY, b"")
    assert refused.value.code == "content.too_large"


def _bombs() -> dict[str, bytes]:
    small = zstandard.ZstdCompressor().compress(b"payload")
    streamed = zstandard.ZstdCompressor(write_content_size=False)
    return {
        "declares too much": zstandard.ZstdCompressor().compress(bytes(2**24)),
        "declares no size": streamed.compress(bytes(2**24)),
        "two frames": small + small,
        "trailing bytes": small + b"\x00",
        "cut short": small[:-1],
        "no frame": b"plain text",
        "nothing": b"",
    }


@pytest.mark.parametrize("name", _bombs())
def test_what_is_not_one_bounded_frame_is_refused(name: str) -> None:
    with pytest.raises(FormatError) as refused:
        content.open_content(_sealed_frame(_bombs()[name]), KEY, b"ad")
    assert refused.value.code in {"content.too_large", "content.packing"}


def test_a_wrapped_key_opens_for_its_own_message_and_recipient_only() -> None:
    wrap_key = content.wrap_key_for(KEY, b"e" * 32, b"r" * 32)
    wrapped = content.wrap(OTHER, wrap_key, b"m" * 16, b"ad")
    assert len(wrapped) == 48
    assert content.unwrap(wrapped, wrap_key, b"m" * 16, b"ad") == OTHER
    elsewhere = content.wrap_key_for(KEY, b"e" * 32, b"s" * 32)
    for key, message_id, associated in [
        (elsewhere, b"m" * 16, b"ad"),
        (wrap_key, b"n" * 16, b"ad"),
        (wrap_key, b"m" * 16, b"da"),
    ]:
        with pytest.raises(VerificationError) as refused:
            content.unwrap(wrapped, key, message_id, associated)
        assert refused.value.code == "content.wrap"

"""Sealed content: compressed, encrypted once, its key wrapped for each recipient.

    content key k   32 random bytes, fresh for each message
    BLAKE2b-512     keyed with k, personalised: first half encrypts, second half is the commitment
    content         XChaCha20-Poly1305(first half, nonce 0, zstd(payload), associated data)
    wrap key w      BLAKE2b-256 keyed with X25519(ephemeral, recipient), over both public keys
    wrapped key     XChaCha20-Poly1305(w, nonce = message id padded, k, associated data)

The key is fresh for each message, so a zero nonce is never repeated under it. The wrap key is
fresh for each batch and recipient and a message id occurs once in a batch, so neither is that
nonce. XChaCha20-Poly1305 alone does not commit to its key: the commitment in the signed header is
what stops one ciphertext from opening to two texts.
"""

import threading
from hashlib import blake2b
from typing import NamedTuple

import zstandard
from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt as _decrypt,
)
from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_encrypt as _encrypt,
)
from nacl.exceptions import CryptoError

from accord.encoding import exactly
from accord.errors import FormatError, VerificationError

MAX_PAYLOAD = 1024 * 1024
MAX_CONTENT = MAX_PAYLOAD + 64 * 1024
_ZERO_NONCE = bytes(24)


class _Zstd(threading.local):
    """A pair of zstd contexts for each thread: costly to make, and not safe to share."""

    def __init__(self) -> None:
        self.compressor = zstandard.ZstdCompressor(level=3)
        self.decompressor = zstandard.ZstdDecompressor(max_window_size=2 * MAX_PAYLOAD)


_ZSTD = _Zstd()


class SealedContent(NamedTuple):
    """A ciphertext, and the commitment to the one key that opens it."""

    ciphertext: bytes
    commitment: bytes


def _derive(content_key: bytes) -> tuple[bytes, bytes]:
    both = blake2b(key=content_key, person=b"accord content").digest()
    return both[:32], both[32:]


def seal_content(payload: bytes, content_key: bytes, associated: bytes) -> SealedContent:
    """Compresses and encrypts a payload under a fresh 32-byte key.

    Raises:
        FormatError: more than `MAX_PAYLOAD` bytes.
    """
    if len(payload) > MAX_PAYLOAD:
        raise FormatError("content.too_large", f"a payload holds at most {MAX_PAYLOAD} bytes")
    key, commitment = _derive(content_key)
    packed = _ZSTD.compressor.compress(payload)
    return SealedContent(_encrypt(packed, associated, _ZERO_NONCE, key), commitment)


def open_content(sealed: SealedContent, content_key: bytes, associated: bytes) -> bytes:
    """The payload, if the key is the committed one and nothing was changed.

    Raises:
        VerificationError: another key, or changed ciphertext or associated data.
        FormatError: the plaintext is not one zstd frame of at most `MAX_PAYLOAD` bytes.
    """
    key, commitment = _derive(content_key)
    if commitment != sealed.commitment:
        raise VerificationError("content.commitment", "the content key is not the committed one")
    try:
        packed = _decrypt(sealed.ciphertext, associated, _ZERO_NONCE, key)
    except CryptoError as error:
        raise VerificationError("content.sealed", "the content does not open") from error
    return _unpack(packed)


def _unpack(packed: bytes) -> bytes:
    try:
        if not 0 <= zstandard.frame_content_size(packed) <= MAX_PAYLOAD:
            raise FormatError("content.too_large", "the content unpacks to too many bytes")
        # In one call the output has the declared size, so a frame that lies cannot outgrow it.
        return _ZSTD.decompressor.decompress(packed, allow_extra_data=False)
    except zstandard.ZstdError as error:
        raise FormatError("content.packing", "the content is not one zstd frame") from error


def wrap_key_for(shared: bytes, ephemeral_public: bytes, recipient_public: bytes) -> bytes:
    """The batch's 32-byte wrap key for one recipient, from their X25519 shared secret."""
    both = ephemeral_public + recipient_public
    return blake2b(both, key=shared, digest_size=32, person=b"accord wrap").digest()


def wrap(content_key: bytes, wrap_key: bytes, message_id: bytes, associated: bytes) -> bytes:
    """The content key under the wrap key: 48 bytes."""
    return _encrypt(content_key, associated, message_id + bytes(8), wrap_key)


def unwrap(wrapped: bytes, wrap_key: bytes, message_id: bytes, associated: bytes) -> bytes:
    """The 32-byte content key.

    Raises:
        VerificationError: it was wrapped for someone or something else.
    """
    try:
        key = _decrypt(wrapped, associated, message_id + bytes(8), wrap_key)
    except CryptoError as error:
        raise VerificationError("content.wrap", "the content key does not unwrap") from error
    return exactly(key, 32, "content key")

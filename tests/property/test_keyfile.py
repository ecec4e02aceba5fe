import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.crypto.keyfile import Cost, Seal, dump_key, load_signing_key
from accord.crypto.keys import SigningKey
from accord.errors import AccordError

PASSPHRASE = b"correct horse"
SEALED = dump_key(SigningKey(bytes(range(32))), Seal(PASSPHRASE, bytes, Cost(1, 8)))


@given(st.integers(0, len(SEALED) - 1), st.integers(1, 255))
def test_any_flipped_byte_of_a_sealed_key_file_is_refused(at: int, flip: int) -> None:
    changed = bytearray(SEALED)
    changed[at] ^= flip
    with pytest.raises(AccordError):
        load_signing_key(bytes(changed), PASSPHRASE)


@given(st.integers(0, len(SEALED) - 1))
def test_any_part_of_a_sealed_key_file_is_refused(size: int) -> None:
    with pytest.raises(AccordError):
        load_signing_key(SEALED[:size], PASSPHRASE)


@given(st.binary(max_size=64))
def test_no_other_passphrase_opens_a_key_file(passphrase: bytes) -> None:
    if passphrase != PASSPHRASE:
        with pytest.raises(AccordError):
            load_signing_key(SEALED, passphrase)


@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_fall_over(data: bytes) -> None:
    with pytest.raises(AccordError):
        load_signing_key(data, PASSPHRASE)

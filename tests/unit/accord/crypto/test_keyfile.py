import json

import pytest

from accord.crypto.keyfile import dump_key, load_encryption_key, load_signing_key
from accord.crypto.keys import EncryptionKey, SigningKey
from accord.errors import FormatError

SECRET = bytes(range(32))


def test_key_files_read_back() -> None:
    signing, encryption = SigningKey(SECRET), EncryptionKey(SECRET)
    assert load_signing_key(dump_key(signing)).key_id == signing.key_id
    assert load_encryption_key(dump_key(encryption)).key_id == encryption.key_id


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "keyfile.not_json"),
        (b"\xff", "keyfile.not_json"),
        (b"[]", "keyfile.fields"),
        (b'{"algorithm": "ed25519"}', "keyfile.fields"),
        (b'{"algorithm": "ed25519", "secret": "", "more": 1}', "keyfile.fields"),
        (b'{"algorithm": "x25519", "secret": ""}', "keyfile.algorithm"),
        (b'{"algorithm": "ed25519", "secret": 5}', "keyfile.algorithm"),
        (b'{"algorithm": "ed25519", "secret": "AA"}', "encoding.base64"),
        (b'{"algorithm": "ed25519", "secret": "AAAA"}', "encoding.size"),
        (b" " * 5000, "keyfile.too_large"),
    ],
)
def test_other_files_are_refused_with_the_reason(data: bytes, code: str) -> None:
    with pytest.raises(FormatError) as refused:
        load_signing_key(data)
    assert refused.value.code == code


def test_a_refusal_does_not_repeat_the_secret() -> None:
    document = json.loads(dump_key(SigningKey(SECRET)))
    for data in (json.dumps(document | {"more": 1}), json.dumps(document | {"algorithm": "rsa"})):
        with pytest.raises(FormatError) as refused:
            load_signing_key(data.encode())
        assert document["secret"] not in str(refused.value)

import json
from hashlib import sha256
from typing import Any

import pytest

from accord.crypto.keyfile import (
    Cost,
    Seal,
    dump_key,
    load_encryption_key,
    load_signing_key,
    read_key_file,
)
from accord.crypto.keys import ED25519, EncryptionKey, SigningKey
from accord.errors import AccordError, FormatError

SECRET = bytes(range(32))
CHEAP = Seal(b"correct horse", bytes, Cost(passes=1, memory_kib=8))


def spelled(document: dict[str, Any]) -> bytes:
    """A file as somebody would write it who knows the format."""
    body = {name: value for name, value in document.items() if name != "digest"}
    digest = sha256(json.dumps(body).encode()).hexdigest()
    return json.dumps(body | {"digest": digest}, indent=2).encode() + b"\n"


@pytest.mark.parametrize("seal", [None, CHEAP])
def test_key_files_read_back(seal: Seal | None) -> None:
    signing, encryption = SigningKey(SECRET), EncryptionKey(SECRET)
    given = None if seal is None else seal.passphrase
    assert load_signing_key(dump_key(signing, seal), given).seed == SECRET
    assert load_encryption_key(dump_key(encryption, seal), given).secret == SECRET


def test_a_locked_file_says_which_key_it_holds() -> None:
    key = SigningKey(SECRET)
    file = read_key_file(dump_key(key, CHEAP))
    assert (file.algorithm, file.public, file.key_id) == (ED25519, key.public, key.key_id)
    assert file.sealed
    assert not read_key_file(dump_key(key)).sealed


def test_the_secret_is_not_in_a_sealed_file() -> None:
    plain = json.loads(dump_key(SigningKey(SECRET)))["secret"]
    assert plain not in dump_key(SigningKey(SECRET), CHEAP).decode()


def test_the_default_cost_is_that_of_rfc_9106() -> None:
    seal = Seal(b"correct horse", bytes)
    document = json.loads(dump_key(SigningKey(SECRET), seal))
    assert (document["passes"], document["memory_kib"]) == (3, 65536)


@pytest.mark.parametrize(
    ("passphrase", "code"), [(None, "keyfile.locked"), (b"correct horsf", "keyfile.passphrase")]
)
def test_a_sealed_file_opens_under_its_passphrase_only(passphrase: bytes | None, code: str) -> None:
    with pytest.raises(AccordError) as refused:
        load_signing_key(dump_key(SigningKey(SECRET), CHEAP), passphrase)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "keyfile.not_json"),
        (b"\xff", "keyfile.not_json"),
        (b"[" * 4000, "keyfile.not_json"),
        (b"[]", "keyfile.fields"),
        (b'{"algorithm": "ed25519"}', "keyfile.fields"),
        (b'{"kind": []}', "keyfile.fields"),
        (b" " * 5000, "keyfile.too_large"),
        (dump_key(EncryptionKey(SECRET)), "keyfile.algorithm"),
        (dump_key(SigningKey(SECRET)) + b" ", "keyfile.damaged"),
        (dump_key(SigningKey(SECRET)).replace(b'"digest', b' "digest'), "keyfile.damaged"),
    ],
)
def test_other_files_are_refused_with_the_reason(data: bytes, code: str) -> None:
    with pytest.raises(FormatError) as refused:
        load_signing_key(data)
    assert refused.value.code == code


OTHER = json.loads(dump_key(SigningKey(bytes(32)), CHEAP))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"algorithm": "rsa"}, "keyfile.algorithm"),
        ({"algorithm": 1}, "keyfile.fields"),
        ({"more": ""}, "keyfile.fields"),
        ({"public": "AAAA"}, "encoding.size"),
        ({"public": "AA"}, "encoding.base64"),
        ({"passes": True}, "keyfile.fields"),
        ({"passes": 0}, "keyfile.cost"),
        ({"passes": 10**9}, "keyfile.cost"),
        ({"memory_kib": 7}, "keyfile.cost"),
        ({"memory_kib": 2**40}, "keyfile.cost"),
        ({"passes": 2}, "keyfile.passphrase"),
        ({"salt": ""}, "encoding.size"),
        ({"nonce": ""}, "encoding.size"),
        ({"secret": ""}, "encoding.size"),
        ({"public": OTHER["public"]}, "keyfile.passphrase"),
        ({"secret": OTHER["secret"]}, "keyfile.passphrase"),
    ],
)
def test_a_changed_file_with_a_good_digest_is_refused(changes: dict[str, Any], code: str) -> None:
    document = json.loads(dump_key(SigningKey(SECRET), CHEAP))
    with pytest.raises(AccordError) as refused:
        load_signing_key(spelled(document | changes), CHEAP.passphrase)
    assert refused.value.code == code


def test_a_plain_file_with_the_public_key_of_another_is_refused() -> None:
    document = json.loads(dump_key(SigningKey(SECRET)))
    with pytest.raises(FormatError) as refused:
        load_signing_key(spelled(document | {"public": OTHER["public"]}))
    assert refused.value.code == "keyfile.damaged"


def test_a_refusal_does_not_repeat_the_secret() -> None:
    document = json.loads(dump_key(SigningKey(SECRET)))
    for data in (json.dumps(document | {"more": 1}), json.dumps(document | {"algorithm": "rsa"})):
        with pytest.raises(FormatError) as refused:
            load_signing_key(data.encode())
        assert document["secret"] not in str(refused.value)

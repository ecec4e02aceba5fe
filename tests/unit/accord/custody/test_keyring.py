from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from sealed_keys import PASSPHRASE, SEAL

from accord.crypto.keyfile import Seal, dump_key
from accord.crypto.keys import EncryptionKey, SigningKey
from accord.custody.certificate import make_tls
from accord.custody.keyring import Keyring
from accord.custody.pem import seal_pem
from accord.errors import AccordError
from accord.testing.clock import ManualClock

SECRET = bytes(range(32))
PLAIN_PEM = make_tls("xa", ManualClock().now_ms()).key_pem
SEALED_PEM = seal_pem(PLAIN_PEM, SEAL.passphrase)


def keyring(
    files: Mapping[str, bytes], *, source: str = "env:KEYS", given: str = PASSPHRASE
) -> Keyring:
    return Keyring(source, read=lambda file, _: files[file.name], environ={"KEYS": given})


@pytest.mark.parametrize("seal", [None, SEAL])
def test_plain_and_sealed_keys_open_alike(seal: Seal | None) -> None:
    signing, encryption = SigningKey(SECRET), EncryptionKey(SECRET)
    keys = keyring({"signing": dump_key(signing, seal), "encryption": dump_key(encryption, seal)})
    assert keys.signer(Path("signing"), "[keys] signing").key_id == signing.key_id
    assert keys.opener(Path("encryption"), "[keys] encryption").key_id == encryption.key_id


@pytest.mark.parametrize("pem", [PLAIN_PEM, SEALED_PEM])
def test_a_tls_key_comes_out_without_a_passphrase(pem: bytes) -> None:
    opened = keyring({"tls": pem}).tls_key(Path("tls"), "[keys] tls_key")
    assert opened == PLAIN_PEM


def test_the_passphrase_is_not_asked_for_where_no_key_is_sealed() -> None:
    keys = keyring({"signing": dump_key(SigningKey(SECRET))}, source="env:ABSENT")
    assert keys.signer(Path("signing"), "[keys] signing").key_id


Open = Callable[[Keyring], object]
SIGNER: Open = lambda keys: keys.signer(Path("signing"), "[keys] signing")  # noqa: E731
TLS: Open = lambda keys: keys.tls_key(Path("tls"), "[keys] tls_key")  # noqa: E731


@pytest.mark.parametrize("opening", [SIGNER, TLS])
@pytest.mark.parametrize(
    ("source", "given", "code"),
    [
        ("", "", "keyfile.locked"),
        ("env:KEYS", "another", "keyfile.passphrase"),
        ("env:ABSENT", "", "passphrase.absent"),
    ],
)
def test_a_locked_key_is_named_by_its_file(
    opening: Open, source: str, given: str, code: str
) -> None:
    files = {"signing": dump_key(SigningKey(SECRET), SEAL), "tls": SEALED_PEM}
    with pytest.raises(AccordError) as refused:
        opening(keyring(files, source=source, given=given))
    assert refused.value.code == code
    assert refused.value.text.startswith(("signing: ", "tls: "))


@pytest.mark.parametrize(
    "pem",
    [b"", b"PRIVATE KEY", PLAIN_PEM[:100], b"\xff" * 100],
    ids=["nothing", "a word", "half a key", "bytes"],
)
def test_what_is_no_pem_key_is_refused(pem: bytes) -> None:
    with pytest.raises(AccordError) as refused:
        TLS(keyring({"tls": pem}))
    assert refused.value.code == "keyfile.not_pem"

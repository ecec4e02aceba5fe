"""Keys in a hardware token: SoftHSM2 stands for the device."""

import asyncio
from pathlib import Path

import pytest
import soft_token
from hub_kit import hub_config, hub_in_process, write_region
from typer.testing import CliRunner

from accord.crypto.batch import HEADERS, BatchVerifier, sign_batch
from accord.crypto.keys import ED25519, Signer, verify
from accord.custody.keyring import Keyring
from accord.custody.places import key_places
from accord.encoding import to_base64
from accord.errors import AccordError
from accord.settings import SettingsFile
from accord.testing.clock import ManualClock
from accord.testing.region import DAY_MS
from accord.trust.enrolment import read_request
from node.cli import app as node_app
from node.config import load_config
from node.keys import load_keys


def opened(uri: str) -> Signer:
    toml = f'[keys]\nsigning = "{uri}"\n'.encode()
    settings = SettingsFile(Path("/node.toml"), toml, {"keys": frozenset({"signing"})})
    (place,) = key_places(settings, "signing")
    keys = Keyring("", read=lambda file, _: file.read_bytes(), environ={})
    return keys.signer(place, "[keys] signing")


def test_another_pin_is_refused(token: Path, tmp_path: Path) -> None:
    (tmp_path / "pin").write_text("000000")
    uri = soft_token.uri(token, "signing").replace(f"file:{token}", f"file:{tmp_path}")
    with pytest.raises(AccordError, match=r"token\.pin"):  # first, while nobody is logged in
        opened(uri)


def test_a_batch_signed_by_the_token_verifies(token: Path) -> None:
    signer = opened(soft_token.uri(token, "signing"))
    bodies = [b"one", b"two", b"three"]
    signatures = sign_batch(HEADERS, bodies, signer)
    for body, signature in zip(bodies, signatures, strict=True):
        BatchVerifier().verify(HEADERS, body, signature, signer.public)


def test_two_keys_of_one_token_sign_side_by_side(token: Path) -> None:
    statement = opened(soft_token.uri(token, "statement"))
    log = opened(soft_token.uri(token, "log"))
    assert statement.key_id != log.key_id
    assert statement.sign(b"one") != log.sign(b"one")


def test_a_lost_session_is_opened_again(token: Path) -> None:
    signer = opened(soft_token.uri(token, "signing"))
    soft_token.interrupt()
    verify(signer.public, b"one", signer.sign(b"one"))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("object=signing", "object=absent", "token.key"),
        ("token=accord", "token=absent", "token.away"),
        ("libsofthsm2.so", "absent.so", "token.away"),
    ],
)
def test_a_token_that_cannot_sign_is_named(token: Path, old: str, new: str, code: str) -> None:
    with pytest.raises(AccordError) as refused:
        opened(soft_token.uri(token, "signing").replace(old, new))
    assert refused.value.code == code
    assert soft_token.PIN not in refused.value.text


def test_a_hub_signs_statements_and_checkpoints_with_its_token(token: Path, tmp_path: Path) -> None:
    clock = ManualClock()
    region = write_region(tmp_path, clock.now_ms())
    document = region.document("directory.json")
    for name in ("statement", "log"):
        uri = soft_token.uri(token, name)
        public = to_base64(opened(uri).public)
        document["hub"][f"{name}_keys"] = [
            {"algorithm": ED25519, "public": public, "valid_from_ms": 0}
        ]
        file = tmp_path / "hub/hub.toml"
        file.write_text(file.read_text().replace(f"keys/{name}.key", uri))
    until = clock.now_ms() + DAY_MS
    region.changed(until, directory=document | {"version": 2}).write(tmp_path)

    async def serve() -> None:
        async with hub_in_process(tmp_path, clock) as hub:
            assert hub.public.publisher.note is not None  # it signed the first checkpoint

    asyncio.run(serve())
    assert hub_config(tmp_path).statement_key != hub_config(tmp_path).log_key


def test_a_key_of_the_token_is_enrolled_and_signs_for_the_node(token: Path, tmp_path: Path) -> None:
    uri = soft_token.uri(token, "signing")
    words = [
        *("enrol", "--member", "XD", "--name", "Dravenia", "--contact", "+000 1234"),
        *("--authority", "XD-NPC=National Point of Contact", "--plain"),
        *("--out", str(tmp_path / "XD"), "--token", uri),
    ]
    result = CliRunner().invoke(node_app, words)
    assert result.exit_code == 0, result.output
    signed = read_request((tmp_path / "XD/XD.enrolment.json").read_bytes())
    assert not (tmp_path / "XD/keys/signing.key").exists()
    (signer,) = load_keys(load_config(tmp_path / "XD/node.toml")).signers
    assert signer.public == signed.request.signing

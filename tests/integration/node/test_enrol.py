"""From nothing to a node that the hub lets in, and through a change of all its keys."""

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from exchanges import until
from hub_kit import hub_in_process, write_region
from typer.testing import CliRunner, Result

from accord.crypto.keyfile import read_key_file
from accord.testing.clock import ManualClock
from accord.testing.region import DAY_MS, Region
from accord.trust.enrolment import SignedRequest, read_request
from accord.trust.entries import member_entry, renewed_entry
from node.cli import app
from node.clock import WallClock
from node.config import load_config
from node.keys import load_keys
from node.main import running_node
from node.trust import load_identity, load_tls

PASSPHRASE = "correct horse battery staple"


def run(*words: str, status: int = 0) -> Result:
    result = CliRunner(env={"COLUMNS": "160", "KEYS": PASSPHRASE}).invoke(app, words)
    assert result.exit_code == status, (result.output, result.exception)
    assert "Traceback" not in result.output
    return result


def enrolled(folder: Path, *words: str) -> tuple[SignedRequest, Result]:
    result = run(
        *("enrol", "--member", "XD", "--name", "Dravenia", "--contact", "+000 1234"),
        *("--authority", "XD-NPC=National Point of Contact", "--authority", "XD-REG=Registry"),
        *("--out", str(folder / "XD"), *words),
    )
    return read_request((folder / "XD/XD.enrolment.json").read_bytes()), result


def connected_to(folder: Path) -> Path:
    """The node's settings, completed by hand as the command says."""
    file = folder / "XD/node.toml"
    text = file.read_text()
    for old, new in {
        "hub.example.org:7443": "@../hub/data/run.json",
        '"root.json"': '"../root.json"',
        '"trust"': '"../trust"',
        "127.0.0.1:7480": "127.0.0.1:0",
    }.items():
        assert old in text
        text = text.replace(old, new)
    file.write_text(text)
    return file


def with_member(region: Region, entry: Mapping[str, Any], now_ms: int) -> Region:
    """The region after a ceremony that agreed."""
    document = region.document("directory.json")
    document["members"].append(entry)
    return region.changed(now_ms + DAY_MS, directory=document | {"version": 2})


def entry_of(signed: SignedRequest, now_ms: int) -> Mapping[str, Any]:
    return member_entry(signed.request, roles=["MEMBER"], kinds=["trace"], valid_from_ms=now_ms)


def lets_in(folder: Path) -> bool:
    """Whether the hub of this folder lets the node in."""

    async def meet() -> bool:
        config = load_config(folder / "XD/node.toml")
        async with (
            hub_in_process(folder, WallClock()),
            running_node(config, clock=WallClock()) as it,
        ):
            await until(lambda: it.exchange.line().connected, "the hub to let the node in")
            return it.exchange.line().connected

    return asyncio.run(meet())


@pytest.fixture
def region(tmp_path: Path) -> Region:
    return write_region(tmp_path, WallClock().now_ms())


@pytest.mark.parametrize("how", [("--plain",), ("--passphrase", "env:KEYS")])
def test_a_node_that_was_enrolled_is_let_in(
    tmp_path: Path, region: Region, how: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEYS", PASSPHRASE)
    signed, result = enrolled(tmp_path, *how)
    assert signed.fingerprint in result.output
    assert signed.request.applicant is not None
    assert [one.id for one in signed.request.applicant.authorities] == ["XD-NPC", "XD-REG"]
    for file in (tmp_path / "XD/keys").iterdir():
        assert file.stat().st_mode & 0o777 == 0o600
    sealed = read_key_file((tmp_path / "XD/keys/signing.key").read_bytes()).sealed
    assert sealed == ("--passphrase" in how)
    now_ms = WallClock().now_ms()
    with_member(region, entry_of(signed, now_ms), now_ms).write(tmp_path)
    connected_to(tmp_path)
    assert lets_in(tmp_path)


def test_a_node_changes_all_its_keys_without_a_moment_in_which_none_counts(
    tmp_path: Path, region: Region
) -> None:
    first, _ = enrolled(tmp_path, "--plain")
    began = WallClock().now_ms()
    entry = entry_of(first, began)
    before = with_member(region, entry, began).trusted(began)
    config = connected_to(tmp_path)
    output = run(
        *("renew", "--signing", "--encryption", "--witness", "--tls", "--config", str(config))
    ).output
    signed = read_request((tmp_path / "XD/XD.renewal-2.json").read_bytes())
    assert signed.fingerprint in output
    signed.authorise(before.directory, began)

    lines = {line.split(" = ")[0]: line for line in output.splitlines() if " = [" in line}
    settings = [lines.get(line.split(" = ")[0], line) for line in config.read_text().splitlines()]
    config.write_text("\n".join(settings))
    keys = load_keys(load_config(config))
    assert [signer.public for signer in keys.signers] == [
        signed.request.signing,
        first.request.signing,
    ]

    still = load_identity("XD", keys, before, ManualClock(began))
    assert still.signer.public == first.request.signing
    pair = load_tls("XD", keys, before, ManualClock(began))
    assert pair.certificate_der == first.request.tls_certificate

    starts = began + 1000
    entry = renewed_entry(entry, signed.request, valid_from_ms=starts, overlap_ms=DAY_MS)
    region = with_member(region, entry, began)
    trusted = region.trusted(began)
    for at_ms, public in ((starts - 1, first.request.signing), (starts, signed.request.signing)):
        assert load_identity("XD", keys, trusted, ManualClock(at_ms)).signer.public == public
    assert load_tls("XD", keys, trusted, ManualClock(starts)).certificate_der == (
        signed.request.tls_certificate
    )
    region.write(tmp_path)
    assert lets_in(tmp_path)


def test_nothing_is_ever_replaced(tmp_path: Path) -> None:
    enrolled(tmp_path, "--plain")
    kept = {file: file.read_bytes() for file in (tmp_path / "XD").rglob("*") if file.is_file()}
    with pytest.raises(AssertionError, match=r"file\.exists"):
        enrolled(tmp_path, "--plain")
    run("renew", "--signing", "--config", str(tmp_path / "XD/node.toml"))
    run("renew", "--signing", "--config", str(tmp_path / "XD/node.toml"))
    assert (tmp_path / "XD/XD.renewal-3.json").exists()
    assert kept == {file: file.read_bytes() for file in kept}


def test_no_private_key_leaves(tmp_path: Path) -> None:
    enrolled(tmp_path, "--plain")
    request = (tmp_path / "XD/XD.enrolment.json").read_text()
    settings = (tmp_path / "XD/node.toml").read_text()
    payload = json.dumps(json.loads(request))
    for kind in ("signing", "encryption", "witness"):
        secret = json.loads((tmp_path / f"XD/keys/{kind}.key").read_bytes())["secret"]
        assert secret not in payload + settings


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), "enrol.passphrase"),
        (("--plain", "--passphrase", "env:KEYS"), "enrol.passphrase"),
        (("--passphrase", "correct horse"), "config.passphrase"),
        (("--passphrase", "env:ABSENT"), "passphrase.absent"),
        (("--plain", "--member", "Dravenia"), "enrolment.member"),
        (("--plain", "--authority", "XD-NPC"), "enrol.authority"),
        (("--plain", "--token", "keys/signing.key"), "config.pkcs11"),
        (("--plain", "--hub", "nowhere"), "config.address"),
    ],
)
def test_an_enrolment_that_cannot_be_leaves_nothing_behind(
    tmp_path: Path, words: tuple[str, ...], code: str
) -> None:
    with pytest.raises(AssertionError, match=code.replace(".", r"\.")):
        enrolled(tmp_path, *words)
    assert not (tmp_path / "XD").exists()

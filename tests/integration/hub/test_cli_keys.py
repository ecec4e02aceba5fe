"""`accord-hub keys`: from nothing to a hub that starts with its own keys."""

import asyncio
from pathlib import Path

import pytest
from hub_kit import hub_in_process, write_region
from sealed_keys import PASSPHRASE
from typer.testing import CliRunner, Result

from accord.crypto.keyfile import load_signing_key, read_key_file
from accord.testing.clock import ManualClock
from accord.testing.region import DAY_MS
from accord.trust.enrolment import spoken
from accord.trust.handed import read_holder, read_hub
from hub.cli import app


def run(*words: str, status: int = 0) -> Result:
    result = CliRunner(env={"KEYS": PASSPHRASE}).invoke(app, ["keys", *words])
    assert result.exit_code == status, (result.output, result.exception)
    return result


@pytest.mark.parametrize("how", [("--plain",), ("--passphrase", "env:KEYS")])
def test_a_hub_starts_with_the_keys_that_it_made(
    tmp_path: Path, how: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEYS", PASSPHRASE)
    clock = ManualClock()
    region = write_region(tmp_path, clock.now_ms())
    fresh = tmp_path / "fresh"
    result = run("new", "--out", str(fresh), "--origin", "accord.example/other", *how)
    public = (fresh / "hub.json").read_bytes()
    assert spoken(public) in result.output
    for file in fresh.iterdir():
        assert file.stat().st_mode & 0o777 == 0o600
    online = read_key_file((fresh / "online.key").read_bytes())
    assert online.sealed == ("--passphrase" in how)
    assert online.public == read_hub(public).online.public

    document = region.document("directory.json")
    document |= {"version": 2, "hub": read_hub(public).entry(clock.now_ms())}
    region.changed(clock.now_ms() + DAY_MS, directory=document).write(tmp_path)
    settings = tmp_path / "hub/hub.toml"
    text = settings.read_text().replace('"keys/', f'"{fresh}/')
    settings.write_text(text.replace("[keys]", '[keys]\npassphrase = "env:KEYS"'))

    async def origin() -> str:
        async with hub_in_process(tmp_path, clock) as hub:
            return hub.public.publisher.note.split(b"\n")[0].decode()

    assert asyncio.run(origin()) == "accord.example/other"


def test_a_holder_keeps_the_key_and_hands_over_its_public_part(tmp_path: Path) -> None:
    file = tmp_path / "arvenia.key"
    result = run("holder", "Capital of Arvenia", "--out", str(file), "--passphrase", "env:KEYS")
    public = (tmp_path / "arvenia.key.public.json").read_bytes()
    assert spoken(public) in result.output
    holder = read_holder(public)
    assert holder.name == "Capital of Arvenia"
    assert load_signing_key(file.read_bytes(), PASSPHRASE.encode()).public == holder.public


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), "keys.passphrase"),
        (("--plain", "--passphrase", "env:KEYS"), "keys.passphrase"),
        (("--passphrase", PASSPHRASE), "config.passphrase"),
        (("--passphrase", "file:absent"), "passphrase.absent"),
        (("--plain", "--statement", "statement.key"), "config.pkcs11"),
    ],
)
def test_what_cannot_be_leaves_nothing_behind(
    tmp_path: Path, words: tuple[str, ...], code: str
) -> None:
    folder = tmp_path / "fresh"
    result = run("new", "--out", str(folder), "--origin", "one.example/log", *words, status=2)
    assert code in result.output
    assert PASSPHRASE not in result.output
    assert not folder.exists()


def test_no_key_is_ever_replaced(tmp_path: Path) -> None:
    words = ("--out", str(tmp_path), "--origin", "one.example/log", "--plain")
    run("new", *words)
    kept = {file: file.read_bytes() for file in tmp_path.iterdir()}
    assert "file.exists" in run("new", *words, status=2).output
    holder = ("holder", "One", "--out", str(tmp_path / "log.key"), "--plain")
    assert "file.exists" in run(*holder, status=2).output
    assert kept == {file: file.read_bytes() for file in tmp_path.iterdir()}

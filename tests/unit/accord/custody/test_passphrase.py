from collections.abc import Mapping
from pathlib import Path

import pytest

from accord.custody import passphrase
from accord.errors import AccordError, FormatError
from accord.settings import SettingsFile


def from_disk(file: Path, key: str) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise FormatError("config.unreadable", f"{file}: set {key}") from error


def fetched(folder: Path, source: str, environ: Mapping[str, str]) -> bytes:
    toml = f'[keys]\npassphrase = "{source}"\n'.encode()
    settings = SettingsFile(folder / "node.toml", toml, {"keys": frozenset({"passphrase"})})
    return passphrase.fetch(passphrase.setting(settings), from_disk, environ, "[keys] passphrase")


@pytest.mark.parametrize("written", [b"correct horse", b"correct horse\n", b"correct horse\r\n"])
def test_a_file_holds_the_passphrase_in_its_line(tmp_path: Path, written: bytes) -> None:
    (tmp_path / "secret").write_bytes(written)
    assert fetched(tmp_path, "file:secret", {}) == b"correct horse"


def test_systemd_hands_over_a_credential(tmp_path: Path) -> None:
    (tmp_path / "handed").mkdir()
    (tmp_path / "handed" / "keys").write_bytes(b"correct horse")
    environ = {"CREDENTIALS_DIRECTORY": str(tmp_path / "handed")}
    assert fetched(tmp_path, "credential:keys", environ) == b"correct horse"


def test_the_environment_holds_it(tmp_path: Path) -> None:
    assert fetched(tmp_path, "env:KEYS", {"KEYS": "öffne dich"}) == "öffne dich".encode()


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("secret", "config.passphrase"),
        ("correct horse", "config.passphrase"),
        ("plain:correct horse", "config.passphrase"),
        ("file:", "config.passphrase"),
        ("credential:../shadow", "config.passphrase"),
        ("file:absent", "passphrase.absent"),
        ("file:empty", "config.passphrase"),
        ("file:long", "config.passphrase"),
        ("credential:keys", "passphrase.absent"),
        ("env:KEYS", "passphrase.absent"),
    ],
)
def test_other_sources_are_refused_without_a_word_of_the_secret(
    tmp_path: Path, source: str, code: str
) -> None:
    (tmp_path / "empty").write_bytes(b"\n")
    (tmp_path / "long").write_bytes(bytes(1025))
    with pytest.raises(AccordError) as refused:
        fetched(tmp_path, source, {})
    assert refused.value.code == code
    assert "horse" not in str(refused.value)


def test_without_the_setting_there_is_no_passphrase(tmp_path: Path) -> None:
    settings = SettingsFile(tmp_path / "node.toml", b"", {})
    assert passphrase.setting(settings) == ""

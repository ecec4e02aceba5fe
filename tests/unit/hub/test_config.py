from pathlib import Path

import pytest

from accord.errors import FormatError
from hub.config import Limits, Log, load_config

GOOD = """
[hub]
name = "hub"
data = "data"
listen = "0.0.0.0:7443"
http = "127.0.0.1:9443"
site = "0.0.0.0:8080"
[trust]
root = "root.json"
repository = "trust"
[keys]
statement = "statement.key"
log = "log.key"
tls_key = "tls.key"
tls_certificate = "/etc/accord/tls.pem"
"""


def write(folder: Path, text: str) -> Path:
    file = folder / "hub.toml"
    file.write_text(text, "utf-8")
    return file


def test_reads_every_setting(tmp_path: Path) -> None:
    config = load_config(write(tmp_path, GOOD + "[limits]\nopen_messages = 5\n"))
    assert config.name == "hub"
    assert config.listen == "0.0.0.0:7443"
    assert config.ledger == tmp_path / "data" / "ledger.sqlite"
    assert config.run_file == tmp_path / "data" / "run.json"
    assert config.root == tmp_path / "root.json"
    assert config.tls_certificate == Path("/etc/accord/tls.pem")
    assert config.site == "0.0.0.0:8080"
    assert config.log_key == tmp_path / "log.key"
    assert config.log == Log(checkpoint_seconds=1)
    assert config.limits == Limits(open_messages=5)


@pytest.mark.parametrize(
    ("old", "new", "code", "named"),
    [
        ('name = "hub"', "", "config.missing", "[hub] name"),
        ('name = "hub"', "name = 5", "config.type", "[hub] name"),
        ('name = "hub"', 'name = ""', "config.type", "[hub] name"),
        ('name = "hub"', 'nmae = "hub"', "config.unknown", "[hub] nmae"),
        ("[hub]", "[nub]", "config.unknown", "[nub]"),
        ("0.0.0.0:7443", "7443", "config.address", "[hub] listen"),
        ("127.0.0.1:9443", "127.0.0.1:99999", "config.address", "[hub] http"),
        ("[keys]", "[limits]\nopen_messages = 0\n[keys]", "config.type", "open_messages"),
        ("[keys]", "[limits]\nopen_messages = true\n[keys]", "config.type", "open_messages"),
        ("[keys]", "[keys", "config.not_toml", "hub.toml"),
    ],
)
def test_names_file_key_and_remedy(
    tmp_path: Path, old: str, new: str, code: str, named: str
) -> None:
    file = write(tmp_path, GOOD.replace(old, new))
    with pytest.raises(FormatError) as error:
        load_config(file)
    assert error.value.code == code
    assert str(file) in error.value.text
    assert named in error.value.text


def test_names_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"hub.toml: cannot be read"):
        load_config(tmp_path / "hub.toml")

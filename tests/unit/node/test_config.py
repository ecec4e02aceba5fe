from pathlib import Path

import pytest

from accord.errors import FormatError, TransportError
from node.config import NodeConfig, load_config

GOOD = """
[node]
member = "XA"
authority = "XA-NPC"
data = "data"
[hub]
address = "hub.example:7443"
[trust]
root = "../root.json"
repository = "../trust"
[keys]
signing = "keys/signing.key"
encryption = "keys/encryption.key"
tls_key = "keys/tls.key"
tls_certificate = "keys/tls.pem"
[api]
listen = "127.0.0.1:0"
[registry.police]
adapter = "tabular"
file = "seizures.xlsx"
[release]
default = "officer"
"""


def load(folder: Path, text: str) -> NodeConfig:
    (folder / "node.toml").write_text(text)
    return load_config(folder / "node.toml")


def test_paths_count_from_the_files_folder(tmp_path: Path) -> None:
    config = load(tmp_path, GOOD)
    assert config.data == tmp_path / "data"
    assert config.root == tmp_path.parent / "root.json"
    assert config.encryption_keys == (tmp_path / "keys" / "encryption.key",)
    assert config.api_token_file == tmp_path / "data" / "api.token"
    police = config.registries["police"]
    assert (police.adapter, police.settings.options) == ("tabular", {"file": "seizures.xlsx"})
    assert police.settings.path("file") == tmp_path / "seizures.xlsx"
    assert config.release == {"default": "officer"}
    assert config.dial_address() == "hub.example:7443"


def test_old_encryption_keys_stand_beside_the_current_one(tmp_path: Path) -> None:
    several = '["keys/new.key", "keys/old.key"]'
    config = load(tmp_path, GOOD.replace('"keys/encryption.key"', several))
    assert [path.name for path in config.encryption_keys] == ["new.key", "old.key"]


def test_the_hubs_run_file_is_read_at_each_dial(tmp_path: Path) -> None:
    config = load(tmp_path, GOOD.replace("hub.example:7443", "@hub/run.json"))
    with pytest.raises(TransportError) as raised:
        config.dial_address()
    assert raised.value.code == "hub.run_file"
    (tmp_path / "hub").mkdir()
    for port in (1, 2):
        (tmp_path / "hub" / "run.json").write_text(f'{{"grpc": "127.0.0.1:{port}"}}')
        assert config.dial_address() == f"127.0.0.1:{port}"


@pytest.mark.parametrize(
    ("old", "new", "code", "named"),
    [
        ('member = "XA"', "", "config.missing", "[node] member"),
        ('member = "XA"', "member = 7", "config.type", "[node] member"),
        ('member = "XA"', 'member = "XA"\nmembre = "XA"', "config.unknown", "[node] membre"),
        ("[release]", "[releases]", "config.unknown", "[releases]"),
        ("hub.example:7443", "hub.example", "config.address", "[hub] address"),
        ("127.0.0.1:0", "127.0.0.1:99999", "config.address", "[api] listen"),
        ('adapter = "tabular"', "", "config.missing", "[registry.police] adapter"),
        ('"keys/encryption.key"', "[]", "config.type", "[keys] encryption"),
        ("[node]", "[node", "config.not_toml", "node.toml"),
    ],
)
def test_each_complaint_names_file_key_and_code(
    tmp_path: Path, old: str, new: str, code: str, named: str
) -> None:
    with pytest.raises(FormatError) as raised:
        load(tmp_path, GOOD.replace(old, new))
    assert raised.value.code == code
    assert named in raised.value.text
    assert str(tmp_path / "node.toml") in raised.value.text


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FormatError) as raised:
        load_config(tmp_path / "absent.toml")
    assert raised.value.code == "config.unreadable"


def test_the_hubs_site_and_the_witness_are_optional(tmp_path: Path) -> None:
    config = load(tmp_path, GOOD)
    assert (config.hub_site, config.witness_keys, config.witness_listen) == ("", (), "")
    text = GOOD.replace('7443"', '7443"\nsite = "hub.example:8080"')
    text = text.replace("[api]", 'witness = "keys/witness.key"\n[api]')
    config = load(tmp_path, text + '[witness]\nlisten = "127.0.0.1:0"\n')
    assert config.site_address() == "hub.example:8080"
    assert config.witness_keys == (tmp_path / "keys" / "witness.key",)
    assert config.witness_listen == "127.0.0.1:0"


def test_the_site_is_found_in_the_hubs_run_file(tmp_path: Path) -> None:
    config = load(tmp_path, GOOD.replace('7443"', '7443"\nsite = "@run.json"'))
    with pytest.raises(TransportError):
        config.site_address()
    (tmp_path / "run.json").write_text('{"site": "127.0.0.1:8"}')
    assert config.site_address() == "127.0.0.1:8"


def test_people_sign_in_at_a_provider_and_matters_are_kept_as_the_settings_say(
    tmp_path: Path,
) -> None:
    plain = load(tmp_path, GOOD)
    assert plain.oidc is None
    assert plain.at_least_years == 0
    text = """
    [oidc]
    issuer = "https://login.example"
    client_id = "accord"
    secret_file = "oidc.secret"
    redirect_uri = "https://node.example/back"
    [retention]
    archive = "old"
    at_least_years = 30
    """
    config = load(tmp_path, GOOD + text)
    assert config.oidc is not None
    assert config.oidc.secret_file == tmp_path / "oidc.secret"
    assert (config.oidc.scope, config.oidc.acr) == ("openid", "")
    assert (config.archive, config.at_least_years) == (tmp_path / "old", 30)


@pytest.mark.parametrize(
    "text",
    [
        '[retention]\nat_least_years = "30"',
        "[retention]\nat_least_years = -1",
        '[retention]\nfor_ever = "yes"',
        '[oidc]\nissuer = "https://login.example"',
        '[oidc]\nsecret = "in the file"',
    ],
)
def test_settings_of_people_and_retention_that_mean_nothing_are_refused(
    tmp_path: Path, text: str
) -> None:
    with pytest.raises(FormatError):
        load(tmp_path, GOOD + text)

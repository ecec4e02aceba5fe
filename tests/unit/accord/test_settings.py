"""A settings file is read strictly, and every complaint names file, key and remedy."""

from collections.abc import Callable
from pathlib import Path

import pytest

from accord.errors import FormatError
from accord.settings import SettingsFile

FILE = Path("/etc/accord/x.toml")
TABLES = {"a": frozenset({"text", "paths", "address"}), "free": None, "limits": frozenset({"n"})}


def read(text: str) -> SettingsFile:
    return SettingsFile(FILE, text.encode(), TABLES)


def test_what_it_holds() -> None:
    settings = read(
        'limits = {n = 3}\n[a]\ntext = "t"\npaths = ["k", "/l"]\naddress = "h:1"\n'
        '[free.one]\nx = "y"'
    )
    assert settings.text("a", "text") == "t"
    assert settings.text("a", "absent", default="") == ""
    assert settings.path("a", "text") == Path("/etc/accord/t")
    assert settings.paths("a", "paths") == [Path("/etc/accord/k"), Path("/l")]
    assert settings.paths("a", "text") == [Path("/etc/accord/t")]
    assert settings.address("a", "address") == "h:1"
    assert settings.numbers("limits") == {"n": 3}
    assert settings.inner("free") == {"one": "free.one"}
    assert settings.texts("free.one") == {"x": "y"}


@pytest.mark.parametrize(
    ("text", "use", "code"),
    [
        ("a = ", lambda _: None, "config.not_toml"),
        ("[b]", lambda _: None, "config.unknown"),
        ("a = 5", lambda _: None, "config.unknown"),
        ("[a]\nother = 1", lambda _: None, "config.unknown"),
        ("[a]", lambda s: s.text("a", "text"), "config.missing"),
        ('[a]\ntext = ""', lambda s: s.text("a", "text"), "config.type"),
        ("[a]\ntext = 5", lambda s: s.text("a", "text"), "config.type"),
        ("[a]\npaths = []", lambda s: s.paths("a", "paths"), "config.type"),
        ("[a]\npaths = [1]", lambda s: s.paths("a", "paths"), "config.type"),
        ('[a]\naddress = "h"', lambda s: s.address("a", "address"), "config.address"),
        ('[a]\naddress = "h:99999"', lambda s: s.address("a", "address"), "config.address"),
        ("[limits]\nn = 0", lambda s: s.numbers("limits"), "config.type"),
        ("[limits]\nn = true", lambda s: s.numbers("limits"), "config.type"),
        ("[free]\none = 1", lambda s: s.inner("free"), "config.type"),
    ],
)
def test_what_is_wrong_is_named(
    text: str, use: Callable[[SettingsFile], object], code: str
) -> None:
    with pytest.raises(FormatError) as refused:
        use(read(text))
    assert refused.value.code == code
    assert str(FILE) in refused.value.text


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(FormatError, match="is not TOML"):
        SettingsFile(FILE, b"\xff", TABLES)

from pathlib import Path

import pytest

from accord.custody.places import KeyPlace, TokenKey, key_places
from accord.errors import FormatError
from accord.settings import SettingsFile

URI = "pkcs11:token=State%20XA;object=signing;type=private?module-path=/opt/token.so"


def places(value: str) -> tuple[KeyPlace, ...]:
    toml = f"[keys]\nsigning = {value}\n".encode()
    settings = SettingsFile(Path("/etc/node.toml"), toml, {"keys": frozenset({"signing"})})
    return key_places(settings, "signing")


def test_a_key_is_in_a_file_or_in_a_token() -> None:
    assert places(f'["keys/new.key", "{URI}&pin-source=file:pin"]') == (
        Path("/etc/keys/new.key"),
        TokenKey(Path("/opt/token.so"), "State XA", "signing", "file:/etc/pin"),
    )


def test_a_place_shows_neither_pin_nor_module() -> None:
    (place,) = places(f'"{URI}&pin-source=env:PIN"')
    assert str(place) == "pkcs11:token=State XA;object=signing"


@pytest.mark.parametrize(
    "uri",
    [
        "pkcs11:",
        URI,
        f"{URI}&pin-value=1234",
        f"{URI}&pin-source=1234",
        f"{URI}&pin-source=file:pin&pin-source=file:pin",
        f"{URI}&pin-source=|program",
        f"{URI}&pin-source=file:pin&more=1",
        f"{URI}&pin-source=".replace("private", "public"),
        f"{URI}&pin-source=file:pin".replace("private", "public"),
        f"{URI}&pin-source=file:pin".replace("object=signing", "object="),
        f"{URI}&pin-source=file:pin".replace("object=signing", "object=%FF"),
    ],
)
def test_other_uris_are_refused_without_a_word_of_the_pin(uri: str) -> None:
    with pytest.raises(FormatError) as refused:
        places(f'"{uri}"')
    assert refused.value.code in {"config.pkcs11", "config.passphrase"}
    assert "1234" not in refused.value.text

"""The golden envelopes open, and each bad one is refused with the code it names."""

import json
from pathlib import Path
from typing import Any

import pytest

from accord.crypto.batch import BatchVerifier
from accord.crypto.keys import EncryptionKey
from accord.encoding import from_base64
from accord.envelope import authenticate, open_content, parse
from accord.errors import AccordError
from accord.trust.directory import read_directory

VECTORS: dict[str, Any] = json.loads(Path(__file__).with_name("envelopes.json").read_text())
DIRECTORY = read_directory(json.dumps(VECTORS["directory"]).encode())
KEYS = {member: EncryptionKey(from_base64(key)) for member, key in VECTORS["openers"].items()}


def _open(envelope: str, member: str) -> bytes:
    parsed = parse(from_base64(envelope))
    header = authenticate(parsed, DIRECTORY, BatchVerifier())
    return open_content(parsed, header, member, {KEYS[member].key_id: KEYS[member]})


def _name(vector: dict[str, str]) -> str:
    return vector["name"]


@pytest.mark.parametrize("vector", VECTORS["good"], ids=_name)
def test_a_good_envelope_opens_for_every_recipient(vector: dict[str, str]) -> None:
    header = authenticate(parse(from_base64(vector["envelope"])), DIRECTORY, BatchVerifier())
    for addressee in header.recipients:
        assert _open(vector["envelope"], addressee.member) == from_base64(vector["payload"])


@pytest.mark.parametrize("vector", VECTORS["bad"], ids=_name)
def test_a_bad_envelope_is_refused_with_its_code(vector: dict[str, str]) -> None:
    with pytest.raises(AccordError) as refused:
        _open(vector["envelope"], "XB")
    assert refused.value.code == vector["code"]

"""The golden notes, checkpoints, proofs and requests are read and refused as they always were."""

import json
from pathlib import Path
from typing import Any

import pytest

from accord.crypto.keys import SigningKey
from accord.encoding import from_base64
from accord.errors import AccordError
from accord.log.keys import WITNESS, VerifierKey, cosign_text, parse_key
from accord.log.note import SignatureLine, check_note, parse_note
from accord.log.proof import parse_proof
from accord.log.quorum import LogTrust
from accord.log.witness import Held, answer

VECTORS: dict[str, Any] = json.loads(Path(__file__).with_name("log.json").read_text())
OWN, *WITNESSES = map(parse_key, VECTORS["keys"])
TRUST = LogTrust(
    OWN.name,
    [OWN.public],
    {key.name.removeprefix(f"{OWN.name}/witness/"): [key.public] for key in WITNESSES},
    VECTORS["quorum"],
)
SIGNER = SigningKey(from_base64(VECTORS["witness"]["seed"]))
COSIGNER = VerifierKey(f"{OWN.name}/witness/{VECTORS['witness']['member']}", WITNESS, SIGNER.public)


def cosign(text: str) -> SignatureLine:
    return SignatureLine.of(COSIGNER, cosign_text(text, SIGNER, VECTORS["witness"]["time_s"]))


def of(which: str, kind: str) -> list[Any]:
    """The vectors of one kind."""
    return [pytest.param(one, id=one.get("name")) for one in VECTORS[which] if one["kind"] == kind]


def test_a_golden_note_is_read() -> None:
    (vector,) = [one for one in VECTORS["good"] if one["kind"] == "note"]
    note = parse_note(from_base64(vector["data"]))
    assert note.text == vector["text"]
    assert note.encode() == from_base64(vector["data"])
    assert len(check_note(note, [OWN])) == 1


@pytest.mark.parametrize("vector", of("good", "checkpoint"))
def test_a_golden_checkpoint_is_believed(vector: dict[str, Any]) -> None:
    signed = TRUST.open(from_base64(vector["data"]))
    assert signed.checkpoint[:3] == (OWN.name, vector["size"], from_base64(vector["root"]))
    assert signed.cosigned_s == vector["cosigned_s"]
    assert signed.witnessed


@pytest.mark.parametrize("vector", of("good", "proof"))
def test_a_golden_proof_holds(vector: dict[str, Any]) -> None:
    proof = parse_proof(from_base64(vector["data"]))
    assert proof.leaf == vector["index"]
    assert proof.encode() == from_base64(vector["data"])
    assert proof.verify(from_base64(vector["entry"]), TRUST).witnessed


@pytest.mark.parametrize("vector", [*of("good", "request"), *of("bad", "request")])
def test_a_golden_request_has_its_answer(vector: dict[str, Any]) -> None:
    held = Held(vector["held_size"], from_base64(vector["held_root"]))
    said = answer(from_base64(vector["data"]), held, TRUST, cosign)
    assert (said.status, said.body) == (vector["status"], from_base64(vector["answer"]))
    assert (said.status == 200) == (vector in VECTORS["good"])


@pytest.mark.parametrize("vector", of("bad", "checkpoint"))
def test_a_bad_checkpoint_is_refused_with_its_code(vector: dict[str, str]) -> None:
    with pytest.raises(AccordError) as refused:
        TRUST.open(from_base64(vector["data"]))
    assert refused.value.code == vector["code"]


@pytest.mark.parametrize("vector", of("bad", "proof"))
def test_a_bad_proof_is_refused_with_its_code(vector: dict[str, str]) -> None:
    with pytest.raises(AccordError) as refused:
        parse_proof(from_base64(vector["data"])).verify(from_base64(vector["entry"]), TRUST)
    assert refused.value.code == vector["code"]

"""Makes `log.json` anew: `PYTHONPATH=tests/support python tests/vectors/make_log.py`.

Keys and times are fixed and Ed25519 is deterministic, so only a change of a format or of a code
changes the file. The bad ones are those that Go's checksum database is asked about as well.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from broken_logs import CHECKPOINTS, FILES, PROOFS, REQUESTS, SMALL, STRICTER
from log_kit import (
    COSIGNED_S,
    LOG_KEY,
    LOG_VKEY,
    WITNESSES,
    cosigned,
    cosigner,
    entry,
    request,
    trust,
)

from accord.encoding import to_base64
from accord.errors import AccordError
from accord.log.keys import sign_text
from accord.log.note import Note, SignatureLine
from accord.log.proof import parse_proof
from accord.log.witness import Held, answer

Vector = dict[str, Any]
HELD = Held(5, SMALL.checkpoint(5).root)
TEXT = "a text\n\nof two parts, é\n"


def good() -> Iterator[Vector]:
    """A note, checkpoints at several sizes, proofs and requests."""
    own = SignatureLine.of(LOG_VKEY, sign_text(TEXT, LOG_KEY))
    yield {"kind": "note", "data": to_base64(Note(TEXT, (own,)).encode()), "text": TEXT}
    for size in (0, 1, 255, 256, 257, 300):
        note = cosigned(SMALL, size, ["XA", "XC"])
        yield {
            "kind": "checkpoint",
            "data": to_base64(note),
            "size": size,
            "root": to_base64(SMALL.checkpoint(size).root),
            "cosigned_s": {"XA": COSIGNED_S, "XC": COSIGNED_S},
        }
    for leaf, size in ((0, 1), (0, 300), (100, 300), (299, 300), (255, 256)):
        proof = SMALL.proof(leaf, cosigned(SMALL, size, ["XA", "XC"]), size)
        yield {
            "kind": "proof",
            "data": to_base64(proof.encode()),
            "entry": to_base64(entry(leaf)),
            "index": leaf,
        }
    for old, size in ((0, 0), (0, 300), (5, 300), (256, 300), (300, 300)):
        body = request(SMALL, old, size).encode()
        held = Held(old, SMALL.checkpoint(old).root)
        yield asked(body, held)


def asked(body: bytes, held: Held) -> Vector:
    """A request to the witness of XA, what that holds, and what it answers."""
    said = answer(body, held, trust(), cosigner("XA"))
    return {
        "kind": "request",
        "data": to_base64(body),
        "held_size": held.size,
        "held_root": to_base64(held.root),
        "status": said.status,
        "answer": to_base64(said.body),
    }


def bad() -> Iterator[Vector]:
    """Every broken file, and the code it is refused with."""
    strict = [(name, files) for name, _, files in STRICTER if name != "a huge note"]
    notes = [*CHECKPOINTS, *((name, files) for name, files in strict if "checkpoint" in files)]
    for name, files in notes:
        data = files["checkpoint"]
        yield {"name": name, "kind": "checkpoint", "data": to_base64(data), "code": note_code(data)}
    for name, files in [
        *PROOFS,
        *((name, files) for name, files in strict if "checkpoint" not in files),
    ]:
        data = files["proofs/100"]
        yield {
            "name": name,
            "kind": "proof",
            "data": to_base64(data),
            "entry": to_base64(entry(100)),
            "code": proof_code(data),
        }
    for name, files in REQUESTS:
        yield {"name": name} | asked(files["requests/5"], HELD)


def note_code(data: bytes) -> str:
    """What refuses a checkpoint."""
    try:
        trust().open(data)
    except AccordError as error:
        return error.code
    raise AssertionError("a bad checkpoint was opened")


def proof_code(data: bytes) -> str:
    """What refuses a proof."""
    try:
        parse_proof(data).verify(entry(100), trust())
    except AccordError as error:
        return error.code
    raise AssertionError("a bad proof was verified")


def main() -> None:
    """Writes the file."""
    vectors = {
        "keys": FILES["vkeys"].decode().splitlines(),
        "quorum": 2,
        "witness": {"member": "XA", "seed": to_base64(WITNESSES["XA"].seed), "time_s": COSIGNED_S},
        "good": list(good()),
        "bad": list(bad()),
    }
    path = Path(__file__).with_name("log.json")
    path.write_text(json.dumps(vectors, indent=1) + "\n")


if __name__ == "__main__":
    main()

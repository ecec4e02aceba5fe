"""Proof files: one entry, at one place, under one checkpoint of this log."""

import pytest
from log_kit import ORIGIN, STRANGER, cosigned, entry, grown, named, trust

from accord.encoding import to_base64
from accord.errors import AccordError, FormatError
from accord.log.proof import LogProof, parse_proof

SIZE = 11
LOG = grown(SIZE)
NOTE = cosigned(LOG, members=["XA", "XB"])
PROOF = LOG.proof(6, NOTE)
DATA = PROOF.encode()
HASH = to_base64(bytes(32))


@pytest.mark.parametrize("leaf", range(SIZE))
def test_every_entry_has_its_proof_and_no_other_entry_has_it(leaf: int) -> None:
    proof = parse_proof(LOG.proof(leaf, NOTE).encode())
    signed = proof.verify(entry(leaf), trust())
    assert signed.checkpoint == LOG.checkpoint()
    assert signed.witnessed
    for other in range(SIZE):
        if other != leaf:
            with pytest.raises(AccordError) as refused:
                proof.verify(entry(other), trust())
            assert refused.value.code == "proof.root"


def test_a_lone_entry_needs_no_path() -> None:
    log = grown(1)
    proof = log.proof(0, log.note())
    assert proof.encode() == b"c2sp.org/tlog-proof@v1\nindex 0\n\n" + log.note()
    proof.verify(entry(0), trust())


@pytest.mark.parametrize("extra", [b"", b"x", bytes(300)])
def test_extra_data_is_carried_and_proves_nothing(extra: bytes) -> None:
    proof = parse_proof(PROOF._replace(extra=extra).encode())
    assert proof == PROOF._replace(extra=extra)
    assert proof.verify(entry(6), trust()) == PROOF.verify(entry(6), trust())


def changed(old: str, new: str) -> bytes:
    assert old.encode() in DATA
    return DATA.replace(old.encode(), new.encode(), 1)


HEAD = "c2sp.org/tlog-proof@v1\n"
ODD = [
    ("nothing", b"", "proof.head"),
    ("no head", changed(HEAD, ""), "proof.head"),
    ("another version", changed("@v1", "@v2"), "proof.head"),
    ("a byte-order mark", b"\xef\xbb\xbf" + DATA, "proof.lines"),
    ("CRLF", PROOF._replace(checkpoint=b"").encode().replace(b"\n", b"\r\n"), "proof.head"),
    ("no checkpoint", DATA.partition(b"\n\n")[0] + b"\n", "proof.head"),
    ("no index", changed("index 6\n", ""), "proof.index"),
    ("index twice", changed("index 6\n", "index 6\nindex 6\n"), "encoding.base64"),
    ("another word", changed("index 6", "Index 6"), "proof.index"),
    ("two spaces", changed("index 6", "index  6"), "encoding.decimal"),
    *[
        (f"index {number!r}", changed("index 6", f"index {number}"), "encoding.decimal")
        for number in ("", "+6", "06", "-0", "6_0", "6 ", "6\t", "0x6", str(2**63))
    ],
    ("an Arabic digit", changed("index 6", "index ٦"), "proof.lines"),
    ("empty extra", changed("index", "extra \nindex"), "proof.extra"),
    ("extra that is no base64", changed("index", "extra x\nindex"), "encoding.base64"),
    ("extra with spare bits", changed("index", "extra AB==\nindex"), "encoding.base64"),
    ("extra behind the index", changed("index 6\n", "index 6\nextra AA==\n"), "encoding.base64"),
    ("extra twice", changed("index", "extra AA==\nextra AA==\nindex"), "proof.index"),
    ("a short hash", changed("index 6\n", "index 6\nAAAA\n"), "encoding.size"),
    (
        "a hash with spare bits",
        changed("index 6\n", f"index 6\n{HASH[:-2]}B=\n"),
        "encoding.base64",
    ),
    ("a hash without padding", changed("index 6\n", f"index 6\n{HASH[:-1]}\n"), "encoding.base64"),
    (
        "a hash in url-safe base64",
        changed("index 6\n", f"index 6\n{HASH.replace('A', '_')}\n"),
        "encoding.base64",
    ),
    ("a hash in Latin-1", DATA.replace(b"index 6\n", b"index 6\n\xc4\n"), "proof.lines"),
    ("64 hashes", changed("index 6\n", "index 6\n" + 64 * f"{HASH}\n"), "proof.path"),
    ("huge", DATA + bytes(128 * 1024), "proof.too_large"),
]


@pytest.mark.parametrize(("data", "code"), named(ODD))
def test_another_spelling_of_a_proof_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(FormatError) as refused:
        parse_proof(data)
    assert refused.value.code == code


PATH = PROOF.path
OTHER = grown(SIZE, "other.example/log")
FALSE = [
    ("shorter", PROOF._replace(path=PATH[:-1]), "merkle.path_length"),
    ("longer", PROOF._replace(path=(*PATH, bytes(32))), "merkle.path_length"),
    ("no path", PROOF._replace(path=()), "merkle.path_length"),
    ("another hash", PROOF._replace(path=(*PATH[:-1], bytes(32))), "proof.root"),
    ("re-ordered", PROOF._replace(path=PATH[::-1]), "proof.root"),
    ("another leaf's index", PROOF._replace(leaf=7), "proof.root"),
    ("another leaf's path", PROOF._replace(path=LOG.proof(5, b"").path), "proof.root"),
    ("outside the tree", PROOF._replace(leaf=SIZE), "merkle.index"),
    ("far outside the tree", PROOF._replace(leaf=2**63 - 1), "merkle.index"),
    ("under an older checkpoint", PROOF._replace(checkpoint=LOG.note(SIZE - 1)), "proof.root"),
    (
        "under a newer checkpoint",
        PROOF._replace(checkpoint=grown(SIZE + 9).note()),
        "merkle.path_length",
    ),
    ("under an empty log's", PROOF._replace(checkpoint=LOG.note(0)), "merkle.index"),
    ("under another log's", PROOF._replace(checkpoint=OTHER.note()), "checkpoint.origin"),
    (
        "under a stranger's",
        PROOF._replace(checkpoint=grown(SIZE, ORIGIN, STRANGER).note()),
        "note.no_known_key",
    ),
    ("an empty line more", PROOF._replace(checkpoint=b"\n" + NOTE), "checkpoint.no_origin"),
    ("a checkpoint cut off", PROOF._replace(checkpoint=NOTE[:-1]), "note.unsigned"),
]


@pytest.mark.parametrize(("proof", "code"), named(FALSE))
def test_a_false_proof_is_refused(proof: LogProof, code: str) -> None:
    with pytest.raises(AccordError) as refused:
        parse_proof(proof.encode()).verify(entry(6), trust())
    assert refused.value.code == code


def test_a_node_is_no_leaf() -> None:
    """The hash of two leaves does not stand in the tree one level lower (RFC 6962, 2.1)."""
    upper = LOG.proof(6, NOTE).path[1:]
    with pytest.raises(AccordError):
        LogProof(3, upper, LOG.note(6)).verify(entry(6) + entry(7), trust())

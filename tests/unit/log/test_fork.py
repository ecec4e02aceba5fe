"""Proofs of a fork and of a withheld leaf: what they prove, and every other spelling refused."""

import pytest
from log_kit import ORIGIN, STRANGER, consistency, entry, grown, named, trust

from accord.encoding import to_base64
from accord.errors import AccordError, FormatError
from accord.log.fork import ForkProof, parse_fork
from accord.log.withheld import WithheldProof, parse_withheld
from accord.merkle import leaf_hash

LOG = grown(12)
OTHER = grown(0)
OTHER.append(f"other {index}".encode() for index in range(12))
ROOT, PATH = OTHER.checkpoint(5).root, consistency(OTHER, 5, 12)
FORK = ForkProof(LOG.note(5), OTHER.note(), ROOT, PATH)
THERE = leaf_hash(b"other 6")
WITHHELD = WithheldProof(b"promise", 6, THERE, OTHER.proof(6, b"").path, OTHER.note())
HASH = to_base64(bytes(32))


@pytest.mark.parametrize("proof", [FORK, ForkProof(LOG.note(), OTHER.note())])
def test_two_histories_under_one_key_are_proved(proof: ForkProof) -> None:
    parse_fork(proof.encode()).verify(trust())


NO_FORK = [
    ("one checkpoint twice", ForkProof(LOG.note(), LOG.note()), "fork.none"),
    (
        "a log that grew",
        ForkProof(LOG.note(5), LOG.note(), LOG.checkpoint(5).root, consistency(LOG, 5, 12)),
        "fork.none",
    ),
    ("two sizes and no root", ForkProof(LOG.note(5), OTHER.note()), "fork.sizes"),
    ("a root that is not proved", FORK._replace(root=bytes(32)), "merkle.consistency"),
    ("a root without its path", FORK._replace(path=()), "merkle.path_length"),
    ("the larger first", FORK._replace(first=LOG.note(), second=OTHER.note(5)), "merkle.sizes"),
    ("an empty log first", FORK._replace(first=LOG.note(0)), "merkle.sizes"),
    (
        "a stranger's second",
        FORK._replace(second=grown(12, ORIGIN, STRANGER).note()),
        "note.no_known_key",
    ),
    (
        "another log's second",
        FORK._replace(second=grown(12, "other.example/log").note()),
        "checkpoint.origin",
    ),
    ("no note", FORK._replace(first=b""), "note.unsigned"),
]


@pytest.mark.parametrize(("proof", "code"), named(NO_FORK))
def test_what_one_honest_log_could_sign_is_no_fork(proof: ForkProof, code: str) -> None:
    with pytest.raises(AccordError) as refused:
        parse_fork(proof.encode()).verify(trust())
    assert refused.value.code == code


def test_a_withheld_leaf_is_proved() -> None:
    parse_withheld(WITHHELD.encode()).verify(entry(6), trust())


NOT_WITHHELD = [
    ("what was promised", WITHHELD, b"other 6", "withheld.none"),
    ("another leaf", WITHHELD._replace(leaf=bytes(32)), entry(6), "proof.root"),
    ("another place", WITHHELD._replace(at=7), entry(6), "proof.root"),
    ("a place that is not there yet", WITHHELD._replace(at=12), entry(6), "merkle.index"),
    ("another log's tree", WITHHELD._replace(checkpoint=LOG.note()), entry(6), "proof.root"),
    (
        "a stranger's",
        WITHHELD._replace(checkpoint=grown(12, ORIGIN, STRANGER).note()),
        entry(6),
        "note.no_known_key",
    ),
]


@pytest.mark.parametrize(("proof", "promised", "code"), named(NOT_WITHHELD))
def test_what_the_log_holds_or_may_still_hold_is_not_withheld(
    proof: WithheldProof, promised: bytes, code: str
) -> None:
    with pytest.raises(AccordError) as refused:
        parse_withheld(proof.encode()).verify(promised, trust())
    assert refused.value.code == code


def fork(old: str, new: str) -> bytes:
    return FORK.encode().replace(old.encode(), new.encode(), 1)


def withheld(old: str, new: str) -> bytes:
    return WITHHELD.encode().replace(old.encode(), new.encode(), 1)


ODD_FORKS = [
    ("nothing", b"", "fork.head"),
    ("another version", fork("@v1", "@v2"), "fork.head"),
    ("no final line break", FORK.encode()[:-1], "fork.head"),
    ("CRLF", FORK.encode().replace(b"\n", b"\r\n"), "fork.head"),
    ("a byte-order mark", b"\xef\xbb\xbf" + FORK.encode(), "fork.lines"),
    ("second first", fork("first", "second"), "fork.lines"),
    ("an empty line", fork("second", "\nsecond"), "fork.lines"),
    ("another word", fork("path", "Path"), "fork.lines"),
    ("root behind the path", FORK.encode() + f"root {HASH}\n".encode(), "fork.lines"),
    ("no spaces", b"accord-log-fork@v1\nfirst\nsecond\n", "fork.lines"),
    ("two spaces", fork("root ", "root  "), "encoding.base64"),
    ("a short root", fork("root ", "root AAAA\nroot "), "fork.lines"),
    ("a short hash", fork("path ", "path AAAA\npath "), "encoding.size"),
    ("spare bits", fork("path ", f"path {HASH[:-2]}B=\npath "), "encoding.base64"),
    ("65 hashes", FORK._replace(path=(bytes(32),) * 65).encode(), "fork.lines"),
    ("huge", FORK._replace(first=bytes(200_000)).encode(), "fork.too_large"),
]


@pytest.mark.parametrize(("data", "code"), named(ODD_FORKS))
def test_another_spelling_of_a_fork_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(FormatError) as refused:
        parse_fork(data)
    assert refused.value.code == code


ODD_WITHHELD = [
    ("nothing", b"", "withheld.head"),
    ("another version", withheld("@v1", "@v2"), "withheld.head"),
    ("no final line break", WITHHELD.encode()[:-1], "withheld.head"),
    ("no index", withheld("index 6\n", ""), "withheld.lines"),
    ("index first", withheld("statement", "index 6\nstatement"), "withheld.lines"),
    ("no spaces", withheld(f"statement {to_base64(b'promise')}", "statement"), "withheld.lines"),
    ("two checkpoints", withheld("checkpoint", "checkpoint AA==\ncheckpoint"), "withheld.lines"),
    *[
        (f"index {odd!r}", withheld("index 6", f"index {odd}"), "encoding.decimal")
        for odd in ("", "+6", "06", "6_0", "6 ", str(2**63))
    ],
    ("Latin-1", WITHHELD.encode().replace(b"index 6", b"index \xb2"), "withheld.lines"),
    ("a short hash", withheld("path ", "path AAAA\npath "), "encoding.size"),
    ("spare bits", withheld("path ", f"path {HASH[:-2]}B=\npath "), "encoding.base64"),
    ("65 hashes", WITHHELD._replace(path=(bytes(32),) * 65).encode(), "withheld.lines"),
    ("huge", WITHHELD._replace(statement=bytes(2**20)).encode(), "withheld.too_large"),
]


@pytest.mark.parametrize(("data", "code"), named(ODD_WITHHELD))
def test_another_spelling_of_a_withheld_leaf_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(FormatError) as refused:
        parse_withheld(data)
    assert refused.value.code == code

"""The witness's rule: every status of C2SP tlog-witness, and what it must hold with each."""

import pytest
from log_kit import (
    LOG_KEY,
    LOG_VKEY,
    ORIGIN,
    STRANGER,
    consistency,
    cosigned,
    cosigner,
    grown,
    named,
    request,
    trust,
)

from accord.encoding import to_base64
from accord.errors import FormatError
from accord.log.checkpoint import Checkpoint
from accord.log.keys import sign_text
from accord.log.note import MAX_NOTE, Note, SignatureLine, parse_lines
from accord.log.witness import (
    AddCheckpoint,
    Answer,
    Held,
    answer,
    parse_add_checkpoint,
)
from accord.merkle import EMPTY_ROOT

LOG = grown(12)
FORKED = grown(0)
FORKED.append(str(index).encode() for index in range(12))
HASH = to_base64(bytes(32))


def held(size: int) -> Held:
    return Held(size, LOG.checkpoint(size).root)


def asked(what: AddCheckpoint | bytes, last: Held | None = None) -> Answer:
    body = what if isinstance(what, bytes) else what.encode()
    return answer(body, last, trust(), cosigner("XA"))


def signed(checkpoint: Checkpoint) -> bytes:
    line = SignatureLine.of(LOG_VKEY, sign_text(checkpoint.text, LOG_KEY))
    return Note(checkpoint.text, (line,)).encode()


@pytest.mark.parametrize(("old", "new"), [(0, 0), (0, 1), (0, 12), (1, 2), (4, 8), (5, 12), (7, 7)])
def test_what_follows_from_all_before_is_cosigned_and_held(old: int, new: int) -> None:
    found = asked(request(LOG, old, new), held(old) if old else None)
    assert found == Answer(200, found.body, Held(new, LOG.checkpoint(new).root))
    (line,) = parse_lines(found.body.decode())
    assert trust(1).open(LOG.note(new, cosigned=[line])).witnessed


def test_a_witness_that_cosigned_an_empty_log_goes_on_from_there() -> None:
    empty = Held(0, EMPTY_ROOT)
    assert asked(request(LOG, 0, 12), empty).status == 200
    assert asked(request(LOG, 0, 0), empty).held == empty


def test_cosignatures_of_others_and_strangers_lines_do_not_matter() -> None:
    question = request(LOG, 5, 12)
    others = cosigned(LOG, members=["XB", "XC"])
    strange = LOG.note(cosigned=[cosigner("XA", signer=STRANGER)("x\n")])
    for note in (others, strange):
        assert asked(question._replace(note=note), held(5)).status == 200


HONEST = request(LOG, 5, 12)
FALSE_EMPTY = signed(Checkpoint(ORIGIN, 0, bytes(32)))
TEXT = LOG.checkpoint().text
BAD_LINE = SignatureLine.of(LOG_VKEY, bytes(64))
REFUSED = [
    (
        "another log's",
        HONEST._replace(note=grown(12, "other.example/log").note()),
        404,
        "checkpoint.origin",
    ),
    (
        "a log's with an odd name",
        HONEST._replace(note=signed(Checkpoint("a + b", 12, bytes(32)))),
        404,
        "checkpoint.origin",
    ),
    (
        "unknown log before bad signature",
        HONEST._replace(note=grown(12, "other", STRANGER).note()),
        404,
        "checkpoint.origin",
    ),
    (
        "a stranger's",
        HONEST._replace(note=grown(12, ORIGIN, STRANGER).note()),
        403,
        "note.no_known_key",
    ),
    (
        "only cosigned",
        HONEST._replace(note=Note(TEXT, (cosigner("XB")(TEXT),)).encode()),
        403,
        "checkpoint.unsigned",
    ),
    (
        "with a bad signature",
        HONEST._replace(note=Note(TEXT, (BAD_LINE,)).encode()),
        403,
        "note.signature",
    ),
    (
        "with a bad cosignature",
        HONEST._replace(note=LOG.note(cosigned=[cosigner("XB")("x\n")])),
        403,
        "note.signature",
    ),
    ("smaller than the old size", HONEST._replace(note=LOG.note(4)), 400, "witness.old_size"),
    (
        "an empty log's with another root",
        AddCheckpoint(0, (), FALSE_EMPTY),
        422,
        "checkpoint.empty",
    ),
    ("with a shorter proof", HONEST._replace(proof=HONEST.proof[:-1]), 422, "merkle.path_length"),
    (
        "with a longer proof",
        HONEST._replace(proof=(*HONEST.proof, bytes(32))),
        422,
        "merkle.path_length",
    ),
    ("with no proof", HONEST._replace(proof=()), 422, "merkle.path_length"),
    (
        "with another hash",
        HONEST._replace(proof=(*HONEST.proof[:-1], bytes(32))),
        422,
        "merkle.consistency",
    ),
    (
        "with a re-ordered proof",
        HONEST._replace(proof=HONEST.proof[::-1]),
        422,
        "merkle.consistency",
    ),
    (
        "with another size's proof",
        HONEST._replace(proof=consistency(LOG, 7, 12)),
        422,
        "merkle.consistency",
    ),
    ("of a forked log", request(FORKED, 5, 12), 422, "merkle.consistency"),
    (
        "of the same size with a proof",
        AddCheckpoint(5, (bytes(32),), LOG.note(5)),
        422,
        "merkle.consistency",
    ),
]


@pytest.mark.parametrize(("question", "status", "code"), named(REFUSED))
def test_what_is_refused_is_not_held_and_names_its_code(
    question: AddCheckpoint, status: int, code: str
) -> None:
    found = asked(question, None if question.old_size == 0 else held(5))
    assert found == Answer(status, found.body)
    assert found.body.decode().endswith(f"[{code}]\n")


def test_from_nothing_nothing_is_to_be_proved() -> None:
    for last in (None, Held(0, EMPTY_ROOT)):
        found = asked(AddCheckpoint(0, (bytes(32),), LOG.note()), last)
        assert found == Answer(422, found.body)


@pytest.mark.parametrize(("old", "last"), [(0, 5), (4, 5), (6, 5), (5, None), (12, 5)])
def test_a_request_from_another_size_learns_the_size_that_is_held(
    old: int, last: int | None
) -> None:
    found = asked(request(LOG, old, 12), None if last is None else held(last))
    assert found == Answer(409, b"%d\n" % (last or 0))


def test_two_roots_for_one_size_are_a_fork_whatever_was_asked() -> None:
    forked = FORKED.note(12)
    for old, status in ((12, 422), (13, 400), (5, 409), (0, 409)):
        found = asked(AddCheckpoint(old, (), forked), held(12))
        assert (found.status, found.held, found.split) == (status, None, True)


def test_an_unsigned_fork_is_none() -> None:
    forked = FORKED.checkpoint(12).text
    note = Note(forked, (SignatureLine.of(LOG_VKEY, bytes(64)),)).encode()
    assert not asked(AddCheckpoint(12, (), note), held(12)).split


GOOD = HONEST.encode()
ODD = [
    ("nothing", b"", "witness.request"),
    ("no old size", GOOD.removeprefix(b"old 5\n"), "witness.request"),
    ("another word", GOOD.replace(b"old", b"Old", 1), "witness.request"),
    ("no empty line", b"old 5\n" + LOG.note().replace(b"\n\n", b"\n"), "witness.request"),
    ("CRLF", GOOD.replace(b"\n", b"\r\n"), "witness.request"),
    ("a byte-order mark", b"\xef\xbb\xbf" + GOOD, "witness.request"),
    ("Latin-1", GOOD.replace(b"old 5", b"old \xb2", 1), "witness.request"),
    *[
        (f"old {size!r}", GOOD.replace(b"old 5", f"old {size}".encode(), 1), "encoding.decimal")
        for size in ("", "+5", "05", "-5", "5_0", "5 ", " 5", "5\t", "0x5", str(2**63), "9" * 30)
    ],
    ("a short hash", GOOD.replace(b"old 5\n", b"old 5\nAAAA\n", 1), "encoding.size"),
    (
        "spare bits",
        GOOD.replace(b"old 5\n", f"old 5\n{HASH[:-2]}B=\n".encode(), 1),
        "encoding.base64",
    ),
    (
        "no padding",
        GOOD.replace(b"old 5\n", f"old 5\n{HASH[:-1]}\n".encode(), 1),
        "encoding.base64",
    ),
    ("64 hashes", AddCheckpoint(5, (bytes(32),) * 64, LOG.note()).encode(), "witness.proof"),
    ("huge", GOOD + bytes(2 * MAX_NOTE), "witness.too_large"),
]


@pytest.mark.parametrize(("body", "code"), named(ODD))
def test_what_is_no_request_is_a_bad_one(body: bytes, code: str) -> None:
    with pytest.raises(FormatError) as refused:
        parse_add_checkpoint(body)
    assert refused.value.code == code
    assert asked(body, held(5)).status == 400


def test_a_request_with_a_note_that_is_none_is_a_bad_one() -> None:
    for note in (b"", LOG.note()[:-1], signed(Checkpoint(ORIGIN, 12, bytes(31)))):
        assert asked(AddCheckpoint(5, (), note), held(5)).status == 400


def test_a_request_is_read_as_it_was_written() -> None:
    for question in (HONEST, request(LOG, 0, 0), AddCheckpoint(9, (bytes(32),) * 63, LOG.note())):
        assert parse_add_checkpoint(question.encode()) == question

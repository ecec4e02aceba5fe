"""Notes: the specification's own example, and every other spelling refused."""

import pytest
from log_kit import LOG_KEY, LOG_VKEY, ORIGIN, STRANGER, named

from accord.errors import AccordError, FormatError, VerificationError
from accord.log.keys import LOG, VerifierKey, parse_key, sign_text
from accord.log.note import (
    MAX_NOTE,
    MAX_SIGNATURES,
    Note,
    SignatureLine,
    check_note,
    parse_lines,
    parse_note,
)

# The example of C2SP signed-note.
VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
EXAMPLE = (
    "This is an example message.\n\n"
    "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXm"
    "RKuwHjG1Yu72IneyaQM=\n"
).encode()
TEXT = "one\n\ntwo\n"
LINE = SignatureLine.of(LOG_VKEY, sign_text(TEXT, LOG_KEY))
GOOD = Note(TEXT, (LINE,))
STRANGE = SignatureLine.of(VerifierKey("stranger", LOG, STRANGER.public), sign_text(TEXT, STRANGER))


def code(data: bytes) -> str:
    """What refuses these bytes, when the log's key is known."""
    with pytest.raises(AccordError) as refused:
        check_note(parse_note(data), [LOG_VKEY])
    return refused.value.code


def test_the_specifications_example_verifies() -> None:
    key = parse_key(VKEY)
    note = parse_note(EXAMPLE)
    assert note.encode() == EXAMPLE
    assert note.text == "This is an example message.\n"
    assert [known for known, _ in check_note(note, [key])] == [key]


def test_a_text_may_hold_empty_lines_and_ends_at_the_last() -> None:
    assert parse_note(GOOD.encode()) == GOOD
    opening = Note("\n", (LINE,))
    assert parse_note(opening.encode()) == opening


@pytest.mark.parametrize("odd", ["\u0085", "\u2028", "\ufeff", "\u00a0", "\x7f", "٥", "e\u0301"])
def test_characters_that_are_no_controls_stay_as_they_are_in_a_text(odd: str) -> None:
    note = Note(f"{odd}one{odd}\n", (LINE,))
    assert parse_note(note.encode()) == note


LINE_TEXT = LINE.text
BASE64 = LINE_TEXT.split(" ")[2].rstrip("\n")
REFUSED = [
    ("nothing", b"", "note.unsigned"),
    ("only a text", TEXT.encode(), "note.line"),
    ("no empty line", f"one\n{LINE_TEXT}".encode(), "note.unsigned"),
    ("no signature lines", f"{TEXT}\n".encode(), "note.unsigned"),
    ("no final line break", GOOD.encode()[:-1], "note.unsigned"),
    ("an empty line at the end", GOOD.encode() + b"\n", "note.unsigned"),
    ("an empty line among the lines", GOOD.encode() + b"\n" + LINE_TEXT.encode(), "note.signature"),
    ("CRLF", GOOD.encode().replace(b"\n", b"\r\n"), "note.control"),
    ("a tab", GOOD.encode().replace(b"one", b"o\tne"), "note.control"),
    ("NUL", GOOD.encode().replace(b"one", b"o\0ne"), "note.control"),
    ("a vertical tab", GOOD.encode().replace(b"one", b"o\x0bne"), "note.control"),
    ("a separator", GOOD.encode().replace(b"one", b"o\x1cne"), "note.control"),
    ("Latin-1", GOOD.encode().replace(b"one", b"\xf6ne"), "note.not_utf8"),
    ("an overlong slash", GOOD.encode().replace(b"one", b"\xc0\xaf"), "note.not_utf8"),
    ("a surrogate", GOOD.encode().replace(b"one", b"\xed\xa0\x80"), "note.not_utf8"),
    ("UTF-16", GOOD.encode().decode().encode("utf-16"), "note.control"),
    ("a hyphen for the dash", f"{TEXT}\n- {LINE_TEXT[2:]}".encode(), "note.line"),
    ("no name", f"{TEXT}\n— {BASE64}\n".encode(), "note.line"),
    ("an empty name", f"{TEXT}\n—  {BASE64}\n".encode(), "note.name"),
    ("a name with a space", f"{TEXT}\n— a b {BASE64}\n".encode(), "note.line"),
    ("a name with a no-break space", f"{TEXT}\n— a\u00a0b {BASE64}\n".encode(), "note.name"),
    ("a name with U+0085", f"{TEXT}\n— a\u0085 {BASE64}\n".encode(), "note.name"),
    ("a name with U+2028", f"{TEXT}\n— a\u2028 {BASE64}\n".encode(), "note.name"),
    ("a name with a plus", f"{TEXT}\n— a+b {BASE64}\n".encode(), "note.name"),
    ("a space at a line's end", GOOD.encode()[:-1] + b" \n", "note.line"),
    ("nothing signed", f"{TEXT}\n— {ORIGIN} {''}\n".encode(), "note.line"),
    ("only a key id", f"{TEXT}\n— {ORIGIN} AAAAAA==\n".encode(), "note.line"),
    ("no padding", GOOD.encode()[:-2] + b"\n", "encoding.base64"),
    ("url-safe", f"{TEXT}\n— {ORIGIN} AAA_AAAA\n".encode(), "encoding.base64"),
    ("spare bits", f"{TEXT}\n— {ORIGIN} AAAAAAB=\n".encode(), "encoding.base64"),
    ("more spare bits", f"{TEXT}\n— {ORIGIN} AAAAAAAAAB==\n".encode(), "encoding.base64"),
    ("digits that are no ASCII", f"{TEXT}\n— {ORIGIN} AAAA٥AAA\n".encode(), "encoding.base64"),
    ("a comment after the lines", GOOD.encode() + b"comment\n", "note.line"),
    ("another text", Note("other\n", (LINE,)).encode(), "note.signature"),
    ("a text without its empty line", Note("one\ntwo\n", (LINE,)).encode(), "note.signature"),
    ("a space more", Note("one\n\ntwo \n", (LINE,)).encode(), "note.signature"),
    ("a byte-order mark", b"\xef\xbb\xbf" + GOOD.encode(), "note.signature"),
    (
        "a short signature",
        Note(TEXT, (LINE._replace(signature=bytes(63)),)).encode(),
        "note.signature",
    ),
    ("a long one", Note(TEXT, (LINE._replace(signature=bytes(65)),)).encode(), "note.signature"),
    ("zeros", Note(TEXT, (LINE._replace(signature=bytes(64)),)).encode(), "note.signature"),
    ("a stranger's only", Note(TEXT, (STRANGE,)).encode(), "note.no_known_key"),
    (
        "our key id under another name",
        Note(TEXT, (LINE._replace(name="x"),)).encode(),
        "note.no_known_key",
    ),
    (
        "our name over another key id",
        Note(TEXT, (LINE._replace(key_id=bytes(4)),)).encode(),
        "note.no_known_key",
    ),
    (
        "a good and a bad line",
        Note(TEXT, (LINE, LINE._replace(signature=bytes(64)))).encode(),
        "note.signature",
    ),
    (
        "a bad and a good line",
        Note(TEXT, (LINE._replace(signature=bytes(64)), LINE)).encode(),
        "note.signature",
    ),
    ("too many lines", Note(TEXT, (LINE,) * (MAX_SIGNATURES + 1)).encode(), "note.signatures"),
    ("too large", Note("x" * MAX_NOTE + "\n", (LINE,)).encode(), "note.too_large"),
]


@pytest.mark.parametrize(("data", "expected"), named(REFUSED))
def test_what_is_no_note_or_not_signed_is_refused_by_its_code(data: bytes, expected: str) -> None:
    assert code(data) == expected


def test_strangers_lines_and_lines_written_twice_change_nothing() -> None:
    for lines in ((STRANGE, LINE), (LINE, STRANGE), (LINE, LINE), (LINE,) * MAX_SIGNATURES):
        note = parse_note(Note(TEXT, lines).encode())
        assert check_note(note, [LOG_VKEY]) == [(LOG_VKEY, LINE)]


def test_a_stranger_may_have_any_name_that_the_format_allows() -> None:
    for name in ("x" * 300, "\u200b", "ü/字", "\ufeff", "-", "—"):
        note = parse_note(Note(TEXT, (STRANGE._replace(name=name), LINE)).encode())
        assert check_note(note, [LOG_VKEY]) == [(LOG_VKEY, LINE)]


def test_a_note_as_large_as_allowed_is_read() -> None:
    size = MAX_NOTE - len(Note("\n", (LINE,)).encode())
    assert parse_note(Note("x" * size + "\n", (LINE,)).encode()).signatures == (LINE,)


def test_a_note_that_no_known_key_could_sign_is_refused() -> None:
    with pytest.raises(VerificationError) as refused:
        check_note(GOOD, [])
    assert refused.value.code == "note.no_known_key"


@pytest.mark.parametrize("text", ["", "\n", LINE.text[:-1], LINE.text + "\n", "\n" + LINE.text])
def test_lines_without_their_line_breaks_are_refused(text: str) -> None:
    with pytest.raises(FormatError) as refused:
        parse_lines(text)
    assert refused.value.code == "note.line"


def test_lines_alone_are_read_like_those_of_a_note() -> None:
    assert parse_lines(LINE.text + STRANGE.text) == (LINE, STRANGE)

"""Signed notes (C2SP signed-note): a text that people can read, and the lines that sign it."""

from collections.abc import Iterable
from typing import NamedTuple

from accord.encoding import from_base64, to_base64
from accord.errors import FormatError, VerificationError
from accord.log.keys import VerifierKey, check_name

MAX_NOTE = 64 * 1024
MAX_SIGNATURES = 100
_DASH = "\u2014"


class SignatureLine(NamedTuple):
    """Who signed, by name and four bytes of key id, and the signature."""

    name: str
    key_id: bytes
    signature: bytes

    @classmethod
    def of(cls, key: VerifierKey, signature: bytes) -> "SignatureLine":
        """The line for a signature made under this key."""
        return cls(key.name, key.key_id, signature)

    @property
    def text(self) -> str:
        """The line, with its line break."""
        return f"{_DASH} {self.name} {to_base64(self.key_id + self.signature)}\n"


class Note(NamedTuple):
    """A text that ends in a line break, and its signatures in order."""

    text: str
    signatures: tuple[SignatureLine, ...]

    def encode(self) -> bytes:
        """The note's bytes."""
        return (self.text + "\n" + "".join(line.text for line in self.signatures)).encode()


def parse_note(data: bytes) -> Note:
    """The note in these bytes; nothing is verified.

    Raises:
        FormatError: not UTF-8, a control character, no signatures, or a line that is none.
    """
    if len(data) > MAX_NOTE:
        raise FormatError("note.too_large", f"a note has at most {MAX_NOTE} bytes")
    if any(byte < 0x20 and byte != 0x0A for byte in data):
        raise FormatError("note.control", "a note holds no control characters but line breaks")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise FormatError("note.not_utf8", "a note is UTF-8 text") from error
    body, blank, lines = text.rpartition("\n\n")
    if not blank or not lines.endswith("\n"):
        raise FormatError("note.unsigned", "a note is a text, an empty line and signature lines")
    return Note(body + "\n", parse_lines(lines))


def parse_lines(text: str) -> tuple[SignatureLine, ...]:
    """Signature lines, each with its line break.

    Raises:
        FormatError: one is none, or there are too many.
    """
    if not text.endswith("\n"):
        raise FormatError("note.line", "a signature line ends in a line break")
    lines = text.removesuffix("\n").split("\n")
    if len(lines) > MAX_SIGNATURES:
        raise FormatError("note.signatures", f"a note has at most {MAX_SIGNATURES} signatures")
    return tuple(_line(line) for line in lines)


def _line(line: str) -> SignatureLine:
    parts = line.split(" ")
    if len(parts) != 3 or parts[0] != _DASH:
        raise FormatError("note.line", "a signature line is a dash, a name and base64")
    data = from_base64(parts[2])
    if len(data) < 5:
        raise FormatError("note.line", "a signature is longer than its key id")
    return SignatureLine(check_name(parts[1]), data[:4], data[4:])


def check_note(note: Note, keys: Iterable[VerifierKey]) -> list[tuple[VerifierKey, SignatureLine]]:
    """The known keys that signed the note, each once; lines of unknown keys are passed over.

    Every line of a known key must be good, also where the key has signed twice.

    Raises:
        VerificationError: a known key's signature is bad, or no known key signed.
    """
    known = {(key.name, key.key_id): key for key in keys}
    good: dict[VerifierKey, SignatureLine] = {}
    for line in note.signatures:
        key = known.get((line.name, line.key_id))
        if key is None:
            continue
        try:
            key.check(note.text, line.signature)
        except (FormatError, VerificationError) as error:
            raise VerificationError("note.signature", "a known key's signature is bad") from error
        good.setdefault(key, line)
    if not good:
        raise VerificationError("note.no_known_key", "no known key signed the note")
    return list(good.items())

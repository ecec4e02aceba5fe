"""`accord-verify`: checks a folder of evidence offline and says what it proves.

    FOLDER/anchor.json      the capitals' keys; better given by hand with --anchor
    FOLDER/directory.json   the members' directory, signed by enough of them
    FOLDER/*.envelope       envelopes, byte for byte as they were sent
    FOLDER/*.statement      the hub's SignedStatements: receipts, refusals, reports

Keys are judged as at the time of each signature, so evidence stays good after a directory expires.
Contents stay sealed: what is proved is who sent what to whom, and what the hub said about it.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from google.protobuf.message import DecodeError

from accord.crypto.batch import STATEMENTS, BatchVerifier
from accord.envelope import authenticate, parse
from accord.errors import AccordError, FormatError, VerificationError
from accord.trust.directory import PAYLOAD_TYPE, Directory, read_directory
from accord.trust.signed import open_signed, read_anchor
from accord.v1 import relay_pb2
from accord.wire.header import Header
from accord.wire.relay import (
    MAX_STATEMENT,
    DeliveryReport,
    NonDelivery,
    Receipt,
    Refusal,
    Statement,
    decode_statement,
    read_signature,
)

_MAX_FILE = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Finding:
    """One file, whether it is what it claims to be, and what it proves or why it does not."""

    file: str
    good: bool
    text: str


@dataclass(frozen=True, slots=True)
class _Message:
    """A verified envelope, by the digests that statements name it by."""

    header: Header
    header_digest: bytes
    envelope_digest: bytes


def verify_bundle(files: Mapping[str, bytes], directory: Directory) -> list[Finding]:
    """Checks each `.envelope` and `.statement` of a bundle, given by file name."""
    verifier = BatchVerifier()
    findings, messages = [], list[_Message]()
    for name in sorted(name for name in files if name.endswith(".envelope")):
        try:
            message = _open_envelope(files[name], directory, verifier)
        except AccordError as error:
            findings.append(Finding(name, False, str(error)))
            continue
        messages.append(message)
        findings.append(Finding(name, True, _describe(message.header)))
    for name in sorted(name for name in files if name.endswith(".statement")):
        try:
            statement = open_statement(files[name], directory, verifier)
            said = "; ".join(_say(statement, messages))
        except AccordError as error:
            findings.append(Finding(name, False, str(error)))
            continue
        findings.append(Finding(name, True, f"{statement.hub} said at {_when(statement)}: {said}"))
    return findings


def open_statement(data: bytes, directory: Directory, verifier: BatchVerifier) -> Statement:
    """The statement, if the directory's hub signed exactly these bytes.

    Raises:
        FormatError: not a SignedStatement.
        VerificationError: another hub's name, an unknown key, or a bad signature.
    """
    if len(data) > 2 * MAX_STATEMENT:
        raise FormatError("statement.too_large", "the hub's statement is too large")
    try:
        signed = relay_pb2.SignedStatement.FromString(data)
    except DecodeError as error:
        raise FormatError("statement.malformed", "not a SignedStatement message") from error
    statement, signature = decode_statement(signed.statement), read_signature(signed.signature)
    if statement.hub != directory.hub.name:
        raise VerificationError("statement.hub", "the statement names another hub")
    key = directory.hub.statement_key(signature.key_id, statement.made_ms)
    verifier.verify(STATEMENTS, signed.statement, signature, key.public)
    return statement


def _open_envelope(data: bytes, directory: Directory, verifier: BatchVerifier) -> _Message:
    parsed = parse(data)
    header = authenticate(parsed, directory, verifier)
    return _Message(header, parsed.header_digest, sha256(data).digest())


def _describe(header: Header) -> str:
    to = ", ".join(f"{one.member} (number {one.sequence})" for one in header.recipients)
    return (
        f"{header.sender} signed message {header.message_id} to {to}: {header.kind.name}, "
        f"{header.content_size} sealed bytes, created {_time(header.created_ms)}"
    )


def _say(statement: Statement, messages: Sequence[_Message]) -> Iterator[str]:
    match statement.body:
        case Receipt(message_id, header_digest, position):
            if any(
                one.header.message_id == message_id and one.header_digest != header_digest
                for one in messages
            ):
                raise VerificationError(
                    "evidence.other_header", "the receipt is for another header with this id"
                )
            yield f"holds {_name(message_id, messages)} at position {position}"
        case Refusal(_, envelope_digest, code):
            known = any(one.envelope_digest == envelope_digest for one in messages)
            where = "in this bundle" if known else "with digest " + envelope_digest.hex()
            yield f"refused the envelope {where} [{code}]"
        case DeliveryReport(recipient, message_ids, rejections):
            for one in message_ids:
                yield f"{recipient} acknowledged {_name(one, messages)}"
            for rejection in rejections:
                yield f"{recipient} rejected {_name(rejection.message_id, messages)} " + (
                    f"[{rejection.code}]"
                )
        case NonDelivery(recipient, message_ids, code):
            for one in message_ids:
                yield f"did not deliver {_name(one, messages)} to {recipient} [{code}]"


def _name(message_id: UUID, messages: Sequence[_Message]) -> str:
    known = any(one.header.message_id == message_id for one in messages)
    return f"message {message_id}" + ("" if known else " (not in this bundle)")


def _when(statement: Statement) -> str:
    return _time(statement.made_ms)


def _time(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms / 1000, UTC).isoformat(timespec="milliseconds")


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        data = file.read(_MAX_FILE + 1)
    if len(data) > _MAX_FILE:
        raise FormatError("evidence.too_large", f"{path.name} is larger than any evidence")
    return data


def main(arguments: Sequence[str] | None = None) -> int:
    """The command: exit status 0 if every piece of evidence is good, 1 if one is not, 2 if none."""
    parser = argparse.ArgumentParser(prog="accord-verify", description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, help="the bundle")
    parser.add_argument("--anchor", type=Path, help="the anchor you were given by hand")
    parser.add_argument("--directory", type=Path, help="the directory, if not in the folder")
    options = parser.parse_args(arguments)
    folder: Path = options.folder
    try:
        anchor = read_anchor(_read(options.anchor or folder / "anchor.json"))
        signed = _read(options.directory or folder / "directory.json")
        directory = read_directory(open_signed(signed, PAYLOAD_TYPE, anchor))
        files = {
            path.name: _read(path)
            for path in sorted(folder.iterdir())
            if path.suffix in {".envelope", ".statement"}
        }
    except (AccordError, OSError) as error:
        parser.exit(2, f"accord-verify: cannot check: {error}\n")
    lines = [
        f"directory of {directory.region!r}, version {directory.version}: signed by at least "
        f"{anchor.threshold} of the anchor's {len(anchor.keys)} keys"
    ]
    if options.anchor is None:
        lines.append("the anchor came with the evidence: compare it with the one you trust")
    findings = verify_bundle(files, directory)
    lines += [f"{'good' if one.good else 'BAD '}  {one.file}: {one.text}" for one in findings]
    good = sum(one.good for one in findings)
    lines.append(f"{good} of {len(findings)} pieces of evidence are good")
    sys.stdout.write("\n".join(lines) + "\n")
    if not findings:
        return 2
    return 0 if good == len(findings) else 1

"""The pieces of a bundle, each checked by itself: what the hub said, and what members sent.

A piece that is bad raises with a code; what a good one proves is for `claims` to say.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from accord.crypto.batch import STATEMENTS, BatchVerifier
from accord.envelope import authenticate, open_disclosed, parse
from accord.errors import VerificationError
from accord.log.proof import parse_proof
from accord.log.quorum import LogTrust, SignedCheckpoint
from accord.trust.directory import Directory
from accord.wire.header import Header
from accord.wire.relay import Statement, decode_signed, decode_statement


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of the hub, and what vouches for it."""

    statement: Statement
    signed: bool  # by the hub's statement key; else the log alone vouches for it
    logged: SignedCheckpoint | None  # the checkpoint under which the log holds it


@dataclass(frozen=True, slots=True)
class Message:
    """One envelope that its sender signed."""

    header: Header
    header_digest: bytes
    envelope_digest: bytes
    payload: bytes | None  # where the content key was disclosed


class Judge:
    """Checks pieces against one directory and one log."""

    def __init__(self, directory: Directory, log: LogTrust) -> None:
        """Keys are judged as at the time of each signature."""
        self._directory = directory
        self._log = log
        self._verifier = BatchVerifier()

    def message(self, name: str, files: Mapping[str, bytes]) -> Message:
        """The message `messages/NAME.envelope`, opened if its key is there.

        Raises:
            FormatError: not an envelope, or a key of another size.
            PolicyError: its sender is no member.
            VerificationError: its sender did not sign it, or the key is another content's.
        """
        data = files[f"messages/{name}.envelope"]
        parsed = parse(data)
        header = authenticate(parsed, self._directory, self._verifier)
        if header.message_id != UUID(name):
            raise VerificationError("evidence.message_id", "the file is named for another message")
        key = files.get(f"messages/{name}.key")
        payload = None if key is None else open_disclosed(parsed, header, key)
        return Message(header, parsed.header_digest, sha256(data).digest(), payload)

    def said(self, leaf: int, files: Mapping[str, bytes]) -> Said:
        """The statement of this leaf, with its signature, its proof or both.

        Raises:
            FormatError: not a statement or not a proof.
            VerificationError: the hub did not sign it, the log does not hold it, or neither
                vouches for it.
        """
        stem = f"statements/{leaf}"
        signed = files.get(f"{stem}.signed")
        raw = files[f"{stem}.statement"] if signed is None else self._signed(signed)
        statement = decode_statement(raw)
        if statement.hub != self._directory.hub.name:
            raise VerificationError("statement.hub", "the statement names another hub")
        if statement.leaf != leaf:
            raise VerificationError("evidence.leaf", "the statement names another leaf")
        logged = self._logged(leaf, raw, files.get(f"{stem}.tlog-proof"))
        if signed is None and logged is None:
            raise VerificationError("evidence.unvouched", "neither the hub nor its log vouches")
        return Said(statement, signed is not None, logged)

    def _signed(self, data: bytes) -> bytes:
        raw, signature = decode_signed(data)
        made_ms = decode_statement(raw).made_ms
        key = self._directory.hub.statement_key(signature.key_id, made_ms)
        self._verifier.verify(STATEMENTS, raw, signature, key.public)
        return raw

    def _logged(self, leaf: int, raw: bytes, data: bytes | None) -> SignedCheckpoint | None:
        if data is None:
            return None
        proof = parse_proof(data)
        if proof.leaf != leaf:
            raise VerificationError("evidence.leaf", "the proof is for another leaf")
        return proof.verify(sha256(raw).digest(), self._log)

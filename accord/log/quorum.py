"""What makes a checkpoint believable: the log's own signature, and enough witnesses beside it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from accord.encoding import exactly
from accord.errors import FormatError, VerificationError
from accord.log.checkpoint import Checkpoint, parse_checkpoint
from accord.log.keys import LOG, WITNESS, VerifierKey, check_name, cosigned_at_s
from accord.log.note import check_note, parse_note
from accord.merkle import EMPTY_ROOT


class SignedCheckpoint(NamedTuple):
    """A checkpoint that the log signed, the exact note, and which members cosigned it when."""

    checkpoint: Checkpoint
    note: bytes
    cosigned_s: Mapping[str, int]  # by member, in seconds since 1970
    witnessed: bool  # by the quorum of the policy


class LogTrust:
    """The keys of one log and its witnesses, and how many of these must agree."""

    def __init__(
        self,
        origin: str,
        log_keys: Sequence[bytes],
        witnesses: Mapping[str, Sequence[bytes]],
        quorum: int,
    ) -> None:
        """Takes Ed25519 public keys; the witnesses' by member.

        Raises:
            FormatError: a key of a log or a witness serves twice, is no key, or is named badly.
        """
        self.origin = origin
        self._quorum = quorum
        self._log_keys = [VerifierKey(origin, LOG, key) for key in log_keys]
        self._witness_keys = {
            witness_key(origin, member, key): member
            for member, keys in witnesses.items()
            for key in keys
        }
        self._keys = (*self._log_keys, *self._witness_keys)
        for key in self._keys:
            check_name(key.name)
            exactly(key.public, 32, "the key of a log or a witness")
        # A cosignature does not cover its signer's name, and a line names a key by four bytes.
        if len({key.public for key in self._keys}) < len(self._keys):
            raise FormatError("log.key_twice", "every log and every witness has a key of its own")
        if len({(key.name, key.key_id) for key in self._keys}) < len(self._keys):
            raise FormatError("log.key_ambiguous", "two keys of one name have the same key id")

    def open(self, note: bytes) -> SignedCheckpoint:
        """The checkpoint in a note, if the log signed it.

        A witness's bad signature makes the whole note bad: somebody tampered with it.

        Raises:
            FormatError: not a note, or not a checkpoint.
            VerificationError: another log's, not signed by this one, with a bad signature, or
            with a root that no empty log has.
        """
        parsed = parse_note(note)
        checkpoint = parse_checkpoint(parsed.text)
        if checkpoint.origin != self.origin:
            raise VerificationError("checkpoint.origin", "the checkpoint is another log's")
        good = check_note(parsed, self._keys)
        if not any(key.kind == LOG for key, _ in good):
            raise VerificationError("checkpoint.unsigned", "the log did not sign the checkpoint")
        if checkpoint.size == 0 and checkpoint.root != EMPTY_ROOT:
            raise VerificationError("checkpoint.empty", "an empty log's root is SHA-256 of nothing")
        cosigned = {
            self._witness_keys[key]: cosigned_at_s(line.signature)
            for key, line in good
            if key.kind == WITNESS
        }
        return SignedCheckpoint(checkpoint, note, cosigned, len(cosigned) >= self._quorum)


def witness_key(origin: str, member: str, public: bytes) -> VerifierKey:
    """The key under which a member cosigns a log's checkpoints."""
    return VerifierKey(f"{origin}/witness/{member}", WITNESS, public)

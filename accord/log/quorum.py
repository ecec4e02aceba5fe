"""What makes a checkpoint believable: the log's own signature, and enough witnesses beside it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from accord.encoding import exactly
from accord.errors import FormatError, VerificationError
from accord.log.checkpoint import Checkpoint, parse_checkpoint
from accord.log.keys import LOG, WITNESS, VerifierKey, check_name, cosigned_at_s
from accord.log.note import Note, SignatureLine, check_note, parse_note
from accord.merkle import EMPTY_ROOT
from accord.trust.directory import Directory, PublicKey
from accord.trust.policy import Policy


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
        self.quorum = quorum
        self._validity: Mapping[bytes, PublicKey] = {}  # where a directory tells it
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

    @classmethod
    def of(cls, directory: Directory, policy: Policy) -> "LogTrust":
        """The region's log, by its signed directory and policy.

        A revoked key of the log does not count at all, since nothing tells when it signed; a
        witness's key counts for what it cosigned while it was valid.

        Raises:
            FormatError: as above.
        """
        hub, members = directory.hub, directory.members
        keys = {id_: members[id_].witness_keys for id_ in policy.witnesses if id_ in members}
        trust = cls(
            hub.log_origin,
            [key.public for key in hub.log_keys if key.revoked_from_ms is None],
            {member: [key.public for key in own] for member, own in keys.items()},
            policy.witness_quorum,
        )
        trust._validity = {key.public: key for own in keys.values() for key in own}
        return trust

    @property
    def witnesses(self) -> frozenset[str]:
        """The members whose cosignatures count."""
        return frozenset(self._witness_keys.values())

    def cosignature(self, member: str, text: str, lines: Sequence[SignatureLine]) -> SignatureLine:
        """The line among these by which a member cosigned a checkpoint's text.

        Raises:
            VerificationError: there is none, or one that claims to be is bad.
        """
        own = [key for key, whose in self._witness_keys.items() if whose == member]
        for key, line in check_note(Note(text, tuple(lines)), own):
            if self._counts(key, line):
                return line
        raise VerificationError("checkpoint.witness_key", "the witness's key was not valid then")

    def _counts(self, key: VerifierKey, line: SignatureLine) -> bool:
        validity = self._validity.get(key.public)
        return validity is None or validity.valid_at(cosigned_at_s(line.signature) * 1000)

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
            if key.kind == WITNESS and self._counts(key, line)
        }
        return SignedCheckpoint(checkpoint, note, cosigned, len(cosigned) >= self.quorum)


def witness_key(origin: str, member: str, public: bytes) -> VerifierKey:
    """The key under which a member cosigns a log's checkpoints."""
    return VerifierKey(f"{origin}/witness/{member}", WITNESS, public)

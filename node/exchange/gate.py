"""The gate: whatever way an envelope came, here it is verified, admitted and opened, or not."""

from collections.abc import Mapping
from uuid import UUID

from accord.crypto.batch import BatchVerifier
from accord.crypto.keys import Opener, RememberingOpener
from accord.envelope import ParsedEnvelope, authenticate, open_content, parse
from accord.errors import AccordError, FormatError, PolicyError
from accord.trust.trusted import TrustedRegion
from accord.wire.header import Header, decode_header
from node.exchange.inbox import Opened, Rejected


class Gate:
    """Believes no envelope; for one thread at a time."""

    def __init__(self, *, me: str, openers: Mapping[bytes, Opener], region: TrustedRegion) -> None:
        """Takes this member's id and encryption keys by key id."""
        self._me = me
        self._openers = {key_id: RememberingOpener(opener) for key_id, opener in openers.items()}
        self._region = region
        self._verifier = BatchVerifier()

    def examine(self, envelope: bytes, now_ms: int) -> Opened | Rejected:
        """What the envelope holds, or the code of the first thing that is wrong with it."""
        parsed: ParsedEnvelope | None = None
        header: Header | None = None
        try:
            parsed = parse(envelope)
            header = authenticate(parsed, self._region.directory, self._verifier)
            check_admissible(header, self._region, now_ms)
            payload = open_content(parsed, header, self._me, self._openers)
        except AccordError as error:
            return Rejected(_claimed_id(parsed), error.code, envelope, header)
        return Opened(header, parsed.header_digest, payload, envelope)


def check_admissible(header: Header, region: TrustedRegion, now_ms: int) -> None:
    """Returns only if this sender may send this kind, and not from the future.

    Raises:
        PolicyError: it may not.
    """
    sender = region.directory.member(header.sender)
    if not sender.active:
        raise PolicyError("inbox.sender_inactive", "the sender is no longer an active member")
    if not header.kind.permitted(sender.kinds):
        raise PolicyError("inbox.kind_not_allowed", "the sender may not send this kind of message")
    if header.created_ms > now_ms + region.policy.clock_skew_seconds * 1000:
        raise PolicyError("inbox.from_the_future", "created later than clocks may differ")


def _claimed_id(parsed: ParsedEnvelope | None) -> UUID | None:
    """The message id that a rejected header claims, so that its sender learns which it was."""
    try:
        return decode_header(parsed.header).message_id if parsed else None
    except FormatError:
        return None

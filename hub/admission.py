"""Admission: the rules by which the hub takes an authentic message or refuses it."""

from collections.abc import Callable
from dataclasses import dataclass

from accord.errors import PolicyError
from accord.trust.trusted import TrustedRegion
from accord.wire.header import Header

_DAY_MS = 24 * 3600 * 1000


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the rules look at beside the message itself."""

    region: TrustedRegion
    now_ms: int
    open_messages: int  # of this sender, for each recipient, not yet ended
    most_open_messages: int


def check_sender(header: Header, caller: str) -> None:
    """The sender is the member whose certificate the connection shows.

    Raises:
        PolicyError: it is another.
    """
    if header.sender != caller:
        raise PolicyError(
            "envelope.not_yours", "sender: must be the member that this connection belongs to"
        )


def check_same(header_digest: bytes, known_digest: bytes) -> None:
    """A message id that was accepted before names the same header again.

    Raises:
        PolicyError: it names another.
    """
    if header_digest != known_digest:
        raise PolicyError(
            "envelope.id_reused", "message_id: was used by another message; make a new id"
        )


def admit(header: Header, around: Surroundings) -> None:
    """Returns only if a new message passes every rule, in order.

    Raises:
        PolicyError: the first rule it breaks.
    """
    for rule in RULES:
        rule(header, around)


def _trust_is_fresh(_: Header, around: Surroundings) -> None:
    region = around.region
    if around.now_ms >= min(region.directory.expires_ms, region.policy.expires_ms):
        raise PolicyError(
            "region.expired", "the hub's directory or policy has expired; send again once renewed"
        )


def _sender_is_active(header: Header, around: Surroundings) -> None:
    if not around.region.directory.member(header.sender).active:
        raise PolicyError("sender.inactive", "sender: its membership is suspended")


def _kind_is_permitted(header: Header, around: Surroundings) -> None:
    if not header.kind.permitted(around.region.directory.member(header.sender).kinds):
        raise PolicyError("kind.not_permitted", "kind: the directory does not permit it to you")


def _recipients_are_active(header: Header, around: Surroundings) -> None:
    members = around.region.directory.members
    for one in header.recipients:
        member = members.get(one.member)
        if member is None:
            raise PolicyError("recipient.unknown", "recipients: one is not in the directory")
        if not member.active:
            raise PolicyError("recipient.inactive", "recipients: one has suspended membership")


def _policy_is_known(header: Header, around: Surroundings) -> None:
    if not 1 <= header.policy_version <= around.region.policy.version:
        raise PolicyError(
            "policy.version_unknown", "policy_version: is newer than the policy the hub holds"
        )


def _is_not_from_the_future(header: Header, around: Surroundings) -> None:
    if header.created_ms > around.now_ms + around.region.policy.clock_skew_seconds * 1000:
        raise PolicyError("message.from_future", "created_ms: is in the future; set your clock")


def _is_still_wanted(header: Header, around: Surroundings) -> None:
    if header.not_after_ms <= around.now_ms:
        raise PolicyError("message.expired", "not_after_ms: has passed; send a new message")


def _ends_in_time(header: Header, around: Surroundings) -> None:
    days = around.region.policy.max_message_days
    if header.not_after_ms > header.created_ms + days * _DAY_MS:
        raise PolicyError(
            "message.not_after_too_far", f"not_after_ms: at most {days} days after created_ms"
        )


def _quota_is_left(header: Header, around: Surroundings) -> None:
    if around.open_messages + len(header.recipients) > around.most_open_messages:
        raise PolicyError(
            "quota.open_messages", "too many of your messages wait for delivery; send again later"
        )


RULES: tuple[Callable[[Header, Surroundings], None], ...] = (
    _trust_is_fresh,
    _sender_is_active,
    _kind_is_permitted,
    _recipients_are_active,
    _policy_is_known,
    _is_not_from_the_future,
    _is_still_wanted,
    _ends_in_time,
    _quota_is_left,
)

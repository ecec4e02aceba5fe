"""Outgoing messages for tests."""

import random
from uuid import UUID

from accord.wire.kinds import MessageKind, Priority, Purpose
from node.exchange.messages import OutgoingMessage

CONVERSATION = UUID("0190b7b0-0000-7000-8000-000000000001")
DAY_MS = 86_400_000


def probe(
    *recipients: str,
    payload: bytes = b"probe",
    priority: Priority = Priority.ROUTINE,
    kind: MessageKind = MessageKind.PROBE,
    not_after_ms: int = 10**13,
) -> OutgoingMessage:
    """A message with nothing special about it."""
    return OutgoingMessage(
        recipients=recipients,
        kind=kind,
        payload=payload,
        conversation_id=CONVERSATION,
        priority=priority,
        purpose=Purpose.TEST,
        not_after_ms=not_after_ms,
    )


def seeded_random(seed: int) -> random.Random:
    """A generator whose `randbytes` stands in for the operating system's."""
    return random.Random(seed)

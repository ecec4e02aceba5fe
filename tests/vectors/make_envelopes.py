"""Makes `envelopes.json` anew: run `python tests/vectors/make_envelopes.py` after a wire change.

Secrets and randomness are derived from counters, so only a change of the format (or of zstd's
compressor) changes the file. A reader in another language needs nothing but the file.
"""

import json
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

from accord.crypto.batch import HEADERS, sign_batch
from accord.crypto.keys import EncryptionKey, SigningKey
from accord.encoding import to_base64
from accord.envelope import Draft, Link, parse, seal
from accord.trust.directory import read_directory
from accord.v1 import envelope_pb2 as pb
from accord.wire.header import Header, decode_header, encode_header
from accord.wire.kinds import MessageKind, Priority, Purpose
from accord.wire.relay import signature_message

CREATED = 1_767_225_600_000
SIGNING = {
    member: SigningKey(sha256(f"sign {member}".encode()).digest()) for member in ("XA", "XB")
}
OPENING = {
    member: EncryptionKey(sha256(f"open {member}".encode()).digest())
    for member in ("XA", "XB", "XC")
}


def directory() -> dict[str, Any]:
    """The directory the vectors are verified against; XC has left its signing keys empty."""

    def keys(algorithm: str, *publics: bytes) -> list[dict[str, Any]]:
        return [
            {"algorithm": algorithm, "public": to_base64(one), "valid_from_ms": 0}
            for one in publics
        ]

    return {
        "version": 1,
        "region": "vectors",
        "expires_ms": CREATED * 2,
        "hub": {"name": "hub", "log_origin": "accord.example/log"},
        "members": [
            {
                "id": member,
                "name": member,
                "signing_keys": keys(
                    "ed25519", *([SIGNING[member].public] if member in SIGNING else [])
                ),
                "encryption_keys": keys("x25519", OPENING[member].public),
                "kinds": ["probe", "trace"],
            }
            for member in OPENING
        ],
    }


def counted() -> Callable[[int], bytes]:
    """Deterministic bytes in the place of randomness."""
    numbers: Iterator[int] = count()
    return lambda size: sha256(f"random {next(numbers)}".encode()).digest()[:size]


def draft(number: int, payload: bytes, recipients: tuple[str, ...] = ("XB",)) -> Draft:
    """A probe message."""
    return Draft(
        message_id=UUID(int=(0x0190 << 112) + (7 << 76) + (2 << 62) + number),
        recipients=recipients,
        kind=MessageKind.PROBE,
        conversation_id=UUID(int=1000 + number),
        created_ms=CREATED,
        not_after_ms=CREATED + 86_400_000,
        priority=Priority.ROUTINE,
        purpose=Purpose.TEST,
        policy_version=1,
        payload=payload,
    )


def resigned(envelope: bytes, change: Callable[[Header], Header], signer: SigningKey) -> bytes:
    """The envelope with another header, truly signed: what a hostile member could send."""
    parsed = parse(envelope)
    header = encode_header(change(decode_header(parsed.header)))
    (signature,) = sign_batch(HEADERS, [header], signer)
    return pb.Envelope(
        header=header, signature=signature_message(signature), content=parsed.content
    ).SerializeToString()


def negatives(one: bytes, of_three: bytes) -> Iterator[tuple[str, bytes, str]]:
    """Name, envelope and the code it must be refused with."""
    raw = pb.Envelope.FromString(one)
    three = pb.Envelope.FromString(of_three)

    def changed(field: str, value: bytes) -> bytes:
        twin = pb.Envelope.FromString(one)
        setattr(twin, field, value)
        return twin.SerializeToString()

    yield "empty", b"", "envelope.unsigned"
    yield "not protobuf", b"\xff" * 40, "envelope.malformed"
    yield "truncated", one[:-1], "envelope.malformed"
    yield (
        "unsigned",
        pb.Envelope(header=raw.header, content=raw.content).SerializeToString(),
        ("envelope.unsigned"),
    )
    yield "unknown field", one + b"\x22\x01\x00", "envelope.field_unknown"
    yield "content changed", changed("content", raw.content[:-1] + b"\0"), "envelope.content_digest"
    yield "content missing", changed("content", b""), "envelope.content_digest"
    header = raw.header
    moved = header.replace(b"XB", b"XC", 1)
    yield "recipient changed after signing", changed("header", moved), "crypto.signature"
    wrong = pb.Envelope.FromString(one)
    wrong.signature.signature = bytes(64)
    yield "signature of zeros", wrong.SerializeToString(), "crypto.signature"
    short = pb.Envelope.FromString(one)
    short.signature.signature = bytes(63)
    yield "signature too short", short.SerializeToString(), "encoding.size"
    three.signature.index = 0
    yield "index moved", three.SerializeToString(), "crypto.signature"
    three.signature.index, three.signature.size = 9, 3
    yield "index outside the tree", three.SerializeToString(), "merkle.index"
    three.signature.index, three.signature.size = 1, 4096 * 2
    yield "batch too large", three.SerializeToString(), "batch.size"
    three.signature.size = 2
    yield "path too long", three.SerializeToString(), "merkle.path_length"
    yield (
        "signed by another member",
        resigned(one, lambda h: h, SIGNING["XB"]),
        ("directory.key_unknown"),
    )
    yield (
        "sender unknown",
        resigned(one, lambda h: h._replace(sender="XZ"), SIGNING["XA"]),
        ("directory.unknown_member"),
    )
    yield (
        "sender without keys",
        resigned(one, lambda h: h._replace(sender="XC"), SIGNING["XA"]),
        ("directory.key_unknown"),
    )
    yield (
        "taken over by another member",
        resigned(one, lambda h: h._replace(sender="XB"), SIGNING["XB"]),
        "content.wrap",
    )
    yield (
        "re-addressed by its sender",
        resigned(
            one,
            lambda h: h._replace(recipients=(h.recipients[0]._replace(member="XC"),)),
            SIGNING["XA"],
        ),
        "envelope.misaddressed",
    )
    yield (
        "another commitment",
        resigned(one, lambda h: h._replace(key_commitment=bytes(32)), SIGNING["XA"]),
        "content.commitment",
    )
    yield (
        "low-order ephemeral key",
        resigned(one, lambda h: h._replace(ephemeral_key=bytes(32)), SIGNING["XA"]),
        "crypto.key_low_order",
    )
    yield (
        "key the recipient does not hold",
        resigned(
            one,
            lambda h: h._replace(recipients=(h.recipients[0]._replace(key_id=bytes(8)),)),
            SIGNING["XA"],
        ),
        "envelope.key_missing",
    )


def main() -> None:
    """Writes the file."""
    random, links = counted(), dict[str, Link]()
    document = directory()
    region = read_directory(json.dumps(document).encode())

    def sealed(*drafts: Draft) -> list[bytes]:
        batch = seal(
            drafts,
            sender="XA",
            signer=SIGNING["XA"],
            directory=region,
            links=links,
            random=random,
        )
        return [one.envelope for one in batch]

    payloads = [b"a lone message", b"first of three", b"", b"x" * 5000]
    (one,) = sealed(draft(1, payloads[0]))
    three = sealed(
        draft(2, payloads[1]), draft(3, payloads[2], ("XB", "XC")), draft(4, payloads[3])
    )
    vectors = {
        "directory": document,
        "openers": {member: to_base64(key.secret) for member, key in OPENING.items()},
        "good": [
            {"name": name, "envelope": to_base64(envelope), "payload": to_base64(payload)}
            for name, envelope, payload in zip(
                [
                    "alone",
                    "batch of three, 1",
                    "empty payload, two recipients",
                    "batch of three, 3",
                ],
                [one, *three],
                payloads,
                strict=True,
            )
        ],
        "bad": [
            {"name": name, "envelope": to_base64(envelope), "code": code}
            for name, envelope, code in negatives(one, three[1])
        ],
    }
    path = Path(__file__).with_name("envelopes.json")
    path.write_text(json.dumps(vectors, indent=1) + "\n")


if __name__ == "__main__":
    main()

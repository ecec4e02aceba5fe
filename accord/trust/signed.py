"""Threshold signatures over trust documents, in DSSE JSON (the DSSE protocol, version 1)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from accord.crypto.keys import ED25519, Signer, verify
from accord.encoding import from_base64, pae, to_base64
from accord.errors import AccordError, FormatError, TrustError
from accord.trust.directory import PublicKey
from accord.trust.fields import Fields, read_object

_MAX_SIGNATURES = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """What a member is given by hand: the capitals' keys, and how many of them must agree."""

    threshold: int
    keys: tuple[bytes, ...]  # Ed25519 public keys

    def __post_init__(self) -> None:
        if len(set(self.keys)) != len(self.keys) or not 1 <= self.threshold <= len(self.keys):
            raise FormatError("anchor.threshold", "an anchor needs 1 to n different keys")


def read_anchor(data: bytes) -> Anchor:
    """The anchor in its file.

    Raises:
        FormatError: names the field.
    """
    fields = read_object(data, "anchor")
    anchor = Anchor(threshold=fields.integer("threshold"), keys=fields.each("keys", _anchor_key))
    fields.done()
    return anchor


def _anchor_key(fields: Fields) -> bytes:
    if fields.text("algorithm") != ED25519:
        raise FormatError("trust.algorithm", "an anchor's keys are ed25519")
    key = PublicKey(algorithm=ED25519, public=fields.data("public"), valid_from_ms=0).public
    fields.done()
    return key


def dump_anchor(anchor: Anchor) -> bytes:
    """The anchor's file."""
    keys = [{"algorithm": ED25519, "public": to_base64(key)} for key in anchor.keys]
    return json.dumps({"threshold": anchor.threshold, "keys": keys}, indent=2).encode() + b"\n"


def sign_document(payload_type: str, payload: bytes, signers: Iterable[Signer]) -> bytes:
    """The payload in DSSE JSON with a signature of each signer."""
    message = pae(payload_type, payload)
    document = {
        "payload": to_base64(payload),
        "payloadType": payload_type,
        "signatures": [
            {"keyid": signer.key_id.hex(), "sig": to_base64(signer.sign(message))}
            for signer in signers
        ],
    }
    return json.dumps(document, indent=2).encode() + b"\n"


def open_signed(data: bytes, payload_type: str, anchor: Anchor) -> bytes:
    """The payload, if enough different anchor keys signed it under this type.

    The key id in the file is a hint that nobody signed, so each signature is tried with each key.

    Raises:
        FormatError: not DSSE JSON of this type.
        TrustError: below the threshold.
    """
    fields = read_object(data, "signed document")
    if fields.text("payloadType") != payload_type:
        raise FormatError("trust.payload_type", f"the document is not {payload_type}")
    payload = from_base64(fields.long_text("payload"))
    signatures = fields.each("signatures", _signature)
    if len(signatures) > _MAX_SIGNATURES:
        raise FormatError("trust.signatures", f"at most {_MAX_SIGNATURES} signatures")
    message = pae(payload_type, payload)
    agreed = {key for key in anchor.keys if any(_good(key, message, sig) for sig in signatures)}
    if len(agreed) < anchor.threshold:
        raise TrustError(
            "trust.threshold",
            f"{len(agreed)} of the anchor's keys signed, {anchor.threshold} must",
        )
    return payload


def _signature(fields: Fields) -> bytes:
    return from_base64(fields.text("sig"))


def _good(key: bytes, message: bytes, signature: bytes) -> bool:
    try:
        verify(key, message, signature)
    except AccordError:
        return False
    return True

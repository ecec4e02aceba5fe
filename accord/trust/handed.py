"""What the owner of a key hands to a ceremony: a holder's public key, and all of a hub's."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from accord.crypto.keys import ED25519
from accord.encoding import exactly, to_base64
from accord.errors import FormatError
from accord.trust.fields import Fields, read_object
from accord.trust.repository import Holder

_MAX_FILE = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class HubKeys:
    """The public keys of a new hub."""

    name: str
    log_origin: str
    statement: bytes
    log: bytes
    tls_certificate: bytes  # DER
    online: Holder  # signs snapshot and timestamp

    def entry(self, valid_from_ms: int) -> dict[str, Any]:
        """The hub's entry for the directory's document."""

        def listed(public: bytes) -> list[dict[str, Any]]:
            key = {"algorithm": ED25519, "public": to_base64(public)}
            return [key | {"valid_from_ms": valid_from_ms}]

        return {
            "name": self.name,
            "statement_keys": listed(self.statement),
            "log_origin": self.log_origin,
            "log_keys": listed(self.log),
            "tls_certificates": [{"der": to_base64(self.tls_certificate)}],
        }


def dump_holder(holder: Holder) -> bytes:
    """A holder's public part, for the ceremony."""
    return _dump(_holder(holder))


def read_holder(data: bytes) -> Holder:
    """The holder in a public part.

    Raises:
        FormatError: names the field.
    """
    return _read_holder(_fields(data, "holder"))


def dump_hub(keys: HubKeys) -> bytes:
    """A hub's public keys, for the ceremony."""
    return _dump(
        {
            "name": keys.name,
            "log_origin": keys.log_origin,
            "statement": to_base64(keys.statement),
            "log": to_base64(keys.log),
            "tls_certificate": to_base64(keys.tls_certificate),
            "online": _holder(keys.online),
        }
    )


def read_hub(data: bytes) -> HubKeys:
    """The public keys of a hub.

    Raises:
        FormatError: names the field.
    """
    fields = _fields(data, "hub")
    keys = HubKeys(
        name=fields.text("name"),
        log_origin=fields.text("log_origin"),
        statement=_ed25519(fields, "statement"),
        log=_ed25519(fields, "log"),
        tls_certificate=fields.data("tls_certificate"),
        online=_read_holder(fields.inner("online")),
    )
    fields.done()
    return keys


def _holder(holder: Holder) -> dict[str, Any]:
    return {"name": holder.name, "algorithm": ED25519, "public": to_base64(holder.public)}


def _read_holder(fields: Fields) -> Holder:
    if fields.text("algorithm") != ED25519:
        raise FormatError("trust.algorithm", f"a holder's key must be {ED25519}")
    holder = Holder(fields.text("name"), _ed25519(fields, "public"))
    fields.done()
    return holder


def _ed25519(fields: Fields, name: str) -> bytes:
    return exactly(fields.data(name), 32, f"{name} key")


def _fields(data: bytes, what: str) -> Fields:
    if len(data) > _MAX_FILE:
        raise FormatError("trust.too_large", f"{what}: a public part has at most 64 KiB")
    return read_object(data, what)


def _dump(document: Mapping[str, Any]) -> bytes:
    return json.dumps(document, indent=1, ensure_ascii=False).encode() + b"\n"

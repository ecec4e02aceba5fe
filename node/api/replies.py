"""A repeated POST has one effect: its reply is kept in the transaction that made the effect."""

from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Connection, delete, insert, select

from accord.encoding import framed
from accord.errors import FormatError, PolicyError
from node.api.tables import api_reply

KEPT_MS = 7 * 24 * 3600 * 1000
MAX_KEY = 128


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A response as it was sent."""

    status: int
    body: bytes
    replayed: bool = False


def checked_key(key: str) -> str:
    """An `Idempotency-Key`, empty where none was sent.

    Raises:
        FormatError: too long, or not printable ASCII.
    """
    if key and not (len(key) <= MAX_KEY and key.isascii() and key.isprintable()):
        raise FormatError(
            "idempotency.key_malformed",
            f"Idempotency-Key: send 1 to {MAX_KEY} printable ASCII characters, such as a UUID",
        )
    return key


def digest_of(actor: str, method: str, path: str, body: bytes) -> bytes:
    """What makes two requests the same: also that one person sent both."""
    return sha256(framed([actor.encode(), method.encode(), path.encode(), body])).digest()


def earlier(tx: Connection, key: str, digest: bytes) -> Reply | None:
    """The reply already given under this key.

    Raises:
        PolicyError: the key was used for another request.
    """
    row = tx.execute(select(api_reply).where(api_reply.c.key == key)).one_or_none()
    if row is None:
        return None
    if row.request_digest != digest:
        raise PolicyError(
            "idempotency.key_reused",
            "Idempotency-Key: already used for another request; send a new key",
        )
    return Reply(status=row.status, body=row.body, replayed=True)


def keep(tx: Connection, key: str, digest: bytes, reply: Reply, now_ms: int) -> None:
    """Remembers the reply, and forgets those of more than a week ago."""
    tx.execute(delete(api_reply).where(api_reply.c.made_ms < now_ms - KEPT_MS))
    tx.execute(
        insert(api_reply).values(
            key=key,
            request_digest=digest,
            status=reply.status,
            body=reply.body,
            made_ms=now_ms,
        )
    )

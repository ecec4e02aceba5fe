"""Tells one step over HTTP, in the form of Standard Webhooks: an id, a time, an HMAC over both."""

import asyncio
import hmac
from hashlib import sha256
from typing import NamedTuple

import aiohttp

from accord.encoding import to_base64
from node.webhooks.queue import Call

SECONDS = 10.0
_GOOD = range(200, 300)


class Told(NamedTuple):
    """What came of telling one step."""

    failure: str  # empty where the receiver has taken it
    reached: bool = True


def signature(secret: bytes, id_: str, seconds: int, body: bytes) -> str:
    """`v1,` and the base64 of HMAC-SHA256 over id, time and body with full stops between."""
    content = f"{id_}.{seconds}.".encode() + body
    return "v1," + to_base64(hmac.new(secret, content, sha256).digest())


async def tell(session: aiohttp.ClientSession, call: Call, now_ms: int) -> Told:
    """Tells it once; a redirect is a failure, since only the configuration says where steps go."""
    seconds = now_ms // 1000
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "accord-node",
        "webhook-id": call.id,
        "webhook-timestamp": str(seconds),
        "webhook-signature": signature(call.target.secret, call.id, seconds, call.body),
    }
    try:
        async with (
            asyncio.timeout(SECONDS),
            session.post(
                call.target.url, data=call.body, headers=headers, allow_redirects=False
            ) as response,
        ):
            return Told("" if response.status in _GOOD else f"answered {response.status}")
    except TimeoutError:
        return Told("did not answer in time", reached=False)
    except (aiohttp.ClientError, OSError, ValueError) as error:
        return Told(f"cannot be reached ({type(error).__name__})", reached=False)

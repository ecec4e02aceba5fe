"""A token in every form that only a page of the same session can hold."""

import hashlib
import hmac

from accord.encoding import to_base64url

_PURPOSE = b"accord form v1"


def form_token(secret: str) -> str:
    """The token of a session's forms; `secret` is what the session's cookie holds."""
    return to_base64url(hmac.digest(secret.encode(), _PURPOSE, hashlib.sha256))


def is_token(secret: str, given: str) -> bool:
    """Whether a form came from a page of this session; compared in constant time.

    Anybody can work out the token of no secret at all, so it opens nothing.
    """
    same = hmac.compare_digest(form_token(secret).encode(), given.encode("utf-8", "replace"))
    return bool(secret) and same

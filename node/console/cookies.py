"""The console's cookies; the prefix has browsers insist on TLS and on this host (RFC 6265bis)."""

from urllib.parse import parse_qsl

from aiohttp import web

SESSION = "__Host-accord"
LANGUAGE = "__Host-accord-language"
VISITOR = "__Host-accord-door"  # a secret of somebody who has not signed in yet
KNOWN = "__Host-accord-known"  # somebody has signed in here before; it opens nothing
PROVIDER = "__Host-accord-provider"  # what somebody asked who signs in elsewhere
_YEAR_S = 365 * 24 * 3600


def session_of(request: web.Request) -> str:
    """The token of the session; empty where there is none."""
    return request.cookies.get(SESSION, "")


def pairs_of(request: web.Request, name: str) -> dict[str, str]:
    """What `urlencode` put into a cookie."""
    return dict(parse_qsl(request.cookies.get(name, "")))


def keep(response: web.StreamResponse, name: str, value: str, *, seconds: int | None) -> None:
    """Sets a cookie that no script reads and no other site's form sends."""
    response.set_cookie(
        name, value, max_age=seconds, path="/", secure=True, httponly=True, samesite="Lax"
    )


def keep_language(response: web.StreamResponse, language: str) -> None:
    """Remembers the reader's choice for a year."""
    keep(response, LANGUAGE, language, seconds=_YEAR_S)


def forget(response: web.StreamResponse, name: str) -> None:
    """Takes a cookie back."""
    response.del_cookie(name, path="/", secure=True, httponly=True, samesite="Lax")

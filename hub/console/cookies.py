"""The console's cookies; the prefix has browsers insist on TLS and on this host (RFC 6265bis)."""

from aiohttp import web

SESSION = "__Host-accord-hub"
LANGUAGE = "__Host-accord-hub-language"
VISITOR = "__Host-accord-hub-door"  # a secret of somebody who has not signed in yet
KNOWN = "__Host-accord-hub-known"  # somebody has signed in here before; it opens nothing
YEAR_S = 365 * 24 * 3600


def session_of(request: web.Request) -> str:
    """The token of the session; empty where there is none."""
    return request.cookies.get(SESSION, "")


def keep(response: web.StreamResponse, name: str, value: str, seconds: int | None = None) -> None:
    """Sets a cookie that no script reads and no other site's form sends."""
    response.set_cookie(
        name, value, max_age=seconds, path="/", secure=True, httponly=True, samesite="Lax"
    )


def forget(response: web.StreamResponse, name: str) -> None:
    """Takes a cookie back."""
    response.del_cookie(name, path="/", secure=True, httponly=True, samesite="Lax")

"""Problem details (RFC 9457): one shape for every failure, with a stable code and a remedy."""

import re
from dataclasses import dataclass

from aiohttp import web

from accord.access.errors import NotSignedInError, TooManyError
from accord.errors import (
    AccordError,
    AdapterError,
    BadQuery,
    FormatError,
    PolicyError,
    RegistryAway,
    TransitionError,
    TransportError,
    TrustError,
    UncheckableError,
    VerificationError,
)
from node.api.bodies import Problem
from node.api.codec import BodyError, codec
from node.api.tags import ChangedError

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """How one class of error is told over HTTP."""

    status: int
    title: str
    remedy: str


# The most specific class first; the last row catches every other AccordError.
_KINDS: tuple[tuple[type[AccordError], _Kind], ...] = (
    (
        TransitionError,
        _Kind(status=409, title="Not possible in this state", remedy="Do what is allowed, or wait"),
    ),
    (
        PolicyError,
        _Kind(status=422, title="Not allowed", remedy="Correct what the detail names"),
    ),
    (
        FormatError,
        _Kind(status=400, title="Malformed request", remedy="Correct what the detail names"),
    ),
    (
        VerificationError,
        _Kind(status=422, title="Checked and bad", remedy="Do not trust the material named"),
    ),
    (
        UncheckableError,
        _Kind(status=503, title="Could not be checked", remedy="Run accord-node doctor, retry"),
    ),
    (
        TrustError,
        _Kind(status=503, title="Trust is out of date", remedy="Install the current directory"),
    ),
    (
        BadQuery,
        _Kind(status=422, title="The register cannot answer this", remedy="Change the query"),
    ),
    (
        RegistryAway,
        _Kind(status=503, title="The register is away", remedy="Run accord-node doctor, retry"),
    ),
    (
        AdapterError,
        _Kind(status=502, title="The register failed", remedy="Run accord-node doctor"),
    ),
    (
        TransportError,
        _Kind(status=503, title="The hub is away", remedy="Wait: messages are kept and sent again"),
    ),
    (
        NotSignedInError,
        _Kind(status=401, title="Not signed in", remedy="Sign in at /v1/sessions, or use a token"),
    ),
    (
        TooManyError,
        _Kind(status=429, title="Too many attempts", remedy="Wait as long as Retry-After says"),
    ),
    (
        ChangedError,
        _Kind(status=412, title="Changed in between", remedy="Read it again, and decide anew"),
    ),
    (
        AccordError,
        _Kind(status=500, title="Failed", remedy="Run accord-node doctor"),
    ),
)


_FIELD = re.compile(r"([a-z_]+(?:\.[a-z_]+|\[[0-9]+\])*): ")

# A case, leg, request or message that is not there.
_NOT_FOUND = (
    "casework.unknown_",
    "notice.unknown",
    "statistics.unknown_",
    "handover.unknown_",
    "hit.unknown",
    "transfer.unknown_",
    "account.unknown",
    "session.unknown",
    "token.unknown",
    "webhook.unknown",
)
_FORBIDDEN = "access."


def of_error(error: AccordError) -> Problem:
    """The problem that one of our errors makes."""
    kind = next(kind for class_, kind in _KINDS if isinstance(error, class_))
    fields = error.fields if isinstance(error, BodyError) else ()
    status, title = kind.status, kind.title
    if error.code.startswith(_NOT_FOUND):
        status, title = 404, "Not found"
    if error.code.startswith(_FORBIDDEN):
        status, title = 403, "Not permitted"
    return Problem(
        type=f"urn:accord:error:{error.code}",
        title=title,
        status=status,
        detail=error.text,
        code=error.code,
        field=fields[0].field if fields else _field(error.text),
        remedy=fields[0].remedy if fields else kind.remedy,
        errors=fields,
    )


def _field(text: str) -> str:
    """The field that an error's text begins with, where it names one."""
    found = _FIELD.match(text)
    return found[1] if found else ""


def of_status(status: int) -> Problem:
    """The problem of a failure of HTTP itself: no such route, wrong method, too large."""
    code, title, detail, remedy = _STATUSES.get(status, _STATUSES[400])
    return _of_http(status, code, title, detail, remedy)


def _of_http(status: int, code: str, title: str, detail: str, remedy: str) -> Problem:
    return Problem(
        type=f"urn:accord:error:{code}",
        title=title,
        status=status,
        detail=detail,
        code=code,
        remedy=remedy,
    )


_SEE = "See the routes in /openapi.json"
_STATUSES = {
    400: ("http.malformed", "Malformed request", "this is not a request the node can read", _SEE),
    404: ("http.no_route", "Not found", "there is nothing at this path", _SEE),
    405: ("http.method", "Method not allowed", "this path does not take this method", _SEE),
    413: (
        "http.too_large",
        "Body too large",
        "the body is larger than 1 MiB",
        "Send attachments apart from the body",
    ),
    415: (
        "http.media_type",
        "Not JSON",
        "the body must be JSON",
        "Send Content-Type: application/json",
    ),
}
INTERNAL = _of_http(
    500,
    "internal",
    "The node failed",
    "the node met an error that it does not know",
    "Run accord-node doctor and look into the node's log",
)


def response(problem: Problem, wait_seconds: int = 0) -> web.Response:
    """The problem as an HTTP response; `wait_seconds` says when to come again."""
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    if problem.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if wait_seconds:
        headers["Retry-After"] = str(wait_seconds)
    return web.Response(
        status=problem.status,
        body=codec(Problem).encode(problem),
        content_type=MEDIA_TYPE,
        headers=headers,
    )

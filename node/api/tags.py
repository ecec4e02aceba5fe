"""Entity tags of single resources (RFC 9110, 8.8.3 and 13): what one saw is what one changes."""

import json
import re
from dataclasses import replace
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection

from accord.errors import AccordError, FormatError
from node.api.codec import codec
from node.api.route import AnyRoute, Call
from node.api.services import Services

MAX_HEADER = 4096
_JOURNEYS = frozenset({"messages", "matrix"})  # of our messages, and of a notice to each member
_TAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e]*"')


class ChangedError(AccordError):
    """The resource is not the one that the caller saw."""


def tag_of(body: bytes) -> str:
    """A strong tag: the same for the same bytes and no others."""
    return f'"{sha256(body).hexdigest()[:32]}"'


def tag_of_seen(body: bytes) -> str:
    """The tag of what somebody decides on: how far our messages have travelled does not count."""
    return tag_of(json.dumps(_without_journeys(json.loads(body))).encode())


def _without_journeys(document: Any) -> Any:
    if isinstance(document, dict):
        kept = {name: one for name, one in document.items() if name not in _JOURNEYS}
        return {name: _without_journeys(one) for name, one in kept.items()}
    return list(map(_without_journeys, document)) if isinstance(document, list) else document


def is_single(route: AnyRoute) -> bool:
    """Whether a route shows one resource by its id."""
    return route.method == "GET" and route.work is not None and bool(route.parameters)


def resource_of(route: AnyRoute, routes: tuple[AnyRoute, ...]) -> AnyRoute | None:
    """The resource that a step is about: the longest path of one above the step's own."""
    path = f"{route.path}/"
    above = [one for one in routes if path.startswith(f"{one.path}/") and is_single(one)]
    return max(above, key=lambda one: len(one.path), default=None)


def unchanged(header: str, tag: str) -> bool:
    """Whether `If-None-Match` names this tag, so that a 304 is enough.

    Raises:
        FormatError: the header is no list of tags.
    """
    return header == "*" or tag in [one.removeprefix("W/") for one in _listed(header)]


def insist_unchanged(
    header: str, resource: AnyRoute | None, services: Services, tx: Connection, call: Call[Any]
) -> None:
    """Passes where the resource, in this very transaction, is what `If-Match` names; by either tag.

    Raises:
        ChangedError: it is another by now.
        FormatError: the header is no list of tags, or the route is about no single resource.
    """
    if resource is None or resource.work is None:
        raise FormatError("precondition.no_resource", "If-Match: this is about no single resource")
    wanted = [] if header == "*" else _listed(header)
    shown = resource.work(services, tx, replace(call, body=None, query={}))
    raw = codec(resource.answer).encode(shown)
    if header != "*" and not {tag_of(raw), tag_of_seen(raw)} & set(wanted):
        raise ChangedError(
            "precondition.changed", "If-Match: the resource has changed; read it again"
        )


def _listed(header: str) -> list[str]:
    """The tags of a header; weak ones stay so, since `If-Match` never takes them."""
    parts = [part.strip() for part in header.split(",")]
    if len(header) > MAX_HEADER or not all(_TAG.fullmatch(part) for part in parts):
        raise FormatError("precondition.malformed", 'send entity tags, such as "5e1c", or *')
    return parts

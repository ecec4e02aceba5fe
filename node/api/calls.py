"""Performs a route for whoever calls: rights, one transaction, entity tags, repeated requests.

HTTP (`node/api/app.py`) and the console (`node/console/`) are two presentations of these calls.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from accord.errors import PolicyError
from node.api import replies, tags
from node.api.codec import Codec, codec
from node.api.replies import Reply
from node.api.route import AnyRoute, Call
from node.api.services import Services
from node.people.rights import Actor

# What somebody tried and may not do is written into the audit trail.
_WRITTEN_DOWN = ("access.", "restriction.", "signoff.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a caller says beside the body: the request as sent, and its two headers."""

    target: str  # path and query: with method, body and actor it makes two requests the same
    raw: bytes
    key: str = ""  # Idempotency-Key
    unchanged: str = ""  # If-Match


@dataclass(frozen=True, slots=True)
class Performer:
    """One route, ready to be performed."""

    route: AnyRoute
    reader: Codec[Any] | None
    writer: Codec[Any]
    resource: AnyRoute | None  # what `If-Match` is about
    shows_it: bool  # the answer is that resource

    def reply(self, answer: Any) -> Reply:
        """An answer as it goes over the wire."""
        route = self.route
        status = route.status if route.well is None or route.well(answer) else 503
        return Reply(status=status, body=self.writer.encode(answer))


class Calls:
    """Every route of the table over the services of one node."""

    def __init__(self, services: Services, routes: tuple[AnyRoute, ...]) -> None:
        self.services = services
        self._performers: Mapping[str, Performer] = MappingProxyType(
            {route.name: _performer(route, routes) for route in routes}
        )

    def named(self, name: str) -> Performer:
        """The route of this name."""
        return self._performers[name]

    async def perform(self, name: str, call: Call[Any], asked: Asked) -> Reply:
        """The answer of a route as it goes over the wire.

        Raises:
            AccordError: whatever the route refuses; refused access is written down.
        """
        performer = self._performers[name]
        try:
            call.actor.insist(performer.route.needs)
            if performer.route.work is not None:
                return await asyncio.to_thread(self._in_transaction, performer, call, asked)
            return performer.reply(await _waited(performer.route, self.services, call))
        except PolicyError as error:
            await self.refused(name, call.actor, call.path, error)
            raise

    async def answer(self, name: str, call: Call[Any]) -> Any:
        """The answer of a route that changes nothing, as an object.

        Raises:
            AccordError: see `perform`.
        """
        route = self._performers[name].route
        try:
            call.actor.insist(route.needs)
            if route.work is not None:
                return await asyncio.to_thread(self._read, route, call)
            return await _waited(route, self.services, call)
        except PolicyError as error:
            await self.refused(name, call.actor, call.path, error)
            raise

    async def refused(
        self, name: str, actor: Actor, path: Mapping[str, str], error: PolicyError
    ) -> None:
        """Writes down what somebody tried and may not do."""
        if error.code.startswith(_WRITTEN_DOWN):
            subject = "/".join(path.values()) or name
            refused = self.services.people.refused
            await asyncio.to_thread(refused, actor, subject, f"{name}: {error.code}")

    def _read(self, route: AnyRoute, call: Call[Any]) -> Any:
        assert route.work is not None  # noqa: S101 - the table's own rule, tested
        assert not route.writes  # noqa: S101 - such a route is performed
        with self.services.store.read() as tx:
            return route.work(self.services, tx, call)

    def _in_transaction(self, performer: Performer, call: Call[Any], asked: Asked) -> Reply:
        route = performer.route
        assert route.work is not None  # noqa: S101 - the table's own rule, tested
        if not route.writes:
            return performer.reply(self._read(route, call))
        key = replies.checked_key(asked.key)
        digest = replies.digest_of(call.officer, route.method, asked.target, asked.raw)
        with self.services.store.begin() as tx:
            if key and (before := replies.earlier(tx, key, digest)):
                return before
            if asked.unchanged:
                resource = performer.resource
                tags.insist_unchanged(asked.unchanged, resource, self.services, tx, call)
            reply = performer.reply(route.work(self.services, tx, call))
            if key:
                replies.keep(tx, key, digest, reply, self.services.clock.now_ms())
            return reply


async def _waited(route: AnyRoute, services: Services, call: Call[Any]) -> Any:
    assert route.wait is not None  # noqa: S101 - the table's own rule, tested
    return await route.wait(services, call)


def _performer(route: AnyRoute, routes: tuple[AnyRoute, ...]) -> Performer:
    resource = tags.resource_of(route, routes)
    return Performer(
        route,
        codec(route.body) if route.body else None,
        codec(route.answer),
        resource,
        tags.is_single(route) or (resource is not None and resource.answer is route.answer),
    )

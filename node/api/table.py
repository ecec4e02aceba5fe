"""The one table of routes."""

from node.api import cases, log, pairs, requests, system
from node.api.route import AnyRoute

ROUTES: tuple[AnyRoute, ...] = (
    cases.ROUTES + requests.ROUTES + system.ROUTES + pairs.ROUTES + log.ROUTES
)

"""The one table of routes."""

from node.api import cases, evidence, log, pairs, requests, system
from node.api.route import AnyRoute

ROUTES: tuple[AnyRoute, ...] = (
    *cases.ROUTES,
    *requests.ROUTES,
    *evidence.ROUTES,
    *system.ROUTES,
    *pairs.ROUTES,
    *log.ROUTES,
)

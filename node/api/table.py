"""The one table of routes."""

from node.api import accounts, audit, cases, evidence, log, pairs, requests, sessions, system
from node.api.route import AnyRoute

ROUTES: tuple[AnyRoute, ...] = (
    *cases.ROUTES,
    *requests.ROUTES,
    *evidence.ROUTES,
    *system.ROUTES,
    *pairs.ROUTES,
    *log.ROUTES,
    *sessions.ROUTES,
    *accounts.ROUTES,
    *audit.ROUTES,
)

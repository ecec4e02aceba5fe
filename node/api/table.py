"""The one table of routes."""

from node.api import (
    accounts,
    audit,
    cases,
    evidence,
    handover,
    hits,
    inquiries,
    log,
    notices,
    pairs,
    requests,
    sessions,
    statistics,
    statistics_entries,
    statistics_regional,
    system,
    webhooks,
)
from node.api.route import AnyRoute

ROUTES: tuple[AnyRoute, ...] = (
    *cases.ROUTES,
    *requests.ROUTES,
    *inquiries.ROUTES,
    *notices.ROUTES,
    *hits.ROUTES,
    *evidence.ROUTES,
    *system.ROUTES,
    *pairs.ROUTES,
    *log.ROUTES,
    *sessions.ROUTES,
    *accounts.ROUTES,
    *audit.ROUTES,
    *webhooks.ROUTES,
    *statistics.ROUTES,
    *statistics_entries.ROUTES,
    *statistics_regional.ROUTES,
    *handover.ROUTES,
)

"""Pages of lists that are read by their state, the newest first."""

from collections.abc import Iterable
from typing import Any

from node.api.cases import PAGE
from node.api.route import Call, Query

WAITING = Query(
    name="waiting", description="`true`: only what waits for an officer", choices=("true", "false")
)


def paging(states: Iterable[str]) -> tuple[Query, ...]:
    """The parameters of such a list."""
    return (
        Query(name="state", description="where it stands", choices=tuple(states)),
        Query(name="limit", description="rows on the page", minimum=1, maximum=500),
        Query(name="before", description="the `next` of the page before"),
    )


def page(call: Call[None]) -> dict[str, Any]:
    """What the call asks for, as the views take it."""
    query = call.query
    return {
        "state": query.get("state", ""),
        "limit": int(query.get("limit", PAGE)),
        "before": query.get("before", ""),
    }

"""Routes of operators: how long matters are kept, and what has left for the archive."""

import asyncio

from sqlalchemy import Connection

from node.api.route import AnyRoute, Call, Query, Route
from node.api.services import Services
from node.people.rights import Right
from node.retention.views import ArchivedList, RetentionView

PAGE = 100


def _show(services: Services, tx: Connection, _call: Call[None]) -> RetentionView:
    return services.retention.view(tx)


def _archived(services: Services, tx: Connection, call: Call[None]) -> ArchivedList:
    return services.retention.archived(tx, int(call.query.get("limit", PAGE)))


async def _run(services: Services, _call: Call[None]) -> RetentionView:
    def run() -> RetentionView:
        services.retention.run()
        with services.store.read() as tx:
            return services.retention.view(tx)

    return await asyncio.to_thread(run)


ROUTES: tuple[AnyRoute, ...] = (
    Route(
        method="GET",
        path="/v1/retention",
        name="showRetention",
        tag="node",
        summary="How long matters are kept by the signed policy, and what is due",
        answer=RetentionView,
        work=_show,
        right=Right.ADMINISTER,
    ),
    Route(
        method="GET",
        path="/v1/retention/archived",
        name="listArchived",
        tag="node",
        summary="What left for the archive, the newest first",
        answer=ArchivedList,
        work=_archived,
        query=(Query(name="limit", description="rows", minimum=1, maximum=5000),),
        right=Right.ADMINISTER,
    ),
    Route(
        method="POST",
        path="/v1/retention/runs",
        name="runRetention",
        tag="node",
        summary="Archive and delete now what is due; a node does so once a day by itself",
        answer=RetentionView,
        wait=_run,
        right=Right.ADMINISTER,
    ),
)

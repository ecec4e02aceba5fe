"""Routes of operators: the receivers of the agency's own system."""

from sqlalchemy import Connection

from node.api.route import AnyRoute, Call, Route
from node.api.services import Services
from node.people.rights import Right
from node.webhooks.views import TargetList


def _list(services: Services, tx: Connection, _call: Call[None]) -> TargetList:
    return services.webhooks.views(tx)


def _again(services: Services, tx: Connection, call: Call[None]) -> TargetList:
    services.webhooks.again(tx, call.path["target"])
    return services.webhooks.views(tx)


ROUTES: tuple[AnyRoute, ...] = (
    Route(
        method="GET",
        path="/v1/webhooks",
        name="listWebhooks",
        tag="webhooks",
        summary="The receivers that the configuration names, and what each has not taken yet",
        answer=TargetList,
        work=_list,
        right=Right.ADMINISTER,
    ),
    Route(
        method="POST",
        path="/v1/webhooks/{target}/retry",
        name="retryWebhook",
        tag="webhooks",
        summary="Tell a receiver now what it has not taken, also what was given up",
        answer=TargetList,
        work=_again,
        right=Right.ADMINISTER,
    ),
)

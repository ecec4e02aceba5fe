"""Routes about the exchange between this node and its peers."""

from sqlalchemy import Connection

from node.api.bodies import PairList
from node.api.route import AnyRoute, Call, Route
from node.api.services import Services
from node.exchange.pair_reading import pair_views
from node.people.rights import Right


def _pairs(_services: Services, tx: Connection, _call: Call[None]) -> PairList:
    return PairList(pairs=pair_views(tx))


ROUTES: tuple[AnyRoute, ...] = (
    Route(
        method="GET",
        path="/v1/exchange/pairs",
        name="listPairs",
        tag="node",
        summary="Who lacks what: how far this node and each peer have come with each other",
        answer=PairList,
        work=_pairs,
        right=Right.NODE,
    ),
)

"""Routes about the exchange between this node and its peers."""

from sqlalchemy import Connection

from node.api.bodies import PairList, PeerTest, PeerTests
from node.api.checks import checked
from node.api.route import AnyRoute, Call, Route
from node.api.services import Services
from node.doctor.peers import reached
from node.exchange.pair_reading import pair_views
from node.people.rights import Right


def _pairs(_services: Services, tx: Connection, _call: Call[None]) -> PairList:
    return PairList(pairs=pair_views(tx))


def _tests(services: Services, tx: Connection, _call: Call[None]) -> PeerTests:
    now_ms = services.clock.now_ms()
    return PeerTests(
        peers=tuple(
            PeerTest(probe=one, check=checked(reached(one, now_ms)))
            for one in services.probes.views(tx)
        )
    )


def _test(services: Services, tx: Connection, call: Call[None]) -> PeerTests:
    services.probes.send(tx, call.path.get("member", ""))
    return _tests(services, tx, call)


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
    Route(
        method="GET",
        path="/v1/exchange/probes",
        name="listPeerTests",
        tag="node",
        summary="The last test message to each active member, and what became of it",
        answer=PeerTests,
        work=_tests,
        right=Right.NODE,
    ),
    Route(
        method="POST",
        path="/v1/exchange/probes",
        name="testPeers",
        tag="node",
        summary="Send a test message to every active member to whom none is on its way",
        answer=PeerTests,
        work=_test,
        right=Right.ADMINISTER,
    ),
    Route(
        method="POST",
        path="/v1/exchange/probes/{member}",
        name="testPeer",
        tag="node",
        summary="Send a test message to one member",
        answer=PeerTests,
        work=_test,
        right=Right.ADMINISTER,
    ),
)

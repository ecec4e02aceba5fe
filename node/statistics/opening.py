"""The statistics put together: one call for whoever composes a node's rooms."""

from collections.abc import Iterable
from dataclasses import dataclass

from accord.wire.kinds import MessageKind
from node.desk.desk import Desk
from node.desk.room import Room
from node.statistics import compilations, returns
from node.statistics.compilations import Compilations
from node.statistics.entries import Entries
from node.statistics.figures import Statistician
from node.statistics.reading import StatisticsViews
from node.statistics.received import Received
from node.statistics.returns import Returns
from node.statistics.sources import Counted, Recoveries, Traded


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """What officers call, and what the node's other parts do."""

    entries: Entries
    statistician: Statistician
    returns: Returns
    received: Received
    compilations: Compilations
    views: StatisticsViews
    room: Room


def open_statistics(
    desk: Desk,
    *,
    recoveries: Iterable[Recoveries] = (),
    counted: Iterable[Counted] = (),
    traded: Iterable[Traded] = (),
) -> Statistics:
    """Builds one member's statistics over what the other rooms give."""
    entries = Entries(desk)
    statistician = Statistician(
        clock=desk.clock,
        entries=entries,
        recoveries=tuple(recoveries),
        counted=tuple(counted),
        traded=tuple(traded),
    )
    received = Received(desk)
    own = Returns(desk, received)
    regional = Compilations(desk, received)
    return Statistics(
        entries=entries,
        statistician=statistician,
        returns=own,
        received=received,
        compilations=regional,
        views=StatisticsViews(own, entries, received, regional),
        room=Room(
            handlers={
                MessageKind.STATISTICAL_RETURN: received,
                MessageKind.STATISTICAL_RECEIPT: own,
                MessageKind.REGIONAL_COMPILATION: regional,
            },
            heard={MessageKind.STATISTICAL_RETURN: own.heard},
            acts=frozenset({returns.ACT, compilations.ACT}),
        ),
    )

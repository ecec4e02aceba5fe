"""What the picture of a transfer's route shows, and the same in words (FP 10; ATT 9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from accord.pages.charts.lettering import sentence
from accord.pages.charts.table import Table

Standing: TypeAlias = Literal["held", "pending", "missing", "refused"]
Reached: TypeAlias = Literal["passed", "here", "ahead", "trouble"]

_AT_STOP = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A licence, consent or certificate that a state's part in the transfer needs."""

    label: str
    standing: Standing
    said: str = ""  # the standing in words, or the document's number


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A state on the route."""

    code: str
    state: str
    role: str = ""
    detail: str = ""
    documents: Sequence[Document] = ()
    reached: Reached = "ahead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """The way to the next stop: what moves on it, and when."""

    quantity: str = ""
    detail: str = ""
    reached: Reached = "ahead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Stops in order; `legs[i]` leads from `stops[i]`. `place` is the shipment's: 1.5 is midway."""

    stops: Sequence[Stop]
    legs: Sequence[Leg] = ()
    place: float | None = None
    shipment: str = ""

    def whereabouts(self) -> tuple[int, float] | None:
        """The stop where the shipment is or was last, and how far it is on the leg from there."""
        if self.place is None or not self.stops:
            return None
        place = min(max(self.place, 0.0), len(self.stops) - 1.0)
        near = round(place)
        return (near, 0.0) if abs(place - near) < _AT_STOP else (int(place), place % 1)

    def leg(self, index: int) -> Leg:
        """The way from a stop to the next."""
        return self.legs[index] if index < len(self.legs) else Leg()


def described(route: Route) -> Sequence[str]:
    """One sentence a stop with its documents, one a leg, and where the shipment is."""
    told: list[str] = []
    for index, stop in enumerate(route.stops):
        papers = [f"{one.label} {one.said}".strip() for one in stop.documents]
        told.append(sentence(stop.state, stop.role, stop.detail, *papers))
        if index < len(route.stops) - 1:
            leg = route.leg(index)
            told += [said] if (said := sentence(leg.quantity, leg.detail)) else []
    return [*told, route.shipment] if route.place is not None and route.shipment else told


def table(route: Route, headings: Sequence[str]) -> Table:
    """One row a stop: state, role, detail, documents, what goes on from there."""
    last = len(route.stops) - 1
    rows = [
        (
            stop.state,
            stop.role,
            stop.detail,
            "; ".join(sentence(one.label, one.said) for one in stop.documents),
            sentence(route.leg(at).quantity, route.leg(at).detail) if at < last else "",
        )
        for at, stop in enumerate(route.stops)
    ]
    return Table(headings=headings, rows=rows)

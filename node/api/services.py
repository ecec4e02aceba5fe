"""What the interface is built on; the composer fills it in."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from accord.dates import Clock
from accord.trust.trusted import TrustedRegion
from accord.weapons.firearm import Firearm
from node.api.bodies import Check, RegisterView, SearchAnswer
from node.casework.cases import CaseService
from node.casework.reading import CaseworkViews
from node.casework.requests import RequestService
from node.store.engine import Store


class Registers(Protocol):
    """The registers behind this node, as the interface shows them."""

    async def views(self) -> tuple[RegisterView, ...]:
        """What each register is, and whether it answers now; never raises."""
        ...

    async def search(self, firearm: Firearm) -> SearchAnswer:
        """What the registers hold of a weapon; a register that fails is named, not raised."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The rooms of the node that the interface opens."""

    member: str
    authority: str
    clock: Clock
    store: Store
    cases: CaseService
    requests: RequestService
    views: CaseworkViews
    registers: Registers
    region: Callable[[], TrustedRegion]
    checks: Callable[[], Awaitable[tuple[Check, ...]]]  # what must be well for the node to work

"""What the interface is built on; the composer fills it in."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from accord.dates import Clock
from accord.trust.trusted import TrustedRegion
from accord.weapons.firearm import Firearm
from node.api.bodies import Check, RegisterView, SearchAnswer
from node.audit.reading import Auditing
from node.casework.cases import CaseService
from node.casework.reading import CaseworkViews
from node.casework.requests import RequestService
from node.certificates.opening import CertificatesRoom
from node.evidence.export import Exporter
from node.exchange.probes import Probes
from node.exemptions.opening import ExemptionsRoom
from node.handover.office import HandoverOffice
from node.inquiries.opening import InquiriesRoom
from node.log.views import Evidence, LogView
from node.notices.opening import NoticesRoom
from node.people.opening import People
from node.retention.keeper import Retention
from node.statistics.opening import Statistics
from node.store.engine import Store
from node.transfers.opening import TransfersRoom
from node.webhooks.queue import Queue


class Registers(Protocol):
    """The registers behind this node, as the interface shows them."""

    async def views(self) -> tuple[RegisterView, ...]:
        """What each register is, and whether it answers now; never raises."""
        ...

    async def search(self, firearm: Firearm) -> SearchAnswer:
        """What the registers hold of a weapon; a register that fails is named, not raised."""
        ...


class Log(Protocol):
    """The hub's log as this node watches it; blocking."""

    def view(self) -> LogView:
        """How things stand."""
        ...

    def evidence(self, number: int) -> Evidence:
        """The proof behind an alarm.

        Raises:
            PolicyError: no such alarm.
        """
        ...

    def resume(self, reason: str) -> LogView:
        """Lets sending go on.

        Raises:
            FormatError: no reason, or a long one.
            PolicyError: no alarm stands.
        """
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
    inquiries: InquiriesRoom
    notices: NoticesRoom
    registers: Registers
    log: Log
    evidence: Exporter
    people: People
    audit: Auditing
    webhooks: Queue
    retention: Retention
    statistics: Statistics
    handover: HandoverOffice
    certificates: CertificatesRoom
    exemptions: ExemptionsRoom
    transfers: TransfersRoom
    region: Callable[[], TrustedRegion]
    probes: Probes
    checks: Callable[[], Awaitable[tuple[Check, ...]]]  # what must be well for the node to work
    doctor: Callable[[], Awaitable[tuple[Check, ...]]]  # the same, looked at from outside

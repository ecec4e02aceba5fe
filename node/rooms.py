"""Every subject's room put together: one call for whoever composes a node."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from accord.cases.handover import HandoverKind
from accord.dates import Clock
from accord.trust.trusted import TrustedRegion
from node.bridges import DivertedNotices, TransferCertificates, TransferExemptions, telling
from node.casework.counted import CountedTraces
from node.casework.handed import HandedTraces
from node.casework.lending import Lending
from node.casework.office import Casework, open_casework
from node.casework.rules import CaseworkRules
from node.certificates.counted import CountedCertificates
from node.certificates.opening import CertificatesRoom, open_certificates
from node.certificates.rules import CertificateRules
from node.desk.desk import Bell, Desk, Outbox
from node.desk.post import Post
from node.desk.room import Room, together
from node.desk.signoff import Signers, Signoff
from node.desk.worker import Worker
from node.exemptions.opening import ExemptionsRoom, open_exemptions
from node.handover import office
from node.handover.office import HandoverOffice
from node.inquiries.opening import InquiriesRoom, open_inquiries
from node.inquiries.rules import InquiryRules
from node.keepings import KEEPINGS
from node.matching.index import Index
from node.notices.counted import CountedNotices
from node.notices.handed import HandedNotices
from node.notices.opening import NoticesRoom, open_notices
from node.registry.host import RegistryHost
from node.retention.keeping import Keeping
from node.statistics.opening import Statistics, open_statistics
from node.store.engine import Store
from node.transfers.counted import CountedTransfers
from node.transfers.opening import TransfersRoom, open_transfers


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomSettings:
    """What this node's configuration says of its casework."""

    casework: CaseworkRules
    inquiries: InquiryRules = field(default_factory=InquiryRules)
    certificates: CertificateRules = field(default_factory=CertificateRules)
    signoff: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rooms:
    """What officers call, by subject, and all of it as one room for the exchange and the agenda."""

    desk: Desk
    casework: Casework
    notices: NoticesRoom
    statistics: Statistics
    handover: HandoverOffice
    inquiries: InquiriesRoom
    certificates: CertificatesRoom
    exemptions: ExemptionsRoom
    transfers: TransfersRoom
    whole: Room
    keepings: tuple[Keeping, ...] = KEEPINGS  # what retention archives and deletes
    post: Post

    def worker(self, store: Store, host: RegistryHost) -> Worker:
        """The worker over these rooms' agenda, woken by it; run it in a task."""
        worker = Worker(desk=self.desk, store=store, host=host, room=self.whole)
        self.desk.bell.answered_by(worker.wake)
        return worker


def open_rooms(
    *,
    member: str,
    authority: str,
    clock: Clock,
    region: TrustedRegion,
    outbox: Outbox,
    settings: RoomSettings,
    random: Callable[[int], bytes],
    people: Signers | None = None,
) -> Rooms:
    """Builds one member's rooms over one desk; the worker is made once the registers are open.

    Raises:
        PolicyError: the settings name what no room has.
    """
    desk = Desk(
        member=member,
        authority=authority,
        clock=clock,
        region=region,
        outbox=outbox,
        random=random,
        bell=Bell(),
        signoff=Signoff.read(clock, settings.signoff, people),
    )
    notices = open_notices(desk, Index())
    casework = open_casework(desk, settings.casework, notices.search)
    notices.listeners.add(casework.hits.decided)
    traces, transferred = CountedTraces(), CountedTransfers(member)
    handover = HandoverOffice(
        desk,
        {
            HandoverKind.TRACE: HandedTraces(desk),
            HandoverKind.RECORD: HandedNotices(desk),
        },
    )
    statistics = open_statistics(
        desk,
        recoveries=(traces,),
        counted=(traces, CountedNotices(member), CountedCertificates(), transferred, handover),
        traded=(transferred,),
    )
    inquiries = open_inquiries(desk, settings.inquiries, lending=Lending(), notices=notices.search)
    casework.leads.add(inquiries.asking.leads)
    certificates = open_certificates(desk, settings.certificates)
    exemptions = open_exemptions(desk)
    transfers = open_transfers(
        desk,
        certificates=TransferCertificates(desk, certificates.verifying),
        exemptions=TransferExemptions(exemptions.answering),
        notices=DivertedNotices(desk, notices.notices),
    )
    certificates.verifying.alarms.append(transfers)
    exemptions.alarms.append(transfers)
    whole = together(
        (
            casework.room,
            notices.room,
            statistics.room,
            Room(acts=frozenset({office.ACT})),
            inquiries.room,
            telling(certificates.room, transfers.certificate_answered),
            exemptions.room,
            transfers.room,
        )
    )
    desk.signoff.insist_known(whole.acts)
    return Rooms(
        desk=desk,
        casework=casework,
        notices=notices,
        statistics=statistics,
        handover=handover,
        inquiries=inquiries,
        certificates=certificates,
        exemptions=exemptions,
        transfers=transfers,
        whole=whole,
        post=Post(desk, whole),
    )

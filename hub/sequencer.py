"""The sequencer: gives a group of proposals its place in the ledger.

It decides by the rules of `admission` over the ledger's state and over what the group itself has
already decided, appends once, and only then signs receipts and refusals. It blocks; one thread
runs it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from accord.dates import Clock
from accord.errors import AccordError
from accord.trust.trusted import TrustedRegion
from accord.wire.relay import Body, DeliveryReport, NonDelivery, Receipt, Refusal
from hub.admission import Surroundings, admit, check_same
from hub.entries import (
    Accepted,
    Acknowledged,
    Checkpointed,
    Ended,
    Entry,
    Lane,
    Published,
    Refused,
    Reported,
    Trusted,
)
from hub.group import Group
from hub.intake import Candidate, Refusable, refusable
from hub.ledger import Item, Known, Ledger, ReceiptAt, Waiting
from hub.log import HubLog, check_prefix
from hub.notary import LogNotary, Notary
from hub.proposals import (
    Acknowledgement,
    Answer,
    Committed,
    NewCheckpoint,
    Outcome,
    Proposal,
    Publication,
    Result,
    Submission,
    Sweep,
)

_REPORTED_AT_ONCE = 1024  # message ids in one statement
_SWEPT_AT_ONCE = 1024  # messages ended by one sweep


class Sequencer:
    """The one writer of a ledger."""

    def __init__(
        self,
        *,
        ledger: Ledger,
        region: TrustedRegion,
        notary: Notary,
        log_notary: LogNotary,
        clock: Clock,
        most_open_messages: int,
    ) -> None:
        """Takes up the ledger where it stands.

        Raises:
            VerificationError: the ledger's log does not continue its last checkpoint.
        """
        self._ledger = ledger
        self._region = region
        self._notary = notary
        self._clock = clock
        self._most_open = most_open_messages
        self._head = ledger.head()
        self._log = HubLog.at_end_of(ledger)
        self._log_notary = log_notary
        self._checkpointed = ledger.last_checkpoint()
        if self._checkpointed is not None:
            check_prefix(ledger, self._checkpointed.size, self._checkpointed.root)
        self._open: defaultdict[str, int] = defaultdict(int, ledger.open_messages())
        if ledger.seen() != region.versions:
            versions = Trusted(region.directory.version, region.policy.version)
            ledger.append(self._head, [Entry(self._head + 1, clock.now_ms(), versions)], {})
            self._head += 1

    def commit(self, proposals: Sequence[Proposal]) -> Committed:
        """Decides the proposals in order and makes the outcome durable, all together.

        Raises:
            HeadMovedError: another writer is at work.
        """
        group = Group(self._head, self._log.size, self._clock.now_ms())
        known = self._ledger.find(
            {
                one.message_id
                for proposal in proposals
                if isinstance(proposal, Submission)
                for one in proposal.envelopes
                if isinstance(one, Candidate)
            }
        )
        drafts = [self._decide(proposal, group, known) for proposal in proposals]
        if group.entries:
            log, tiles = self._log.grown(group.logged)
            self._ledger.append(self._head, group.entries, tiles)
            self._head += len(group.entries)
            self._log = log
            self._checkpointed = group.checkpointed or self._checkpointed
        for sender, change in group.opened.items():
            self._open[sender] += change
        answers = [self._sign(draft) if isinstance(draft, list) else draft for draft in drafts]
        return Committed(answers, group.posted, group.tally, self._head, self._log.size)

    def _decide(
        self, proposal: Proposal, group: Group, known: dict[bytes, Known]
    ) -> list[Result] | Outcome:
        match proposal:
            case Submission():
                return [
                    self._submitted(one, proposal.caller, group, known)
                    for one in proposal.envelopes
                ]
            case Acknowledgement():
                self._acknowledge(proposal, group)
                return False
            case Sweep():
                return self._sweep(proposal, group)
            case NewCheckpoint():
                return self._checkpoint(group)
            case Publication():
                group.add(Published(proposal.note))
                return None

    def _sign(self, results: list[Result]) -> Answer:
        signature = self._notary.sign_frame([result.statement for result in results])
        return Answer(results, self._notary.key_id, signature)

    # Submissions

    def _submitted(
        self, one: Candidate | Refusable, caller: str, group: Group, known: dict[bytes, Known]
    ) -> Result:
        if isinstance(one, Refusable):
            return self._refuse(one, caller, group)
        header = one.header
        before = known.get(one.message_id)
        try:
            if before is not None:
                check_same(one.header_digest, before.header_digest)
                return self._receipt_again(header.message_id, before, group)
            open_messages = self._open[header.sender] + group.opened[header.sender]
            admit(header, Surroundings(self._region, group.now_ms, open_messages, self._most_open))
        except AccordError as error:
            return self._refuse(refusable(one.envelope, header.message_id, error), caller, group)
        return self._accept(one, group, known)

    def _accept(self, one: Candidate, group: Group, known: dict[bytes, Known]) -> Result:
        header, message_id = one.header, one.message_id
        lane = Lane.of(header.priority)
        recipients = tuple(recipient.member for recipient in header.recipients)
        leaf = group.leaf
        position = group.add(
            Accepted(
                message_id,
                one.header_digest,
                lane,
                header.not_after_ms,
                leaf,
                header.sender,
                recipients,
            ),
            one.envelope,
        )
        receipt_at = ReceiptAt(group.now_ms, leaf)
        item = Item(position, one.envelope, receipt_at, header.not_after_ms)
        for recipient in recipients:
            group.posted.append((recipient, lane, item))
        group.opened[header.sender] += len(recipients)
        group.tally.accepted[header.sender, header.kind] += 1
        known[message_id] = Known(position, group.now_ms, leaf, one.header_digest)
        receipt = Receipt(header.message_id, one.header_digest, position)
        statement = self._notary.state(group.now_ms, leaf, receipt)
        group.log(statement)
        return Result(statement)

    def _receipt_again(self, message_id: UUID, before: Known, group: Group) -> Result:
        group.tally.duplicates += 1
        receipt = Receipt(message_id, before.header_digest, before.position)
        statement = self._notary.state(before.made_ms, before.leaf, receipt)
        return Result(statement, self._notary.sign_alone(statement))

    def _refuse(self, one: Refusable, caller: str, group: Group) -> Result:
        leaf = group.leaf
        refusal = Refusal(one.message_id, one.envelope_digest, one.code, one.text)
        statement = self._notary.state(group.now_ms, leaf, refusal)
        group.add(Refused(one.envelope_digest, group.log(statement), leaf, caller, one.code))
        group.tally.refused[caller, one.code] += 1
        return Result(statement)

    # Ends

    def _acknowledge(self, ack: Acknowledgement, group: Group) -> None:
        waiting = group.leave(self._ledger.up_to(ack.member, ack.lane, ack.up_to))
        if not waiting:
            return
        codes = {one.message_id.bytes: one for one in ack.rejections}
        taken = {one.message_id for one in waiting if one.message_id is not None}
        rejections = tuple(one for message_id, one in codes.items() if message_id in taken)
        position = group.add(Acknowledged(ack.lane, ack.up_to, ack.member, rejections))
        reports: list[tuple[str, Lane, Body]] = []
        for sender, ids in _by_sender(waiting):
            rejected = tuple(codes[one] for one in ids if one in codes)
            delivered = tuple(UUID(bytes=one) for one in ids if one not in codes)
            group.tally.delivered[ack.member] += len(delivered)
            for one in rejected:
                group.tally.rejected[ack.member, one.code] += 1
            report = DeliveryReport(ack.member, delivered, rejected, position)
            reports.append((sender, ack.lane, report))
        self._report(reports, group)

    def _sweep(self, sweep: Sweep, group: Group) -> bool:
        due = self._ledger.due(group.now_ms, _SWEPT_AT_ONCE)
        self._end(group.leave(due), "expired", group)
        more = len(due) == _SWEPT_AT_ONCE
        for member in sorted(sweep.removed):
            orphans = self._ledger.waiting_for(member, _SWEPT_AT_ONCE)
            self._end(group.leave(orphans), "recipient_removed", group)
            more = more or len(orphans) == _SWEPT_AT_ONCE
        return more

    def _end(self, waiting: list[Waiting], code: str, group: Group) -> None:
        boxes: defaultdict[tuple[str, Lane], list[Waiting]] = defaultdict(list)
        for one in waiting:
            boxes[one.member, one.lane].append(one)
        reports: list[tuple[str, Lane, Body]] = []
        for (member, lane), ended in boxes.items():
            group.add(Ended(lane, member, code, tuple(one.position for one in ended)))
            group.tally.ended[member, code] += len(ended)
            for sender, ids in _by_sender(ended):
                lost = tuple(UUID(bytes=one) for one in ids)
                reports.append((sender, lane, NonDelivery(member, lost, code)))
        self._report(reports, group)

    def _report(self, reports: list[tuple[str, Lane, Body]], group: Group) -> None:
        """Puts statements into their senders' mailboxes, all under one signature."""
        if not reports:
            return
        first = group.leaf
        statements = [
            self._notary.state(group.now_ms, leaf, body)
            for leaf, (_, _, body) in enumerate(reports, first)
        ]
        sealed = self._notary.sealed(statements)
        for (member, lane, _), statement, signed in zip(reports, statements, sealed, strict=True):
            leaf = group.leaf
            position = group.add(Reported(lane, group.log(statement), leaf, member), signed)
            group.posted.append((member, lane, Item(position, signed)))

    def _checkpoint(self, group: Group) -> Checkpointed | AccordError | None:
        """A checkpoint of what is durable before this group; nobody sees it before it is."""
        last, size = group.checkpointed or self._checkpointed, self._log.size
        if last is not None and last.size == size and self._log_notary.signed(last.note):
            return None
        root = self._log.growth.root
        try:
            note = self._log_notary.checkpoint(size, root)
        except AccordError as error:  # a token that is away must not stop the relay
            return error
        group.checkpointed = Checkpointed(size, root, note)
        group.add(group.checkpointed)
        return group.checkpointed


def _by_sender(waiting: Iterable[Waiting]) -> Iterable[tuple[str, list[bytes]]]:
    """The ids of each sender's messages, in pieces that fit a statement."""
    ids: defaultdict[str, list[bytes]] = defaultdict(list)
    for one in waiting:
        if one.sender is not None and one.message_id is not None:
            ids[one.sender].append(one.message_id)
    for sender, all_ in ids.items():
        for start in range(0, len(all_), _REPORTED_AT_ONCE):
            yield sender, all_[start : start + _REPORTED_AT_ONCE]

"""Invariant I1 at the hub: every accepted message ends once, whatever happens; fsck is clean."""

import random
from collections import Counter
from hashlib import sha256
from uuid import UUID

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from accord.testing.clock import ManualClock
from accord.testing.region import build_region
from accord.v1 import relay_pb2
from accord.wire.header import Addressee, Header
from accord.wire.kinds import MessageKind, Priority, Purpose
from accord.wire.relay import (
    DeliveryReport,
    NonDelivery,
    Receipt,
    Refusal,
    Rejection,
    decode_statement,
)
from hub.entries import Checkpointed, Lane
from hub.fsck import check
from hub.intake import Candidate
from hub.ledger import Item
from hub.ledger_sqlite import SqliteLedger
from hub.notary import LogNotary, Notary
from hub.proposals import (
    Acknowledgement,
    Answer,
    Committed,
    NewCheckpoint,
    Proposal,
    Submission,
    Sweep,
)
from hub.sequencer import Sequencer

MEMBERS = ("XA", "XB", "XC")
START = ManualClock().now_ms()
REGION = build_region(now_ms=START, random=random.Random(3).randbytes)
TRUSTED = REGION.trusted(START)

members = st.sampled_from(MEMBERS)
lanes = st.sampled_from(list(Lane))
recipients = st.lists(members, min_size=1, max_size=3, unique=True).map(tuple)


class HubMachine(RuleBasedStateMachine):
    """Members send, acknowledge, reject, repeat and wait; the hub restarts at any moment."""

    @initialize()
    def start(self) -> None:
        self.clock = ManualClock()
        self.ledger = SqliteLedger(":memory:")
        self.sent: list[Candidate] = []
        self.receipts: dict[UUID, bytes] = {}
        self.leaves: list[int] = []
        self.open: set[tuple[UUID, str]] = set()
        self.ended: Counter[tuple[UUID, str]] = Counter()
        self.restart()

    @rule()
    def restart(self) -> None:
        self.sequencer = Sequencer(
            ledger=self.ledger,
            region=TRUSTED,
            notary=Notary("hub", REGION.hub_key),
            log_notary=LogNotary("hub", REGION.log_key.public, REGION.log_key),
            clock=self.clock,
            most_open_messages=1_000,
        )

    @rule(
        sender=members,
        to=recipients,
        priority=st.sampled_from(list(Priority)),
        lasts=st.integers(1, 100),
        count=st.integers(1, 4),
    )
    def send(
        self, sender: str, to: tuple[str, ...], priority: Priority, lasts: int, count: int
    ) -> None:
        fresh = [self._candidate(sender, to, priority, lasts) for _ in range(count)]
        self.commit(Submission(sender, fresh))

    @rule(which=st.integers(0, 30), times=st.integers(1, 3))
    def repeat(self, which: int, times: int) -> None:
        if which < len(self.sent):
            one = self.sent[which]
            self.commit(Submission(one.header.sender, [one] * times))

    @rule(member=members, lane=lanes, how_many=st.integers(1, 5), reject=st.booleans())
    def acknowledge(self, member: str, lane: Lane, how_many: int, reject: bool) -> None:
        items = self.ledger.mailbox(member, lane, 0, how_many, 1 << 20)
        if items:
            rejections = tuple(
                Rejection(candidate.header.message_id, "content.sealed")
                for candidate in self.sent[::2]
                if reject
            )
            ack = Acknowledgement(member, lane, items[-1].position, rejections)
            self.commit(ack, ack)

    @rule(ms=st.integers(0, 60))
    def wait(self, ms: int) -> None:
        self.clock.advance(ms=ms)
        self.commit(Sweep())

    @rule(member=members, lane=lanes, ms=st.integers(0, 60))
    def acknowledge_while_it_expires(self, member: str, lane: Lane, ms: int) -> None:
        items = self.ledger.mailbox(member, lane, 0, 3, 1 << 20)
        self.clock.advance(ms=ms)
        if items:
            self.commit(Sweep(), Acknowledgement(member, lane, items[-1].position), Sweep())

    @rule()
    def checkpoint(self) -> None:
        size = self.ledger.log_size()
        done = self.sequencer.commit([NewCheckpoint(), Sweep(), NewCheckpoint()])
        first, _, second = done.answers
        assert first is None or (isinstance(first, Checkpointed) and first.size == size)
        assert second is None
        last = self.ledger.last_checkpoint()
        assert last is not None
        assert last.size == size
        self._learn_reports(done)

    @rule(member=members)
    def remove(self, member: str) -> None:
        self.commit(Sweep(frozenset({member})))

    def commit(self, *proposals: Proposal) -> None:
        done = self.sequencer.commit(proposals)
        for proposal, answer in zip(proposals, done.answers, strict=True):
            if isinstance(proposal, Submission) and isinstance(answer, Answer):
                self._learn_answers(proposal, answer)
        self._learn_reports(done)

    def _learn_answers(self, submission: Submission, answer: Answer) -> None:
        for one, result in zip(submission.envelopes, answer.results, strict=True):
            assert isinstance(one, Candidate)
            if result.signature is None:
                self.leaves.append(decode_statement(result.statement).leaf)
            body = decode_statement(result.statement).body
            if isinstance(body, Refusal):  # it had expired, or never was accepted
                assert one.header.message_id not in self.receipts
                continue
            assert isinstance(body, Receipt)
            known = self.receipts.setdefault(one.header.message_id, result.statement)
            assert known == result.statement
            if result.signature is None:
                self.open.update(
                    (one.header.message_id, each.member) for each in one.header.recipients
                )

    def _learn_reports(self, done: Committed) -> None:
        for _, __, item in done.posted:
            if item.is_statement:
                self._learn_report(item)

    def _learn_report(self, item: Item) -> None:
        signed = relay_pb2.SignedStatement.FromString(item.content)
        self.leaves.append(decode_statement(signed.statement).leaf)
        body = decode_statement(signed.statement).body
        assert isinstance(body, DeliveryReport | NonDelivery)
        ids = list(body.message_ids)
        if isinstance(body, DeliveryReport):
            ids += [one.message_id for one in body.rejections]
        for message_id in ids:
            self.ended[message_id, body.recipient] += 1

    def _candidate(
        self, sender: str, to: tuple[str, ...], priority: Priority, lasts: int
    ) -> Candidate:
        number = len(self.sent) + 1
        now_ms = self.clock.now_ms()
        header = Header(
            message_id=UUID(int=number),
            sender=sender,
            recipients=tuple(Addressee(one, bytes(8), bytes(48), 1, b"") for one in to),
            kind=MessageKind.PROBE,
            conversation_id=UUID(int=0),
            created_ms=now_ms,
            not_after_ms=now_ms + lasts,
            priority=priority,
            content_size=0,
            content_digest=bytes(32),
            key_commitment=bytes(32),
            ephemeral_key=bytes(32),
            policy_version=1,
            purpose=Purpose.TEST,
        )
        digest = sha256(number.to_bytes(8, "big")).digest()
        candidate = Candidate(b"envelope %d" % number, header, header.message_id.bytes, digest)
        self.sent.append(candidate)
        return candidate

    @invariant()
    def every_statement_is_the_next_leaf(self) -> None:
        assert self.leaves == list(range(self.ledger.log_size()))

    @invariant()
    def every_accepted_message_is_open_or_ended_once(self) -> None:
        waiting = {
            (UUID(bytes=one.message_id), one.member)
            for member in MEMBERS
            for one in self.ledger.waiting_for(member, 10_000)
            if one.message_id is not None
        }
        assert all(times == 1 for times in self.ended.values())
        assert waiting == self.open - self.ended.keys()
        assert self.ended.keys() <= self.open

    def teardown(self) -> None:
        scratch = SqliteLedger(":memory:")
        try:
            finding = check(self.ledger, scratch, "hub")
            # The contents here are no envelopes, which fsck says once all else is clean.
            assert finding is None or finding.place.startswith("content"), finding
        finally:
            scratch.close()
            self.ledger.close()


TestHub = pytest.mark.timeout(110)(HubMachine.TestCase)
HubMachine.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)

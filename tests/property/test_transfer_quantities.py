"""No sequence of acts and messages, from whomever, overdraws a licence: at either end."""

import contextlib
from dataclasses import replace
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select
from transfer_kit import BY, STATES, Region, State
from transfer_samples import dispatched

from accord.cases.exemption_codes import RefusalCriterion
from accord.cases.ledger import serial_key
from accord.cases.transfer import LineQuantity
from accord.cases.transfer_codes import AuthorisationDecision, DeliveryResult, SerialCheck
from accord.cases.transfer_delivery import CountedItem, DispatchedItem, ShipmentDispatched
from accord.errors import AccordError
from accord.wire.kinds import MessageKind
from accord.wire.payload import decode_payload
from node.exchange.messages import IncomingMessage
from node.transfers.drafts import DeliveryDraft, DispatchDraft, ImportDraft
from node.transfers.rows import ShipmentRow, of_transfer
from node.transfers.tables import transfer_line

AUTHORISED = 12
counts = st.integers(1, 7)
numbers = st.integers(1, 12)


class Ledgers(RuleBasedStateMachine):
    """A licence for twelve; officers, lost order, repeats and forgeries work on it."""

    @initialize()
    def licensed(self) -> None:
        self.region = Region()
        region = self.region
        self.file = region.propose()
        region.verify(self.file)
        lines = (LineQuantity(item=1, quantity=AUTHORISED),)
        region.decide_import(self.file, quantities=lines)
        region.ask_transit(self.file)
        region.answer_transit(self.file)
        region.authorise(self.file)
        self.mail: list[tuple[str, IncomingMessage]] = []
        self.old: list[tuple[str, IncomingMessage]] = []
        self.made = 0

    @rule(count=counts, first=numbers)
    def dispatch(self, count: int, first: int) -> None:
        draft = DispatchDraft(
            exit_date=self.region.today,
            customs_reference="C",
            carrier="Road",
            items=dispatched(1, first, count).items,
        )
        shipments = self.region["XA"].transfers.shipments
        self._try("XA", lambda tx: shipments.dispatch(tx, self.file, draft, by=BY))

    @rule(count=counts, first=numbers, end_user=st.booleans(), shipment=st.integers(1, 4))
    def report(self, count: int, first: int, end_user: bool, shipment: int) -> None:
        items = dispatched(1, first, count).items[0]
        draft = DeliveryDraft(
            end_user=end_user,
            serials_checked=SerialCheck.ALL,
            result=DeliveryResult.COMPLETE,
            date_of_entry=self.region.today,
            items=(CountedItem(item=1, quantity=count, serials=items.serials),),
        )
        partners = self.region["XC"].transfers.partners
        self._try("XC", lambda tx: partners.report_delivery(tx, self.file, shipment, draft, by=BY))

    @rule(quantity=st.integers(1, 25))
    def authorise_again(self, quantity: int) -> None:
        draft = ImportDraft(
            decision=AuthorisationDecision.ISSUED,
            licence=self.region.licence("XC-I-2", 300, "XC-NPC"),
            quantities=(LineQuantity(item=1, quantity=quantity),),
        )
        self._decide(draft)

    @rule()
    def revoke(self) -> None:
        decision = AuthorisationDecision.REVOKED
        self._decide(ImportDraft(decision=decision, criterion=RefusalCriterion.E5, reason="unrest"))

    @rule(
        sender=st.sampled_from(STATES),
        recipient=st.sampled_from(STATES),
        shipment=st.integers(1, 4),
        count=counts,
        first=numbers,
        item=st.integers(1, 2),
    )
    def forge(
        self, sender: str, recipient: str, shipment: int, count: int, first: int, item: int
    ) -> None:
        """A member's node that says whatever it likes, under its own name."""
        exporter = self.region["XA"]
        file = exporter.detail(self.file).file
        assert file is not None
        assert file.export_authorisation is not None
        line = dispatched(shipment, first, count).items[0]
        said = replace(
            dispatched(shipment, first, count),
            transfer_id=self.file,
            exit_date=self.region.today,
            items=(DispatchedItem(item=item, quantity=line.quantity, serials=line.serials),),
            export_authorisation=file.export_authorisation,
        )
        self.region.say(sender, recipient, said)

    @precondition(lambda self: self.mail)
    @rule(data=st.data())
    def deliver(self, data: st.DataObject) -> None:
        """In whatever order."""
        one = self.mail.pop(data.draw(st.integers(0, len(self.mail) - 1)))
        self.old.append(one)
        self.region[one[0]].take(one[1])

    @precondition(lambda self: self.old)
    @rule(data=st.data(), fresh=st.booleans())
    def replay(self, data: st.DataObject, fresh: bool) -> None:
        """The same bytes again, under the same message id or under a new one."""
        recipient, message = data.draw(st.sampled_from(self.old))
        if fresh:
            self.made += 1
            message = replace(message, message_id=UUID(int=self.made))
        self.region[recipient].take(message)

    @invariant()
    def nothing_is_overdrawn(self) -> None:
        if not hasattr(self, "region"):
            return
        for state in ("XA", "XB", "XC"):
            self._check(self.region[state])

    def _check(self, state: State) -> None:
        with state.store.read() as tx:
            lines = tx.execute(
                select(transfer_line).where(transfer_line.c.transfer_id == self.file)
            ).all()
            shipments = of_transfer(tx, ShipmentRow, self.file)
        left: dict[int, list[str]] = {}
        for shipment in shipments:
            said = decode_payload(MessageKind.SHIPMENT_DISPATCHED, shipment.dispatch)
            assert isinstance(said, ShipmentDispatched)
            for one in said.items:
                assert len(one.serials) == one.quantity
                left.setdefault(one.item, []).extend(map(serial_key, one.serials))
        asked = 20  # what the file itself names
        for line in lines:
            gone = left.pop(line.item, [])
            assert line.drawn == len(gone) <= line.authorised <= asked
            assert len(set(gone)) == len(gone), "a weapon left twice"
        assert not left, "something left under no line"

    def _decide(self, draft: ImportDraft) -> None:
        partners = self.region["XC"].transfers.partners
        self._try("XC", lambda tx: partners.decide_import(tx, self.file, draft, by=BY))

    def _try(self, state: str, act: Any) -> None:
        # Refused or not: the invariants say whether the record stayed as it was.
        with contextlib.suppress(AccordError):
            self.region[state].write(act)
        self.region.clock.advance(seconds=1)
        self._collect()

    def _collect(self) -> None:
        for state, desk in self.region.desks.items():
            for position, recipient, message in desk.posted(self.region.carried[state]):
                self.region.carried[state] = position
                self.mail.append((recipient, message))


TestLedgers = Ledgers.TestCase
TestLedgers.settings = settings(
    max_examples=8,
    derandomize=True,  # the same walks on every machine
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)

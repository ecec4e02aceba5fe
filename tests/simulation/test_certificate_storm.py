"""Shipments by dice: repeats, other orders, lost mail; and never more than was certified."""

from collections.abc import Iterator
from contextlib import suppress
from random import Random
from typing import Any

import pytest
from certificate_kit import items
from exemption_kit import REGIONAL, ExemptionRegion

from accord.cases.certificate_check import granted
from accord.cases.certificate_ledger import Use, remaining, totals
from accord.errors import AccordError
from node.certificates import rows as certificate_rows
from node.exchange.messages import DeliveryStatus
from node.exemptions import rows as exemption_rows
from node.exemptions.rows import Side

SEEDS, STEPS = 4, 40
NUMBER = "XS-EX-2026-00001"


@pytest.fixture(scope="module")
def four() -> Iterator[ExemptionRegion]:
    made = ExemptionRegion(REGIONAL)
    yield made
    made.close()


class Storm:
    """One region under bad weather; certificates are held as their issuers and users count."""

    def __init__(self, region: ExemptionRegion, seed: int) -> None:
        self.region, self.dice = region, Random(seed)
        region.afresh()
        region.appoint()
        self.certificate = region.present(region.issue(several_transfers=True))
        self.granted = granted(region.document())
        for transfer in ("TR-0", "TR-1"):
            region.verify(self.certificate, transfer=transfer)
        region.granted()
        self.mail: list[tuple[str, str, Any]] = []

    def run(self) -> None:
        steps = (
            *(self.verify, self.draw, self.answer, self.use),
            *(self.deliver, self.deliver, self.wait),
        )
        for _ in range(STEPS):
            with suppress(AccordError):  # a refusal is one of the ways that a step may end
                self.dice.choice(steps)()
            self.collect()
            self.check()
        while self.mail:
            self.deliver()
            self.collect()
        self.check()

    def shipment(self) -> tuple[str, str, int]:
        return (
            self.dice.choice(("TR-0", "TR-1")),
            self.dice.choice(("S-1", "S-2", "S-3")),
            self.dice.randint(1, 70),
        )

    def verify(self) -> None:
        transfer, shipment, count = self.shipment()
        verifying = self.region.certificates("XA").verifying
        self.region["XA"].write(
            lambda tx: verifying.verify(
                tx,
                self.certificate,
                transfer=transfer,
                shipment=shipment,
                quantities=items((1, count)),
                by="otto",
            )
        )

    def draw(self) -> None:
        transfer, shipment, count = self.shipment()
        verifying = self.region.certificates("XA").verifying
        self.region["XA"].write(
            lambda tx: verifying.draw(
                tx, "EUC-2026-0007", items((1, count)), shipment, transfer=transfer
            )
        )

    def answer(self) -> None:
        room = self.region.certificates("XB")
        waiting = self.region["XB"].read(
            lambda tx: room.views.checks(tx, side="ANSWERING", state="ASKED", limit=9, before="")
        )
        if waiting:
            check_id = self.dice.choice(waiting).check_id
            self.region["XB"].write(lambda tx: room.answers.answer(tx, check_id, by="ana"))

    def use(self) -> None:
        transfer, shipment, count = self.shipment()
        state = self.dice.choice(("XA", "XB", "XC"))
        answering = self.region.room(state).answering
        self.region[state].write(
            lambda tx: answering.use(
                tx,
                NUMBER,
                items((1, 1 + count % 3)),
                transfer=transfer,
                shipment=shipment,
                by="otto",
            )
        )

    def wait(self) -> None:
        """Days go by, so that what was not answered in time is asked again."""
        self.region.clock.advance(days=self.dice.randint(1, 8))
        for desk in self.region.desks.values():
            desk.work()

    def collect(self) -> None:
        for state, desk in self.region.desks.items():
            for position, recipient, message in desk.posted(self.region.carried[state]):
                self.region.carried[state] = position
                self.mail.append((state, recipient, message))

    def deliver(self) -> None:
        if not self.mail:
            return
        sender, recipient, message = self.mail.pop(self.dice.randrange(len(self.mail)))
        if self.dice.random() < 0.1:
            lost = DeliveryStatus.UNDELIVERED
            self.region[sender].told(message.message_id, recipient, lost, "expired")
            return
        for _ in range(self.dice.choice((1, 1, 2))):
            self.region[recipient].take(message)
        self.region[sender].told(message.message_id, recipient, DeliveryStatus.DELIVERED)

    def check(self) -> None:
        read = certificate_rows.uses_of
        ours = self.region["XA"].read(lambda tx: read(tx, self.certificate))
        theirs = self.region["XB"].read(lambda tx: read(tx, "XB-C-00001"))
        assert all(left >= 0 for left in remaining(self.granted, ours).values())
        assert all(left >= 0 for left in remaining(self.granted, theirs).values())
        self.covered(ours, theirs)
        counted = self.counted("XS", Side.SECRETARIAT)
        assert all(left >= 0 for left in remaining({1: 3}, counted).values())
        for state in ("XA", "XB", "XC"):
            self.covered(self.counted(state, Side.APPLICANT, Side.MEMBER), counted)

    def counted(self, state: str, *sides: Side) -> tuple[Use, ...]:
        with self.region[state].store.read() as tx:
            row = exemption_rows.by_certificate(tx, NUMBER, *sides)
            assert row is not None
            return tuple(one.use for one in exemption_rows.uses_of(tx, row.number) if one.counted)

    @staticmethod
    def covered(drawn: tuple[Use, ...], known: tuple[Use, ...]) -> None:
        """What left was counted by the State, or the secretariat, that keeps the count."""
        by_key = {use.key: totals(use.quantities) for use in known}
        for use in drawn:
            for item, count in totals(use.quantities).items():
                assert count <= by_key[use.key].get(item, 0)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_no_storm_overdraws_a_certificate_or_an_exemption(four: ExemptionRegion, seed: int) -> None:
    Storm(four, seed).run()

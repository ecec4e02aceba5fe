"""A region with a secretariat, its policy to choose, and short ways to a signed certificate."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache, partial
from random import Random
from typing import Any, TypeVar

import pytest
from casework_kit import Desk, Federation
from certificate_samples import CERTIFICATE, EXEMPTION_REQUEST, KEY, SIGNATORY, signed
from sqlalchemy import Connection

from accord.cases.certificate import Certificate, ItemQuantity, SignedCertificate
from accord.cases.certificate_codes import AuthenticationMethod, CheckResult
from accord.cases.certificate_form import sign
from accord.cases.exemption import ExemptionRequest
from accord.dates import PartialDate
from accord.errors import PolicyError
from accord.testing.clock import ManualClock
from accord.testing.region import build_region
from accord.trust.trusted import TrustedRegion
from accord.wire.kinds import MessageKind
from node.certificates.opening import CertificatesRoom
from node.certificates.rows import CERTIFICATES
from node.certificates.rules import CertificateRules
from node.exchange.messages import IncomingMessage
from node.exemptions.drafts import ExemptionDraft

T = TypeVar("T")
STATES = ("XA", "XB", "XC", "XS")
SECRETARIAT = "XS"
DAY_MS = 24 * 3600 * 1000
ENTRY = "XB:XB-S-3"


@dataclass
class Alarms:
    """Stands where the transfers' room hears of certificates in doubt."""

    heard: list[tuple[str, tuple[str, ...], str]] = field(default_factory=list)

    def certificate_in_doubt(
        self, tx: Connection, number: str, transfers: tuple[str, ...], reason: str
    ) -> None:
        self.heard.append((number, transfers, reason))


@cache
def _trusted(policy: str) -> TrustedRegion:
    clock = ManualClock()
    built = build_region(
        now_ms=clock.now_ms(),
        random=Random(7).randbytes,
        members=STATES,
        secretariat=SECRETARIAT,
        policy=json.loads(policy),
    )
    return built.trusted(clock.now_ms())


class SmallRegion(Federation):
    """Three States and the secretariat under one policy."""

    def __init__(
        self,
        policy: Mapping[str, Any] | None = None,
        *,
        states: Sequence[str] = STATES,
        certificates: Mapping[str, CertificateRules] | None = None,
        signoff: Mapping[str, str] | None = None,
        databases: Mapping[str, str] | None = None,
    ) -> None:
        self.clock = ManualClock()
        trusted = _trusted(json.dumps(policy or {}))
        self.desks = {
            state: Desk(
                member=state,
                clock=self.clock,
                random=Random(f"1{state}"),
                trusted=trusted,
                certificates=(certificates or {}).get(state, CertificateRules()),
                signoff=signoff or {},
                database=(databases or {}).get(state, "sqlite://"),
            )
            for state in states
        }
        self.carried = dict.fromkeys(states, 0)

    def afresh(self) -> None:
        """Everything as at the beginning, quicker than a new region."""
        self.clock.advance(ms=ManualClock().now_ms() - self.clock.now_ms())
        self.carried = dict.fromkeys(self.desks, 0)
        for desk in self.desks.values():
            desk.clear()
            desk.start()

    def certificates(self, state: str) -> CertificatesRoom:
        return self[state].rooms.certificates

    def do(self, state: str, step: Callable[[Connection], T]) -> T:
        """One step of one State, and whatever follows from it everywhere."""
        done = self[state].write(step)
        self.settle()
        return done

    def pass_days(self, days: int) -> None:
        """Time goes by, and what falls due is done."""
        self.clock.advance(days=days)
        self.settle()

    # The issuing State is XB, the exporting State is XA.

    def appoint(self, **changes: Any) -> str:
        """An official of XB who may sign from now on; the clock goes on a day."""
        fresh = replace(SIGNATORY, changes=(), valid_from_ms=self.clock.now_ms())
        signatory = replace(fresh, **changes)
        signing = self.certificates("XB").signatories
        entry = self.do("XB", lambda tx: signing.enter(tx, signatory, by="ana"))
        self.do("XB", lambda tx: signing.activate(tx, entry, by="ben"))
        self.pass_days(1)
        return entry

    def signed(self, **changes: Any) -> SignedCertificate:
        """A certificate that the official signs now."""
        certificate = replace(self.document(), **changes)
        return SignedCertificate(
            certificate=certificate,
            method=AuthenticationMethod.DIGITAL_SIGNATURE,
            signature=sign(certificate, KEY),
        )

    def document(self) -> Certificate:
        now_ms = self.clock.now_ms()
        today = self["XB"].rooms.desk.today()
        return replace(
            CERTIFICATE,
            signed_ms=now_ms,
            issued=today,
            expires=PartialDate(year=today.year + 1, month=today.month, day=28),
        )

    def issue(self, **changes: Any) -> SignedCertificate:
        """A certificate in XB's register."""
        document = self.signed(**changes)
        issuing = self.certificates("XB").issuing
        assert self.do("XB", lambda tx: issuing.issue(tx, document, by="ana"))
        return document

    def present(self, document: SignedCertificate, to: str = "XA") -> str:
        """The certificate in the hands of the exporting State."""
        verifying = self.certificates(to).verifying
        return self.do(to, lambda tx: verifying.present(tx, document, by="otto"))

    def verify(
        self,
        certificate_id: str,
        *,
        transfer: str = "TR-1",
        shipment: str = "",
        quantities: tuple[tuple[int, int], ...] = (),
        by: str = "XA",
        answered: bool = True,
    ) -> CheckResult | None:
        """Asks, has the issuing State's officer answer, and gives the result."""
        verifying = self.certificates(by).verifying
        check_id = self.do(
            by,
            lambda tx: verifying.verify(
                tx,
                certificate_id,
                transfer=transfer,
                shipment=shipment,
                quantities=items(*quantities),
                by="otto",
            ),
        )
        if answered:
            self.answer()
        return self.result(by, check_id)

    def answer(self, **how: Any) -> None:
        """XB's officer answers what waits."""
        answers, views = self.certificates("XB").answers, self.certificates("XB").views
        waiting = self["XB"].read(
            lambda tx: views.checks(tx, side="ANSWERING", state="ASKED", limit=100, before="")
        )
        for one in reversed(waiting):
            self.do("XB", partial(answers.answer, check_id=one.check_id, by="ana", **how))

    def result(self, state: str, check_id: str) -> CheckResult | None:
        views = self.certificates(state).views
        found = self[state].read(lambda tx: views.check_detail(tx, check_id)).summary.result
        return CheckResult(found) if found else None

    def last_word(self, state: str, certificate_id: str) -> str:
        """What the exporting State holds of a certificate now."""
        return self[state].read(lambda tx: CERTIFICATES.load(tx, certificate_id)).result

    def sent(self, state: str, kind: MessageKind) -> list[IncomingMessage]:
        """Every message of a kind that a State has sent, as it arrives."""
        self[state].post_waits = True
        return [message for _, _, message in self[state].posted() if message.kind is kind]

    def forged(self, message: IncomingMessage, **changes: Any) -> IncomingMessage:
        """Another message of the same content."""
        return replace(message, message_id=self["XA"].rooms.desk.new_conversation(), **changes)

    def draw(
        self,
        shipment: str,
        *quantities: tuple[int, int],
        number: str = "EUC-2026-0007",
        transfer: str = "TR-1",
        by: str = "XA",
    ) -> None:
        verifying = self.certificates(by).verifying
        self.do(
            by,
            lambda tx: verifying.draw(tx, number, items(*quantities), shipment, transfer=transfer),
        )


def certificates_of(desk: Desk) -> dict[str, str]:
    """An official, a certificate under verification and an exemption of one State: their ids."""
    room, state = desk.rooms.certificates, desk.member
    official = replace(SIGNATORY, state=state, official=f"{state}-S-1", changes=())
    shown = signed(replace(CERTIFICATE, issuing_state="XA", exporting_state=state))
    official_id = desk.write(lambda tx: room.signatories.enter(tx, official, by="ana"))
    certificate_id = desk.write(lambda tx: room.verifying.present(tx, shown, by="ana"))
    check_id = desk.write(
        lambda tx: room.verifying.verify(tx, certificate_id, transfer="TR-1", by="ana")
    )
    asked = exemption_draft()
    applying = desk.rooms.exemptions.applying
    return {
        "official_id": official_id,
        "certificate_id": certificate_id,
        "check_id": check_id,
        "exemption_id": desk.write(lambda tx: applying.request(tx, asked, by="ana")),
    }


def exemption_draft(asked: ExemptionRequest = EXEMPTION_REQUEST, **changes: Any) -> ExemptionDraft:
    """What the applicant's National Commission writes."""
    skip = {"preamble", "request_id", "revision"}
    values = {name: getattr(asked, name) for name in asked.__slots__ if name not in skip}
    return replace(ExemptionDraft(**values), **changes)


@contextmanager
def refused(code: str) -> Iterator[None]:
    """Passes where the block is refused with this code."""
    with pytest.raises(PolicyError) as caught:
        yield
    assert caught.value.code == code


def items(*quantities: tuple[int, int]) -> tuple[ItemQuantity, ...]:
    return tuple(ItemQuantity(item=item, quantity=count) for item, count in quantities)

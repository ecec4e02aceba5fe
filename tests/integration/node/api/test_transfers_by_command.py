"""A transfer that is delivered two rifles short, typed by officers over all the real rooms."""

import json
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from certificate_samples import CERTIFICATE, KEY, SIGNATORY
from officers import Officers
from transfer_samples import RIFLE, serials, transfer_from

from accord.cases.certificate import SignedCertificate
from accord.cases.certificate_codes import AuthenticationMethod
from accord.cases.certificate_form import sign
from accord.cases.transfer import TransferItem, TransitLeg
from accord.cases.transfer_codes import TransportMode
from accord.dates import PartialDate
from node.api.codec import codec
from node.transfers.drafts import TransferDraft

EUC = CERTIFICATE.number


@pytest.fixture
def desk(officers: Officers, tmp_path: Path) -> Officers:
    """XB has issued a certificate, and XA was presented it."""
    federation = officers.region.federation
    signing = federation["XB"].rooms.certificates.signatories
    official = replace(SIGNATORY, changes=(), valid_from_ms=federation.clock.now_ms())
    entry = federation["XB"].write(lambda tx: signing.enter(tx, official, by="ana"))
    federation["XB"].write(lambda tx: signing.activate(tx, entry, by="ben"))
    federation.clock.advance(days=1)
    today = federation["XB"].rooms.desk.today()
    certificate = replace(
        CERTIFICATE,
        signed_ms=federation.clock.now_ms(),
        issued=today,
        expires=PartialDate(year=today.year + 1, month=today.month, day=28),
    )
    document = SignedCertificate(
        certificate=certificate,
        method=AuthenticationMethod.DIGITAL_SIGNATURE,
        signature=sign(certificate, KEY),
    )
    issuing = federation["XB"].rooms.certificates.issuing
    federation["XB"].write(lambda tx: issuing.issue(tx, document, by="ana"))
    verifying = federation["XA"].rooms.certificates.verifying
    federation["XA"].write(lambda tx: verifying.present(tx, document, by="ana"))
    federation.settle()
    return officers


def draft(officers: Officers) -> TransferDraft:
    today = officers.region.federation["XA"].rooms.desk.today()
    return transfer_from(
        "XA",
        "XB",
        transits=(TransitLeg(state="XC", mode=TransportMode.ROAD, tranship=True),),
        items=(TransferItem(number=1, firearm=RIFLE, quantity=10),),
        certificate_number=EUC,
        planned_departure=today,
        planned_arrival=today,
        planned_shipments=1,
    )


def answer_checks(officers: Officers) -> None:
    """XB's officer answers what waits of certificates."""
    federation = officers.region.federation
    certificates, issuer = federation["XB"].rooms.certificates, federation["XB"]
    for one in issuer.read(
        lambda tx: certificates.views.checks(
            tx, side="ANSWERING", state="ASKED", limit=9, before=""
        )
    ):
        answer = partial(certificates.answers.answer, check_id=one.check_id, by="ana")
        issuer.write(answer)
    federation.settle()


def listed(folder: Path, name: str, first: int, count: int) -> str:
    file = folder / name
    file.write_text("\n".join(serials(first, count)) + "\n")
    return str(file)


def test_two_rifles_short_end_as_a_confirmed_diversion_with_notices(
    desk: Officers, tmp_path: Path
) -> None:
    today = str(desk.region.federation["XA"].rooms.desk.today())
    until = f"{int(today[:4]) + 1}-01-01"
    terms = ("--place", "Capital", "--issued", today)
    file = tmp_path / "transfer.json"
    file.write_bytes(codec(TransferDraft).encode(draft(desk)))

    shown = json.loads(desk.type("XA", "transfers", "propose", "--file", str(file), "--json"))
    transfer_id = shown["summary"]["transfer_id"]
    this = ("transfers", "show", transfer_id)
    desk.type("XA", "transfers", "certificate", transfer_id)
    assert json.loads(desk.type("XA", *this, "--json"))["summary"]["state"] == "EUC_CHECK"
    answer_checks(desk)
    assert json.loads(desk.type("XA", *this, "--json"))["summary"]["state"] == "EUC_OK"
    desk.type(
        "XB",
        "transfers",
        "import",
        transfer_id,
        "--number",
        "XB-I-1",
        "--authority",
        "XB-NPC",
        *terms,
        "--expires",
        until,
    )
    desk.type("XA", "transfers", "ask-transit", transfer_id)
    desk.type("XC", "transfers", "answer-transit", transfer_id)
    late = f"{int(today[:4]) + 2}-01-01"
    refused = desk.type(
        "XA",
        "transfers",
        "authorise",
        transfer_id,
        "--number",
        "XA-E-1",
        "--authority",
        "XA-NPC",
        *terms,
        "--expires",
        late,
        status=1,
    )
    assert "transfer.export_outlives_import" in refused
    desk.type(
        "XA",
        "transfers",
        "authorise",
        transfer_id,
        "--number",
        "XA-E-1",
        "--authority",
        "XA-NPC",
        *terms,
        "--expires",
        until,
    )
    sent = listed(tmp_path, "sent.txt", 1, 10)
    desk.type("XA", "transfers", "verify-shipment", transfer_id, "--quantity", "10")
    answer_checks(desk)
    desk.type(
        "XA",
        "transfers",
        "dispatch",
        transfer_id,
        "--date",
        today,
        "--customs",
        "XA-C-1",
        "--carrier",
        "Road Carrier",
        "--serials",
        sent,
    )
    desk.type("XC", "transfers", "checkpoint", transfer_id, "1", "--date", today)
    found = listed(tmp_path, "found.txt", 1, 8)
    desk.type(
        "XB",
        "transfers",
        "deliver",
        transfer_id,
        "1",
        "--end-user",
        "--date",
        today,
        "--place",
        "Belmar",
        "--result",
        "SHORT",
        "--serials",
        found,
    )
    assert "AR 000009, AR 000010" in desk.type("XA", *this)
    desk.region.federation.clock.advance(days=16)
    desk.region.federation.settle()
    shown = json.loads(desk.type("XB", *this, "--json"))
    assert shown["summary"]["state"] == "DIVERSION_SUSPECTED"
    desk.type(
        "XA", "transfers", "confirm-diversion", transfer_id, "1", "--text", "the driver confessed"
    )
    ended = json.loads(desk.type("XA", *this, "--json"))
    assert ended["summary"]["state"] == "CLOSED_DIVERTED"
    notices = ended["shipments"][0]["notices"]
    assert len(notices) == 2
    federation = desk.region.federation
    for state in ("XB", "XC"):
        views = federation[state].rooms.notices.views
        assert notices[0] in str(federation[state].read(views.list_notices))
    assert "confirmed" in desk.type("XC", "transfers", "alerts")
    assert transfer_id in desk.type("XC", "transfers", "list")


def test_a_certificate_that_nobody_presented_is_named(officers: Officers, tmp_path: Path) -> None:
    file = tmp_path / "transfer.json"
    file.write_bytes(codec(TransferDraft).encode(draft(officers)))
    shown = json.loads(officers.type("XA", "transfers", "propose", "--file", str(file), "--json"))
    transfer_id = shown["summary"]["transfer_id"]
    refused = officers.type("XA", "transfers", "certificate", transfer_id, status=1)
    assert "accord-node certificates present" in refused

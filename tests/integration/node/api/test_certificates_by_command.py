"""A certificate and an exemption, typed by officers."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from certificate_kit import exemption_draft
from certificate_samples import CERTIFICATE, SIGNATORY
from officers import Officers

from accord.cases.certificate import Certificate
from accord.cases.signatory import Signatory
from accord.dates import PartialDate
from accord.encoding import from_base64
from node.api.codec import codec
from node.cli.client import this_officer
from node.exemptions.drafts import ExemptionDraft


def written(file: Path, value: Any, type_: type[Any]) -> str:
    file.write_bytes(codec(type_).encode(value))
    return str(file)


def one_of(officers: Officers, state: str, *words: str, key: str) -> dict[str, Any]:
    (found,) = json.loads(officers.type(state, *words, "--json"))[key]
    return dict(found)


def test_a_certificate_is_signed_issued_verified_and_taken_back(
    officers: Officers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now_ms = officers.region.federation.clock.now_ms()
    key_file = str(tmp_path / "official.key")
    public = officers.run("certificates", "key", key_file).strip()
    entry = replace(SIGNATORY, changes=(), valid_from_ms=now_ms, public_key=from_base64(public))
    file = written(tmp_path / "entry.json", entry, Signatory)
    assert "pending" in officers.type("XB", "signatories", "enter", file)
    activate = ("signatories", "activate", "XB:XB-S-3")
    assert "signatory.same_person" in officers.type("XB", *activate, status=1)
    monkeypatch.setenv("LOGNAME", f"{this_officer()}2")
    assert "active" in officers.type("XB", *activate)
    officers.type("XB", "signatories", "lodge", "XB:XB-S-3", "XA")
    assert "Director of Licensing" in officers.type("XA", "signatories")

    today = officers.region.federation["XB"].rooms.desk.today()
    wanted = replace(
        CERTIFICATE,
        signed_ms=now_ms,
        issued=today,
        expires=PartialDate(year=today.year, month=12, day=31),
    )
    paper = written(tmp_path / "certificate.json", wanted, Certificate)
    signed = tmp_path / "signed.json"
    signed.write_text(officers.run("certificates", "sign", paper, "--key", key_file))
    assert "XB-C-00001" in officers.type("XB", "certificates", "issue", str(signed))
    assert "EUC-2026-0007" in officers.type("XA", "certificates", "present", str(signed))

    verify = ("certificates", "verify", "XA-C-00001", "--transfer", "TR-1")
    officers.type("XA", *verify)
    waiting = ("certificates", "checks", "--waiting")
    check_id = one_of(officers, "XB", *waiting, key="checks")["check_id"]
    shown = officers.type("XB", "certificates", "check", check_id)
    assert f"Next: accord-node certificates answer {check_id}" in shown
    officers.type("XB", "certificates", "answer", check_id)
    assert "authentic" in officers.type("XA", "certificates", "show", "XA-C-00001")

    officers.type("XA", *verify, "--shipment", "S-1", "--quantity", "1:40")
    check_id = one_of(officers, "XB", *waiting, key="checks")["check_id"]
    officers.type("XB", "certificates", "answer", check_id)
    assert "item 1: 60" in officers.type("XB", "certificates", "show", "XB-C-00001")

    reason = ("--reason", "the contract was cancelled")
    officers.type("XB", "certificates", "revoke", "XB-C-00001", *reason)
    shown = officers.type("XA", "certificates", "show", "XA-C-00001")
    assert "the contract was cancelled" in shown
    assert "revoked" in officers.type("XA", "certificates")
    since = ("--reason", "bribery", "--since", "2025-12-01")
    assert "bribery" in officers.type("XB", "signatories", "revoke", "XB:XB-S-3", *since)
    assert "option.moment" in officers.type(
        "XB", "signatories", "revoke", "XB:XB-S-3", *reason, "--since", "soon", status=1
    )


def test_an_exemption_is_asked_for_circulated_and_used(officers: Officers, tmp_path: Path) -> None:
    file = written(tmp_path / "request.json", exemption_draft(), ExemptionDraft)
    assert "National Commission of Belmara" in officers.type("XB", "exemptions", "request", file)
    request_id = one_of(officers, "XA", "exemptions", key="exemptions")["request_id"]

    text = ("--text", "name the border post", "--field", "supply.route")
    officers.type("XA", "exemptions", "return", request_id, *text)
    assert "name the border post" in officers.type("XB", "exemptions", "show", request_id)
    officers.type("XB", "exemptions", "correct", request_id, file)

    assess = ("--assessment", "the arms fit the stated need")
    officers.type("XA", "exemptions", "circulate", request_id, *assess)
    assert "the arms fit" in officers.type("XC", "exemptions", "show", request_id)
    officers.type("XC", "exemptions", "seen", request_id)
    why = ("--criterion", "E6", "--text", "the depot was looted")
    officers.type("XC", "exemptions", "answer", request_id, "objection", *why)
    assert "the depot was looted" in officers.type("XA", "exemptions", "show", request_id)
    officers.type("XC", "exemptions", "answer", request_id, "no-objection")

    officers.type("XA", "exemptions", "opinion", request_id, "confirm", "--reasons", "need shown")
    granted = officers.type("XA", "exemptions", "decide", request_id, "granted")
    assert "granted by CONSENSUS" in granted
    use = ("--transfer", "TR-1", "--shipment", "S-1", "--quantity", "1:2")
    officers.type("XB", "exemptions", "use", request_id, *use)
    assert "item 1: 1" in officers.type("XB", "exemptions", "show", request_id)
    assert "exemption.not_secretariat" in officers.type(
        "XC", "exemptions", "revoke", request_id, "--reason", "no", status=1
    )
    officers.type("XA", "exemptions", "revoke", request_id, "--reason", "embargo")
    assert "revoked" in officers.type("XB", "exemptions")
    assert "REVOKED" not in officers.type("XC", "exemptions", "--state", "granted")

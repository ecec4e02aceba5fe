"""The hand-over to the national central bureau, typed by an officer."""

import json
from pathlib import Path

from casework_kit import case_draft, rifle
from officers import Officers


def test_a_file_goes_out_and_a_reply_comes_in(officers: Officers, tmp_path: Path) -> None:
    desk = officers.region.federation["XC"]
    case_id = desk.write(
        lambda tx: desk.casework.cases.open_case(tx, case_draft(rifle()), by="ana")
    )
    officers.region.federation.settle()
    file, reply = tmp_path / "out.json", tmp_path / "reply.json"
    said = officers.type("XC", "handover", "out", case_id, "--out", str(file))
    assert "XC-HO-2026-00001" in said
    (item,) = json.loads(file.read_text())["items"]
    assert file.stat().st_mode & 0o077 == 0
    answer = {
        "format": "accord-handover-reply",
        "version": 1,
        "file_id": "XC-HO-2026-00001",
        "items": [{"item_id": item["item_id"], "status": "NO_HIT", "reference": "E-17"}],
    }
    reply.write_text(json.dumps(answer))
    assert "E-17" in officers.type("XC", "handover", "in", str(reply))
    assert "XC-HO-2026-00001" in officers.type("XC", "handover", "list")
    assert "no hit" in officers.type("XC", "handover", "show", "XC-HO-2026-00001")
    reply.write_text(json.dumps(answer | {"version": 2}))
    assert "reply.version" in officers.type("XC", "handover", "in", str(reply), status=1)
    assert case_id in officers.type("XC", "trace", "show", case_id)

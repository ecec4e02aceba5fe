"""A year's figures from the cases to the region's publication, typed by officers."""

import json
from pathlib import Path

from casework_kit import case_draft, rifle, stolen_here
from officers import Officers

from accord.dates import PartialDate

DAY = PartialDate(year=2025, month=3, day=4)


def recovered(officers: Officers, state: str, serial: str) -> str:
    desk = officers.region.federation[state]
    draft = case_draft(rifle(serial), recovery_date=DAY)
    case_id = desk.write(lambda tx: desk.casework.cases.open_case(tx, draft, by="ana"))
    officers.region.federation.settle()
    return case_id


def entry(folder: Path, **fields: object) -> str:
    file = folder / "entry.json"
    day = {"year": 2025, "month": 9}
    whole = {"day": day, "quantity": 30, "circumstance": "SURRENDERED", "source": "amnesty"}
    file.write_text(json.dumps(whole | fields))
    return str(file)


def test_from_the_cases_to_the_publication(officers: Officers, tmp_path: Path) -> None:
    officers.region.federation["XC"].records.append(stolen_here(rifle("AR 1"), "XC"))
    traced, pending = recovered(officers, "XC", "AR 1"), recovered(officers, "XC", "AR 2")

    shown = officers.type("XC", "statistics", "--year", "2025")
    assert "50 %" in shown
    assert traced in shown
    assert pending in shown

    entered = officers.type("XC", "statistics", "enter", "recovery", entry(tmp_path))
    assert "XC-RECOVERY-000001" in entered
    assert "3.12 %" in officers.type("XC", "statistics", "compute", "2025")
    opened = officers.type(
        "XC", "statistics", "behind", "2025", "1", "arms", "--only", "tracing=traced-domestic"
    )
    assert traced in opened
    assert pending not in opened

    assert "approved and sent" in officers.type("XC", "statistics", "approve", "2025", "1")
    assert "accepted" in officers.type("XC", "statistics", "list", "2025")
    region = officers.type("XA", "statistics", "--year", "2025")  # the secretariat's node
    assert "3.12 %" in region
    assert traced not in region
    preview = officers.type("XA", "statistics", "region", "compile", "2025")
    assert "hidden" in preview
    assert "nothing is published" in officers.type(
        "XB", "statistics", "region", "published", "2025"
    )
    officers.type("XA", "statistics", "region", "publish", "2025", "1")
    published = officers.type("XB", "statistics", "region", "published", "2025")
    assert "XA, XB" in published  # without data


def test_a_return_is_queried_corrected_and_revised(officers: Officers, tmp_path: Path) -> None:
    officers.type("XC", "statistics", "enter", "recovery", entry(tmp_path, quantity=3000))
    officers.type("XC", "statistics", "compute", "2025")
    officers.type("XC", "statistics", "approve", "2025", "1")
    doubt = ("--text", "a hundred times last year's")
    officers.type("XA", "statistics", "region", "query", "2025", "XC", "1", *doubt)
    assert doubt[1] in officers.type("XC", "statistics", "show", "2025", "1")
    corrected = ("--corrects", "XC-RECOVERY-000001")
    officers.type("XC", "statistics", "enter", "recovery", entry(tmp_path), *corrected)
    officers.type("XC", "statistics", "compute", "2025")
    officers.type("XC", "statistics", "approve", "2025", "2")
    assert "superseded" in officers.type("XC", "statistics", "list", "2025")
    refused = officers.type("XC", "statistics", "approve", "2025", "1", status=1)
    assert "APPROVE is not allowed in SUPERSEDED" in refused
    assert "withdrawn" not in officers.type("XC", "statistics", "entries")
    officers.type("XC", "statistics", "withdraw", "XC-RECOVERY-000001")
    assert "XC-RECOVERY" not in officers.type("XC", "statistics", "entries")


def test_sheets_for_other_programs(officers: Officers, tmp_path: Path) -> None:
    officers.type("XC", "statistics", "enter", "recovery", entry(tmp_path))
    officers.type("XC", "statistics", "compute", "2025")
    out = tmp_path / "long.csv"
    officers.type("XC", "statistics", "export", "2025", "1", "--out", str(out))
    assert "SURRENDERED,TRACING,NOT_ATTEMPTED,MARKING,NOT_UNIQUE,30" in out.read_text()
    officers.type("XC", "statistics", "export", "2025", "1", "--out", str(out), status=1)
    template = tmp_path / "template.csv"
    template.write_text(
        "table,row,column,counter,keys\n5.1,surrendered,total,ARMS,CIRCUMSTANCE=SURRENDERED\n"
    )
    filled = tmp_path / "filled.csv"
    words = ("--template", str(template), "--out", str(filled))
    officers.type("XC", "statistics", "export", "2025", "1", *words)
    assert filled.read_text().splitlines()[1] == "5.1,surrendered,total,30"
    register = tmp_path / "register.csv"
    words = ("--register", "--publication", "--out", str(register))
    officers.type("XC", "statistics", "export", "2025", "1", *words)
    assert register.read_text().startswith("state,year,direction,category,partner")


def test_two_records_of_one_weapon(officers: Officers) -> None:
    first, second = recovered(officers, "XC", "AR 1"), recovered(officers, "XC", "AR 1")
    assert f"{first}" in officers.type("XC", "statistics", "--year", "2025")
    officers.type("XC", "statistics", "compute", "2025")
    assert second in officers.type("XC", "statistics", "show", "2025", "1")
    officers.type("XC", "statistics", "same", second, "--reason", "returned, and stolen again")
    assert "Counted once" not in officers.type("XC", "statistics", "compute", "2025")
    officers.type("XC", "statistics", "region", "mirror", "2025", status=1)

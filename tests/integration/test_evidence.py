"""Evidence of a real trace: exported by both ends, checked offline with the root alone."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from accord_demo.lives import FEATURED_SEIZURE
from accord_demo.plans import BY_NODE, synthetic
from accord_demo.processes import wait_for
from accord_demo.region import Region, running
from accord_demo.sheets import records
from accord_demo.story import draft

from accord.errors import AccordError
from accord.evidence.bundle import pack, unpack
from accord.verify import main
from node.api.bodies import Created, EvidenceFile, EvidenceWanted, RequestList
from node.casework.views import CaseDetail, Standing
from node.cli.client import path


def export(region: Region, member: str, kind: str, id_: str, *, disclose: bool) -> EvidenceFile:
    """The evidence, once the log proves every statement in it."""
    wanted = EvidenceWanted(reason="for the court", disclose=disclose)

    def proved() -> EvidenceFile | None:
        made = region.client(member).post(path(kind, id_, "evidence"), wanted, EvidenceFile)
        return made if made.unproved == 0 else None

    return wait_for(proved, f"evidence of {id_}")


def closed(region: Region, case_id: str) -> CaseDetail | None:
    case = region.client("XC").get(path("cases", case_id), CaseDetail)
    return case if case.summary.standing is Standing.CLOSED else None


class Court:
    """Somebody with a laptop, `accord-verify` and the region's root."""

    def __init__(self, region: Region, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._root = region.folder / "root.json"
        self._file = folder / "case.evidence"
        self._capsys = capsys

    def reads(self, bundle: bytes) -> tuple[int, str]:
        self._file.write_bytes(bundle)
        status = main([str(self._file), "--root", str(self._root)])
        return status, self._capsys.readouterr().out

    def reads_files(self, files: Mapping[str, bytes]) -> tuple[int, str]:
        return self.reads(pack(files))


@pytest.mark.timeout(240)
def test_both_ends_of_a_trace_can_show_it_to_a_court(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    region = synthetic(tmp_path / "region", casework=BY_NODE, release="automatic", weapons=400)
    court = Court(region, tmp_path, capsys)
    with running(region):
        found = {one.record_id: one for one in records(region, "XC")}[FEATURED_SEIZURE]
        case_id = region.client("XC").post(path("cases"), draft(found), Created).id
        wait_for(lambda: closed(region, case_id), "the case to close")
        sealed = export(region, "XC", "cases", case_id, disclose=False)
        shown = export(region, "XC", "cases", case_id, disclose=True)
        (request,) = region.client("XA").get(path("requests"), RequestList).requests
        theirs = export(region, "XA", "requests", request.request_id, disclose=True)
        timeline = region.client("XC").get(path("cases", case_id), CaseDetail).timeline
    capsys.readouterr()

    # The region is down now; what follows needs the file and the root.
    status, said = court.reads(sealed.content)
    assert status == 0, said
    assert sealed.kept_sealed == sealed.messages > 4
    assert "XC (Corvina) signed it to XA (number 1): TRACE_REQUEST" in said
    assert "XA (Arvenia) signed it to XC" in said
    assert "as its log shows" in said
    assert "XA acknowledged message" in said
    assert "the disclosed key" not in said
    assert sum(entry.event == "EVIDENCE" for entry in timeline) >= 2

    status, said = court.reads(shown.content)
    assert (status, "the disclosed key opens its content" in said) == (0, True), said
    status, said = court.reads(theirs.content)
    assert (status, "XC (Corvina) signed it to XA" in said) == (0, True), said

    files = unpack(sealed.content)
    for name in sorted(files):
        if name.endswith((".signed", ".statement", ".tlog-proof")):
            status, said = court.reads_files({**files, name: files[name][:-1] + b"x"})
            assert status == 1, name
            assert "the first broken link: " in said
    with pytest.raises(SystemExit) as ended:
        court.reads_files({name: data for name, data in files.items() if "targets" not in name})
    assert ended.value.code == 2


@pytest.mark.timeout(120)
def test_a_case_without_messages_is_no_evidence(tmp_path: Path) -> None:
    region = synthetic(tmp_path / "region", weapons=400)
    with running(region):
        found = {one.record_id: one for one in records(region, "XC")}[FEATURED_SEIZURE]
        case_id = region.client("XC").post(path("cases"), draft(found), Created).id
        wanted = EvidenceWanted(reason="too early")
        with pytest.raises(AccordError, match=r"evidence\.nothing"):
            region.client("XC").post(path("cases", case_id, "evidence"), wanted, EvidenceFile)

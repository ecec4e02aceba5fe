"""What leaves the house as a file: evidence that a stranger checks with a program, and a report."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from accord_demo.processes import wait_for
from browsing import Desks, assert_accessible, screenshot
from console_region import ConsoleRegion
from console_stories import answered, awaited, opened_case, rifle, searched, seized
from people_kit import Person
from playwright.sync_api import Page, expect

from accord.cases.codes import WhyYou
from accord.errors import AccordError
from node.api.bodies import Created, EvidenceFile, EvidenceWanted, NewLeg, RequestList
from node.casework.views import CaseDetail
from node.cli.client import path
from node.people.rights import Role

HOLDS, DOUBT = 0, 1


@pytest.fixture(scope="module")
def case_id(region: ConsoleRegion) -> str:
    """A case that another State has answered."""
    case_id = opened_case(region, seized(rifle()))
    awaited(region, case_id, searched)
    leg = NewLeg(state="XA", why=WhyYou.COUNTRY_OF_MANUFACTURE)
    region.client("XC").post(path("cases", case_id, "legs"), leg, Created)
    awaited(region, case_id, answered("XA"))
    return case_id


@pytest.fixture
def duarte(region: ConsoleRegion) -> Person:
    return region.person("XC", "duarte", Role.OFFICER)


def proved(region: ConsoleRegion, member: str, kind: str, id_: str) -> None:
    """Returns once the log's witnesses have signed everything that was said of it."""
    wanted = EvidenceWanted(reason="to know when it is proved", proved=True)

    def look() -> EvidenceFile | None:
        try:
            return region.client(member).post(path(kind, id_, "evidence"), wanted, EvidenceFile)
        except AccordError as error:
            if error.code != "evidence.unproved":
                raise
            return None

    wait_for(look, "the log to prove it")


def downloaded(page: Page, button: str, folder: Path) -> Path:
    """The file that the browser keeps when the button is pressed."""
    with page.expect_download() as waiting:
        page.locator(button).click()
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    return file


def printed_command(page: Page) -> list[str]:
    """The command that the page tells whoever receives the bundle."""
    return page.locator("#bundle code.block").inner_text().split()


def run(command: list[str], region: ConsoleRegion, folder: Path) -> tuple[int, str]:
    """Its status and what it said, in a folder with the file and with the region's root."""
    program, *arguments = command
    root = region.configs["XC"].root.read_bytes()
    (folder / "root.json").write_bytes(root)
    installed = str(Path(sys.executable).with_name(program))
    ended = subprocess.run(
        [installed, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    return ended.returncode, ended.stdout + ended.stderr


def altered(file: Path) -> None:
    """The same archive, whole as an archive, with one byte of one envelope another."""
    with zipfile.ZipFile(file) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    name = next(one for one in files if one.endswith(".envelope"))
    data = bytearray(files[name])
    data[len(data) // 2] ^= 1
    with zipfile.ZipFile(file, "w") as archive:
        for one, content in {**files, name: bytes(data)}.items():
            archive.writestr(one, content)


def test_downloaded_evidence_holds_by_the_command_on_its_page_until_a_byte_of_it_is_altered(
    desks: Desks, region: ConsoleRegion, duarte: Person, case_id: str, tmp_path: Path
) -> None:
    proved(region, "XC", "cases", case_id)
    page = desks.at(duarte, f"/cases/{case_id}")
    page.locator('main a[href$="/report"]').click()
    assert_accessible(page)
    screenshot(page, "evidence-en")
    page.fill("#reason", "For the court in May")
    page.check("[name=disclose]")
    file = downloaded(page, "#bundle button", tmp_path)
    assert file.name == f"{case_id}.evidence"

    command = printed_command(page)
    assert command[:2] == ["accord-verify", file.name]
    status, said = run(command, region, tmp_path)
    assert status == HOLDS, said
    assert "XC (Corvina) signed it to XA (number 1): TRACE_REQUEST" in said
    assert "the disclosed key opens its content" in said
    assert re.search(r"all \d+ findings hold\n$", said)
    history = region.client("XC").get(path("cases", case_id), CaseDetail).timeline
    assert any("For the court in May" in one.text for one in history)

    altered(file)
    status, said = run(command, region, tmp_path)
    assert status == DOUBT
    assert "the first broken link: message " in said


def test_the_state_that_answered_has_evidence_of_its_own(
    desks: Desks, region: ConsoleRegion, case_id: str, tmp_path: Path
) -> None:
    (request,) = region.client("XA").get(path("requests"), RequestList).requests
    proved(region, "XA", "requests", request.request_id)
    quintal = region.person("XA", "quintal", Role.OFFICER)
    page = desks.at(quintal, f"/requests/{request.request_id}")
    page.locator('main a[href$="/evidence"]').click()
    assert_accessible(page)
    page.fill("#reason", "For our own files")
    file = downloaded(page, "#bundle button", tmp_path)
    status, said = run(printed_command(page), region, tmp_path)
    assert status == HOLDS, said
    assert "XA (Arvenia) signed it to XC" in said
    assert "the disclosed key" not in said
    assert file.name == f"{request.request_id}.evidence"


def test_a_downloaded_report_is_a_document_with_the_number_of_the_case(
    desks: Desks, region: ConsoleRegion, duarte: Person, case_id: str, tmp_path: Path
) -> None:
    page = desks.at(duarte, f"/cases/{case_id}/report", language="ar")
    page.fill("#recipient", "District court of Alto Brenal")
    file = downloaded(page, "#print button", tmp_path)
    document = file.read_bytes()
    assert file.name == f"{case_id}.pdf"
    assert document.startswith(b"%PDF-")
    assert document.rstrip().endswith(b"%%EOF")
    assert case_id.encode() in document  # in its title
    expect(page.locator("#print")).to_be_visible()  # the officer is still where they were

"""A case as it leaves the house: a report that says what binds its reader, and its evidence."""

import asyncio
from collections.abc import Collection, Iterator
from dataclasses import replace
from uuid import UUID

import pytest
from casework_kit import case_draft, rifle
from console_client import ConsoleClient, officer
from region_api import RegionApi, services_of
from trace_story import OWN, Story, at_desk

from accord.cases.codes import Disposition, Ground, UseRestriction
from accord.errors import UncheckableError
from accord.pages.catalogue import catalogues
from accord.pages.environment import label
from accord.pages.languages import NAMES, Reader
from node.casework.drafts import AnswerDraft
from node.casework.views import CaseExport
from node.console.console import BASE
from node.console.labels import LABELS
from node.console.traces.printed import Report, report_of
from node.console.traces.report import printed
from node.console.traces.words import Words
from node.evidence.export import Exported, Exporter

REMARK = '#panic("x") \u202e<script>alert(1)</script> ' + "wide" * 200


@pytest.fixture(scope="module")
def region() -> Iterator[RegionApi]:
    region = RegionApi()
    yield region
    region.close()


@pytest.fixture(scope="module")
def reserved(region: RegionApi) -> str:
    """A case with one answer that may be passed on, and none that its provider reserves."""
    story = Story(region.federation)
    case_id = story.opened(case_draft(rifle("RP 4471", remarks=REMARK)))
    story.asked(case_id)
    answer = AnswerDraft(
        disposition=Disposition.REFUSED,
        grounds=(Ground.G4,),
        explanation="A matter of national security.",
        use_restrictions=(UseRestriction.R3,),
    )
    story.answered("XA", answer)
    return case_id


def _export(region: RegionApi, case_id: str) -> CaseExport:
    desk = region.federation["XC"]
    return desk.write(
        lambda tx: desk.casework.views.export_case(tx, case_id, "District court", by="ana")
    )


def _report(export: CaseExport, language: str) -> Report:
    words = catalogues(("node.console.labels", "node.console.traces"))
    reader = Reader(language=language, translations=words[language], states={"XC": "Corvina"})
    said = Words(
        reader=reader,
        label=lambda one: label(reader, LABELS, one),
        field=lambda path: f"what the form calls {path}",
    )
    return report_of(export, "XC", "XC-NPC", said)


def test_what_a_provider_reserves_is_named_and_left_out(region: RegionApi, reserved: str) -> None:
    report = _report(_export(region, reserved), "en")
    said = str(report)
    assert "Not in this report" in said
    assert "No release to others without prior consent" in said
    assert "A matter of national security." not in said
    assert "District court" in report.under


def test_a_report_names_what_is_withheld_as_the_forms_do(region: RegionApi) -> None:
    case_id = Story(region.federation).refused(Disposition.RESTRICTED)
    assert "what the form calls chain" in str(_report(_export(region, case_id), "en"))


def test_a_report_states_what_binds_its_reader(region: RegionApi) -> None:
    case_id = Story(region.federation).refused()
    report = _report(_export(region, case_id), "en")
    first = report.sections[0]
    assert first.boxed
    assert "Designated authorities and personnel only (ITI 15(a))" in first.lines


@pytest.mark.parametrize("language", NAMES)
def test_a_report_is_a_tagged_document_in_the_reader_s_language(
    region: RegionApi, reserved: str, language: str
) -> None:
    report = _report(_export(region, reserved), language)
    document = printed(report)
    assert document.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in document
    assert f"/Lang({language}".encode() in document.replace(b"/Lang (", b"/Lang(")
    assert report.dir == ("rtl" if language == "ar" else "ltr")


def test_no_word_of_a_report_is_markup(region: RegionApi, reserved: str) -> None:
    report = _report(_export(region, reserved), "en")
    assert "⟨U+202E⟩" in str(report)
    assert printed(replace(report, title=REMARK, header="#import", footer="$x$")).startswith(
        b"%PDF"
    )


def test_an_officer_gives_a_report_and_who_receives_it_is_recorded(
    region: RegionApi, reserved: str
) -> None:
    async def use(console: ConsoleClient) -> None:
        path = f"/cases/{reserved}/report"
        page = await console.get(path)
        given = {"_token": page.field("_token"), "recipient": "Court of appeal"}
        async with console.client.post(BASE + path, data=given) as answer:
            assert answer.status == 200
            assert answer.content_type == "application/pdf"
            assert f'filename="{reserved}.pdf"' in answer.headers["Content-Disposition"]
            assert (await answer.read()).startswith(b"%PDF-")
        history = Story(region.federation).case(reserved).timeline
        assert any("to Court of appeal" in entry.text for entry in history)
        nobody = await console.fill_in(path, {"recipient": " "})
        assert nobody.status == 400

    at_desk(region, use)


def test_evidence_that_cannot_be_made_keeps_the_reason_that_was_typed(
    region: RegionApi, reserved: str
) -> None:
    async def use(console: ConsoleClient) -> None:
        path = f"/cases/{reserved}/evidence"
        refused = await console.fill_in(path, {"reason": "For the trial in May"})
        assert refused.status == 422
        assert "no message of it was sealed" in refused.text
        assert 'value="For the trial in May"' in refused.text
        empty = await console.fill_in(path, {"reason": ""})
        assert "say what the evidence is for" in empty.text

    at_desk(region, use)


class Unwitnessed(Exporter):
    """Evidence of which the log's witnesses have not signed the last statement yet."""

    def __init__(self) -> None:
        """Holds nothing."""

    async def export(
        self,
        ids: Collection[UUID],
        *,
        disclosed: Collection[UUID],
        remarks: str,
        proved: bool = False,
    ) -> Exported:
        if proved:
            raise UncheckableError("evidence.unproved", "make it again in a minute")
        return Exported(b"a bundle", len(ids), 1)


def test_evidence_that_is_not_proved_yet_is_given_to_whoever_wants_it_as_it_is(
    region: RegionApi, reserved: str
) -> None:
    desk, path = region.federation[OWN], f"/cases/{reserved}/evidence"

    async def use() -> None:
        services = replace(services_of(desk), evidence=Unwitnessed())
        async with officer(services, desk.clock) as console:
            first = await console.get(path)
            assert 'name="unproved"' not in first.text
            refused = await console.fill_in(path, {"reason": "For the trial in May"})
            assert 'name="unproved" value="1"' in refused.text
            given = {"reason": "For the trial in May", "unproved": "1"}
            assert (await console.fill_in(path, given)).text == "a bundle"

    asyncio.run(use())

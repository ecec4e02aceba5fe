"""Transfers in the console, over HTTP and without a browser: three States do their parts."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator

import pytest
from console_client import ConsoleClient, officer
from region_api import RegionApi, services_of
from transfer_samples import serials
from transfer_story import TransferStory

from accord.cases.transfer_file import FileState
from accord.pages.languages import NAMES
from node.people.rights import Role

Use = Callable[[ConsoleClient], Awaitable[None]]


@pytest.fixture(scope="module")
def region() -> Iterator[RegionApi]:
    region = RegionApi()
    yield region
    region.close()


@pytest.fixture(scope="module")
def story(region: RegionApi) -> TransferStory:
    return TransferStory(region.federation)


@pytest.fixture(scope="module")
def short(story: TransferStory) -> str:
    """Two rifles of the first shipment are missing."""
    return story.short()


def at_desk(region: RegionApi, state: str, use: Use, *roles: Role, language: str = "en") -> None:
    desk = region.federation[state]

    async def run() -> None:
        async with officer(services_of(desk), desk.clock, *roles, language=language) as console:
            await use(console)

    asyncio.run(run())
    region.federation.settle()


def state_of(region: RegionApi, transfer_id: str) -> str:
    desk = region.federation["XA"]
    views = desk.rooms.transfers.views
    return desk.read(lambda tx: views.detail(tx, transfer_id)).summary.state


def until(story: TransferStory) -> dict[str, str]:
    return {"year": str(story.until.year), "month": "1", "day": "28"}


def test_a_licence_is_made_step_by_step_by_three_officers(
    region: RegionApi, story: TransferStory
) -> None:
    transfer_id = story.verified()
    licence = {f"expires.{part}": value for part, value in until(story).items()}
    path = f"/transfers/{transfer_id}"

    async def imports(console: ConsoleClient) -> None:
        assert f"{path}/import" in (await console.get(path)).text
        fields = {f"licence.{name}": value for name, value in licence.items()}
        fields |= {"decision": "ISSUED", "licence.number": "XB-I-9", "licence.place": "Belmar"}
        fields |= {"licence.authority": "XB-NPC"}
        fields |= {f"licence.issued.{name}": value for name, value in issued.items()}
        sent = await console.fill_in(f"{path}/import", fields)
        assert sent.location == f"{path}?_done=decideImport", sent.text

    async def asks(console: ConsoleClient) -> None:
        assert (await console.fill_in(f"{path}/transit", {})).status == 303

    async def lets_pass(console: ConsoleClient) -> None:
        page = await console.get(path)
        assert "Answer as a State of transit" in page.text
        answer = await console.fill_in(f"{path}/transit/answer", {"decision": "NO_OBJECTION"})
        assert answer.status == 303, answer.text

    async def licenses(console: ConsoleClient) -> None:
        fields = {"number": "XA-E-9", "authority": "XA-NPC", "place": "Arva", **licence}
        fields |= {f"issued.{name}": value for name, value in issued.items()}
        late = fields | {"expires.year": str((story.until.year or 0) + 3)}
        refused = await console.fill_in(f"{path}/export-authorisation", late)
        assert refused.status == 422
        assert "XA-E-9" in refused.text
        done = await console.fill_in(f"{path}/export-authorisation", fields)
        assert done.status == 303, done.text

    today = story.today
    issued = {"year": str(today.year), "month": str(today.month), "day": str(today.day)}
    at_desk(region, "XB", imports)
    at_desk(region, "XA", asks)
    at_desk(region, "XC", lets_pass)
    at_desk(region, "XA", licenses)
    assert state_of(region, transfer_id) == FileState.EXPORT_AUTHORISED


def test_serials_are_typed_one_a_line_and_counted_at_the_other_end(
    region: RegionApi, story: TransferStory
) -> None:
    transfer_id = story.ready(3)
    path = f"/transfers/{transfer_id}"
    today = story.today
    day = {"year": str(today.year), "month": str(today.month), "day": str(today.day)}
    named = "\r\n".join(serials(101, 3))

    async def dispatches(console: ConsoleClient) -> None:
        fields = {
            **{f"exit_date.{name}": value for name, value in day.items()},
            "customs_reference": "XA-C-7",
            "carrier": "Road Carrier",
            "items[0].item": "1",
            "items[0].quantity": "3",
            "items[0].serials": named,
        }
        few = await console.fill_in(f"{path}/dispatch", fields | {"items[0].quantity": "4"})
        assert few.status == 422
        assert serials(102, 1)[0] in few.text
        assert (await console.fill_in(f"{path}/dispatch", fields)).status == 303

    async def counts(console: ConsoleClient) -> None:
        page = await console.get(f"{path}/shipments/1/delivery")
        assert "Report what arrived" in page.text
        fields = {
            **{f"date_of_entry.{name}": value for name, value in day.items()},
            "end_user": "1",
            "result": "COMPLETE",
            "serials_checked": "ALL",
            "place": "Belmar",
            "items[0].item": "1",
            "items[0].quantity": "3",
            "items[0].serials": named,
        }
        sent = await console.fill_in(f"{path}/shipments/1/delivery", fields)
        assert sent.status == 303, sent.text

    async def sees(console: ConsoleClient) -> None:
        assert "Delivery verified" in (await console.get(path)).text
        read = await console.get(f"{path}/shipments/1")
        assert read.text.count(">Read<") == 3

    at_desk(region, "XA", dispatches)
    at_desk(region, "XB", counts)
    at_desk(region, "XA", sees)


def test_what_is_missing_is_counted_drawn_and_explained(region: RegionApi, short: str) -> None:
    path = f"/transfers/{short}"

    async def explains(console: ConsoleClient) -> None:
        hostile = "<script>alert(1)</script>"
        fields = {"text": hostile, "documents": "XC-C-12"}
        assert (await console.fill_in(f"{path}/shipments/1/explanation", fields)).status == 303

    async def sees(console: ConsoleClient) -> None:
        page = await console.get(path)
        assert "Missing: 2" in page.text
        for one in serials(11, 2):
            assert one in page.text
        assert "<script>alert" not in page.text
        assert "&lt;script&gt;alert" in page.text
        assert "Accept the explanation" in page.text
        form = await console.get(f"{path}/shipments/1/explanation/accept")
        assert "XC-C-12" in form.text
        listed = await console.get(f"{path}/shipments/1")
        assert listed.text.index(serials(11, 1)[0]) < listed.text.index(serials(1, 1)[0])
        assert (await console.get(f"{path}/shipments/9")).status == 404

    at_desk(region, "XB", explains)
    at_desk(region, "XA", sees)


def test_the_list_shows_what_waits_and_our_part(region: RegionApi, short: str) -> None:
    async def sees(console: ConsoleClient) -> None:
        for query in ("", "?standing=OFFICER", "?part=EXPORTER", "?part=EXPORTER&standing=OFFICER"):
            assert short in (await console.get(f"/transfers{query}")).text
        for query in ("?standing=CLOSED", "?part=IMPORTER", "?part=OTHER"):
            page = await console.get(f"/transfers{query}")
            assert page.status == 200
            assert short not in page.text

    async def passes(console: ConsoleClient) -> None:
        assert short in (await console.get("/transfers?part=OTHER")).text
        page = await console.get(f"/transfers/{short}")
        assert "On the way through us" in page.text
        assert "/dispatch" not in page.text

    at_desk(region, "XA", sees)
    at_desk(region, "XC", passes)


def test_a_new_transfer_is_proposed_with_its_weapons(
    region: RegionApi, story: TransferStory
) -> None:
    async def proposes(console: ConsoleClient) -> None:
        fields = {
            "type": "PERMANENT_EXPORT",
            "exporter.authority": "XA-NPC",
            "exporter.name": "Arvenia Arms",
            "exporter.address": "1 Works Road",
            "importer.state": "XB",
            "importer.authority": "XB-NPC",
            "importer.name": "Belmara Supply",
            "importer.address": "2 Port Street",
            "end_user.end_user_class": "POLICE",
            "end_user.name": "Police of Belmara",
            "end_user.address": "3 Square",
            "items[0].number": "1",
            "items[0].quantity": "5",
            "items[0].firearm.maker_text": "Arvenia Arms",
            "items[0].firearm.model_text": "AR-7",
            "items[0].firearm.calibre_text": "5.56x45",
            "items[0].firearm.type": "RIFLE",
            "items[0].firearm.category": "SA4",
            "items[0].firearm.country_of_manufacture": "XA",
            "end_use": "LAW_ENFORCEMENT",
            "end_use_text": "for the police alone",
            "certificate_number": "XB-EUC-1",
            "retransfer_clause": "PRIOR_CONSENT",
            "retransfer_text": "not without Arvenia's consent",
            "psv_consent": "NOT_ASKED",
            "planned_departure.year": "2026",
            "planned_departure.month": "2",
            "planned_departure.day": "1",
            "planned_arrival.year": "2026",
            "planned_arrival.month": "2",
            "planned_arrival.day": "20",
            "planned_shipments": "1",
            "transits[0].state": "XC",
            "transits[0].mode": "ROAD",
            "means": "lorry",
            "route": "Arva, Belmar",
            "consignment_address": "3 Square",
            "risk_result": "LOW",
            "embargo_screenings[0].regime": "UN",
            "embargo_screenings[0].date.year": "2026",
            "embargo_screenings[0].date.month": "1",
            "embargo_screenings[0].date.day": "1",
            "embargo_screenings[0].result": "CLEAR",
        }
        made = await console.fill_in("/transfers/new", fields)
        assert made.status == 303, made.text
        page = await console.get(made.location.partition("?")[0])
        assert "5 Arvenia Arms AR-7" in page.text
        assert "Have the certificate verified" in page.text

    at_desk(region, "XA", proposes)


def test_who_only_reads_is_offered_nothing_and_refused(region: RegionApi, short: str) -> None:
    async def reads(console: ConsoleClient) -> None:
        page = await console.get(f"/transfers/{short}")
        assert page.status == 200
        assert "/dispatch" not in page.text
        assert (await console.get(f"/transfers/{short}/dispatch")).status == 403

    async def keeps_accounts(console: ConsoleClient) -> None:
        assert (await console.get("/transfers")).status == 403

    at_desk(region, "XA", reads, Role.AUDITOR)
    at_desk(region, "XA", keeps_accounts, Role.ADMINISTRATOR)


@pytest.mark.parametrize("language", sorted(NAMES))
def test_every_page_speaks_every_language(region: RegionApi, short: str, language: str) -> None:
    acts = (
        "", "/certificate", "/transit", "/transit/conditions", "/route", "/export-authorisation",
        "/refusal", "/revocation", "/withdrawal", "/suspension", "/resumption", "/remainder",
        "/contest", "/notification", "/verification", "/dispatch", "/shipments/1",
        "/shipments/1/exit", "/shipments/1/no-entry", "/shipments/1/explanation/accept",
        "/shipments/1/suspicion", "/shipments/1/refutation", "/shipments/1/diversion",
        "/shipments/1/notification", "/import", "/transit/answer", "/shipments/1/checkpoint",
        "/shipments/1/delivery", "/shipments/1/explanation", "/retransfers", "/visits",
        "/monitoring/end",
    )  # fmt: skip

    async def sees(console: ConsoleClient) -> None:
        for act in acts:
            page = await console.get(f"/transfers/{short}{act}")
            assert page.status == 200, page.text
        for path in ("/transfers", "/transfers/new", "/transfer-alerts"):
            assert (await console.get(path)).status == 200

    at_desk(region, "XA", sees, language=language)

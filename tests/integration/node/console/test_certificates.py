"""Certificates, signatories and exemptions in the console, over HTTP and without a browser."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from functools import partial

import pytest
from aiohttp import FormData
from certificate_kit import SECRETARIAT
from console_client import ConsoleClient, officer
from exemption_kit import REGIONAL, ExemptionRegion
from region_api import services_of

from accord.cases.certificate_codes import CheckResult
from accord.pages.languages import NAMES
from node.people.rights import Role

Use = Callable[[ConsoleClient], Awaitable[None]]
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def region() -> Iterator[ExemptionRegion]:
    region = ExemptionRegion(REGIONAL)
    yield region
    region.close()


@pytest.fixture(scope="module")
def entry(region: ExemptionRegion) -> str:
    return region.appoint()


@pytest.fixture(scope="module")
def presented(region: ExemptionRegion, entry: str) -> str:
    return region.present(region.issue())


@pytest.fixture(scope="module")
def request_id(region: ExemptionRegion) -> str:
    return region.apply()


def at_desk(region: ExemptionRegion, state: str, use: Use, language: str = "en") -> None:
    desk = region[state]

    async def run() -> None:
        async with officer(
            services_of(desk), desk.clock, Role.APPROVER, language=language
        ) as console:
            await use(console)

    asyncio.run(run())
    region.settle()


def waiting(region: ExemptionRegion) -> str:
    views = region.certificates("XB").views
    found = region["XB"].read(
        lambda tx: views.checks(tx, side="ANSWERING", state="ASKED", limit=9, before="")
    )
    return found[0].check_id


def test_the_issuing_state_is_asked_and_answers_from_its_register(
    region: ExemptionRegion, presented: str
) -> None:
    path = f"/certificates/{presented}"

    async def asks(console: ConsoleClient) -> None:
        page = await console.get(path)
        assert "has not said yet whether it is authentic" in page.text
        made = await console.fill_in(f"{path}/verify", {"transfer": "XA-T-1"})
        assert made.location.startswith("/certificate-checks/"), made.text
        assert "We ask" in (await console.get(made.location.partition("?")[0])).text

    async def answers(console: ConsoleClient) -> None:
        check = waiting(region)
        assert (
            f"/certificate-checks/{check}"
            in (await console.get("/certificate-checks?side=ANSWERING&state=ASKED")).text
        )
        page = await console.get(f"/certificate-checks/{check}")
        assert "Our register says" in page.text
        sent = await console.fill_in(f"/certificate-checks/{check}/answer", {})
        assert sent.status == 303, sent.text

    async def reads(console: ConsoleClient) -> None:
        assert "The last word of the issuing State" in (await console.get(path)).text
        assert "Authentic" in (await console.get("/certificates")).text

    at_desk(region, "XA", asks)
    at_desk(region, "XB", answers)
    at_desk(region, "XA", reads)
    assert region.last_word("XA", presented) == CheckResult.AUTHENTIC


def test_a_revoked_certificate_says_since_when_and_why(region: ExemptionRegion, entry: str) -> None:
    document = region.issue(number="EUC-2026-0099")
    views = region.certificates("XB").views
    found = region["XB"].read(lambda tx: views.certificates(tx, side="", limit=9, before=""))
    ours = next(one for one in found if one.register_number == document.certificate.number)
    path = f"/certificates/{ours.certificate_id}"

    async def revokes(console: ConsoleClient) -> None:
        bare = await console.fill_in(f"{path}/revoke", {})
        assert bare.status == 422
        assert (await console.fill_in(f"{path}/revoke", {"reason": HOSTILE})).status == 303
        page = await console.get(path)
        assert "Revoked" in page.text
        assert "<script>alert" not in page.text

    at_desk(region, "XB", revokes)


def test_an_official_is_entered_by_one_and_confirmed_by_another(region: ExemptionRegion) -> None:
    entered: list[str] = []

    async def enters(console: ConsoleClient) -> None:
        fields = {
            "official": "XB-S-9",
            "function": "Director of Licensing",
            "authority": "XB-NPC",
            "powers": "END_USER_CERTIFICATE",
        }
        page = await console.get("/signatories/new")
        hidden = {name: page.field(name) for name in ("_token", "_key")}
        fields |= {**hidden, "valid_from_ms": "2026-01-02T10:00"}
        form = FormData(fields)
        for name in ("specimen_digest", "stamp_digest"):
            form.add_field(name, b"an image", filename="image.png", content_type="image/png")
        made = await console.post("/signatories/new", form)
        assert made.status == 303, made.text
        entered.append(made.location.partition("?")[0])
        page = await console.get(entered[0])
        assert "To be confirmed by another officer" in page.text
        assert "/activate" not in page.text

    async def confirms(console: ConsoleClient) -> None:
        assert (await console.fill_in(f"{entered[0]}/activate", {})).status == 303
        page = await console.get(entered[0])
        assert "Authorised to sign" in page.text
        assert "/revoke" in page.text

    at_desk(region, "XB", enters)
    at_desk(region, "XB", confirms)


def test_an_exemption_is_circulated_answered_and_granted(region: ExemptionRegion) -> None:
    request = region.apply()
    path = f"/exemptions/{request}"

    async def step(act: str, fields: dict[str, str], console: ConsoleClient) -> None:
        assert f"{path}/{act}" in (await console.get(path)).text
        done = await console.fill_in(f"{path}/{act}", fields)
        assert done.status == 303, done.text

    async def objects_to_nothing(console: ConsoleClient) -> None:
        assert "/decision" not in (await console.get(path)).text
        bare = await console.fill_in(f"{path}/position", {"position": "OBJECTION"})
        assert bare.status == 422
        await step("position", {"position": "NO_OBJECTION", "text": HOSTILE}, console)

    async def tallies(console: ConsoleClient) -> None:
        page = await console.get(path)
        assert "Positions of the States" in page.text
        assert "awaited" in page.text
        assert "<script>alert" not in page.text
        assert "Until then the members may answer." in page.text

    circulates = partial(step, "circulate", {"text": "the arms fit the stated need"})
    at_desk(region, SECRETARIAT, circulates)
    at_desk(region, "XA", objects_to_nothing)
    at_desk(region, SECRETARIAT, tallies)
    region.pass_days(61)
    opinion = {"kind": "CONFIRM", "reasons": "article 4(1)(i) is met"}
    at_desk(region, SECRETARIAT, partial(step, "opinion", opinion))
    at_desk(region, SECRETARIAT, partial(step, "decision", {"outcome": "GRANTED"}))

    async def holds(console: ConsoleClient) -> None:
        page = await console.get(path)
        assert "Exemption granted" in page.text
        assert "Count a shipment" in page.text
        assert request in (await console.get("/exemptions?state=GRANTED")).text

    at_desk(region, "XB", holds)


@pytest.mark.parametrize("language", sorted(NAMES))
def test_every_page_speaks_every_language(
    region: ExemptionRegion, entry: str, presented: str, request_id: str, language: str
) -> None:
    certificate = [f"/certificates/{presented}{act}" for act in ("", "/verify", "/revoke")]
    certificate += [f"/certificates/{presented}/{act}" for act in ("release", "hand-over")]
    exemption = [
        f"/exemptions/{request_id}{act}"
        for act in (
            "", "/correct", "/withdraw", "/use", "/position", "/return", "/circulate",
            "/opinion", "/decision", "/revoke", "/tell", "/seen",
        )
    ]  # fmt: skip
    official = [
        f"/signatories/{entry}{act}"
        for act in ("", "/suspend", "/reinstate", "/revoke", "/lodge", "/activate")
    ]

    async def sees(paths: list[str], console: ConsoleClient) -> None:
        for path in paths:
            page = await console.get(path)
            assert page.status == 200, f"{path} {page.text}"

    news = ["/certificates/form", "/certificates/issue", "/certificates/present"]
    lists = ["/certificates", "/certificate-checks", "/signatories", "/exemptions"]
    at_desk(region, "XA", partial(sees, certificate), language)
    both = [*lists, *news, "/signatories/new", "/exemptions/new", *official, *exemption]
    at_desk(region, "XB", partial(sees, both), language)

"""Accounts, tokens and the audit trail in the console, over HTTP and without a browser."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator

import pytest
from console_client import Answer, ConsoleClient, officer
from region_api import RegionApi, services_of

from accord.pages.languages import NAMES
from node.people.rights import Role

Use = Callable[[ConsoleClient], Awaitable[None]]
PAGES = ("/accounts", "/accounts/new", "/tokens", "/tokens/new")


@pytest.fixture(scope="module")
def region() -> Iterator[RegionApi]:
    region = RegionApi()
    yield region
    region.close()


def at_desk(region: RegionApi, use: Use, role: Role, language: str = "en") -> None:
    desk = region.federation["XA"]

    async def run() -> None:
        async with officer(services_of(desk), desk.clock, role, language=language) as console:
            await use(console)

    asyncio.run(run())


def test_an_administrator_makes_an_account_and_sees_its_first_password_once(
    region: RegionApi,
) -> None:
    async def use(console: ConsoleClient) -> None:
        given = {"name": "b.costa", "display_name": "<b>Costa</b>", "roles": "officer"}
        made = await console.fill_in("/accounts/new", given)
        assert made.status == 200, made.text
        assert re.search(r'id="password">[^<]{12,}<', made.text)
        assert "&lt;b&gt;Costa" in made.text
        page = await console.get("/accounts/b.costa")
        assert 'id="password"' not in page.text
        roles = {"roles": "approver"}
        assert (await console.fill_in("/accounts/b.costa/roles", roles)).status == 303
        out = await console.fill_in("/accounts/b.costa/activation", {"active": "0"})
        assert out.status == 303
        assert "shut out" in (await console.get("/accounts")).text
        twice = await console.fill_in("/accounts/new", given)
        assert twice.status == 422
        assert "b.costa" in twice.text

    at_desk(region, use, Role.ADMINISTRATOR)


def test_a_token_is_shown_once_and_can_be_revoked(region: RegionApi) -> None:
    async def use(console: ConsoleClient) -> None:
        account = {"name": "machine.one", "display_name": "One", "roles": "officer"}
        await console.fill_in("/accounts/new", account)
        wanted = {"account": "machine.one", "purpose": "case system", "scopes": "READ", "days": "9"}
        made = await console.fill_in("/tokens/new", wanted)
        assert 'id="token"' in made.text
        listed = await console.get("/tokens")
        assert "case system" in listed.text
        found = re.search(r'/tokens/[^/"]+/revoke', listed.text)
        assert found is not None
        assert (await console.fill_in(found[0].removeprefix("/console"), {})).status == 303
        assert "revoked" in (await console.get("/tokens")).text

    at_desk(region, use, Role.ADMINISTRATOR)


def numbers(page: Answer) -> list[int]:
    """Of the trail's entries, in the order in which they are shown."""
    return [int(one) for one in re.findall(r'<td class="number"[^>]*>(\d+)</td>', page.text)]


def test_an_auditor_reads_checks_and_signs_the_trail_and_nobody_else_does(
    region: RegionApi,
) -> None:
    async def auditor(console: ConsoleClient) -> None:
        newest, second, *_ = numbers(await console.get("/audit"))
        assert second == newest - 1
        assert numbers(await console.get(f"/audit?before={newest}"))[0] == second
        assert "The chain is whole" in (await console.get("/audit?check=1")).text
        head = await console.fill_in("/audit/sign", {})
        assert "Signing key" in head.text
        assert (await console.get("/accounts")).status == 403

    async def somebody(console: ConsoleClient) -> None:
        for path in ("/audit", "/audit/sign", *PAGES):
            assert (await console.get(path)).status == 403

    at_desk(region, auditor, Role.AUDITOR)
    at_desk(region, somebody, Role.OFFICER)


@pytest.mark.parametrize("language", sorted(NAMES))
def test_every_page_speaks_every_language(region: RegionApi, language: str) -> None:
    async def use(console: ConsoleClient) -> None:
        for path in PAGES:
            assert (await console.get(path)).status == 200

    at_desk(region, use, Role.ADMINISTRATOR, language)

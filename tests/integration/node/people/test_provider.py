"""Signing in at a real OpenID provider on this machine."""

import asyncio
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from people_kit import people_of

from accord.access.errors import NotSignedInError
from accord.access.provider import ProviderConfig
from accord.errors import TransportError
from accord.testing.clock import ManualClock
from node.audit.tables import audit_entry
from node.people.opening import People
from node.people.provider_door import ProviderDoor
from node.people.rights import Right, Role, machine
from node.people.views import NewAccount, ProviderAnswer
from node.store.engine import Store, open_engine, sqlite_url

# Of what the provider itself uses.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
BACK = "http://127.0.0.1:1/back"
ADDRESS = "192.0.2.1"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from oidc_provider_mock import run_server_in_thread
    with run_server_in_thread(require_nonce=True) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def people(issuer: str, tmp_path: Path) -> Iterator[People]:
    secret = tmp_path / "client.secret"
    secret.write_text("any secret will do\n")
    config = ProviderConfig(
        issuer=issuer, client_id="accord", redirect_uri=BACK, secret_file=secret
    )
    store = Store(open_engine(sqlite_url(tmp_path / "node.db")))
    audit_entry.metadata.create_all(store.engine)
    made = people_of("XA", ManualClock(time.time_ns() // 1_000_000), store, config)
    with store.begin() as tx:
        wanted = NewAccount(
            name="ana", display_name="Ana", roles=(Role.OFFICER,), provider_subject="ana-7"
        )
        made.accounts.make(tx, wanted, "", by=machine("root"))
    yield made
    store.close()


def door(people: People) -> ProviderDoor:
    assert people.provider is not None
    return people.provider


async def answer(url: str, subject: str) -> ProviderAnswer:
    """What a person's browser brings back after signing in as the subject."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, data={"sub": subject}, allow_redirects=False) as response,
    ):
        back = response.headers["Location"]
    assert back.startswith(BACK)
    given = parse_qs(urlsplit(back).query)
    return ProviderAnswer(state=given["state"][0], code=given["code"][0])


def test_an_officer_signs_in_at_the_provider(people: People) -> None:
    async def use() -> None:
        begun = await door(people).begin(ADDRESS)
        signed = await door(people).finish(await answer(begun.url, "ana-7"), ADDRESS)
        assert signed.to_do == ()
        actor = await asyncio.to_thread(people.admit, signed.token)
        assert actor.name == "ana"
        assert actor.rights == {Right.SELF, Right.NODE, Right.READ, Right.WORK}

    asyncio.run(use())


def test_an_answer_is_good_once_and_for_its_own_sign_in(people: People) -> None:
    async def use() -> None:
        begun, other = [await door(people).begin(ADDRESS) for _ in range(2)]
        mine, theirs = await answer(begun.url, "ana-7"), await answer(other.url, "ana-7")
        crossed = ProviderAnswer(state=mine.state, code=theirs.code)
        with pytest.raises(NotSignedInError) as raised:  # PKCE: the code is of another sign-in
            await door(people).finish(crossed, ADDRESS)
        assert raised.value.code == "provider.refused"
        with pytest.raises(NotSignedInError) as raised:
            await door(people).finish(mine, ADDRESS)
        assert raised.value.code == "provider.no_flow"
        foreign = ProviderAnswer(state=theirs.state, code=theirs.code, iss="https://evil.example")
        with pytest.raises(NotSignedInError):
            await door(people).finish(foreign, ADDRESS)

    asyncio.run(use())


def test_somebody_without_an_account_is_refused_and_written_down(people: People) -> None:
    async def use() -> None:
        begun = await door(people).begin(ADDRESS)
        with pytest.raises(NotSignedInError) as raised:
            await door(people).finish(await answer(begun.url, "mallory"), ADDRESS)
        assert raised.value.code == "provider.no_account"
        with people.store.begin() as tx:
            people.accounts.set_active(tx, "ana", active=False, by=machine("root"))
        begun = await door(people).begin(ADDRESS)
        with pytest.raises(NotSignedInError):
            await door(people).finish(await answer(begun.url, "ana-7"), ADDRESS)

    asyncio.run(use())
    with people.store.read() as tx:
        rows = tx.execute(audit_entry.select()).mappings().all()
    assert [row["act"] for row in rows].count("SIGN_IN_FAILED") == 2


def test_a_provider_that_is_away_is_said_to_be_away(people: People, tmp_path: Path) -> None:
    away = ProviderConfig(issuer="http://127.0.0.1:1", client_id="accord", redirect_uri=BACK)
    elsewhere = people_of("XA", ManualClock(), people.store, away)
    with pytest.raises(TransportError):
        asyncio.run(door(elsewhere).begin(ADDRESS))

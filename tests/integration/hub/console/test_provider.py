"""Operators sign in at a real OpenID provider on this machine."""

import asyncio
import socket
import time
import warnings
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest
from hub_console_kit import Secretariat, Visitor, secretariat

from accord.errors import PolicyError
from accord.testing.clock import ManualClock
from hub.desk import operators
from hub.desk.operators import Role

# Of what the provider itself uses.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from oidc_provider_mock import run_server_in_thread
    with run_server_in_thread(require_nonce=True) as server:
        yield f"http://localhost:{server.server_port}"


def play(folder: Path, issuer: str, story: Callable[[Secretariat], Awaitable[None]]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        listen = f"127.0.0.1:{free.getsockname()[1]}"
    secret = folder / "hub" / "client.secret"
    secret.parent.mkdir()
    secret.write_text("any secret will do\n")
    more = f"""
[oidc]
issuer = "{issuer}"
client_id = "accord-hub"
redirect_uri = "http://{listen}/provider/answer"
secret_file = "client.secret"
"""

    async def run() -> None:
        clock = ManualClock(time.time_ns() // 1_000_000)
        async with (
            asyncio.timeout(60),
            secretariat(folder, listen=listen, more=more, clock=clock) as place,
        ):
            _make(place, "dalia", "dalia-7")
            await story(place)

    asyncio.run(run())


def _make(place: Secretariat, name: str, subject: str) -> None:
    with place.hub.desk.store.begin() as tx:
        now_ms = place.clock.now_ms()
        given = {"password": "", "by": "cli:root", "subject": subject}
        operators.make(tx, now_ms, name=name, role=Role.VIEWER, **given)


async def _way_back(visitor: Visitor, subject: str, to: str = "/audit") -> str:
    """Where the provider sends a browser that has signed in there as the subject."""
    begun = await visitor.get(f"/provider?to={to}")
    assert begun.status == 303, begun.text
    async with (
        aiohttp.ClientSession() as session,
        session.post(begun.location, data={"sub": subject}, allow_redirects=False) as response,
    ):
        parts = urlsplit(response.headers["Location"])
    return f"{parts.path}?{parts.query}"


def test_an_operator_signs_in_at_the_provider_and_comes_back(tmp_path: Path, issuer: str) -> None:
    async def story(place: Secretariat) -> None:
        async with place.visitor() as dalia:
            assert "/provider?to=" in (await dalia.get("/sign-in?to=/audit")).text
            answer = await dalia.get(await _way_back(dalia, "dalia-7"))
            assert (answer.status, answer.location) == (303, "/audit")
            assert "dalia" in (await dalia.get("/audit")).main
            assert "Another password" not in (await dalia.get("/account")).main
            refused = await dalia.fill_in("/maintenance", {"act": "begin"})
            assert refused.status == 403  # a viewer still

    play(tmp_path, issuer, story)


def test_an_answer_is_good_once_and_in_the_browser_that_began(tmp_path: Path, issuer: str) -> None:
    async def story(place: Secretariat) -> None:
        async with place.visitor() as dalia, place.visitor() as thief:
            way = await _way_back(dalia, "dalia-7")
            assert (await thief.get(way)).status == 401
            assert (await dalia.get(way)).status == 401  # it is spent
            way = await _way_back(dalia, "dalia-7")
            assert (await dalia.get(f"{way}&iss=https://evil.example")).status == 401
            way = await _way_back(dalia, "mallory")
            assert (await dalia.get(way)).status == 401
            way = await _way_back(dalia, "dalia-7")
            place.clock.advance(seconds=660)
            assert (await dalia.get(way)).status == 401
            assert (await dalia.get("/members")).status == 303  # nobody is signed in
        async with place.signed_in() as amara:
            trail = (await amara.get("/audit")).main
            assert trail.count("Failed to sign in") == 5
            assert "provider.no_account" in trail

    play(tmp_path, issuer, story)


def test_whoever_signs_in_at_the_provider_has_no_other_door(tmp_path: Path, issuer: str) -> None:
    async def story(place: Secretariat) -> None:
        async with place.visitor() as somebody:
            assert (await somebody.sign_in("dalia", "", "")).status == 401
        store = place.hub.desk.store
        with pytest.raises(PolicyError, match=r"account\.at_provider"), store.begin() as tx:
            operators.reset(tx, 0, name="dalia", password="x", by="cli:root")
        with pytest.raises(PolicyError, match=r"account\.exists"):
            _make(place, "emeka", "dalia-7")

    play(tmp_path, issuer, story)


def test_a_provider_that_is_away_leaves_the_other_door_open(tmp_path: Path) -> None:
    async def story(place: Secretariat) -> None:
        async with place.visitor() as dalia:
            away = await dalia.get("/provider")
            assert away.status == 503
            assert "cannot be reached" in away.main
            assert 'name="password"' in away.text
        async with place.signed_in() as amara:
            assert (await amara.get("/")).status == 200

    play(tmp_path, "http://localhost:9", story)

"""The secretariat's console over HTTP: who may see and do what, and what a form changes."""

import asyncio
from collections.abc import Awaitable, Callable
from io import BytesIO
from itertools import count
from pathlib import Path

import grpc
import pytest
from aiohttp import FormData
from desk_kit import FIRST, PASSWORD
from hub_console_kit import Secretariat, Visitor, secretariat
from hub_kit import member
from hub_papers import enrolment, suspension
from pyotp import TOTP

from hub.desk.sessions import IDLE_MS
from hub.desk.store import DeskStore

PAGES = [
    "/", "/members", "/members/XA", "/traffic", "/traffic?days=90", "/deliveries", "/log",
    "/trust", "/requests", "/doctor", "/maintenance", "/operators", "/audit", "/account",
]  # fmt: skip
Story = Callable[[Secretariat], Awaitable[None]]


def play(folder: Path, story: Story) -> None:
    async def run() -> None:
        async with asyncio.timeout(60), secretariat(folder) as place:
            await story(place)

    asyncio.run(run())


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_is_there_with_and_without_traffic(tmp_path: Path, language: str) -> None:
    async def story(place: Secretariat) -> None:
        async with place.signed_in(language=language) as amara:
            for path in PAGES:
                page = await amara.get(path)
                assert page.status == 200, (path, page.main)
            async with (
                member(place.region, "XA", place.hub.grpc, place.clock) as xa,
                member(place.region, "XB", place.hub.grpc, place.clock) as xb,
            ):
                await xa.submit([one.envelope for one in xa.seal("XB", "XC", count=3)] + [b"bad"])
                inbox = xb.collect()
                await inbox.deliveries(3)
                await inbox.acknowledge(3)
            place.clock.advance(days=2)
            await place.hub.sweep()
        async with place.signed_in(language=language) as amara:
            for path in PAGES:
                page = await amara.get(path)
                assert page.status == 200, (path, page.main)
                assert f'lang="{language}"' in page.text
                assert 'style="' not in page.text
                assert "an ordinary message" not in page.text
            assert (await amara.fill_in("/doctor", {})).location == "/doctor"

    play(tmp_path, story)


def test_a_page_says_who_is_here_what_waits_and_what_failed(tmp_path: Path) -> None:
    async def story(place: Secretariat) -> None:
        async with (
            member(place.region, "XA", place.hub.grpc, place.clock) as xa,
            member(place.region, "XB", place.hub.grpc, place.clock) as xb,
            place.signed_in() as amara,
        ):
            await xa.submit([one.envelope for one in xa.seal("XB", count=4)] + [b"bad"])
            inbox = xb.collect()
            await inbox.deliveries(4)
            page = (await amara.get("/members")).main
            assert "connected" in page
            assert "never came" in page
            assert "Belmara" in page
            assert "4 messages" not in page
            page = (await amara.get("/members/XB")).main
            assert ">4<" in page  # what waits until it is acknowledged
            page = (await amara.get("/deliveries")).main
            assert "envelope.malformed" in page
            assert "0.0004" not in page
            assert (await amara.get("/members/XQ")).status == 422
            assert (await amara.get("/nowhere")).status == 404

    play(tmp_path, story)


def test_nobody_reads_without_a_session_and_comes_back_to_the_same_page(tmp_path: Path) -> None:
    async def story(place: Secretariat) -> None:
        async with place.visitor() as somebody:
            for path in PAGES:
                answer = await somebody.get(path)
                assert answer.status == 303, path
                assert answer.location.startswith("/sign-in?to=")
            assert (await somebody.get("/events")).status == 401
            page = await somebody.get("/sign-in?to=/audit")
            assert 'value="/audit"' in page.text
            for bad in ("//evil.example", "https://evil.example", "/\\evil.example"):
                page = await somebody.get(f"/sign-in?to={bad}")
                assert 'name="to" value="/"' in page.text
            answer = await somebody.sign_in("amara", PASSWORD, "000000")
            assert answer.status == 401
            assert "wrong" in answer.main
            code = place.people["amara"].code()
            answer = await somebody.sign_in("amara", PASSWORD, code, to="/audit")
            assert (answer.status, answer.location) == (303, "/audit")
            cookie = answer.headers["Set-Cookie"]
            assert "Secure" in cookie
            assert "HttpOnly" in cookie

    play(tmp_path, story)


def test_first_steps_come_before_everything_else(tmp_path: Path) -> None:
    async def story(place: Secretariat) -> None:
        async with place.visitor() as chidi:
            await chidi.sign_in("chidi", FIRST, "")
            assert (await chidi.get("/members")).location == "/first-steps"
            weak = {"old": FIRST, "new": "short", "again": "short"}
            assert (await chidi.fill_in("/first-steps", weak)).status == 422
            fields = {"old": FIRST, "new": PASSWORD, "again": PASSWORD}
            assert (await chidi.fill_in("/first-steps", fields)).location == "/first-steps"
            page = await chidi.get("/first-steps")
            secret = page.text.split('id="secret">')[1].split("<")[0]
            assert (await chidi.fill_in("/first-steps", {"code": "000000"})).status == 401
            code = TOTP(secret).generate_otp(place.clock.now_ms() // 30_000)
            done = await chidi.fill_in("/first-steps", {"code": code})
            assert "Recovery codes" in done.text
            assert (await chidi.get("/members")).status == 200

    play(tmp_path, story)


def test_a_viewer_sees_everything_and_changes_nothing(tmp_path: Path) -> None:
    async def story(place: Secretariat) -> None:
        async with place.signed_in("bako") as bako:
            for path in PAGES:
                assert (await bako.get(path)).status == 200, path
            for path, fields in (
                ("/maintenance", {"act": "begin", "reason": "no"}),
                ("/requests", {"aside": "x.json"}),
                ("/trust", {"aside": "x.json"}),
                ("/operators", {"session": "0" * 32}),
                ("/doctor", {}),
            ):
                assert (await bako.fill_in(path, fields)).status == 403, path
            assert place.hub.desk.maintenance.pause is None
            trail = (await bako.get("/audit")).main
            assert trail.count("Tried what the role does not allow") == 5

    play(tmp_path, story)


def test_a_form_from_elsewhere_does_nothing(tmp_path: Path) -> None:
    async def story(place: Secretariat) -> None:
        async with place.signed_in() as amara:
            begin = {"act": "begin", "reason": ""}
            assert (await amara.post("/maintenance", begin)).status == 403
            wrong = {**begin, "_token": "x" * 43}
            assert (await amara.post("/maintenance", wrong)).status == 403
            page = await amara.get("/maintenance")
            token = page.text.rsplit('name="_token" value="', 1)[1].split('"')[0]
            good = {**begin, "_token": token}
            other = await amara.post("/maintenance", good, Origin="https://evil.example")
            assert other.status == 403
            assert place.hub.desk.maintenance.pause is None
            assert (await amara.post("/maintenance", good)).status == 303
            assert place.hub.desk.maintenance.pause is not None

    play(tmp_path, story)


def test_every_answer_says_what_a_browser_may_do(tmp_path: Path) -> None:
    async def story(place: Secretariat) -> None:
        async with place.signed_in() as amara:
            for path in [*PAGES, "/nowhere", "/sign-in"]:
                policy = (await amara.get(path)).headers["Content-Security-Policy"]
                assert "script-src 'self'" in policy
                assert "unsafe" not in policy
                assert "frame-ancestors 'none'" in policy
            page = await amara.get("/")
            assert page.headers["Cache-Control"] == "no-store"
            style = page.text.split('rel="stylesheet" href="')[1].split('"')[0]
            assert "immutable" in (await amara.get(style)).headers["Cache-Control"]
            assert (await amara.get(style.replace("/static/", "/static/0"))).status == 404

    play(tmp_path, story)


def test_an_open_page_is_told_that_something_changed_until_the_session_ends(tmp_path: Path) -> None:
    async def story(place: Secretariat) -> None:
        async with (
            place.signed_in() as amara,
            amara.session.get(f"{place.address}/events") as stream,
        ):
            assert stream.headers["Content-Type"] == "text/event-stream"
            assert await stream.content.readline() == b": open\n"
            place.hub.desk.maintenance.begin("amara", "")
            await stream.content.readline()
            assert await stream.content.readline() == b"event: changed\n"

    play(tmp_path, story)


def test_an_open_page_ends_with_its_session_however_much_there_is_to_tell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hub.console.events.EVERY_S", 0.001)

    async def story(place: Secretariat) -> None:
        async with (
            place.signed_in() as amara,
            amara.session.get(f"{place.address}/events") as stream,
        ):
            await stream.content.readline()
            place.clock.advance(ms=IDLE_MS)
            for turn in count():
                act = place.hub.desk.maintenance
                act.end("amara") if turn % 2 else act.begin("amara", "")
                if not await stream.content.readline():
                    break

    play(tmp_path, story)


def test_the_operators_file_holds_nothing_of_a_message(tmp_path: Path) -> None:
    async def story(place: Secretariat) -> None:
        async with (
            member(place.region, "XA", place.hub.grpc, place.clock) as xa,
            member(place.region, "XB", place.hub.grpc, place.clock) as xb,
        ):
            sealed = xa.seal("XB", count=3, payload=b"a rifle with the serial AB 1234")
            await xa.submit([one.envelope for one in sealed])
            inbox = xb.collect()
            await inbox.deliveries(3)
            await inbox.acknowledge(3)
            await place.hub.desk.keep()
        files = (place.folder / "hub" / "data").glob("desk.sqlite*")
        found = b"".join(file.read_bytes() for file in files)
        assert b"PROBE" in found  # the counts are there
        assert b"AB 1234" not in found
        for one in sealed:
            assert one.message_id.bytes not in found
            assert one.message_id.hex.encode() not in found

    play(tmp_path, story)


def test_a_sign_in_larger_than_any_is_not_read(tmp_path: Path) -> None:
    async def story(place: Secretariat) -> None:
        async with place.visitor() as somebody:
            assert (await somebody.post("/sign-in", {"name": "x" * 20_000})).status == 413

    play(tmp_path, story)


def test_sessions_end_unused_at_sign_out_and_by_an_operator(tmp_path: Path) -> None:
    async def story(place: Secretariat) -> None:
        async with place.signed_in("bako") as bako, place.signed_in() as amara:
            page = (await amara.get("/operators")).main
            session = page.split('name="session" value="')[1].split('"')[0]
            assert (await amara.fill_in("/operators", {"session": session})).status == 303
            assert (await bako.get("/members")).status == 303
            place.clock.advance(ms=IDLE_MS - 1)
            await amara.get("/events-that-are-not", **{"Accord-Live": "1"})
            assert (await amara.get("/members", **{"Accord-Live": "1"})).status == 200
            place.clock.advance(ms=1)
            assert (await amara.get("/members")).status == 303
        async with place.signed_in() as amara:
            assert (await amara.fill_in("/account", {}, at="/sign-out")).location == "/sign-in"
            assert (await amara.get("/members")).status == 303

    play(tmp_path, story)


def test_what_was_typed_survives_the_end_of_a_session(tmp_path: Path) -> None:
    async def story(place: Secretariat) -> None:
        async with place.signed_in() as amara:
            place.clock.advance(ms=IDLE_MS)
            lost = await amara.post("/maintenance", {"act": "begin", "reason": "a new disk"})
            assert lost.status == 303
            page = await amara.get(lost.location)
            assert "Your session has ended" in page.main
            to = page.text.rsplit('name="to" value="', 1)[1].split('"')[0].replace("&amp;", "&")
            code = place.people["amara"].code()
            back = await amara.sign_in("amara", PASSWORD, code, to=to)
            assert 'value="a new disk"' in (await amara.get(back.location)).text
            assert place.hub.desk.maintenance.pause is None

    play(tmp_path, story)


def test_a_password_is_in_no_address_and_another_site_types_nothing(tmp_path: Path) -> None:
    async def story(place: Secretariat) -> None:
        async with place.signed_in() as amara:
            place.clock.advance(ms=IDLE_MS)
            typed = {"old": "an old secret", "new": "a new secret", "again": "a new secret"}
            lost = await amara.post("/account", typed)
            assert lost.location == "/sign-in?to=%2Faccount&ended=1"
            lost = await amara.post(
                "/maintenance", {"reason": "theirs"}, Origin="https://elsewhere.example"
            )
            assert lost.location == "/sign-in?to=%2Fmaintenance&ended=1"

    play(tmp_path, story)


def test_maintenance_begins_and_ends_in_the_console(tmp_path: Path) -> None:
    async def story(place: Secretariat) -> None:
        async with (
            place.signed_in() as amara,
            member(place.region, "XA", place.hub.grpc, place.clock) as xa,
        ):
            begin = {"act": "begin", "reason": "<b>a new\u202edisk</b>"}
            assert (await amara.fill_in("/maintenance", begin)).status == 400
            await amara.fill_in("/maintenance", {"act": "begin", "reason": "<b>a disk</b>"})
            with pytest.raises(grpc.aio.AioRpcError, match=r"hub\.maintenance"):
                await xa.submit([xa.seal("XB")[0].envelope])
            page = await amara.get("/maintenance")
            assert "&lt;b&gt;a disk&lt;/b&gt;" in page.text
            assert "takes no new messages" in (await amara.get("/")).main
            await amara.fill_in("/maintenance", {"act": "end"})
            assert len(await xa.submit([xa.seal("XB")[0].envelope])) == 1
            trail = (await amara.get("/audit")).main
            assert "Began maintenance" in trail
            assert "Ended maintenance" in trail

    play(tmp_path, story)


async def _upload(visitor: Visitor, path: str, content: bytes) -> int:
    page = await visitor.get(path)
    form = FormData()
    form.add_field("_token", page.text.rsplit('name="_token" value="', 1)[1].split('"')[0])
    form.add_field("file", BytesIO(content), filename="../../x.json")
    return (await visitor.post(path, form)).status


def test_a_file_that_is_not_what_it_should_be_is_not_kept(tmp_path: Path) -> None:
    async def story(place: Secretariat) -> None:
        async with place.signed_in() as amara:
            for path in ("/requests", "/trust"):
                assert await _upload(amara, path, b"{}") == 400
                assert (await amara.fill_in(path, {})).status == 400
                assert (await amara.fill_in(path, {"aside": "../desk.key"})).status == 400
            assert await _upload(amara, "/trust", b"x" * (5 << 20)) == 413
            data = place.folder / "hub" / "data"
            assert [one.name for one in data.rglob("*.json")] == ["run.json"]

    play(tmp_path, story)


def test_a_request_and_a_proposal_are_put_in_shown_and_set_aside(tmp_path: Path) -> None:
    async def story(place: Secretariat) -> None:
        data = place.folder / "hub" / "data"
        async with place.signed_in() as amara:
            assert await _upload(amara, "/requests", _request(place)) == 303
            assert await _upload(amara, "/trust", _proposal(place)) == 303
            page = (await amara.get("/requests")).main
            assert "Dorvane" in page
            assert "+00 555 0101" in page
            page = (await amara.get("/trust")).main
            assert "1 more signature needed" in page
            first = (await amara.get("/")).main
            assert "1 proposal waits for signatures." in first
            assert "1 enrolment request waits." in first
            for path, folder in (("/requests", "requests"), ("/trust", "proposals")):
                (file,) = (data / folder).glob("*.json")
                assert (await amara.fill_in(path, {"aside": file.name})).status == 303
                assert [one.name for one in (data / folder).rglob("*.json")] == [file.name]
                assert not file.exists()
            trail = (await amara.get("/audit")).main
            for act in ("Put in a request", "Set a proposal aside"):
                assert act in trail

    play(tmp_path, story)


def _request(place: Secretariat) -> bytes:
    return enrolment(place.clock.now_ms())


def _proposal(place: Secretariat) -> bytes:
    _, key = place.region.signing.capitals[0]
    return suspension(place.hub.region, place.clock.now_ms(), key)


def test_a_changed_trail_is_shown_as_such(tmp_path: Path) -> None:
    async def story(place: Secretariat) -> None:
        store = DeskStore(place.folder / "hub" / "data" / "desk.sqlite")
        with store.begin() as tx:
            tx.execute("UPDATE audit SET actor = 'bako' WHERE number = 3")
        store.close()
        async with place.signed_in() as amara:
            assert "Entry 3 is missing or was changed" in (await amara.get("/audit")).main
            await amara.fill_in("/doctor", {})
            assert "operators' trail" in (await amara.get("/doctor")).main

    play(tmp_path, story)

"""Receivers are told every step, in order for each case, signed, until they have taken it."""

import asyncio
import hmac
import json
from collections.abc import Awaitable, Callable, Iterator
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from accord.encoding import from_base64
from accord.errors import AccordError, FormatError, PolicyError
from accord.testing.clock import ManualClock
from node.config import parse_config
from node.desk import journal
from node.desk.journal import Step
from node.store.engine import Store, open_engine, sqlite_url
from node.store.schema import metadata
from node.webhooks.queue import FIRST_RETRY_MS, GIVE_UP_MS, Queue
from node.webhooks.targets import Content, Target, WebhookConfig, open_targets
from node.webhooks.worker import AT_ONCE, Worker

SECRET = b"a secret of the tests with 32 characters"


class Receiver:
    """The agency's own system: answers as it is told to, and remembers what it took."""

    def __init__(self) -> None:
        self.status: Callable[[dict[str, Any]], int] = lambda _: 204
        self.calls: list[dict[str, Any]] = []
        self.taken: list[tuple[str, str]] = []
        self.headers: list[dict[str, str]] = []
        self.moved = 0

    async def hook(self, request: web.Request) -> web.Response:
        raw = await request.read()
        body = json.loads(raw)
        id_, at = request.headers["webhook-id"], request.headers["webhook-timestamp"]
        version, _, given = request.headers["webhook-signature"].partition(",")
        made = hmac.new(SECRET, f"{id_}.{at}.".encode() + raw, sha256).digest()
        assert (version, from_base64(given)) == ("v1", made)
        self.calls.append(body)
        self.headers.append(dict(request.headers))
        status = self.status(body)
        if status == 204:
            self.taken.append((body["root"], body["event"]))
        return web.Response(status=status, headers={"Location": "/elsewhere"})

    async def elsewhere(self, _request: web.Request) -> web.Response:
        self.moved += 1
        return web.Response()


class Office:
    """A node's journal with one receiver."""

    def __init__(self, store: Store) -> None:
        self.store, self.clock, self.receiver = store, ManualClock(), Receiver()

    def step(self, root: str, event: str) -> None:
        with self.store.begin() as tx:
            step = Step(root=root, subject=root, actor="ana", event=event, text="a private word")
            journal.record(tx, self.clock.now_ms(), step)

    def queue(self, url: str = "http://127.0.0.1:1/", content: Content = Content.IDS) -> Queue:
        target = Target(name="agency", url=url, secret=SECRET, content=content)
        return Queue(clock=self.clock, targets=(target,), random=Random(3).randbytes)

    def use(
        self,
        act: Callable[[Callable[[], Awaitable[int]]], Awaitable[None]],
        content: Content = Content.IDS,
    ) -> None:
        async def run() -> None:
            app = web.Application()
            app.router.add_post("/hook", self.receiver.hook)
            app.router.add_route("*", "/elsewhere", self.receiver.elsewhere)
            async with TestServer(app) as server, aiohttp.ClientSession() as session:
                queue = self.queue(str(server.make_url("/hook")), content)
                worker = Worker(self.store, queue)
                with self.store.begin() as tx:
                    queue.begin(tx)

                async def told() -> int:
                    return await worker.step(session)

                await act(told)

        asyncio.run(run())


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    store = Store(open_engine(sqlite_url(tmp_path / "node.db")))
    wanted = ("casework_", "audit_", "webhook_")
    tables = [table for table in metadata.sorted_tables if table.name.startswith(wanted)]
    metadata.create_all(store.engine, tables)
    yield Office(store)
    store.close()


def test_a_step_is_told_signed_and_by_ids_alone(office: Office) -> None:
    office.step("C-0", "BEFORE")

    async def act(told: Callable[[], Awaitable[int]]) -> None:
        office.step("C-1", "OPEN")
        assert await told() == 1
        assert await told() == 0

    office.use(act)
    now = office.clock.now_ms()
    assert office.receiver.calls == [
        {"number": 2, "at_ms": now, "root": "C-1", "subject": "C-1", "event": "OPEN"}
    ]


def test_more_is_told_only_where_the_configuration_says_so(office: Office) -> None:
    async def act(told: Callable[[], Awaitable[int]]) -> None:
        office.step("C-1", "OPEN")
        await told()

    office.use(act, Content.STEPS)
    assert office.receiver.calls[0]["text"] == "a private word"


def test_a_step_is_told_again_until_it_is_taken_at_growing_distances(office: Office) -> None:
    waits: list[int] = []

    async def act(told: Callable[[], Awaitable[int]]) -> None:
        office.receiver.status = lambda _: 503
        office.step("C-1", "OPEN")
        since = office.clock.now_ms()
        assert await told() == 1
        while len(waits) < 8:
            office.clock.advance(ms=500)
            if await told():
                waits.append(office.clock.now_ms() - since)
                since = office.clock.now_ms()
        office.receiver.status = lambda _: 204
        office.clock.advance(hours=1)
        assert await told() == 1
        assert await told() == 0

    office.use(act)
    assert all(1000 * 2**n <= wait <= 2500 * 2**n for n, wait in enumerate(waits[:6]))
    assert {head["webhook-id"] for head in office.receiver.headers} == {"step-1"}
    assert office.receiver.taken == [("C-1", "OPEN")]


def test_steps_of_one_case_keep_their_order_and_hold_up_no_other_case(office: Office) -> None:
    async def act(told: Callable[[], Awaitable[int]]) -> None:
        office.receiver.status = lambda body: 500 if body["event"] == "A1" else 204
        for event in ("A1", "B1", "A2", "B2", "A3"):
            office.step(f"C-{event[0]}", event)
        for _ in range(3):
            await told()
        assert [event for _, event in office.receiver.taken] == ["B1", "B2"]
        office.receiver.status = lambda _: 204
        office.clock.advance(hours=1)
        while await told():
            pass
        assert [event for _, event in office.receiver.taken][2:] == ["A1", "A2", "A3"]

    office.use(act)


def test_a_receiver_that_cannot_be_reached_is_tried_with_one_handful_and_then_left_alone(
    office: Office,
) -> None:
    async def run() -> None:
        worker = Worker(office.store, office.queue())  # where nobody listens
        with office.store.begin() as tx:
            worker.queue.begin(tx)
        for number in range(3 * AT_ONCE):
            office.step(f"C-{number}", "OPEN")
        async with aiohttp.ClientSession() as session:
            assert await worker.step(session) == AT_ONCE
            assert await worker.step(session) == 0
            office.clock.advance(ms=FIRST_RETRY_MS)
            assert await worker.step(session) == AT_ONCE
            office.clock.advance(ms=FIRST_RETRY_MS)
            assert await worker.step(session) == 0  # it rests for longer now
            office.clock.advance(ms=FIRST_RETRY_MS)
            assert await worker.step(session) == AT_ONCE
            with office.store.begin() as tx:
                worker.queue.again(tx, "agency")  # somebody has mended it, and says so
            assert await worker.step(session) == AT_ONCE

    asyncio.run(run())


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed_and_counts_as_a_failure(office: Office, status: int) -> None:
    async def act(told: Callable[[], Awaitable[int]]) -> None:
        office.receiver.status = lambda _: status
        office.step("C-1", "OPEN")
        await told()

    office.use(act)
    assert office.receiver.moved == 0
    with office.store.read() as tx:
        [view] = office.queue().views(tx).targets
    assert (view.waiting, view.failure) == (1, f"answered {status}")


def test_a_crash_after_the_answer_tells_a_step_twice_and_never_leaves_one_out(
    office: Office,
) -> None:
    office_note = Worker._note

    async def act(told: Callable[[], Awaitable[int]]) -> None:
        office.step("C-1", "OPEN")
        with pytest.MonkeyPatch.context() as patch, pytest.raises(RuntimeError):
            patch.setattr(Worker, "_note", _dies)
            await told()
        assert Worker._note is office_note
        await told()

    office.use(act)
    assert [one["event"] for one in office.receiver.calls] == ["OPEN", "OPEN"]


def _dies(*_given: object) -> None:
    raise RuntimeError


def test_after_a_week_nobody_waits_until_an_operator_says_so(office: Office) -> None:
    queue = office.queue()
    with office.store.begin() as tx:
        queue.begin(tx)
    office.step("C-1", "OPEN")
    with office.store.begin() as tx:
        queue.fill(tx)
        [call] = queue.due(tx, 10)
        office.clock.advance(ms=GIVE_UP_MS)
        queue.failed(tx, call, "answered 500")
        office.clock.advance(days=1)
        assert queue.due(tx, 10) == []
        [view] = queue.views(tx).targets
        assert (view.waiting, view.given_up) == (0, 1)
        queue.again(tx, "agency")
        assert [one.number for one in queue.due(tx, 10)] == [1]
        with pytest.raises(PolicyError):
            queue.again(tx, "another")


def test_a_receiver_that_is_gone_is_forgotten_and_a_new_one_begins_now(office: Office) -> None:
    queue = office.queue()
    with office.store.begin() as tx:
        queue.begin(tx)
    office.step("C-1", "OPEN")
    with office.store.begin() as tx:
        queue.fill(tx)
        Queue(clock=office.clock, targets=(), random=bytes).begin(tx)
        queue.begin(tx)
        assert not queue.behind(tx)
        assert queue.due(tx, 10) == []


def secret_file(folder: Path, content: bytes = SECRET, mode: int = 0o600) -> Path:
    file = folder / "webhook.secret"
    file.write_bytes(content + b"\n")
    file.chmod(mode)
    return file


def test_the_configuration_names_receivers(tmp_path: Path) -> None:
    secret_file(tmp_path)
    text = """
    [node]
    member = "XA"
    authority = "XA-NPC"
    data = "data"
    [hub]
    address = "127.0.0.1:1"
    [trust]
    root = "r"
    repository = "t"
    [keys]
    signing = "s"
    encryption = "e"
    tls_key = "k"
    tls_certificate = "c"
    [api]
    listen = "127.0.0.1:0"
    [webhook.agency]
    url = "https://agency.example/hook"
    secret_file = "webhook.secret"
    """
    config = parse_config(tmp_path / "node.toml", text.encode())
    [target] = open_targets(config.webhooks)
    assert (target.name, target.secret, target.content) == ("agency", SECRET, Content.IDS)
    with pytest.raises(FormatError, match="colour"):
        parse_config(tmp_path / "node.toml", text.encode() + b'colour = "red"\n')


@pytest.mark.parametrize(
    "url",
    [
        "http://agency.example/hook",
        "ftp://agency.example/",
        "https://",
        "agency.example",
        "https://user:pass@agency.example/",
        "https://agency.example/#part",
        "https://agency.example:x/",
        "https://[::1/",
        "",
    ],
)
def test_an_address_that_would_not_be_safe_is_refused(tmp_path: Path, url: str) -> None:
    configured = WebhookConfig(url=url, secret_file=secret_file(tmp_path), content="ids")
    with pytest.raises(FormatError) as raised:
        open_targets({"agency": configured})
    assert raised.value.code == "config.webhook"


@pytest.mark.parametrize(
    ("content", "mode", "told"),
    [(b"short", 0o600, "ids"), (SECRET, 0o644, "ids"), (SECRET, 0o600, "everything")],
)
def test_a_secret_that_is_none_is_refused(
    tmp_path: Path, content: bytes, mode: int, told: str
) -> None:
    file = secret_file(tmp_path, content, mode)
    configured = WebhookConfig(url="http://127.0.0.1:1/", secret_file=file, content=told)
    with pytest.raises(AccordError):
        open_targets({"agency": configured})

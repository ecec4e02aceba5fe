"""The console of a node with 100,000 cases: how long its pages take, and what they weigh.

A whole node in a process of its own, without a hub; an officer who has signed in asks over HTTP,
and the client's own work is in the times.
"""

import argparse
import asyncio
import gzip
import os
import re
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, CookieJar
from pyotp import TOTP
from rich.table import Table
from sqlalchemy import update

from accord.testing.region import build_region
from benchmarks import postgres
from benchmarks.casework import DATABASES
from benchmarks.casework_fill import OURS, Builder, Models, fill
from benchmarks.latency import summary
from benchmarks.process import Child, module, write_json
from node.casework.tables import trace_case
from node.casework.views import Standing
from node.clock import WallClock
from node.config import NodeConfig, load_config
from node.main import running_node
from node.store.engine import Store, open_engine, sqlite_url
from node.store.migrate import migrate

GOAL_MS, GOAL_FIRST, GOAL_LATER = 100, 100_000, 30_000  # p99; bytes compressed
_TIMES = 300  # of each page
_PASSWORD = "five words for one measurement"  # noqa: S105 - of an account that ends with its folder
_NODE = f"""
[node]
member = "{OURS}"
authority = "{OURS}-NPC"
data = "data"
database = "{{database}}"
[hub]
address = "127.0.0.1:9"
[trust]
root = "../root.json"
repository = "../trust"
[keys]
signing = "keys/signing.key"
encryption = "keys/encryption.key"
tls_key = "keys/tls.key"
tls_certificate = "keys/tls.pem"
[api]
listen = "127.0.0.1:0"
"""
_HIDDEN = re.compile(r'name="_token" value="([^"]+)"')
_LINKED = re.compile(r'(?:href|src)="(/console/static/[^"]+)"')


def run(folder: Path, database: str, notices: int, cases: int) -> dict[str, Any]:
    """The measure on one database, in a process of its own."""
    folder.mkdir(parents=True)
    arguments = [str(folder), database, str(notices), str(cases)]
    child = Child("console", [*module("benchmarks.console"), *arguments], folder)
    try:
        return child.wait_for(folder / "console.json", 1_800)
    finally:
        child.stop()


def _laid_out(folder: Path, url: str, notices: int, cases: int) -> NodeConfig:
    """A node whose store is full; every other case waits for an officer."""
    build_region(now_ms=time.time_ns() // 1_000_000, random=os.urandom).write(folder)
    settings = folder / OURS / "node.toml"
    settings.write_text(_NODE.format(database=url), "utf-8")
    config = load_config(settings)
    config.data.mkdir(mode=0o700)
    store = Store(open_engine(url or sqlite_url(config.database_file)))
    migrate(store)
    fill(store, Models(Builder()), notices, cases)
    with store.begin() as tx:
        every_other = trace_case.c.number % 2 == 0
        tx.execute(update(trace_case).where(every_other).values(standing=Standing.OFFICER))
    store.close()
    return config


async def measure(config: NodeConfig) -> dict[str, Any]:
    """The pages of one officer, one after the other."""
    async with running_node(config, clock=WallClock()) as node:
        base = f"http://{node.http}"
        jar = CookieJar(unsafe=True, treat_as_secure_origin=base)
        async with ClientSession(base, cookie_jar=jar) as browser:
            await _signed_in(browser, config.api_token_file.read_text("utf-8").strip())
            cases = await _page(browser, "/console/cases")
            case = re.search(r'href="(/console/cases/[^"/]+)"', cases)
            pages = {"work list": "/console/", "cases": "/console/cases"}
            pages |= {"one case": case[1]} if case else {}
            pages |= {"new trace": "/console/traces/new"}
            found = {name: await _timed(browser, path) for name, path in pages.items()}
            linked = set(_LINKED.findall(await _page(browser, "/console/")))
            assets = [await _page(browser, one) for one in sorted(linked)]
            return {"pages": found, "assets": sum(map(_weight, assets))}


async def _timed(browser: ClientSession, path: str) -> dict[str, float]:
    seconds, text = [], ""
    for _ in range(_TIMES):
        started = time.perf_counter()
        text = await _page(browser, path)
        seconds.append(time.perf_counter() - started)
    return summary(seconds) | {"bytes": _weight(text)}


def _weight(text: str) -> int:
    return len(gzip.compress(text.encode()))


async def _page(browser: ClientSession, path: str) -> str:
    async with browser.get(path) as answer:
        if answer.status != 200:
            raise RuntimeError(f"{path} answers with {answer.status}")
        return await answer.text()


async def _signed_in(browser: ClientSession, machine: str) -> None:
    """An officer's first day, and the sign-in after it."""
    operator = {"Authorization": f"Bearer {machine}"}

    async def call(path: str, body: Any, headers: dict[str, str]) -> Any:
        async with browser.post(f"/v1/{path}", json=body, headers=headers) as answer:
            if answer.status >= 400:
                raise RuntimeError(f"{path} answers with {answer.status}: {await answer.text()}")
            return await answer.json()

    wanted = {"name": "officer", "display_name": "Officer", "roles": ["officer"]}
    first = (await call("accounts", wanted, operator))["password"]
    signed = await call("sessions", {"name": "officer", "password": first}, {})
    own = {"Authorization": f"Bearer {signed['token']}"}
    await call("me/password", {"old": first, "new": _PASSWORD}, own)
    async with browser.post("/v1/me/factor", headers=own) as answer:
        secret = (await answer.json())["secret"]
    code = TOTP(secret).generate_otp(int(time.time()) // 30)
    recovery = (await call("me/factor/confirmation", {"code": code}, own))["codes"]
    token = _HIDDEN.findall(await _page(browser, "/console/sign-in"))[-1]
    form = {"_token": token, "name": "officer", "password": _PASSWORD, "code": recovery[0]}
    async with browser.post("/console/sign-in", data=form, allow_redirects=False) as answer:
        if answer.status != 303:
            raise RuntimeError(f"the sign-in answers with {answer.status}")


def table(results: dict[str, dict[str, Any]], cases: int) -> Table:
    """What is printed, the goals beside."""
    title = f"console over {cases:,} cases, p50 / p99 in ms"
    columns = ("", *results, "goal", "kB compressed", "goal")
    made = Table(*columns, title=title, title_justify="left")
    one = next(iter(results.values()))
    for name, page in one["pages"].items():
        cells = (each["pages"][name] for each in results.values())
        times = (f"{each['p50_ms']:.1f} / {each['p99_ms']:.1f}" for each in cells)
        goal = f"p99 {GOAL_MS}" if name == "work list" else ""
        made.add_row(name, *times, goal, f"{page['bytes'] / 1000:.1f}", f"{GOAL_LATER // 1000}")
    first = one["assets"] + max(page["bytes"] for page in one["pages"].values())
    blank = ("" for _ in results)
    made.add_row("first load", *blank, "", f"{first / 1000:.1f}", f"{GOAL_FIRST // 1000}")
    return made


def main() -> None:
    """The measuring process."""
    parser = argparse.ArgumentParser(prog="benchmarks.console")
    parser.add_argument("folder", type=Path)
    parser.add_argument("database", choices=DATABASES)
    parser.add_argument("notices", type=int)
    parser.add_argument("cases", type=int)
    given = parser.parse_args()
    with ExitStack() as stack:
        server = postgres.server(postgres.LARGE, durable=True)
        url = stack.enter_context(server) if given.database == "postgresql" else ""
        config = _laid_out(given.folder / "region", url, given.notices, given.cases)
        write_json(given.folder / "console.json", asyncio.run(measure(config)))


if __name__ == "__main__":
    main()

"""The secretariat's console in a browser: what an operator does there."""

import os
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from browsing import assert_accessible, enter, opened, screenshot
from desk_kit import FIRST, PASSWORD, cheap_passwords
from hub_kit import HubProcess, write_region
from playwright.sync_api import Browser, Page
from pyotp import TOTP

from hub.clock import WallClock
from hub.desk import operators
from hub.desk.opening import open_door
from hub.desk.operators import Role
from hub.desk.store import DeskStore


@dataclass
class Operator:
    """Somebody who gives a recovery code at each sign-in, since a test cannot wait for a clock."""

    name: str
    password: str
    codes: list[str]

    def code(self) -> str:
        return self.codes.pop()


@dataclass(frozen=True)
class Place:
    """Where the console is, and who may enter."""

    address: str
    amara: Operator


def _amara(data: Path) -> Operator:
    data.mkdir(parents=True)
    with closing(DeskStore(data / "desk.sqlite")) as store:
        door = open_door(
            hub="hub",
            store=store,
            clock=WallClock(),
            random=os.urandom,
            key_file=data / "desk.key",
            passwords=cheap_passwords(),
        )
        with store.begin() as tx:
            operators.make(
                tx,
                WallClock().now_ms(),
                name="amara",
                role=Role.OPERATOR,
                password=door.passwords.digest(FIRST),
                by="cli:root",
            )
        caller = door.sessions.caller(door.password("amara", FIRST, "", "127.0.0.1"))
        door.change_password(caller, FIRST, PASSWORD)
        secret, _ = door.begin_factor(caller)
        codes = door.confirm_factor(caller, TOTP(secret).generate_otp(int(time.time()) // 30))
    return Operator("amara", PASSWORD, list(codes))


@pytest.fixture(scope="module")
def secretariat(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A hub with its console, in a process of its own; only where there is a browser."""
    folder = tmp_path_factory.mktemp("secretariat")
    write_region(folder, WallClock().now_ms())
    settings = folder / "hub" / "hub.toml"
    settings.write_text(settings.read_text() + '\n[console]\nlisten = "127.0.0.1:0"\n')
    amara = _amara(folder / "hub" / "data")
    hub = HubProcess(folder)
    yield Place(f"http://{hub.console}/", amara)
    hub.stop()


def test_an_operator_holds_maintenance_and_has_the_hub_examined(
    browser: Browser, secretariat: Place
) -> None:
    with opened(browser) as context:
        page = context.new_page()
        enter(page, f"{secretariat.address}maintenance", secretariat.amara)
        assert urlsplit(page.url).path == "/maintenance"  # the door led back
        page.fill("#reason", "a new disk")
        _press(page, "main form button.danger")
        assert "a new disk" in page.inner_text("main")
        screenshot(page, "hub-maintenance-begun")
        _press(page, "main form button.main")
        page.goto(f"{secretariat.address}doctor")
        _press(page, "main form button.main")
        assert_accessible(page)
        assert page.locator(".findings tr").count() > 20
        screenshot(page, "hub-doctor-examined")


def _press(page: Page, button: str) -> None:
    with page.expect_navigation():
        page.click(button)

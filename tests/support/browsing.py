"""What a browser test does again and again: sign in, look, ask axe, draw a picture."""

import fcntl
import functools
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from console_region import ConsoleRegion
from people_kit import Person
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize
from programs import npm_installed

from node.console.cookies import SESSION

ROOT = Path(__file__).parents[2]
AXE = ROOT / "tests" / "browser" / "axe"
BUILD = ROOT / "build"
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}
PATIENCE_MS = 20_000
BYTES_A_SECOND = 64_000 // 8
LATENCY_MS = 300


# All of axe's rules, without what only a reader of its whole report would want.
_ASK_AXE = """
axe.run({
  resultTypes: ["violations"],
  reporter: "no-passes",
  preload: false,
})
"""
_TOO_WIDE = """
() => document.documentElement.scrollWidth > innerWidth
  || [...document.querySelectorAll(".card, .tile")].some(one => one.scrollWidth > one.clientWidth)
"""
_TRANSLATE = """
async language => {
  const answer = await fetch(location.href, { headers: { "Accept-Language": language } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.documentElement.lang = page.documentElement.lang;
  document.documentElement.dir = page.documentElement.dir;
  document.title = page.title;
  const chosen = document.querySelector("form.languages");  // as the page's script has left it
  page.querySelector("form.languages").className = chosen.className;
  document.body.replaceWith(document.adoptNode(page.body));
}
"""


@functools.cache
def axe_source() -> str:
    """The script of axe-core, installed once for all that test at the same time."""
    place = BUILD / "axe"
    place.mkdir(parents=True, exist_ok=True)
    script = place / "node_modules" / "axe-core" / "axe.min.js"
    lock, installed = AXE / "package-lock.json", place / "package-lock.json"
    with (place / ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if not script.exists() or installed.read_bytes() != lock.read_bytes():
            shutil.rmtree(place / "node_modules", ignore_errors=True)
            npm_installed(AXE, place, "axe")
    return script.read_text("utf-8")


def screenshot(page: Page, name: str) -> None:
    """The whole page as a picture, for people to look at."""
    page.evaluate("scrollTo(0, 0)")
    page.screenshot(path=BUILD / "screenshots" / f"{name}.png", full_page=True)


def seen(page: Page, name: str, language: str) -> None:
    """The page as it is now, open to everybody, kept as a picture."""
    page.reload()
    assert_accessible(page)
    screenshot(page, f"{name}-{language}")


def too_wide(page: Page) -> bool:
    """Whether one must scroll sideways, or something stands out of its card."""
    return bool(page.evaluate(_TOO_WIDE))


def translate(page: Page, language: str) -> None:
    """Puts the page in another language into this one's place, without another visit."""
    page.evaluate(_TRANSLATE, language)


@contextmanager
def opened(browser: Browser, **options: Any) -> Iterator[BrowserContext]:
    """A fresh context on a desktop; nothing on its pages may fail unseen."""
    context = browser.new_context(viewport=options.pop("viewport", DESKTOP), **options)
    context.set_default_timeout(PATIENCE_MS)
    context.add_init_script(axe_source())  # compiled once; given to each page, it is compiled anew
    try:
        yield context
    finally:
        context.close()


class Comer(Protocol):
    """Whoever stands at a door: a person of a node, or an operator of the hub."""

    name: str
    password: str

    def code(self) -> str:
        """A code that is good now."""
        ...


@dataclass(frozen=True, slots=True)
class Desks:
    """Opens a browser for whoever is to do something, and remembers who has signed in."""

    browser: Browser
    region: ConsoleRegion
    stack: ExitStack

    def at(self, person: Person, path: str = "/", *, language: str = "en", **options: Any) -> Page:
        """A page of the person's own console, in a browser that speaks the language."""
        context = self.stack.enter_context(opened(self.browser, locale=language, **options))
        context.add_cookies(self.region.cookies.get(person.name, []))
        page = context.new_page()
        enter(page, self.region.address(person.people.sign_in.member) + path, person)
        kept = [one for one in context.cookies() if one.get("name") == SESSION]
        self.region.cookies[person.name] = kept
        return page


def enter(page: Page, address: str, person: Comer) -> None:
    """To a page of a console, through the door where it asks who comes."""
    page.goto(address)
    if page.locator("[name=password]").count():
        sign_in(page, person)
    page.locator("header .who").wait_for()


def sign_in(page: Page, person: Comer) -> None:
    """Fills the door's form in and sends it, as anybody does."""
    page.fill("[name=name]", person.name)
    page.fill("[name=password]", person.password)
    page.fill("[name=code]", person.code())
    send(page)


def fill_in(page: Page, values: Mapping[str, str]) -> None:
    """Fills fields of the page's form in, by name; a choice is made by its value."""
    for name, value in values.items():
        box = page.locator(f'main form.form [name="{name}"]:not([type=hidden])')
        box.first.evaluate("one => one.closest('details')?.setAttribute('open', '')")
        if box.first.evaluate("one => ['radio', 'checkbox'].includes(one.type)"):
            page.check(f'main form.form [name="{name}"][value="{value}"]')
        elif box.first.evaluate("one => one.localName === 'select'"):
            box.select_option(value)
        else:
            box.fill(value)


def send(page: Page) -> None:
    """Sends the page's form, and is where it leads to."""
    with page.expect_navigation():
        page.locator("main form.form button.main").last.click()


def follow(page: Page, end: str) -> None:
    """Goes where the page's link to an act leads."""
    page.locator(f'main a[href$="{end}"], main a[href*="{end}?"]').first.click()
    page.locator("main form.form").wait_for()


def assert_accessible(page: Page) -> None:
    """Nothing on the page shuts anybody out, as far as axe-core can tell."""
    said = violations(page.evaluate(_ASK_AXE))
    assert not said, f"{page.url}\n{said}"


def looked_at(page: Page, on_desktop: str, on_phone: str) -> list[str]:
    """What is wrong with the page on a desktop in English, and on a phone in Arabic.

    It is loaded once, since a visit costs more than all that is asked of it, and drawn under these
    names.
    """
    wrong = []
    for picture, viewport, language in ((on_desktop, DESKTOP, ""), (on_phone, PHONE, "ar")):
        page.set_viewport_size(viewport)
        if too_wide(page):
            wrong.append(f"{page.url}: too wide for {viewport['width']} pixels")
        if language:
            translate(page, language)
            if too_wide(page):
                wrong.append(f"{page.url}: too wide in {language}")
        if said := violations(page.evaluate(_ASK_AXE)):
            wrong.append(f"{page.url} {language}\n{said}")
        screenshot(page, picture)
    return wrong


@dataclass
class Line:
    """A line, thin and slow if wanted, and what came over it since the last count."""

    page: Page
    slow: bool = True
    bytes: int = 0
    _cdp: Any = field(default=None, repr=False)

    def __post_init__(self) -> None:
        self._cdp = self.page.context.new_cdp_session(self.page)
        self._cdp.send("Network.enable")
        self._cdp.on("Network.loadingFinished", self._finished)
        conditions = {
            "offline": False,
            "latency": LATENCY_MS,
            "downloadThroughput": BYTES_A_SECOND,
            "uploadThroughput": BYTES_A_SECOND,
        }
        if self.slow:
            self._cdp.send("Network.emulateNetworkConditions", conditions)

    def _finished(self, event: dict[str, Any]) -> None:
        self.bytes += int(event["encodedDataLength"])

    def count(self) -> int:
        """Bytes since the last count, headers among them."""
        self.page.wait_for_load_state("load")
        counted, self.bytes = self.bytes, 0
        return counted


def violations(found: dict[str, Any]) -> str:
    """What axe found that shuts somebody out, in words; empty where it found nothing."""
    lines = []
    for one in found["violations"]:
        if one["impact"] in {"serious", "critical"}:
            lines.append(f"{one['id']} ({one['impact']}): {one['help']}")
            lines.extend(
                f"  {json.dumps(node['target'])}: {node['html'][:160]}" for node in one["nodes"][:5]
            )
    return "\n".join(lines)

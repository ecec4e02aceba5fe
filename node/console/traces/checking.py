"""What a form's weapon is understood to be, and what is known of it, before anything is sent."""

from dataclasses import dataclass, replace
from typing import Final

from aiohttp import web
from markupsafe import Markup

from accord.pages.marked import marked as _N
from accord.weapons.firearm import Firearm
from node.api.weapon_reading import WeaponReading
from node.api.weapons import WeaponKnown, WeaponWanted
from node.casework.description import completed
from node.console.forms.form import Filled, Form
from node.console.page import Page
from node.console.traces.outline import outline
from node.console.visit import Visit
from node.people.rights import Right

CHECK: Final = "_check"  # the button that looks and sends nothing
_PART: Final = "firearm."


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """The part of a form that describes the weapon."""

    firearm: Firearm


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What the check found; nothing of it while the description cannot be read."""

    begun: bool = False  # something was typed
    reading: WeaponReading | None = None
    known: WeaponKnown | None = None
    picture: Markup | None = None


_FORM: Final = Form(Described)


async def checked(visit: Visit) -> Checked:
    """Reads the weapon of a form as far as it goes, and looks for it."""
    posted = await visit.posted() if visit.request.method == "POST" else visit.refill
    part = [(name, value) for name, value in posted if name.startswith(_PART)]
    if not part:
        return Checked()
    filled = _FORM.read(part)
    if not isinstance(filled, Filled):
        return Checked(begun=True)
    firearm = _legible(filled.body.firearm)
    if firearm == Firearm():
        return Checked()
    reading = await visit.ask("readFirearm", firearm)
    known = None
    if any(mark.searchable for mark in reading.marks):
        known = await visit.ask("searchWeapon", WeaponWanted(firearm=firearm))
    return Checked(
        begun=True,
        reading=reading,
        known=known,
        picture=outline(
            completed(firearm),
            visit.reader.text(_N("Where the marks are")),
            lambda number: f"#form-firearm-marks-{number - 1}",
        ),
    )


def _legible(firearm: Firearm) -> Firearm:
    """The weapon without the rows of marks in which nothing is typed yet."""
    marks = tuple(mark for mark in firearm.marks if mark.text.strip())
    return replace(firearm, marks=marks)


def with_check(page: Page) -> Page:
    """The page of a form with a button that only looks: the form stands again as it was left."""

    async def posted(visit: Visit) -> web.StreamResponse:
        fields = await visit.posted()
        if page.post is not None and all(name != CHECK for name, _ in fields):
            return await page.post(visit)
        typed = [(name, value) for name, value in fields if isinstance(value, str)]
        return await page.show(replace(visit, refill=typed))

    return replace(page, post=posted)


async def _fragment(visit: Visit) -> web.StreamResponse:
    return visit.page("traces/check.html", check=await checked(visit))


async def _elsewhere(visit: Visit) -> web.StreamResponse:
    return visit.see("openCase")


PAGE: Final = Page(
    path="/traces/check",
    name="check-weapon",
    show=_elsewhere,
    post=_fragment,
    right=Right.WORK,
    section="new-trace",
)

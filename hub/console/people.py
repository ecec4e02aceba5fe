"""Operators and their sessions; one's own account, and the first steps in it."""

import asyncio

from aiohttp import web
from markupsafe import Markup
from segno import make_qr

from accord.errors import AccordError, FormatError
from accord.pages.refusals import refusal
from hub.console import cookies
from hub.console.faults import status_of
from hub.console.page import Page
from hub.console.visit import Visit, see_other
from hub.desk import operators


async def _operators(visit: Visit) -> web.StreamResponse:
    found, sessions = await asyncio.to_thread(_all, visit)
    return visit.page("console/operators.html", operators=found, sessions=sessions)


def _all(visit: Visit) -> tuple[list[operators.Operator], list[object]]:
    with visit.sight.desk.store.read() as tx:
        found = operators.all_of(tx)
    return found, list(visit.sight.door.sessions.all())


async def _end(visit: Visit) -> web.StreamResponse:
    session = (await visit.form()).get("session", "")
    await asyncio.to_thread(visit.sight.door.sessions.end, session, visit.caller)
    return visit.see("operators")


async def _account(visit: Visit) -> web.StreamResponse:
    _, sessions = await asyncio.to_thread(_all, visit)
    return visit.page("console/account.html", sessions=sessions, said_why="")


async def _set_account(visit: Visit) -> web.StreamResponse:
    form = await visit.form()
    if "session" in form:
        await asyncio.to_thread(visit.sight.door.sessions.end, form["session"], visit.caller)
        return visit.see("account")
    try:
        await asyncio.to_thread(_change_password, visit, form)
    except AccordError as error:
        _, sessions = await asyncio.to_thread(_all, visit)
        return visit.page(
            "console/account.html",
            sessions=sessions,
            said_why=refusal(visit.reader, error),
            status=status_of(error),
        )
    return visit.see("account", {"done": "password"})


def _change_password(visit: Visit, form: dict[str, str]) -> None:
    if form.get("new", "") != form.get("again", ""):
        raise FormatError("password.differs", "again: type the same password twice")
    visit.sight.door.change_password(visit.caller, form.get("old", ""), form.get("new", ""))


async def _steps(visit: Visit) -> web.StreamResponse:
    return await _next_step(visit, "")


async def _next_step(visit: Visit, said: str, status: int = 200) -> web.StreamResponse:
    to_do = visit.caller.operator.to_do
    if "password" in to_do:
        return visit.page("console/password.html", said_why=said, status=status)
    if "factor" in to_do:
        secret, uri = await asyncio.to_thread(visit.sight.door.begin_factor, visit.caller)
        drawn = make_qr(uri, error="m").svg_inline(scale=5, border=2, omitsize=True)
        return visit.page(
            "console/factor.html",
            secret=secret,
            picture=Markup(drawn),  # noqa: S704 - lines alone, drawn by segno
            said_why=said,
            status=status,
        )
    return visit.see("overview")


async def _step(visit: Visit) -> web.StreamResponse:
    """Does the step that is next; the page says what was wrong with it."""
    form, to_do = await visit.form(), visit.caller.operator.to_do
    try:
        if "password" in to_do:
            await asyncio.to_thread(_change_password, visit, form)
        elif "factor" in to_do:
            code = form.get("code", "")
            codes = await asyncio.to_thread(visit.sight.door.confirm_factor, visit.caller, code)
            return visit.page("console/recovery.html", codes=codes)
    except AccordError as error:
        return await _next_step(visit, refusal(visit.reader, error), status_of(error))
    return visit.see("first-steps")


async def _nothing(visit: Visit) -> web.StreamResponse:
    return visit.see("overview")


async def _sign_out(visit: Visit) -> web.StreamResponse:
    caller = visit.caller
    await asyncio.to_thread(visit.sight.door.sessions.end, caller.session_id, caller)
    response = see_other(f"{visit.frame['base']}/sign-in")
    cookies.forget(response, cookies.SESSION)
    return response


PAGES = (
    Page(path="/operators", name="operators", show=_operators, post=_end, section="operators"),
    Page(path="/account", name="account", show=_account, post=_set_account, own=True),
    Page(path="/first-steps", name="first-steps", show=_steps, post=_step, own=True),
    Page(path="/sign-out", name="sign-out", show=_nothing, post=_sign_out, own=True),
)

"""One's own account: password and second factor at the first sign-in, and the way out."""

from collections.abc import Mapping

from aiohttp import web
from markupsafe import Markup
from segno import make_qr

from accord.access.errors import NotSignedInError
from accord.errors import AccordError, FormatError
from accord.pages import headers
from accord.pages.marked import marked as _N
from accord.pages.refusals import refusal
from node.console import cookies
from node.console.page import ConsoleRoom, Page
from node.console.visit import Visit
from node.people.rights import Right
from node.people.views import FactorCode, FactorSecret, Me, PasswordChange

_WRONG = _N("This is not the password that you were given.")
_NOT_SO_FAR = _N("This is not your password so far.")


async def _account(visit: Visit) -> web.StreamResponse:
    me = await visit.call("showMe")
    sessions = await visit.call("listSessions")
    own = [one for one in sessions.sessions if one.name == me.name]
    here = [one for one in own if one.session_id == visit.actor.session]
    by_password = any(not one.by_provider for one in here)
    return visit.page("account/account.html", me=me, sessions=own, by_password=by_password)


async def _end(visit: Visit) -> web.StreamResponse:
    form = await visit.request.post()
    await visit.submit("endSession", session_id=str(form.get("session", "")))
    return visit.see("account")


async def _step(visit: Visit) -> web.StreamResponse:
    """Does the step that is next; the page says what was wrong with it."""
    form = {name: str(value) for name, value in (await visit.request.post()).items()}
    me = await visit.call("showMe")
    if "password" in me.to_do:
        if fault := await _changed(visit, form, wrong=_WRONG):
            return _password_again(visit, me, fault)
    elif "factor" in me.to_do:
        given = FactorCode(code=form.get("code", ""))
        try:
            codes = await visit.ask("confirmFactor", given)
        except AccordError as error:
            shown = FactorSecret(secret=form.get("secret", ""), uri=form.get("uri", ""))
            return _factor(visit, shown, fault=refusal(visit.reader, error))
        return visit.page("account/recovery.html", codes=codes.codes)
    return visit.see("first-steps")


async def _changed(visit: Visit, form: Mapping[str, str], *, wrong: str) -> str:
    """Changes the password; why not, where it was not changed."""
    try:
        await visit.ask("changePassword", _password(form))
    except NotSignedInError:
        return visit.reader.text(wrong)
    except AccordError as error:
        return refusal(visit.reader, error)
    return ""


def _password_again(visit: Visit, me: Me, fault: str = "") -> web.StreamResponse:
    return visit.page(
        "account/password.html",
        me=me,
        passing="password" in me.to_do,
        fault=fault,
        status=422 if fault else 200,
    )


async def _another(visit: Visit) -> web.StreamResponse:
    return _password_again(visit, await visit.call("showMe"))


async def _set_another(visit: Visit) -> web.StreamResponse:
    form = {name: str(value) for name, value in (await visit.request.post()).items()}
    if fault := await _changed(visit, form, wrong=_NOT_SO_FAR):
        return _password_again(visit, await visit.call("showMe"), fault)
    return visit.see("account", visit.done("password"))


async def _steps(visit: Visit) -> web.StreamResponse:
    me = await visit.call("showMe")
    if "password" in me.to_do:
        return _password_again(visit, me)
    if "factor" in me.to_do:
        return _factor(visit, await visit.ask("beginFactor", None))
    return visit.see("home")


def _factor(visit: Visit, secret: FactorSecret, fault: str = "") -> web.StreamResponse:
    """The picture of a secret; the same again where the code was wrong."""
    drawn = make_qr(secret.uri[:512], error="m").svg_inline(scale=5, border=2, omitsize=True)
    return visit.page(
        "account/factor.html",
        secret=secret,
        picture=Markup(drawn),  # noqa: S704 - lines alone, drawn by segno
        fault=fault,
        status=422 if fault else 200,
    )


def _password(form: Mapping[str, str]) -> PasswordChange:
    if form.get("new", "") != form.get("again", ""):
        raise FormatError("password.differs", "again: type the same password twice")
    return PasswordChange(old=form.get("old", ""), new=form.get("new", ""))


async def _nothing(visit: Visit) -> web.StreamResponse:
    return visit.see("home")


async def _sign_out(visit: Visit) -> web.StreamResponse:
    await visit.submit("signOut")
    away = f"{visit.frame['base']}/sign-in"
    response = web.Response(status=303, headers={**headers.PAGE, "Location": away})
    cookies.forget(response, cookies.SESSION)
    return response


ROOM = ConsoleRoom(
    package="node.console.account",
    pages=(
        Page(
            path="/account", name="account", show=_account, post=_end, right=Right.SELF, first=True
        ),
        Page(
            path="/account/password",
            name="password",
            show=_another,
            post=_set_another,
            right=Right.SELF,
            secret=True,
            done=_N("The password was changed; every other session has ended."),
        ),
        Page(
            path="/first-steps",
            name="first-steps",
            show=_steps,
            post=_step,
            right=Right.SELF,
            first=True,
            secret=True,
        ),
        Page(
            path="/sign-out",
            name="sign-out",
            show=_nothing,
            post=_sign_out,
            right=Right.SELF,
            first=True,
        ),
    ),
)

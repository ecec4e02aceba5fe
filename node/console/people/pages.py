"""The pages of administrators and auditors."""

from aiohttp import web

from node.api.audit import LATEST
from node.console.page import ConsoleRoom, Page
from node.console.people import acts
from node.console.people.trail import said
from node.console.visit import Visit
from node.people.rights import Right

ROWS = 50


async def _accounts(visit: Visit) -> web.StreamResponse:
    found = await visit.call("listAccounts")
    return visit.page("people/accounts.html", accounts=found.accounts)


async def _account(visit: Visit) -> web.StreamResponse:
    name = visit.path["account"]
    account = await visit.call("showAccount", account=name)
    sessions = await visit.call("listSessions")
    tokens = await visit.call("listTokens")
    return visit.page(
        "people/account.html",
        account=account,
        sessions=[one for one in sessions.sessions if one.name == name],
        tokens=[one for one in tokens.tokens if one.account == name],
        own=name == visit.actor.name,
    )


async def _end_session(visit: Visit) -> web.StreamResponse:
    form = await visit.request.post()
    await visit.submit("endSession", session_id=str(form.get("session", "")))
    return visit.see("account-of", account=visit.path["account"])


async def _tokens(visit: Visit) -> web.StreamResponse:
    found = await visit.call("listTokens")
    return visit.page("people/tokens.html", tokens=found.tokens)


async def _audit(visit: Visit) -> web.StreamResponse:
    """The trail from its end; the check reads all of it."""
    names = ("subject", "actor")
    wanted = {name: visit.query[name] for name in names if visit.query.get(name)}
    check = await visit.call("checkAudit") if "check" in visit.query else None
    before = visit.query.get("before", "")
    given = before.isascii() and before.isdigit()
    start = max(1, min(int(before[:9]), LATEST)) if given else LATEST
    found = await visit.call("listAudit", query={**wanted, "before": start, "limit": ROWS})
    return visit.page(
        "people/audit.html",
        entries=[(one, *said(visit, one)) for one in found.entries],
        older=visit.to("audit", {**wanted, "before": found.next}) if found.next else "",
        newest=visit.to("audit", wanted) if before else "",
        wanted=wanted,
        check=check,
    )


ROOM = ConsoleRoom(
    package="node.console.people",
    pages=(
        Page(
            path="/accounts",
            name="accounts",
            show=_accounts,
            right=Right.ADMINISTER,
            section="accounts",
        ),
        *acts.PAGES,
        Page(
            path="/accounts/{account}",
            name="account-of",
            show=_account,
            post=_end_session,
            right=Right.ADMINISTER,
            section="accounts",
        ),
        Page(
            path="/tokens",
            name="tokens",
            show=_tokens,
            right=Right.ADMINISTER,
            section="tokens",
        ),
        Page(path="/audit", name="audit", show=_audit, right=Right.AUDIT, section="audit"),
    ),
)

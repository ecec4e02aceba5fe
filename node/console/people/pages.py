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
    """The trail from its beginning; the check reads all of it."""
    subject, actor = visit.query.get("subject", ""), visit.query.get("actor", "")
    check = await visit.call("checkAudit") if "check" in visit.query else None
    query: dict[str, str | int] = {"limit": ROWS, "subject": subject, "actor": actor}
    after = visit.query.get("after", "")
    if after.isascii() and after.isdigit():
        query["after"] = min(int(after[:9]), LATEST)
    found = await visit.call("listAudit", query={key: one for key, one in query.items() if one})
    more = {"after": found.next, "subject": subject, "actor": actor}
    return visit.page(
        "people/audit.html",
        entries=[(one, *said(visit, one)) for one in found.entries],
        older=visit.to("audit", more) if found.next else "",
        newest=visit.to("audit") if after else "",
        subject=subject,
        actor_wanted=actor,
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

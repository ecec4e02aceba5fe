"""What administrators and auditors do, each on a page of its own."""

from typing import Any

from aiohttp import web

from accord.pages.marked import marked as _N
from node.audit.views import HeadView
from node.console.acting import Act, Prepared
from node.console.forms.form import Form
from node.console.forms.spec import FieldSpec
from node.console.labels import LABELS
from node.console.visit import Visit
from node.people.rights import Right
from node.people.views import (
    AccountMade,
    AccountView,
    Activation,
    NewAccount,
    NewToken,
    RolesWanted,
    TokenMade,
)

_ACCOUNT = "/accounts/{account}"


def _once(visit: Visit, made: AccountMade) -> web.StreamResponse:
    """The first password, shown this once."""
    return visit.page("people/made.html", account=made.account, password=made.password)


def _token(visit: Visit, made: TokenMade) -> web.StreamResponse:
    return visit.page("people/token_made.html", made=made)


def _head(visit: Visit, head: HeadView) -> web.StreamResponse:
    return visit.page("people/head.html", head=head)


async def _roles(visit: Visit, account: AccountView) -> Prepared:
    """The roles that the account has at this node's authority."""
    own = visit.frame["authority"]
    held = [one.roles for one in account.memberships if one.authority == own]
    return Prepared(values={"roles": held[0] if held else ()})


async def _activation(_visit: Visit, account: AccountView) -> Prepared:
    return Prepared(values={"active": not account.active})


async def _holders(visit: Visit, _resource: None) -> Prepared:
    """The accounts that a token may act as."""
    found = await visit.call("listAccounts")
    accounts = {one.name: f"{one.display_name} ({one.name})" for one in found.accounts}
    return Prepared(options={"account": accounts})


_FORMED: tuple[tuple[Act, type[Any]], ...] = (
    (
        Act(
            route="makeAccount",
            path="/accounts/new",
            title=_N("New account"),
            text=_N("The person gets a first password, good for one sign-in within seven days."),
            submit=_N("Make the account"),
            back="accounts",
            section="accounts",
            right=Right.ADMINISTER,
            spec={
                "name": FieldSpec(
                    label=_N("Name to sign in with"), help=_N("Small letters, such as a.silva.")
                ),
                "display_name": FieldSpec(label=_N("Name of the person")),
                "roles": FieldSpec(label=_N("Roles")),
                "authority": FieldSpec(
                    label=_N("Authority"), help=_N("Empty: this node's."), more=True
                ),
                "provider_subject": FieldSpec(
                    label=_N("Identity at the OpenID provider"),
                    help=_N("Only where the person signs in there."),
                    more=True,
                ),
            },
            after=_once,
        ),
        NewAccount,
    ),
    (
        Act(
            route="setRoles",
            path=_ACCOUNT + "/roles",
            title=_N("Change the roles"),
            text=_N("Holds at once, also for sessions that are open."),
            submit=_N("Set the roles"),
            done=_N("The roles are set."),
            back="account-of",
            section="accounts",
            right=Right.ADMINISTER,
            spec={
                "roles": FieldSpec(label=_N("Roles")),
                "authority": FieldSpec(
                    label=_N("Authority"), help=_N("Empty: this node's."), more=True
                ),
            },
            prepare=_roles,
        ),
        RolesWanted,
    ),
    (
        Act(
            route="activateAccount",
            path=_ACCOUNT + "/activation",
            title=_N("Let in or shut out"),
            text=_N("An account that is shut out keeps its past acts; its sessions end."),
            submit=_N("Set"),
            done=_N("Done."),
            back="account-of",
            section="accounts",
            right=Right.ADMINISTER,
            spec={"active": FieldSpec(label=_N("May sign in"))},
            prepare=_activation,
        ),
        Activation,
    ),
    (
        Act(
            route="makeToken",
            path="/tokens/new",
            title=_N("New token"),
            text=_N("For the agency's own system: it acts as an account, with some of its rights."),
            submit=_N("Make the token"),
            back="tokens",
            section="tokens",
            right=Right.ADMINISTER,
            spec={
                "account": FieldSpec(label=_N("Account")),
                "purpose": FieldSpec(label=_N("Purpose")),
                "scopes": FieldSpec(label=_N("Rights")),
                "days": FieldSpec(label=_N("Days it is good for")),
            },
            prepare=_holders,
            after=_token,
        ),
        NewToken,
    ),
)
_PLAIN = (
    Act(
        route="resetAccount",
        path=_ACCOUNT + "/reset",
        title=_N("Reset password and second factor"),
        text=_N(
            "The person begins anew with a first password; every session and token of theirs ends."
        ),
        submit=_N("Reset"),
        danger=True,
        back="account-of",
        section="accounts",
        right=Right.ADMINISTER,
        after=_once,
    ),
    Act(
        route="unlockAccount",
        path=_ACCOUNT + "/unlock",
        title=_N("Unlock"),
        text=_N("Lets the person try again at once after too many failed sign-ins."),
        submit=_N("Unlock"),
        done=_N("Done."),
        back="account-of",
        section="accounts",
        right=Right.ADMINISTER,
    ),
    Act(
        route="revokeToken",
        path="/tokens/{token_id}/revoke",
        title=_N("Revoke the token"),
        text=_N("The system that uses it is shut out at once."),
        submit=_N("Revoke"),
        done=_N("The token is revoked."),
        danger=True,
        back="tokens",
        section="tokens",
        right=Right.ADMINISTER,
    ),
    Act(
        route="signAudit",
        path="/audit/sign",
        title=_N("Sign where the trail ends"),
        text=_N("Keep the signed line outside the node: it proves later that nothing was removed."),
        submit=_N("Sign"),
        back="audit",
        section="audit",
        right=Right.AUDIT,
        after=_head,
    ),
)
PAGES = (
    *(act.page(Form(body, spec=act.spec, codes=LABELS)) for act, body in _FORMED),
    *(act.page(None) for act in _PLAIN),
)

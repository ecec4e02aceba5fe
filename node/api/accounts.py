"""Routes of administrators: accounts, their roles, API tokens."""

import asyncio

from sqlalchemy import Connection

from accord.access.passwords import passing_password
from node.api.route import AnyRoute, Call, Route
from node.api.services import Services
from node.people.rights import Right
from node.people.views import (
    AccountList,
    AccountMade,
    AccountView,
    Activation,
    NewAccount,
    NewToken,
    RolesWanted,
    TokenList,
    TokenMade,
    TokenView,
)


async def _make(services: Services, call: Call[NewAccount]) -> AccountMade:
    return await asyncio.to_thread(_made, services, call)


def _made(services: Services, call: Call[NewAccount]) -> AccountMade:
    people = services.people
    password = "" if call.body.provider_subject else passing_password(people.random)
    digest = people.sign_in.digest(password) if password else ""
    with services.store.begin() as tx:
        view = people.accounts.make(tx, call.body, digest, by=call.actor)
    return AccountMade(account=view, password=password)


async def _reset(services: Services, call: Call[None]) -> AccountMade:
    return await asyncio.to_thread(_after_reset, services, call)


def _after_reset(services: Services, call: Call[None]) -> AccountMade:
    people = services.people
    password = passing_password(people.random)
    digest = people.sign_in.digest(password)
    with services.store.begin() as tx:
        view = people.accounts.reset(tx, call.path["account"], digest, by=call.actor)
    return AccountMade(account=view, password=password)


def _list(services: Services, tx: Connection, _call: Call[None]) -> AccountList:
    return services.people.accounts.list(tx)


def _show(services: Services, tx: Connection, call: Call[None]) -> AccountView:
    return services.people.accounts.show(tx, call.path["account"])


def _roles(services: Services, tx: Connection, call: Call[RolesWanted]) -> AccountView:
    name = call.path["account"]
    return services.people.accounts.set_roles(tx, name, call.body, by=call.actor)


def _active(services: Services, tx: Connection, call: Call[Activation]) -> AccountView:
    name, active = call.path["account"], call.body.active
    return services.people.accounts.set_active(tx, name, active=active, by=call.actor)


def _unlock(services: Services, tx: Connection, call: Call[None]) -> AccountView:
    return services.people.accounts.unlock(tx, call.path["account"], by=call.actor)


async def _make_token(services: Services, call: Call[NewToken]) -> TokenMade:
    def make() -> TokenMade:
        with services.store.begin() as tx:
            return services.people.tokens.make(tx, call.body, by=call.actor)

    return await asyncio.to_thread(make)


def _tokens(services: Services, tx: Connection, _call: Call[None]) -> TokenList:
    return services.people.tokens.list(tx)


def _revoke(services: Services, tx: Connection, call: Call[None]) -> TokenView:
    return services.people.tokens.revoke(tx, call.path["token_id"], by=call.actor)


_ACCOUNT = "/v1/accounts/{account}"

ROUTES: tuple[AnyRoute, ...] = (
    Route(
        method="GET",
        path="/v1/accounts",
        name="listAccounts",
        tag="people",
        summary="The accounts of this node, by name",
        answer=AccountList,
        work=_list,
        right=Right.ADMINISTER,
    ),
    Route(
        method="POST",
        path="/v1/accounts",
        name="makeAccount",
        tag="people",
        summary="An account; gives the password for its first sign-in, once",
        body=NewAccount,
        answer=AccountMade,
        wait=_make,
        creates=True,
        right=Right.ADMINISTER,
    ),
    Route(
        method="GET",
        path=_ACCOUNT,
        name="showAccount",
        tag="people",
        summary="One account and its roles",
        answer=AccountView,
        work=_show,
        right=Right.ADMINISTER,
    ),
    Route(
        method="POST",
        path=_ACCOUNT + "/roles",
        name="setRoles",
        tag="people",
        summary="The roles of an account at one authority from now on",
        body=RolesWanted,
        answer=AccountView,
        work=_roles,
        right=Right.ADMINISTER,
    ),
    Route(
        method="POST",
        path=_ACCOUNT + "/activation",
        name="activateAccount",
        tag="people",
        summary="Let an account sign in, or end all that it has open",
        body=Activation,
        answer=AccountView,
        work=_active,
        right=Right.ADMINISTER,
    ),
    Route(
        method="POST",
        path=_ACCOUNT + "/reset",
        name="resetAccount",
        tag="people",
        summary="A new first password and no second factor, for whoever lost them",
        answer=AccountMade,
        wait=_reset,
        right=Right.ADMINISTER,
    ),
    Route(
        method="POST",
        path=_ACCOUNT + "/unlock",
        name="unlockAccount",
        tag="people",
        summary="Let somebody try again who failed too often",
        answer=AccountView,
        work=_unlock,
        right=Right.ADMINISTER,
    ),
    Route(
        method="GET",
        path="/v1/tokens",
        name="listTokens",
        tag="people",
        summary="API tokens, the newest first",
        answer=TokenList,
        work=_tokens,
        right=Right.ADMINISTER,
    ),
    Route(
        method="POST",
        path="/v1/tokens",
        name="makeToken",
        tag="people",
        summary="A token for the agency's own system: acts as an account, with some of its rights",
        body=NewToken,
        answer=TokenMade,
        wait=_make_token,
        creates=True,
        right=Right.ADMINISTER,
    ),
    Route(
        method="POST",
        path="/v1/tokens/{token_id}/revocation",
        name="revokeToken",
        tag="people",
        summary="End an API token at once",
        answer=TokenView,
        work=_revoke,
        right=Right.ADMINISTER,
    ),
)

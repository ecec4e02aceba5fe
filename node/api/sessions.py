"""Routes of whoever signs in: sessions, and one's own account."""

import asyncio

from sqlalchemy import Connection

from accord.errors import PolicyError
from node.api.route import AnyRoute, Call, Route
from node.api.services import Services
from node.people.provider_door import ProviderDoor
from node.people.rights import Right
from node.people.views import (
    Credentials,
    Done,
    FactorCode,
    FactorSecret,
    Me,
    PasswordChange,
    ProviderAnswer,
    ProviderSignIn,
    RecoveryCodes,
    SessionList,
    SignedIn,
)

# Answers that hold a secret are never kept for a repeated request: these routes wait, not work.


async def _sign_in(services: Services, call: Call[Credentials]) -> SignedIn:
    door = services.people.sign_in
    return await asyncio.to_thread(door.password, call.body, call.address)


async def _begin(services: Services, call: Call[None]) -> ProviderSignIn:
    return await _provider(services).begin(call.address)


async def _finish(services: Services, call: Call[ProviderAnswer]) -> SignedIn:
    return await _provider(services).finish(call.body, call.address)


def _provider(services: Services) -> ProviderDoor:
    if services.people.provider is None:
        raise PolicyError("provider.none", "this node knows no OpenID provider; see [oidc]")
    return services.people.provider


def _sign_out(services: Services, tx: Connection, call: Call[None]) -> Done:
    services.people.sessions.end(tx, call.actor.session, by=call.actor)
    return Done()


def _list(services: Services, tx: Connection, call: Call[None]) -> SessionList:
    return services.people.sessions.list(tx, by=call.actor)


def _end(services: Services, tx: Connection, call: Call[None]) -> Done:
    services.people.sessions.end(tx, call.path["session_id"], by=call.actor)
    return Done()


def _me(services: Services, tx: Connection, call: Call[None]) -> Me:
    return services.people.sign_in.me(tx, call.actor)


async def _password(services: Services, call: Call[PasswordChange]) -> Done:
    door = services.people.sign_in
    await asyncio.to_thread(door.change_password, call.body, by=call.actor)
    return Done()


async def _factor(services: Services, call: Call[None]) -> FactorSecret:
    def begin() -> FactorSecret:
        with services.store.begin() as tx:
            return services.people.sign_in.begin_factor(tx, by=call.actor)

    return await asyncio.to_thread(begin)


async def _confirm(services: Services, call: Call[FactorCode]) -> RecoveryCodes:
    def confirm() -> RecoveryCodes:
        with services.store.begin() as tx:
            return services.people.sign_in.confirm_factor(tx, call.body.code, by=call.actor)

    return await asyncio.to_thread(confirm)


ROUTES: tuple[AnyRoute, ...] = (
    Route(
        method="POST",
        path="/v1/sessions",
        name="signIn",
        tag="people",
        summary="Sign in with name, password and second factor; gives the token of a session",
        body=Credentials,
        answer=SignedIn,
        wait=_sign_in,
        creates=True,
        guarded=False,
    ),
    Route(
        method="POST",
        path="/v1/provider/sign-ins",
        name="beginProviderSignIn",
        tag="people",
        summary="Where to send a person who signs in at the agency's OpenID provider",
        answer=ProviderSignIn,
        wait=_begin,
        creates=True,
        guarded=False,
    ),
    Route(
        method="POST",
        path="/v1/provider/sessions",
        name="finishProviderSignIn",
        tag="people",
        summary="Sign in with the provider's answer; gives the token of a session",
        body=ProviderAnswer,
        answer=SignedIn,
        wait=_finish,
        creates=True,
        guarded=False,
    ),
    Route(
        method="GET",
        path="/v1/sessions",
        name="listSessions",
        tag="people",
        summary="One's own sessions; an administrator sees everybody's",
        answer=SessionList,
        work=_list,
        right=Right.SELF,
    ),
    Route(
        method="POST",
        path="/v1/sessions/{session_id}/end",
        name="endSession",
        tag="people",
        summary="End one's own session, or as an administrator anybody's",
        answer=Done,
        work=_end,
        right=Right.SELF,
    ),
    Route(
        method="GET",
        path="/v1/me",
        name="showMe",
        tag="people",
        summary="Who calls, what they may do, and what they must see to first",
        answer=Me,
        work=_me,
        right=Right.SELF,
    ),
    Route(
        method="POST",
        path="/v1/me/sign-out",
        name="signOut",
        tag="people",
        summary="End the session that calls",
        answer=Done,
        work=_sign_out,
        right=Right.SELF,
    ),
    Route(
        method="POST",
        path="/v1/me/password",
        name="changePassword",
        tag="people",
        summary="Another password for oneself; every other session ends",
        body=PasswordChange,
        answer=Done,
        wait=_password,
        right=Right.SELF,
    ),
    Route(
        method="POST",
        path="/v1/me/factor",
        name="beginFactor",
        tag="people",
        summary="A secret for an authenticator; it counts once a code was given",
        answer=FactorSecret,
        wait=_factor,
        right=Right.SELF,
    ),
    Route(
        method="POST",
        path="/v1/me/factor/confirmation",
        name="confirmFactor",
        tag="people",
        summary="The first code of the authenticator; gives recovery codes, once",
        body=FactorCode,
        answer=RecoveryCodes,
        wait=_confirm,
        right=Right.SELF,
    ),
)

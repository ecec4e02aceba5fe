"""Every role at every route, and what is written down of a refusal."""

from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from api_fake import Fake, open_fake, with_client
from people_kit import Person, make_person
from sqlalchemy import select

from node.api.route import AnyRoute
from node.api.table import ROUTES
from node.audit.tables import audit_entry
from node.people.rights import RIGHTS, Right, Role

Client = TestClient[Any, Any]
# Written out, so that whoever adds a role, a right or an open route says so here.
HELD = {
    Role.OFFICER: {"SELF", "NODE", "READ", "WORK"},
    Role.APPROVER: {"SELF", "NODE", "READ", "WORK", "APPROVE"},
    Role.ADMINISTRATOR: {"SELF", "NODE", "ADMINISTER"},
    Role.AUDITOR: {"SELF", "NODE", "READ", "AUDIT"},
}
OPEN = {"alive", "ready", "signIn", "beginProviderSignIn", "finishProviderSignIn"}


@pytest.fixture
def fake(tmp_path: Path) -> Fake:
    return open_fake(tmp_path)


def person(fake: Fake, name: str, *roles: Role) -> Person:
    return make_person(fake.services.people, fake.clock, name, *roles)


def bearer(token: str, **more: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}", **more}


def test_the_roles_hold_these_rights_and_no_others() -> None:
    assert {role: set(rights) for role, rights in RIGHTS.items()} == HELD


def test_only_health_and_the_sign_in_need_no_token() -> None:
    assert {route.name for route in ROUTES if not route.guarded} == OPEN


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_a_route_that_changes_something_is_not_for_readers(route: AnyRoute) -> None:
    if route.guarded and route.method != "GET":
        assert route.needs not in {Right.READ, Right.NODE}
    if route.path.startswith(("/v1/accounts", "/v1/tokens")):
        assert route.needs is Right.ADMINISTER


def test_every_role_is_admitted_to_its_routes_and_refused_at_the_others(fake: Fake) -> None:
    tokens = {role: person(fake, role.value, role).set_up().token for role in Role}
    routes = [route for route in ROUTES if route.guarded and route.name != "signOut"]

    async def use(client: Client) -> None:
        for route in routes:
            path = route.path.format(**dict.fromkeys(route.parameters, "none"))
            for role, token in tokens.items():
                response = await client.request(route.method, path, headers=bearer(token))
                content = await response.json()
                refused = content.get("code") == "access.right_missing"
                assert refused == (route.needs not in RIGHTS[role]), (role, route.name)
                assert (response.status == 403) == refused
                assert response.status != 401

    with_client(fake, use)


def test_a_refused_attempt_is_in_the_audit_trail(fake: Fake) -> None:
    token = person(fake, "berta", Role.ADMINISTRATOR).set_up().token

    async def use(client: Client) -> None:
        refused = await client.get("/v1/cases/XA-2026-0001", headers=bearer(token))
        assert refused.status == 403
        with fake.services.store.read() as tx:
            query = select(audit_entry).order_by(audit_entry.c.number.desc()).limit(1)
            row = tx.execute(query).mappings().one()
        assert (row["actor"], row["act"]) == ("berta", "REFUSED")
        assert row["subject"] == "XA-2026-0001"
        assert row["detail"] == "showCase: access.right_missing"

    with_client(fake, use)


def test_an_account_cannot_act_under_another_name(fake: Fake) -> None:
    ana = person(fake, "ana", Role.OFFICER).set_up().token
    person(fake, "berta", Role.APPROVER)

    async def use(client: Client) -> None:
        forged = await client.get("/v1/cases", headers=bearer(ana, **{"Accord-Officer": "berta"}))
        assert (await forged.json())["code"] == "access.other_name"
        own = await client.get("/v1/cases", headers=bearer(ana, **{"Accord-Officer": "ana"}))
        assert own.status == 200

    with_client(fake, use)


def test_a_reply_is_not_given_again_to_somebody_else(fake: Fake) -> None:
    ana = person(fake, "ana", Role.OFFICER).set_up().token
    berta = person(fake, "berta", Role.OFFICER).set_up().token

    async def use(client: Client) -> None:
        path, key = "/v1/requests/R1/approval", {"Idempotency-Key": "k1"}
        first = await client.post(path, json={}, headers=bearer(ana, **key))
        assert first.status == 200
        second = await client.post(path, json={}, headers=bearer(berta, **key))
        assert (await second.json())["code"] == "idempotency.key_reused"

    with_client(fake, use)


def test_the_first_day_of_an_officer_over_rest(fake: Fake) -> None:
    async def use(client: Client) -> None:
        wanted = {"name": "ana", "display_name": "Ana Silva", "roles": ["officer"]}
        made = await (await client.post("/v1/accounts", json=wanted)).json()
        first = {"name": "ana", "password": made["password"]}
        response = await client.post("/v1/sessions", json=first, headers={"Authorization": ""})
        assert response.status == 201, await response.text()
        token = bearer((await response.json())["token"])
        me = await (await client.get("/v1/me", headers=token)).json()
        assert me["to_do"] == ["password", "factor"]
        assert (await client.get("/v1/cases", headers=token)).status == 403
        change = {"old": made["password"], "new": "seven horses by the river"}
        assert (await client.post("/v1/me/password", json=change, headers=token)).status == 200
        assert (await client.post("/v1/me/factor", headers=token)).status == 200
        wrong = await client.post("/v1/me/factor/confirmation", json={"code": "1"}, headers=token)
        assert wrong.status == 401
        assert (await client.post("/v1/me/sign-out", headers=token)).status == 200
        assert (await client.get("/v1/me", headers=token)).status == 401

    with_client(fake, use)


def test_too_many_attempts_are_told_when_to_come_again(fake: Fake) -> None:
    async def use(client: Client) -> None:
        given = {"name": "ana", "password": "wrong"}
        answers = [await client.post("/v1/sessions", json=given) for _ in range(6)]
        assert [one.status for one in answers] == [401] * 5 + [429]
        assert answers[-1].headers["Retry-After"] == "60"

    with_client(fake, use)

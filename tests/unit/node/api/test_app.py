import asyncio
import io
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from api_fake import Fake, open_fake, with_client

from node.api.bodies import Check

DRAFT = {
    "firearm": {
        "maker_text": "IMBEL",
        "marks": [{"kind": "MANUFACTURER_SERIAL", "condition": "INTACT", "text": "165234"}],
    },
    "illicit_basis": ["NATIONAL_LAW"],
    "legal_justification": "Penal Code, article 16",
    "intended_use": ["INVESTIGATION"],
}
Client = TestClient[Any, Any]


@pytest.fixture
def fake(tmp_path: Path) -> Fake:
    return open_fake(tmp_path)


async def problem(response: Any, status: int, code: str) -> dict[str, Any]:
    """The problem in a response, with the shape that every problem has."""
    assert response.status == status, await response.text()
    assert response.content_type == "application/problem+json"
    body: dict[str, Any] = await response.json()
    assert body["status"] == status
    assert body["code"] == code
    assert body["type"] == f"urn:accord:error:{code}"
    assert body["title"]
    assert body["detail"]
    assert body["remedy"]
    return body


def test_opens_and_shows_a_case(fake: Fake) -> None:
    async def use(client: Client) -> None:
        made = await client.post("/v1/cases", json=DRAFT, headers={"Accord-Officer": "M. Silva"})
        assert made.status == 201
        case_id = (await made.json())["id"]
        shown = await (await client.get(f"/v1/cases/{case_id}")).json()
        assert shown["request"]["firearm"]["maker_text"] == "IMBEL"
        assert shown["timeline"][0]["actor"] == "M. Silva"
        listed = await (await client.get("/v1/cases?limit=1")).json()
        assert [row["case_id"] for row in listed["cases"]] == [case_id]
        assert listed["next"] == case_id

    with_client(fake, use)


def test_sends_and_withdraws_a_leg(fake: Fake) -> None:
    async def use(client: Client) -> None:
        case_id = (await (await client.post("/v1/cases", json=DRAFT)).json())["id"]
        legs = f"/v1/cases/{case_id}/legs"
        leg = {"state": "XB", "why": "COUNTRY_OF_MANUFACTURE"}
        leg_id = (await (await client.post(legs, json=leg)).json())["id"]
        await problem(await client.post(legs, json=leg), 422, "leg.open_already")
        done = await client.post(f"{legs}/{leg_id}/withdrawal", json={"reason": "found"})
        assert (await done.json())["legs"][0]["state"] == "WITHDRAWN"
        await problem(
            await client.post(f"{legs}/XX/withdrawal", json={"reason": "found"}),
            404,
            "casework.unknown_leg",
        )

    with_client(fake, use)


def test_answers_a_request(fake: Fake) -> None:
    async def use(client: Client) -> None:
        listed = await (await client.get("/v1/requests")).json()
        assert [row["request_id"] for row in listed["requests"]] == ["R1"]
        refusal = {"grounds": ["N1"], "explanation": "no"}
        body = await problem(
            await client.post("/v1/requests/R1/refusal", json=refusal), 400, "body.invalid"
        )
        assert body["errors"][0]["field"] == "grounds[0]"
        assert body["field"] == "grounds[0]"
        refusal = {"grounds": [], "explanation": "no"}
        await problem(
            await client.post("/v1/requests/R1/refusal", json=refusal), 422, "response.incomplete"
        )
        done = await client.post("/v1/requests/R1/approval", json={})
        assert (await done.json())["summary"]["standing"] == "CLOSED"
        again = await client.post("/v1/requests/R1/approval", json={})
        await problem(again, 409, "trace_leg.not_allowed")

    with_client(fake, use)


def test_a_repeated_post_has_one_effect(fake: Fake) -> None:
    async def use(client: Client) -> None:
        headers = {"Idempotency-Key": "5e1c"}
        first = await client.post("/v1/cases", json=DRAFT, headers=headers)
        second = await client.post("/v1/cases", json=DRAFT, headers=headers)
        assert (first.status, second.status) == (201, 201)
        assert await first.read() == await second.read()
        assert "Idempotency-Replayed" not in first.headers
        assert second.headers["Idempotency-Replayed"] == "true"
        assert len(fake.memory.cases) == 1
        other = DRAFT | {"offence": "another"}
        await problem(
            await client.post("/v1/cases", json=other, headers=headers),
            422,
            "idempotency.key_reused",
        )
        headers = {"Idempotency-Key": "k" * 129}
        await problem(
            await client.post("/v1/cases", json=DRAFT, headers=headers),
            400,
            "idempotency.key_malformed",
        )

    with_client(fake, use)


def test_the_same_post_sent_five_times_at_once_has_one_effect(fake: Fake) -> None:
    async def use(client: Client) -> None:
        headers = {"Idempotency-Key": "at-once"}

        async def post() -> bytes:
            async with client.post("/v1/cases", json=DRAFT, headers=headers) as response:
                assert response.status == 201
                return await response.read()

        assert len(set(await asyncio.gather(*(post() for _ in range(5))))) == 1
        assert len(fake.memory.cases) == 1

    with_client(fake, use)


def test_a_reply_is_forgotten_after_a_week(fake: Fake) -> None:
    async def use(client: Client) -> None:
        headers = {"Idempotency-Key": "k1"}
        await client.post("/v1/cases", json=DRAFT, headers=headers)
        fake.clock.advance(days=8)
        await client.post("/v1/cases", json=DRAFT, headers={"Idempotency-Key": "k2"})
        await client.post("/v1/cases", json=DRAFT, headers=headers)
        assert len(fake.memory.cases) == 3

    with_client(fake, use)


def test_a_failed_post_may_be_repeated_under_its_key(fake: Fake) -> None:
    async def use(client: Client) -> None:
        headers = {"Idempotency-Key": "5e1c"}
        bad = DRAFT | {"illicit_basis": []}
        await problem(
            await client.post("/v1/cases", json=bad, headers=headers), 422, "case.incomplete"
        )
        assert (await client.post("/v1/cases", json=DRAFT, headers=headers)).status == 201

    with_client(fake, use)


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer wrong", "Basic eDp5"])
def test_needs_the_token(fake: Fake, header: str) -> None:
    async def use(client: Client) -> None:
        response = await client.get("/v1/cases", headers={"Authorization": header})
        await problem(response, 401, "token.wrong")
        assert response.headers["WWW-Authenticate"] == "Bearer"

    with_client(fake, use)


def test_health_and_documents_need_no_token(fake: Fake) -> None:
    async def use(client: Client) -> None:
        headers = {"Authorization": ""}
        for path in ("/healthz", "/readyz", "/metrics", "/openapi.json"):
            assert (await client.get(path, headers=headers)).status == 200
        await client.post("/v1/cases", json=DRAFT)
        page = await (await client.get("/metrics", headers=headers)).text()
        assert 'accord_node_cases{state="INTERNATIONAL"} 1.0' in page
        assert 'accord_node_api_requests_total{route="openCase",status="201"} 1.0' in page
        assert "XA-2026" not in page
        fake.checks.append(Check(name="database", well=False, vital=True, text="read only"))
        unready = await client.get("/readyz", headers=headers)
        assert unready.status == 503
        assert (await unready.json())["ready"] is False

    with_client(fake, use)


def test_http_failures_are_problems_too(fake: Fake) -> None:
    async def use(client: Client) -> None:
        await problem(await client.get("/v2/cases"), 404, "http.no_route")
        await problem(await client.delete("/v1/cases"), 405, "http.method")
        await problem(await client.post("/v1/cases", data=b"{}"), 415, "http.media_type")
        large = b'{"legal_justification": "' + b"a" * (1024 * 1024) + b'"}'
        headers = {"Content-Type": "application/json"}
        response = await client.post("/v1/cases", data=io.BytesIO(large), headers=headers)
        await problem(response, 413, "http.too_large")
        await problem(await client.get("/v1/cases/none"), 404, "casework.unknown_case")
        await problem(await client.get("/v1/cases?limit=0"), 400, "query.invalid")
        await problem(await client.get("/v1/cases?limit=٣"), 400, "query.invalid")
        await problem(await client.get("/v1/cases?page=2"), 400, "query.name_unknown")
        await problem(await client.get("/v1/cases?limit=1&limit=2"), 400, "query.repeated")
        await problem(await client.get("/v1/cases?standing=LOST"), 400, "query.invalid")
        for response in (
            await client.post("/v1/cases/x/outcome/proposed", json={"outcome": "TRACED"}),
            await client.request("GET", "/v1/cases", json={}),
        ):
            await problem(response, 400, "body.unexpected")
        officer = {"Accord-Officer": "x" * 65}
        await problem(await client.get("/v1/cases", headers=officer), 400, "officer.malformed")

    with_client(fake, use)


def test_an_unforeseen_error_is_a_problem_without_a_traceback(
    fake: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("serial 165234")

    monkeypatch.setattr(fake.services.views, "list_cases", fail)

    async def use(client: Client) -> None:
        response = await client.get("/v1/cases")
        assert "165234" not in await response.text()
        await problem(response, 500, "internal")

    with_client(fake, use)


def test_names_the_registers_the_directory_and_the_node(fake: Fake) -> None:
    async def use(client: Client) -> None:
        registers = await (await client.get("/v1/registers")).json()
        assert registers["registers"][0]["name"] == "police"
        found = await client.post("/v1/registers/search", json={"maker_text": "IMBEL"})
        assert (await found.json())["found"] == []
        directory = await (await client.get("/v1/directory")).json()
        assert (directory["version"], directory["hub"]) == (3, "hub")
        status = await (await client.get("/v1/status")).json()
        assert (status["member"], status["policy_version"]) == ("XA", 2)
        counts = await (await client.get("/v1/counts")).json()
        assert counts["tasks_waiting"] == 0

    with_client(fake, use)

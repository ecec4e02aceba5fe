"""What one saw is what one changes."""

from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from api_fake import Fake, open_fake, with_client

from node.api.table import ROUTES
from node.api.tags import is_single, resource_of, tag_of, tag_of_seen

Client = TestClient[Any, Any]
PATH = "/v1/requests/R1"


@pytest.fixture
def fake(tmp_path: Path) -> Fake:
    return open_fake(tmp_path)


async def code(response: Any, status: int) -> str:
    assert response.status == status, await response.text()
    return str((await response.json())["code"])


def test_what_is_known_is_not_sent_again(fake: Fake) -> None:
    async def use(client: Client) -> None:
        tag = (await client.get(PATH)).headers["ETag"]
        for known in (tag, f'"other", {tag}', f"W/{tag}", "*"):
            again = await client.get(PATH, headers={"If-None-Match": known})
            assert (again.status, await again.read()) == (304, b"")
            assert again.headers["ETag"] == tag
        assert (await client.get(PATH, headers={"If-None-Match": '"other"'})).status == 200
        assert "ETag" not in (await client.get("/v1/requests")).headers

    with_client(fake, use)


def test_a_step_is_taken_only_on_what_was_seen(fake: Fake) -> None:
    async def use(client: Client) -> None:
        seen = (await client.get(PATH)).headers["ETag"]
        question = {"text": "Is there an import mark?"}
        changed = await client.post(f"{PATH}/question", json=question, headers={"If-Match": seen})
        assert changed.status == 200
        assert changed.headers["ETag"] == (await client.get(PATH)).headers["ETag"] != seen
        late = await client.post(f"{PATH}/approval", json={}, headers={"If-Match": seen})
        assert await code(late, 412) == "precondition.changed"
        assert (await (await client.get(PATH)).json())["answers"] == []
        weak = {"If-Match": f"W/{changed.headers['ETag']}"}
        assert (await client.post(f"{PATH}/approval", json={}, headers=weak)).status == 412
        now = {"If-Match": changed.headers["ETag"]}
        assert (await client.post(f"{PATH}/approval", json={}, headers=now)).status == 200

    with_client(fake, use)


def test_a_repeated_step_is_answered_as_before_though_it_changed_the_resource(fake: Fake) -> None:
    async def use(client: Client) -> None:
        headers = {"If-Match": (await client.get(PATH)).headers["ETag"], "Idempotency-Key": "k"}
        first = await client.post(f"{PATH}/approval", json={}, headers=headers)
        again = await client.post(f"{PATH}/approval", json={}, headers=headers)
        assert (first.status, again.status) == (200, 200)
        assert await first.read() == await again.read()

    with_client(fake, use)


@pytest.mark.parametrize("header", ["5e1c", '"', '"a" "b"', '"' + "a" * 5000 + '"', "*, *"])
def test_what_is_no_tag_is_refused(fake: Fake, header: str) -> None:
    async def use(client: Client) -> None:
        got = await client.get(PATH, headers={"If-None-Match": header})
        assert await code(got, 400) == "precondition.malformed"
        sent = await client.post(f"{PATH}/approval", json={}, headers={"If-Match": header})
        assert await code(sent, 400) == "precondition.malformed"

    with_client(fake, use)


def test_a_resource_that_is_not_there_cannot_be_matched(fake: Fake) -> None:
    async def use(client: Client) -> None:
        headers = {"If-Match": "*"}
        gone = await client.post("/v1/requests/R9/approval", json={}, headers=headers)
        assert gone.status == 404
        accounts = await client.post("/v1/audit/heads", headers=headers)
        assert await code(accounts, 400) == "precondition.no_resource"

    with_client(fake, use)


def test_each_step_on_a_case_is_about_the_case() -> None:
    steps = [one for one in ROUTES if one.path.startswith("/v1/cases/{case_id}/") and one.writes]
    assert len(steps) > 8
    resources = {resource_of(one, ROUTES) for one in steps}
    assert {one.name for one in resources if one is not None} == {"showCase"}
    assert all(is_single(one) for one in resources if one is not None)


def test_how_far_a_message_has_travelled_does_not_change_what_was_seen() -> None:
    sent = b'{"state":"OPEN","legs":[{"reason":"a","messages":[{"logged_ms":null}]}]}'
    logged = sent.replace(b"null", b"7")
    assert tag_of(sent) != tag_of(logged)
    assert tag_of_seen(sent) == tag_of_seen(logged)
    assert tag_of_seen(sent) != tag_of_seen(sent.replace(b"OPEN", b"CLOSED"))

"""A trace across three States, driven by nothing but the REST interface."""

import json
from typing import Any

from casework_kit import case_draft, rifle, sold_abroad, stolen_here
from region_api import RegionApi

from node.api.codec import codec
from node.casework.drafts import CaseDraft


def body(draft: CaseDraft) -> Any:
    return json.loads(codec(CaseDraft).encode(draft))


def test_a_rifle_is_traced_to_its_theft(region: RegionApi) -> None:
    region.federation["XA"].records.append(sold_abroad(rifle(), "XA", "XB"))
    region.federation["XB"].records.append(stolen_here(rifle("AR-104417"), "XB"))
    settle = region.federation.settle

    async def use() -> None:
        case_id = (await region.post("XC", "/v1/cases", body(case_draft())))["id"]
        case_path = f"/v1/cases/{case_id}"
        settle()
        case = await region.get("XC", case_path)
        assert case["summary"]["standing"] == "OFFICER"
        first = case["suggestions"][0]
        assert first["state"] == "XA"

        leg = {"state": "XA", "why": first["why"]}
        leg_id = (await region.post("XC", f"{case_path}/legs", leg))["id"]
        settle()
        await release(region, "XA")
        settle()
        case = await region.get("XC", case_path)
        assert case["legs"][0]["state"] == "ANSWERED_REFERRED"
        assert case["legs"][0]["messages"][0]["status"] == "DELIVERED"
        message = case["legs"][0]["messages"][0]["message_id"]
        sent = await region.get("XC", f"/v1/messages/{message}")
        assert sent["recipient"] == "XA"
        answered = (await region.get("XA", "/v1/requests"))["requests"][0]["request_id"]
        nothing = await region.post("XA", f"/v1/requests/{answered}/resend", status=422)
        assert nothing["code"] == "casework.nothing_to_resend"

        await region.post("XC", f"{case_path}/legs/{leg_id}/referral", {})
        settle()
        await release(region, "XB")
        settle()
        case = await region.get("XC", case_path)
        assert case["summary"]["state"] == "ESTABLISHED"
        assert case["proposed_outcome"]["point_of_diversion"]["state"] == "XB"
        closed = await region.post("XC", f"{case_path}/outcome/proposed")
        assert closed["summary"]["state"] == "TRACED_INTERNATIONAL"
        assert closed["summary"]["standing"] == "CLOSED"
        await region.post("XC", f"{case_path}/outcome/proposed", status=422)
        exported = await region.post("XC", f"{case_path}/export?recipient=court")
        assert exported["recipient"] == "court"
        counts = await region.get("XC", "/v1/counts")
        assert counts["cases"]["TRACED_INTERNATIONAL"] == 1

    region.run(use)


async def release(region: RegionApi, state: str) -> None:
    """An officer of the State looks into the inbox and approves what is proposed."""
    listed = await region.get(state, "/v1/requests?standing=OFFICER")
    request_id = listed["requests"][0]["request_id"]
    detail = await region.get(state, f"/v1/requests/{request_id}")
    assert detail["proposal"] is not None
    await region.post(state, f"/v1/requests/{request_id}/approval", {})


def test_a_question_a_refusal_and_a_clarification(region: RegionApi) -> None:
    region.federation["XA"].records.append(sold_abroad(rifle(), "XA", "XB"))
    settle = region.federation.settle

    async def use() -> None:
        case_id = (await region.post("XC", "/v1/cases", body(case_draft())))["id"]
        case_path = f"/v1/cases/{case_id}"
        settle()
        leg = {"state": "XA", "why": "COUNTRY_OF_MANUFACTURE"}
        leg_id = (await region.post("XC", f"{case_path}/legs", leg))["id"]
        settle()
        request_id = (await region.get("XA", "/v1/requests"))["requests"][0]["request_id"]
        request_path = f"/v1/requests/{request_id}"
        question = {"fields": ["firearm.marks"], "text": "Is there an import mark?"}
        await region.post("XA", f"{request_path}/question", question)
        settle()
        case = await region.get("XC", case_path)
        assert case["legs"][0]["question"]["text"] == "Is there an import mark?"
        await region.post("XC", f"{case_path}/legs/{leg_id}/reply", {"text": "None is left."})
        settle()
        refusal: dict[str, Any] = {"grounds": [], "explanation": ""}
        await region.post("XA", f"{request_path}/refusal", refusal, status=422)
        refusal = {"grounds": ["G1"], "explanation": "an investigation is open"}
        await region.post("XA", f"{request_path}/refusal", refusal)
        settle()
        case = await region.get("XC", case_path)
        assert case["legs"][0]["state"] == "REFUSED"
        asked = {"text": "Until when?"}
        await region.post("XC", f"{case_path}/legs/{leg_id}/clarification", asked)
        settle()
        detail = await region.get("XA", request_path)
        assert detail["clarification_asked"] == "Until when?"
        await region.post("XA", f"{request_path}/clarification", {"text": "Until June."})
        settle()
        case = await region.get("XC", case_path)
        assert case["legs"][0]["state"] == "REFUSAL_UPHELD"

    region.run(use)


def test_the_gate_blocks_what_cannot_be_identified(region: RegionApi) -> None:
    async def use() -> None:
        draft = body(case_draft())
        draft["firearm"]["marks"] = [{"kind": "MANUFACTURER_SERIAL", "condition": "OBLITERATED"}]
        case_id = (await region.post("XC", "/v1/cases", draft))["id"]
        region.federation.settle()
        case = await region.get("XC", f"/v1/cases/{case_id}")
        assert case["summary"]["completeness"] == "INSUFFICIENT"
        assert case["summary"]["standing"] == "BLOCKED"
        assert case["advice"]
        leg = {"state": "XA", "why": "COUNTRY_OF_MANUFACTURE"}
        refused = await region.post("XC", f"/v1/cases/{case_id}/legs", leg, status=422)
        assert refused["code"] == "casework.insufficient"

    region.run(use)


def test_registers_and_directory(region: RegionApi) -> None:
    region.federation["XA"].records.append(sold_abroad(rifle(), "XA", "XB"))

    async def use() -> None:
        weapon = body(case_draft())["firearm"]
        found = await region.post("XA", "/v1/registers/search", weapon)
        assert [one["grade"] for one in found["found"]] == ["A"]
        assert found["scopes"][0]["records"] == 1
        region.federation["XA"].away = True
        registers = await region.get("XA", "/v1/registers")
        assert registers["registers"] == [{"name": "national", "ready": False, "text": "away"}]
        directory = await region.get("XA", "/v1/directory")
        assert {"XA", "XB", "XC"} <= {member["id"] for member in directory["members"]}
        status = await region.get("XA", "/v1/status")
        wrong = [check["name"] for check in status["checks"] if not check["well"]]
        assert wrong == ["log", "register national"]  # no site is set here
        assert (await region.get("XA", "/readyz"))["ready"] is True

    region.run(use)


def test_what_is_not_there_is_404(region: RegionApi) -> None:
    async def use() -> None:
        for path in ("/v1/cases/none", "/v1/requests/none", f"/v1/messages/{'0' * 32}"):
            async with region.clients["XA"].get(path) as response:
                assert response.status == 404, await response.text()

    region.run(use)


def test_an_operator_sees_no_pairs_before_any_has_spoken(region: RegionApi) -> None:
    async def use() -> None:
        assert await region.get("XA", "/v1/exchange/pairs") == {"pairs": []}

    region.run(use)

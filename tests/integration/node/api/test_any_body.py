"""Whatever is sent, the answer is a success or a problem of the sender's; never our failure."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection
from typing import Any

import pytest
from casework_kit import case_draft, rifle, sold_abroad
from certificate_kit import certificates_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from notice_kit import theft
from region_api import TOKEN, RegionApi
from running_api import configured, running
from transfer_samples import transfer_from

from accord.cases.codes import WhyYou
from accord.cases.hit_codes import FindingEvent
from node.api.codec import codec
from node.api.openapi import document
from node.api.route import AnyRoute
from node.api.table import ROUTES
from node.casework.drafts import CaseDraft
from node.inquiries.views import InquiryDraft
from node.notices.hit_forms import HitByHand

FUZZ = settings(
    max_examples=50, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)
FEWER = {"transfers": 15}  # thirty routes that differ in their bodies alone
SCHEMAS = document(ROUTES)["components"]["schemas"]
BODIES = [route for route in ROUTES if route.body is not None]
(OPEN,) = [route for route in ROUTES if route.name == "openCase"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4)
    ),
    max_leaves=12,
)


def by_schema(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values that the schema takes, and sometimes ones that it does not."""
    if "$ref" in schema:
        return st.deferred(lambda: by_schema(SCHEMAS[schema["$ref"].rpartition("/")[2]]))
    if "anyOf" in schema:
        return st.one_of([by_schema(one) for one in schema["anyOf"]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    match schema.get("type"):
        case "object":
            fields = {name: by_schema(one) for name, one in schema["properties"].items()}
            required = set(schema.get("required", ()))
            return st.fixed_dictionaries(
                {name: one for name, one in fields.items() if name in required},
                optional={name: one for name, one in fields.items() if name not in required},
            )
        case "array":
            return st.lists(by_schema(schema.get("items", {})), max_size=3)
        case "integer":
            return st.integers() | st.integers(min_value=1, max_value=2100)
        case "number":
            return st.floats()
        case "boolean":
            return st.booleans()
        case "null":
            return st.none()
        case _:
            return st.text(max_size=20) | st.sampled_from(["XA", "XB", "AAEC", "casework", "\0"])


@dataclass(frozen=True, kw_only=True)
class Interfaces:
    """Where the two States listen, and the ids that their paths need."""

    ports: dict[str, int]
    ids: dict[str, str]

    def post(self, route: AnyRoute, data: bytes) -> tuple[int, bytes]:
        headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
        asked = route.parameters in {("request_id",), ("received_id",)}
        port = self.ports["XA" if asked else "XC"]
        connection = HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            connection.request("POST", route.path.format(**self.ids), body=data, headers=headers)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()


@pytest.fixture(scope="module")
def interfaces(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Interfaces]:
    """XC has a case with a leg to XA, and an inquiry; XA has both in its inboxes."""
    region = RegionApi()
    federation = region.federation
    federation["XA"].records.append(sold_abroad(rifle(), "XA", "XB"))
    office, holder = federation["XC"], federation["XA"]
    cases = office.casework.cases
    case_id = office.write(lambda tx: cases.open_case(tx, case_draft(), by="ana"))
    federation.settle()
    leg_id = office.write(
        lambda tx: cases.send_leg(tx, case_id, "XA", WhyYou.COUNTRY_OF_MANUFACTURE, by="ana")
    )
    asking = office.rooms.inquiries.asking
    about = InquiryDraft(case_id=case_id, reason="no papers")
    inquiry_id = office.write(lambda tx: asking.open_inquiry(tx, about, by="ana"))
    notices = office.rooms.notices
    notice_id = office.write(lambda tx: notices.notices.draft(tx, theft(rifle()), by="ana"))
    office.write(lambda tx: notices.notices.publish(tx, notice_id, by="ana"))
    by_hand = HitByHand(
        notice_id=notice_id,
        firearm=rifle(),
        reference="CASE-1",
        event=FindingEvent.FOUND,
        why="the engraving",
    )
    hit_id = office.write(lambda tx: notices.finder.open_by_hand(tx, by_hand, by="ana"))
    filing = office.rooms.transfers.filing
    file = office.write(lambda tx: filing.propose(tx, transfer_from("XC", "XA"), by="ana"))
    papers = certificates_of(office)
    federation.settle()
    (request,) = holder.read(holder.casework.views.list_requests)
    (received,) = holder.read(holder.rooms.inquiries.views.list_received)
    ids = {
        "case_id": case_id,
        "leg_id": leg_id,
        "request_id": request.request_id,
        "inquiry_id": inquiry_id,
        "received_id": received.request_id,
        "notice_id": notice_id,
        "hit_id": hit_id,
        "transfer_id": file,
        "shipment": "1",
        "consent_id": f"{file}-R-XA-1",
        "psv_id": f"{file}-V-1",
        "year": "2025",
        "version": "1",
        **papers,
        "state": "XC",
        "entry_id": "XC-RECOVERY-000001",
        "account": "nobody",
    }
    with ExitStack() as stack:
        ports = {}
        for state in ("XA", "XC"):
            config = configured(tmp_path_factory.mktemp(state), TOKEN)
            stack.enter_context(running(config, partial(region.app, state)))
            run = json.loads((config.parent / "data" / "run.json").read_text())
            ports[state] = int(run["http"].rpartition(":")[2])
        yield Interfaces(ports=ports, ids=ids)
    region.close()


def answered(status: int, content: bytes) -> None:
    assert 200 <= status < 500, content
    parsed = json.loads(content)
    if status >= 400:
        assert {"type", "title", "status", "detail", "code", "remedy"} <= parsed.keys()


@pytest.mark.parametrize("route", BODIES, ids=lambda route: route.name)
def test_any_json(route: AnyRoute, interfaces: Interfaces) -> None:
    assert route.body is not None
    shaped = by_schema(SCHEMAS[route.body.__name__])

    @settings(FUZZ, max_examples=FEWER.get(route.tag, 50))
    @given(JSON | shaped)
    def every(value: Any) -> None:
        answered(*interfaces.post(route, json.dumps(value).encode()))

    every()


@FUZZ
@given(st.binary(max_size=200))
def test_any_bytes(interfaces: Interfaces, data: bytes) -> None:
    answered(*interfaces.post(OPEN, data))


def test_any_cut_of_a_good_body(interfaces: Interfaces) -> None:
    good = codec(CaseDraft).encode(case_draft())
    for end in range(0, len(good), 97):
        answered(*interfaces.post(OPEN, good[:end]))

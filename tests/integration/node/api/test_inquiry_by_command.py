"""An inquiry to a whole region, typed by officers."""

import json

from casework_kit import rifle, stolen_here
from officers import Officers

from node.api.codec import codec
from node.inquiries.views import InquiryDraft

DRAFT = InquiryDraft(
    firearm=rifle(),
    reason="found in a container whose papers name no origin",
    legal_justification="Firearms Act, section 5",
)


def test_one_hit_one_refusal_and_what_was_searched(officers: Officers) -> None:
    officers.region.federation["XB"].records.append(stolen_here(rifle(), "XB"))
    file = next(iter(officers.configs.values())).parent / "inquiry.json"
    file.write_bytes(codec(InquiryDraft).encode(DRAFT))

    refused = officers.type("XC", "inquiry", "new", "--file", str(file), status=1)
    assert "intended_use" in refused
    told = json.loads(file.read_text()) | {"intended_use": ["INVESTIGATION"]}
    file.write_text(json.dumps(told))
    officers.type("XC", "inquiry", "new", "--file", str(file))
    (row,) = json.loads(officers.type("XC", "inquiry", "list", "--json"))["inquiries"]
    inquiry_id = row["inquiry_id"]
    assert row["asked"] == row["awaited"] == 2

    asked = {
        member: json.loads(officers.type(member, "inquiry", "inbox", "--json"))["received"][0]
        for member in ("XA", "XB")
    }
    request_id = asked["XB"]["request_id"]
    shown = officers.type("XB", "inquiry", "request", request_id)
    assert "Records that may be the weapon (they stay here)" in shown
    assert f"accord-node inquiry approve {request_id}" in shown
    officers.type("XB", "inquiry", "approve", request_id)
    ground = ("--ground", "G4", "--explanation", "national security")
    officers.type("XA", "inquiry", "refuse", asked["XA"]["request_id"], *ground)

    shown = officers.type("XC", "inquiry", "show", inquiry_id)
    assert "1 hit, 0 no hit, 1 other" in shown
    assert f"trace request to XB-NPC, quoting {request_id}" in shown
    assert "What was searched" in shown
    assert "XB-2" not in shown  # the record itself stays in XB
    assert "national security" in shown


def test_a_withdrawn_inquiry_and_one_that_cannot_be_read(officers: Officers) -> None:
    file = next(iter(officers.configs.values())).parent / "inquiry.json"
    body = json.loads(codec(InquiryDraft).encode(DRAFT)) | {"intended_use": ["INVESTIGATION"]}
    file.write_text(json.dumps(body))
    officers.type("XC", "inquiry", "new", "--file", str(file))
    (asked,) = json.loads(officers.type("XA", "inquiry", "inbox", "--json"))["received"]
    query = ("--explanation", "two serial numbers?", "--field", "firearm.marks")
    officers.type("XA", "inquiry", "query", asked["request_id"], *query)
    (row,) = json.loads(officers.type("XC", "inquiry", "list", "--json"))["inquiries"]
    shown = officers.type("XC", "inquiry", "withdraw", row["inquiry_id"], "--reason", "solved")
    assert "could not interpret" in shown
    assert "withdrawn" in shown
    assert "withdrawn" in officers.type("XB", "inquiry", "inbox")

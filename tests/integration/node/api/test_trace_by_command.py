"""A trace across three States, typed by officers."""

import json

from casework_kit import rifle, sold_abroad, stolen_here
from officers import Officers

NEW = (
    *("trace", "new", "--maker", "Zastava", "--model", "M70", "--calibre", "7,62x39"),
    *(
        "--category",
        "sa2",
        "--type",
        "RIFLE",
        "--serial",
        "AR 104417",
        "--position",
        "RECEIVER",
        "--country",
        "XA",
    ),
    *("--basis", "NATIONAL_LAW", "--justification", "Firearms Act, section 5"),
    *("--use", "INVESTIGATION", "--date", "2025-11", "--wait", "0"),
)


def test_a_rifle_is_traced_to_its_theft(officers: Officers) -> None:
    region = officers.region.federation
    region["XA"].records.append(sold_abroad(rifle(), "XA", "XB"))
    region["XB"].records.append(stolen_here(rifle("AR-104417"), "XB"))

    officers.type("XC", *NEW)
    (row,) = json.loads(officers.type("XC", "trace", "list", "--json"))["cases"]
    case_id = row["case_id"]
    assert f"trace send {case_id} XA" in officers.type("XC", "trace", "show", case_id)
    officers.type("XC", "trace", "send", case_id)

    inbox = json.loads(officers.type("XA", "inbox", "--waiting", "--json"))["requests"]
    shown = officers.type("XA", "inbox", "show", inbox[0]["request_id"])
    assert "Firearms Act, section 5" in shown
    assert "referred, match A to XB" in shown
    officers.type("XA", "approve", inbox[0]["request_id"])

    assert f"trace follow {case_id} 1" in officers.type("XC", "trace", "show", case_id)
    officers.type("XC", "trace", "follow", case_id)
    inbox = json.loads(officers.type("XB", "inbox", "--waiting", "--json"))["requests"]
    officers.type("XB", "approve", inbox[0]["request_id"])

    shown = officers.type("XC", "trace", "show", case_id)
    assert "Point of diversion (proposed)" in shown
    assert "theft from civilian" in shown
    assert f"trace close {case_id}" in shown
    closed = officers.type("XC", "trace", "close", case_id)
    assert "traced international" in closed
    for line in ("Legs", "Chain of possession", "Timeline", "Outcome: traced international"):
        assert line in closed
    assert "closed" in officers.type("XC", "trace", "list")


def test_a_question_and_a_refusal(officers: Officers) -> None:
    officers.region.federation["XA"].records.append(sold_abroad(rifle(), "XA", "XB"))
    officers.type("XC", *NEW)
    (row,) = json.loads(officers.type("XC", "trace", "list", "--json"))["cases"]
    case_id = row["case_id"]
    officers.type("XC", "trace", "send", case_id)
    (asked,) = json.loads(officers.type("XA", "inbox", "--json"))["requests"]
    request_id = asked["request_id"]
    officers.type("XA", "ask", request_id, "--text", "Is there an import mark?")
    shown = officers.type("XC", "trace", "show", case_id)
    assert "Is there an import mark?" in shown
    assert f"trace reply {case_id} 1" in shown
    officers.type("XC", "trace", "reply", case_id, "1", "--text", "None is left.")
    reason = ("--explanation", "an investigation is open")
    officers.type("XA", "refuse", request_id, "--ground", "G1", *reason)
    assert "refused (G1): an investigation is open" in officers.type("XC", "trace", "show", case_id)
    officers.type("XC", "trace", "clarify", case_id, "1", "--text", "Until when?")
    assert "Until when?" in officers.type("XA", "inbox", "show", request_id)
    officers.type("XA", "clarify", request_id, "--text", "Until June.")
    assert "refusal upheld" in officers.type("XC", "trace", "show", case_id)
    assert "error" in officers.type(
        "XC", "trace", "withdraw", case_id, "1", "--reason", "x", status=1
    )

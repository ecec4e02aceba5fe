"""A lost weapon and its hits, typed by officers of three States."""

import json

from casework_kit import rifle
from notice_samples import pistol
from officers import Officers

from accord.cases.hit_codes import FindingEvent
from node.api.codec import codec
from node.desk.sighting import Sighting, Source
from node.notices.hit_forms import HitByHand

DRAFT = (
    *("notices", "draft", "--type", "stolen", "--maker", "Glock", "--model", "17"),
    *("--calibre", "9x19", "--category", "SA1", "--weapon", "pistol", "--serial", "GH 20417"),
    *("--country", "at", "--case", "POL/2025/17", "--lost", "2025-12-31"),
    *("--discovered", "2025-12-31", "--reported", "2025-12-31", "--state", "unknown"),
    *("--holder", "police", "--basis", "Firearms Act, section 12"),
)


def notice_id(officers: Officers) -> str:
    listed = json.loads(officers.type("XA", "notices", "list", "--json"))["notices"]
    return str(listed[0]["notice_id"])


def publish(officers: Officers) -> str:
    officers.type("XA", *DRAFT)
    notice = notice_id(officers)
    officers.type("XA", "notices", "publish", notice)
    return notice


def seize(officers: Officers) -> str:
    """Belmara meets the weapon in a case of its own."""
    office = officers.region.federation["XB"]
    found = Sighting(
        source=Source.CASE,
        subject="CASE-1",
        finder="XB",
        reference="CASE-1",
        firearm=pistol(),
    )
    office.write(lambda tx: office.rooms.notices.search.sighted(tx, found))
    officers.region.federation.settle()
    (hit,) = json.loads(officers.type("XB", "hits", "list", "--json"))["hits"]
    return str(hit["hit_id"])


def test_a_stolen_pistol_is_published_found_confirmed_recovered_and_cleared(
    officers: Officers,
) -> None:
    refused = officers.type("XA", *DRAFT[:-2])  # a draft may lack what publication needs
    draft = notice_id(officers)
    assert f"accord-node notices publish {draft}" in refused
    missing = officers.type("XA", "notices", "publish", draft, status=1)
    assert "legal_basis" in missing
    officers.type("XA", "notices", "discard", draft, "--reason", "typed again")
    notice = publish(officers)

    received = officers.type("XB", "notices", "show", notice)
    assert "GH 20417" in received
    assert "seize and report" in received
    refused = officers.type("XB", "notices", "validate", notice, status=1)
    assert "only XA may change this notice" in refused

    hit = seize(officers)
    shown = officers.type("XB", "hits", "show", hit)
    assert "Compare" in shown
    assert f"accord-node hits request {hit}" in shown
    officers.type("XB", "hits", "request", hit, "--compared", "all-same", "--place", "Port Belm")
    waiting = officers.type("XA", "hits", "show", hit)
    assert hit in officers.type("XA", "hits", "list", "--waiting")  # the owner is to answer
    assert "No hits" in officers.type("XB", "hits", "list", "--waiting")
    assert "a desk has office hours" in officers.type("XB", "hits", "show", hit)
    assert f"accord-node hits confirm {hit}" in waiting
    confirm = ("--compared", "all-same", "--instruction", "return-to", "--return-to", "XA")
    officers.type("XA", "hits", "confirm", hit, *confirm)
    officers.type("XB", "hits", "act", hit, "seized")
    report = (
        *("--on", "2026-01-01", "--place", "Port Belm", "--agency", "Harbour Police"),
        *("--agency-case", "HP/88", "--condition", "complete"),
    )
    officers.type("XB", "hits", "report", hit, *report)
    assert "recovered pending" in officers.type("XC", "notices", "show", notice)
    assert notice in officers.type("XA", "notices", "list", "--waiting")
    assert "No notices" in officers.type("XC", "notices", "list", "--waiting")
    officers.type("XB", "hits", "dispose", hit, "returned", "--to", "XA")
    officers.type("XA", "notices", "clear", notice, "--reason", "back in the armoury")
    listed = json.loads(officers.type("XC", "notices", "list", "--json"))["notices"]
    assert listed[0]["state"] == "CLEARED"
    assert "disposed" in officers.type("XA", "hits", "show", hit)


def test_a_notice_cancelled_in_the_middle_of_a_hit_alerts_the_finder(officers: Officers) -> None:
    notice = publish(officers)
    hit = seize(officers)
    officers.type("XB", "hits", "request", hit, "--compared", "all-same")
    by = ("--by", "2026-01-01T06:00", "--text", "the armourer is on his way")
    officers.type("XA", "hits", "promise", hit, *by)
    assert "awaiting" in officers.type("XB", "hits", "show", hit)
    wrong = ("--why", "wrong-weapon", "--reason", "another pistol was stolen")
    officers.type("XA", "notices", "cancel", notice, *wrong)
    shown = officers.type("XB", "hits", "show", hit)
    assert "not confirmed" in shown
    assert "do not act on this hit" in shown
    refused = officers.type("XB", "hits", "act", hit, "seized", status=1)
    assert "nothing: this state is final" in refused


def test_the_owner_amends_suspends_and_validates_and_sees_who_has_applied_it(
    officers: Officers,
) -> None:
    notice = publish(officers)
    caution = ("--caution", "armed-and-dangerous", "--caution-text", "may be loaded")
    officers.type("XA", "notices", "amend", notice, "--reason", "caution", *caution)
    shown = officers.type("XC", "notices", "show", notice)
    assert "armed and dangerous may be loaded" in shown
    assert "Firearms Act, section 12" in shown  # what was not amended stays
    officers.type("XA", "notices", "suspend", notice, "--reason", "under review")
    assert "SUSPENDED" in officers.type("XC", "notices", "list")
    officers.type("XA", "notices", "validate", notice)
    officers.region.federation.clock.advance(seconds=3)
    officers.region.federation.settle()
    matrix = officers.type("XA", "notices", "show", notice)
    assert "XB register (version 4" in matrix
    assert "Nobody lacks it" in officers.type("XA", "notices", "distribute", notice)
    assert "Sent to XB, XC" in officers.type("XA", "notices", "distribute")


def test_a_hit_is_opened_by_hand_dismissed_and_another_negated(officers: Officers) -> None:
    notice = publish(officers)
    file = next(iter(officers.configs.values())).parent / "hit.json"
    by_hand = HitByHand(
        notice_id=notice,
        firearm=rifle(),
        reference="CASE-9",
        event=FindingEvent.FOUND,
        why="the engraving",
    )
    file.write_bytes(codec(HitByHand).encode(by_hand))
    officers.type("XC", "hits", "open", "--file", str(file))
    (row,) = json.loads(officers.type("XC", "hits", "list", "--json"))["hits"]
    differ = ("--reason", "marks-differ", "--text", "a rifle, after all")
    officers.type("XC", "hits", "dismiss", row["hit_id"], *differ)
    assert "No hits" in officers.type("XA", "hits", "list")  # a dismissed candidate stays at home

    hit = seize(officers)
    bad = officers.type("XB", "hits", "request", hit, "--compared", "serial", status=1)
    assert "serial=SAME" in bad
    officers.type("XB", "hits", "request", hit, "--compared", "all-same")
    officers.type("XA", "hits", "negate", hit, "--reason", "not-identical", "--text", "barrel")
    assert "not identical" in officers.type("XB", "hits", "show", hit)


def test_what_is_not_there_is_not_found(officers: Officers) -> None:
    for words in (("notices", "show", "XA-N-1"), ("hits", "show", "XA-H-1")):
        assert "there is nothing with this id" in officers.type("XA", *words, status=1)

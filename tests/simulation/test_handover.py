"""Traces handed over for INTERPOL: after the region, without what others reserve, counted apart."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from casework_kit import Federation, case_draft, rifle, sold_abroad

from accord.cases.codes import UseRestriction, WhyYou
from accord.cases.handover import HandoverKind, ReplyStatus
from accord.cases.statistics_codes import CounterCode
from accord.cases.statistics_tally import cells, tally
from accord.dates import PartialDate
from accord.errors import PolicyError
from node.handover.views import FileDetail, Made

TRACE = HandoverKind.TRACE


@pytest.fixture
def region() -> Iterator[Federation]:
    made = Federation()
    yield made
    made.close()


def opened(region: Federation) -> str:
    desk = region["XC"]
    draft = case_draft(rifle(), recovery_date=PartialDate(year=2025), recovery_place="Quay 4")
    case_id = desk.write(lambda tx: desk.casework.cases.open_case(tx, draft, by="officer"))
    region.settle()
    return case_id


def answered(region: Federation, case_id: str, *restrictions: UseRestriction) -> str:
    """XA answers that it sold the rifle to XB, under these restrictions."""
    region["XA"].records.append(sold_abroad(rifle(), "XA", "XB"))
    desk, holder = region["XC"], region["XA"]
    why = WhyYou.COUNTRY_OF_MANUFACTURE
    leg_id = desk.write(
        lambda tx: desk.casework.cases.send_leg(tx, case_id, "XA", why, by="officer")
    )
    region.settle()
    (request,) = holder.read(holder.casework.views.list_requests)
    approve = holder.casework.requests.approve
    holder.write(
        lambda tx: approve(tx, request.request_id, by="officer", use_restrictions=restrictions)
    )
    region.settle()
    return leg_id


def handed(region: Federation, *case_ids: str, by: str = "officer") -> Made:
    desk = region["XC"]
    return desk.write(lambda tx: desk.rooms.handover.hand_over(tx, TRACE, case_ids, by=by))


def replied(region: Federation, file_id: str, *items: dict[str, Any]) -> FileDetail:
    desk = region["XC"]
    whole = {"format": "accord-handover-reply", "version": 1, "file_id": file_id}
    data = json.dumps(whole | {"items": list(items)}).encode()
    return desk.write(lambda tx: desk.rooms.handover.take_reply(tx, data, by="officer"))


def item(made: Made) -> dict[str, Any]:
    (only,) = json.loads(made.content)["items"]
    return dict(only)


def timeline(region: Federation, case_id: str) -> list[tuple[str, str]]:
    desk = region["XC"]
    found = desk.read(lambda tx: desk.casework.views.case_detail(tx, case_id))
    return [(entry.event, entry.text) for entry in found.timeline]


def test_a_trace_goes_out_in_our_own_documented_form(region: Federation) -> None:
    made = handed(region, opened(region))
    content = json.loads(made.content)
    assert (content["format"], content["version"]) == ("accord-handover", 1)
    assert (content["kind"], content["state"], content["authority"]) == ("TRACE", "XC", "XC-NPC")
    assert item(made)["firearm"]["marks"][0]["text"] == "AR 104417"
    assert item(made)["countries"] == ["XA"]
    assert item(made)["searches"][0]["system"] == "XC registers"
    assert "Quay 4" not in made.content  # the bureau needs the weapon and not the address


def test_interpol_is_asked_after_the_own_registers_and_the_region(region: Federation) -> None:
    desk = region["XC"]
    desk.away = True
    case_id = desk.write(lambda tx: desk.casework.cases.open_case(tx, case_draft(), by="officer"))
    with pytest.raises(PolicyError) as caught:
        handed(region, case_id)
    assert caught.value.code == "handover.too_early"


def test_an_answer_under_r1_helps_the_bureau(region: Federation) -> None:
    case_id = opened(region)
    answered(region, case_id, UseRestriction.R1, UseRestriction.R2)
    made = handed(region, case_id)
    assert made.withheld == ()
    (answer,) = item(made)["answers"]
    assert (answer["state"], answer["points_to"]) == ("XA", "XB")
    assert item(made)["countries"] == ["XA", "XB"]


def test_what_is_restricted_by_r3_never_leaves(region: Federation) -> None:
    case_id = opened(region)
    leg_id = answered(region, case_id, UseRestriction.R3)
    made = handed(region, case_id)
    assert made.withheld == (leg_id,)
    assert item(made)["answers"] == []
    assert item(made)["countries"] == ["XA"]  # and not XB, which only the answer names
    assert "XB" not in made.content
    assert leg_id not in made.content
    assert ("HANDED_OVER", f"{made.file_id}; held back: {leg_id}") in timeline(region, case_id)


def test_the_reply_is_a_lead_kept_with_the_case(region: Federation) -> None:
    case_id = opened(region)
    made = handed(region, case_id)
    said = {"item_id": f"{made.file_id}-0001", "status": "HIT", "reference": "E-1", "country": "XD"}
    found = replied(region, made.file_id, said)
    assert (found.items[0].status, found.items[0].reference) == (ReplyStatus.HIT, "E-1")
    assert ("HANDOVER_REPLY", "HIT E-1 XD") in timeline(region, case_id)
    desk = region["XC"]
    case = desk.read(lambda tx: desk.casework.views.case_detail(tx, case_id))
    assert case.request.notice_searches[-1].reference == "E-1"
    assert case.request.notice_searches[-1].hit
    assert case.summary.state == "INTERNATIONAL"  # nothing is decided by it


def test_the_same_reply_twice_has_one_effect_and_a_later_one_counts(region: Federation) -> None:
    case_id = opened(region)
    made = handed(region, case_id)
    pending = {"item_id": f"{made.file_id}-0001", "status": "PENDING"}
    traced = pending | {"status": "TRACED", "reference": "T-9"}
    for _ in range(2):
        replied(region, made.file_id, pending)
    assert sum(event == "HANDOVER_REPLY" for event, _ in timeline(region, case_id)) == 1
    assert replied(region, made.file_id, traced).items[0].status is ReplyStatus.TRACED


@pytest.mark.parametrize(
    ("file_id", "item_id", "code"),
    [
        ("XC-HO-2026-00009", "XC-HO-2026-00001-0001", "handover.unknown_file"),
        ("XC-HO-2026-00001", "XC-HO-2026-00001-0002", "handover.unknown_item"),
    ],
)
def test_a_reply_to_what_was_never_handed_over_is_refused(
    region: Federation, file_id: str, item_id: str, code: str
) -> None:
    case_id = opened(region)
    handed(region, case_id)
    before = timeline(region, case_id)
    with pytest.raises(PolicyError) as caught:
        replied(region, file_id, {"item_id": item_id, "status": "HIT"})
    assert caught.value.code == code
    assert timeline(region, case_id) == before


def test_what_was_sent_to_interpol_is_counted_apart_and_each_weapon_once(
    region: Federation,
) -> None:
    case_id = opened(region)
    made = handed(region, case_id)
    handed(region, case_id)
    said = {"item_id": f"{made.file_id}-0001", "status": "NO_HIT"}
    replied(region, made.file_id, said)
    desk = region["XC"]
    figures = desk.read(lambda tx: desk.rooms.statistics.statistician.compute(tx, 2026))
    counted = cells(tally(figures.observations))
    assert counted.total(CounterCode.SENT_TO_INTERPOL, handed_over="TRACE") == 1
    assert counted.total(CounterCode.INTERPOL_REPLIES) == 1
    assert counted.total(CounterCode.LEGS) == 0


def test_where_two_people_release_a_file_the_first_gets_none(region: Federation) -> None:
    case_id = opened(region)
    region["XC"].signoff = {"handover": "two_people"}
    region["XC"].start()
    assert handed(region, case_id, by="first").content == ""
    assert handed(region, case_id, by="second").file_id == "XC-HO-2026-00001"


def test_an_unknown_case_or_an_empty_file_is_refused(region: Federation) -> None:
    for bad in ((), ("XC-2026-99999",)):
        with pytest.raises(PolicyError):
            handed(region, *bad)
    desk = region["XC"]
    assert desk.read(desk.rooms.handover.files) == ()

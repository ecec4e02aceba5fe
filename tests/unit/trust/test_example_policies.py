"""The two shipped policies read strictly, and a region under each behaves as its own law says."""

import dataclasses
import json
import re
from pathlib import Path
from random import Random
from typing import Any

import pytest
import transfer_kit
from exemption_kit import ExemptionRegion
from transfer_kit import Region

from accord.cases.exemption import MemberPosition
from accord.cases.exemption_consensus import tally
from accord.errors import FormatError, PolicyError
from accord.testing.clock import ManualClock
from accord.testing.region import build_region
from accord.trust.policy import Deadlines, Policy, read_policy
from accord.trust.policy_calendars import NationalCalendar
from accord.trust.policy_successors import SuccessorRule
from accord.trust.trusted import TrustedRegion

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "deploy" / "policies"
GUIDE = (ROOT / "docs" / "guides" / "policy.md").read_text("utf-8")
ECOWAS, BALKANS = "ecowas-like.json", "western-balkans-like.json"


def document(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / name).read_bytes())
    return found


def policy(name: str) -> Policy:
    return read_policy((FOLDER / name).read_bytes())


def fields_of(type_: type[Any]) -> set[str]:
    """The names of a policy's fields, with those of the parts that it consists of."""
    names = set()
    for field in dataclasses.fields(type_):
        names.add(field.name)
        part: Any = field.default_factory
        if isinstance(part, type) and dataclasses.is_dataclass(part):
            names |= fields_of(part)
    return names


@pytest.mark.parametrize("name", [ECOWAS, BALKANS])
def test_each_example_reads_and_a_word_that_nobody_knows_is_refused(name: str) -> None:
    assert policy(name).version == 1
    for part in ("exemption", "certificate", "transfers", "deadlines"):
        spoilt = document(name)
        spoilt[part]["ninety_days"] = 90
        with pytest.raises(FormatError, match="ninety_days"):
            read_policy(json.dumps(spoilt).encode())


def test_every_example_is_one_of_the_two() -> None:
    assert {file.name for file in FOLDER.iterdir()} == {ECOWAS, BALKANS}


def test_the_guide_names_every_field() -> None:
    named = set(re.findall(r"`(\w+)`", GUIDE))
    parts = (Policy, Deadlines, NationalCalendar, SuccessorRule)
    every = set().union(*map(fields_of, parts))
    assert every - named == set()


@pytest.mark.parametrize(
    "change",
    [
        {"silence": "CONSENT"},
        {"criteria": ["E1", "E1"]},
        {"criteria": ["E11"]},
        {"grounds": ["SPORT"]},
        {"answer_days": 91, "opinion_days": 90},
    ],
)
def test_a_policy_that_contradicts_itself_is_refused(change: dict[str, Any]) -> None:
    spoilt = document(ECOWAS)
    spoilt["exemption"] |= change
    with pytest.raises(FormatError) as caught:
        read_policy(json.dumps(spoilt).encode())
    assert caught.value.code in {"policy.word", "policy.order"}


def test_the_same_silence_is_consent_in_one_region_and_an_objection_in_the_other() -> None:
    silent = [MemberPosition(member="XC")]
    agreed = {
        name: tally(silent, policy(name).exemption, answer_by_ms=0, now_ms=1).consensus
        for name in (ECOWAS, BALKANS)
    }
    assert agreed == {ECOWAS: True, BALKANS: False}


def test_a_ban_with_exemptions_grants_one_that_nobody_spoke_against() -> None:
    region = ExemptionRegion(document(ECOWAS))
    request_id = region.apply()
    region.circulate(request_id)
    region.pass_days(61)
    region.give_opinion(request_id)
    region.decide(request_id)
    assert region.state("XB", request_id) == "GRANTED"
    region.close()


def test_where_silence_objects_and_no_body_decides_it_is_refused() -> None:
    region = ExemptionRegion(document(BALKANS))
    request_id = region.apply()
    region.circulate(request_id)
    region.pass_days(61)
    with pytest.raises(PolicyError, match="consensus"):
        region.give_opinion(request_id)
    region.close()


@pytest.mark.parametrize(
    ("name", "after"), [(BALKANS, "TRANSIT_CLEARED"), (ECOWAS, "TRANSIT_PENDING")]
)
def test_a_transit_state_that_is_silent_for_twenty_working_days(
    monkeypatch: pytest.MonkeyPatch, name: str, after: str
) -> None:
    made = region_under(document(name))
    monkeypatch.setattr(transfer_kit, "region", lambda _="": made)
    region = Region()
    transfer_id = region.propose()
    region.verify(transfer_id)
    region.decide_import(transfer_id)
    region.ask_transit(transfer_id)
    region.pass_days(35)
    assert region["XA"].state(transfer_id) == after


def region_under(words: dict[str, Any]) -> TrustedRegion:
    now_ms = ManualClock().now_ms()
    built = build_region(
        now_ms=now_ms, random=Random(7).randbytes, members=transfer_kit.STATES, policy=words
    )
    return built.trusted(now_ms)


def test_working_days_are_counted_on_the_calendar_of_each_region() -> None:
    assert policy(ECOWAS).calendars["XC"].weekend == (4, 5)
    assert policy(BALKANS).calendars["XA"].zone == "Europe/Belgrade"
    assert policy(BALKANS).statistics.return_month == 1
    assert policy(ECOWAS).exemption.required
    assert not policy(BALKANS).exemption.required

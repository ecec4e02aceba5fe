"""Each weapon once: the rule of SDG 16.4.2 that both halves of the fraction stand on."""

from dataclasses import replace

from accord.cases.codes import (
    NotEstablishedReason,
    Outcome,
    RecoveryCircumstance,
    RecoveryContext,
    WeaponDisposal,
)
from accord.cases.statistics_codes import Action, CounterCode, Dimension, Place, TracingLevel
from accord.cases.statistics_tally import Observation, behind, cells, tally
from accord.cases.statistics_weapons import (
    Recovery,
    actions_of,
    counted_once,
    level_of,
    observations,
)
from accord.dates import PartialDate
from accord.weapons.codes import (
    MarkCondition,
    MarkKind,
    MarkPosition,
    WeaponCategory,
    WeaponType,
)
from accord.weapons.firearm import Firearm, Mark

C = RecoveryCircumstance


def weapon(serial: str) -> Firearm:
    mark = Mark(
        kind=MarkKind.MANUFACTURER_SERIAL,
        text=serial,
        condition=MarkCondition.INTACT,
        position=MarkPosition.RECEIVER,
    )
    return Firearm(
        category=WeaponCategory.SA2,
        type=WeaponType.RIFLE,
        maker_text="Zastava",
        model_text="M70",
        calibre_text="7,62x39",
        country_of_manufacture="XA",
        marks=(mark,),
    )


def recovery(subject: str, year: int = 2025, **fields: object) -> Recovery:
    values: dict[str, object] = {
        "subject": subject,
        "day": PartialDate(year=year),
        "circumstance": C.SEIZED_CRIMINAL,
        "level": TracingLevel.PENDING,
        "uniquely_marked": True,
        "firearm": weapon("AR 104417"),
    }
    return Recovery(**(values | fields))  # type: ignore[arg-type]  # a test's short way


def test_a_weapon_seized_and_then_surrendered_counts_once_in_the_year_of_the_seizure() -> None:
    once = counted_once(
        [
            recovery(
                "XC-2026-1",
                2026,
                circumstance=C.SURRENDERED,
                level=TracingLevel.TRACED_DOMESTIC,
                actions=frozenset({Action.DESTROYED}),
            ),
            recovery("XC-2025-1", actions=frozenset({Action.NO_ACTION})),
        ]
    )
    assert len(once) == 1
    assert once[0].day == PartialDate(year=2025)
    assert once[0].circumstance is C.SEIZED_CRIMINAL
    assert once[0].level is TracingLevel.TRACED_DOMESTIC
    assert once[0].actions == {Action.DESTROYED}
    assert once[0].records == ("XC-2025-1", "XC-2026-1")


def test_the_same_number_on_another_weapon_is_another_weapon() -> None:
    other = replace(weapon("AR 104417"), maker_text="Remington", calibre_text=".223 Remington")
    assert len(counted_once([recovery("1"), recovery("2", firearm=other)])) == 2


def test_an_officer_may_say_that_a_weapon_was_recovered_anew() -> None:
    assert len(counted_once([recovery("1"), recovery("2", 2026, distinct=True)])) == 2


def test_an_officer_may_say_that_two_records_are_of_one_weapon() -> None:
    unmarked = recovery("1", firearm=None), recovery("2", firearm=None, same_as="1")
    assert [one.records for one in counted_once(unmarked)] == [("1", "2")]


def test_a_number_that_three_records_share_is_likely_a_patent_and_merges_nothing() -> None:
    assert len(counted_once(recovery(str(number)) for number in range(3))) == 3


def test_several_actions_on_one_weapon_all_count() -> None:
    actions = actions_of((WeaponDisposal.MARKED, WeaponDisposal.RECORDED), asked_abroad=True)
    seen = cells(tally(observations([recovery("1", actions=actions)])))
    assert seen.total(CounterCode.ARMS) == 1
    assert seen.total(CounterCode.ARMS_BY_ACTION) == 3


def test_no_action_stands_alone() -> None:
    assert actions_of((WeaponDisposal.NO_ACTION,), asked_abroad=False) == {Action.NO_ACTION}
    assert actions_of((), asked_abroad=False) == {Action.NO_ACTION}
    assert actions_of((WeaponDisposal.NO_ACTION,), asked_abroad=True) == {Action.TRACE_REQUESTED}


def test_a_case_without_an_outcome_is_pending() -> None:
    assert level_of(None, None) is TracingLevel.PENDING
    assert level_of(Outcome.TRACED_DOMESTIC, None) is TracingLevel.TRACED_DOMESTIC
    reason = NotEstablishedReason.PRE_1946
    assert level_of(Outcome.NOT_ESTABLISHED, reason) is TracingLevel.PRE_1946


def test_an_entry_of_many_weapons_counts_them_all() -> None:
    entry = recovery("entry", weapons=400, firearm=None, circumstance=C.SURRENDERED)
    assert cells(tally(observations([entry]))).total(CounterCode.ARMS) == 400


def test_weapons_seized_on_one_day_in_one_place_are_one_seizure() -> None:
    day = PartialDate(year=2025, month=3, day=4)
    found = [
        recovery("1", firearm=None, day=day, place="Port of Corvina"),
        recovery("2", firearm=None, day=day, place="Port of Corvina"),
        recovery("3", firearm=None, day=day),
        recovery("4", firearm=None, day=day, context=frozenset({RecoveryContext.CUSTOMS})),
        recovery("5", firearm=None, day=day, circumstance=C.FOUND),
    ]
    seen = cells(tally(observations(counted_once(found))))
    assert seen.along(CounterCode.SEIZURES, Dimension.PLACE) == {Place.BORDER: 1, Place.INLAND: 2}


def test_every_figure_opens_down_to_the_cases_behind_it() -> None:
    seen = list(
        observations(
            [
                recovery("1"),
                recovery("2", circumstance=C.FOUND),
                recovery("3", circumstance=C.FOUND),
            ]
        )
    )
    found = behind(seen, CounterCode.ARMS, {Dimension.CIRCUMSTANCE: C.FOUND})
    assert [one.subject for one in found] == ["2", "3"]
    assert sum(one.value for one in found) == cells(tally(seen)).total(
        CounterCode.ARMS, circumstance=C.FOUND
    )


def test_what_is_nought_is_not_said() -> None:
    assert tally([Observation(CounterCode.CASES_OPENED, "1", value=0)]) == ()

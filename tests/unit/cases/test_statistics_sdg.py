"""SDG 16.4.2 as its metadata says (2018-07-26), against the figures of A/75/78, paras 32 and 33."""

from fractions import Fraction

from accord.cases.codes import RecoveryCircumstance
from accord.cases.statistics import Counter
from accord.cases.statistics_codes import (
    DIMENSIONS,
    VALUES,
    Action,
    CounterCode,
    Dimension,
    Marking,
    TracingLevel,
)
from accord.cases.statistics_sdg import (
    LEVELS,
    Proportion,
    level_group,
    overlap,
    proportion,
    requests_per_arm,
    rounded,
    sdg_table,
)
from accord.cases.statistics_tally import cells, counter

CRIMINAL = RecoveryCircumstance.SEIZED_CRIMINAL


def arms(
    value: int,
    level: TracingLevel = TracingLevel.PENDING,
    circumstance: RecoveryCircumstance = CRIMINAL,
    marking: Marking = Marking.UNIQUE,
) -> Counter:
    return counter(CounterCode.ARMS, (circumstance, level, marking), value)


def country(traced: int, established: int, others: int) -> tuple[Counter, ...]:
    return (
        arms(traced, TracingLevel.TRACED_INTERNATIONAL),
        arms(established, TracingLevel.ESTABLISHED_OTHER_MEANS),
        arms(others, TracingLevel.NO_RECORD),
    )


def test_28_percent_is_13_percent_traced_and_15_percent_established() -> None:
    # Fourteen countries reported (A/75/78, para 33); these parts add up to its proportions.
    returns = [country(1, 2, 7)] * 13 + [country(1287, 1474, 7109)]
    region = proportion(cells(one for parts in returns for one in parts))
    assert region == Proportion(traced=1300, established=1500, arms=10_000)
    assert rounded(region.percent) == 28.0
    assert Fraction(region.traced, region.arms) == Fraction(13, 100)
    assert Fraction(region.established, region.arms) == Fraction(15, 100)


def test_a_region_is_the_sum_of_its_parts_and_never_the_mean_of_its_percentages() -> None:
    large, small = country(0, 0, 990), country(10, 0, 0)
    region = proportion(cells((*large, *small)))
    mean = (proportion(cells(large)).percent or 0) + (proportion(cells(small)).percent or 0)
    assert region.percent == 1
    assert mean / 2 == 50


def test_669_requests_for_246_090_arms_are_0_27_percent() -> None:
    assert rounded(requests_per_arm(669, 246_090)) == 0.27
    assert requests_per_arm(0, 0) is None


def test_five_action_figures_overlap_by_93_483() -> None:
    figures = {
        Action.MARKED: 21_997,
        Action.RECORDED: 115_612,
        Action.DESTROYED: 125_764,
        Action.NO_ACTION: 75_531,
        Action.TRACE_REQUESTED: 669,
    }
    returned = cells(
        counter(CounterCode.ARMS_BY_ACTION, (action,), value) for action, value in figures.items()
    )
    read = returned.along(CounterCode.ARMS_BY_ACTION, Dimension.ACTION)
    assert sum(read.values()) == 339_573
    assert overlap(246_090, read.values()) == 93_483


def test_administrative_seizures_are_recorded_and_do_not_count() -> None:
    table = sdg_table(
        cells(
            [
                arms(3, TracingLevel.TRACED_DOMESTIC),
                arms(1, TracingLevel.TRACED_DOMESTIC, RecoveryCircumstance.FOUND),
                arms(4, circumstance=RecoveryCircumstance.SURRENDERED),
                arms(90, TracingLevel.TRACED_DOMESTIC, RecoveryCircumstance.SEIZED_ADMINISTRATIVE),
                arms(2, circumstance=RecoveryCircumstance.UNKNOWN),
            ]
        )
    )
    assert table.all_arms == Proportion(traced=4, established=0, arms=8)
    assert table.excluded == 92
    assert table.by_circumstance[RecoveryCircumstance.FOUND].percent == 100
    assert table.by_circumstance[RecoveryCircumstance.SURRENDERED].percent == 0
    assert table.by_level == {TracingLevel.TRACED_DOMESTIC: 4, TracingLevel.PENDING: 4}


def test_the_secondary_series_takes_uniquely_marked_arms_only() -> None:
    table = sdg_table(
        cells(
            [
                arms(1, TracingLevel.TRACED_INTERNATIONAL),
                arms(1),
                arms(8, TracingLevel.NOT_ATTEMPTED, marking=Marking.NOT_UNIQUE),
            ]
        )
    )
    assert table.all_arms.percent == 10
    assert table.uniquely_marked.percent == 50
    assert table.not_uniquely_marked.percent == 0


def test_without_arms_there_is_no_value_and_not_nought_per_cent() -> None:
    assert proportion(cells([])).percent is None


def test_the_levels_of_tracing_leave_no_weapon_out_and_take_none_twice() -> None:
    assert sorted(level for _, group in LEVELS for level in group) == sorted(TracingLevel)
    assert level_group(TracingLevel.PRE_1946) == "never attempted"


def test_every_counter_has_its_dimensions_and_every_dimension_its_list() -> None:
    assert set(DIMENSIONS) == set(CounterCode)
    assert set(VALUES) == set(Dimension)

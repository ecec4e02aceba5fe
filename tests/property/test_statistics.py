"""What holds of all figures, whatever the casework was."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from accord.cases.codes import RecoveryCircumstance
from accord.cases.statistics_cells import SUM, hide_small, with_sums
from accord.cases.statistics_codes import Action, CounterCode, Dimension, Marking, TracingLevel
from accord.cases.statistics_publication import percent, published
from accord.cases.statistics_sdg import proportion, rounded, sdg_table
from accord.cases.statistics_tally import behind, cells, counter, tally
from accord.cases.statistics_times import spread
from accord.cases.statistics_weapons import Recovery, counted_once, observations
from accord.dates import PartialDate

RECOVERIES = st.builds(
    Recovery,
    subject=st.uuids().map(str),
    day=st.integers(2020, 2026).map(lambda year: PartialDate(year=year)),
    circumstance=st.sampled_from(RecoveryCircumstance),
    level=st.sampled_from(TracingLevel),
    uniquely_marked=st.booleans(),
    actions=st.frozensets(st.sampled_from(Action), min_size=1),
    weapons=st.integers(1, 40),
)
ARMS = st.dictionaries(
    st.tuples(
        st.sampled_from(RecoveryCircumstance),
        st.sampled_from(TracingLevel),
        st.sampled_from(Marking),
    ),
    st.integers(1, 1000),
    max_size=12,
)
GRIDS = st.integers(1, 5).flatmap(
    lambda width: st.lists(
        st.lists(
            st.one_of(st.integers(0, 12), st.integers(0, 500)), min_size=width, max_size=width
        ),
        min_size=1,
        max_size=5,
    )
)


@given(st.lists(ARMS, min_size=1, max_size=6))
@settings(max_examples=60)
def test_the_numerator_is_a_part_of_the_denominator_and_the_region_the_sum_of_its_states(
    states: list[dict[tuple[str, ...], int]],
) -> None:
    returns = [
        [counter(CounterCode.ARMS, keys, value) for keys, value in state.items()]
        for state in states
    ]
    national = [proportion(cells(one)) for one in returns]
    region = sdg_table(cells(part for one in returns for part in one))
    assert 0 <= region.all_arms.successful <= region.all_arms.arms
    assert region.all_arms.arms == sum(one.arms for one in national)
    assert region.all_arms.successful == sum(one.successful for one in national)
    percents = [one.percent for one in national if one.percent is not None]
    if region.all_arms.percent is not None:
        assert min(percents) <= region.all_arms.percent <= max(percents)
    assert sum(region.by_level.values()) == region.all_arms.arms
    assert sum(one.arms for one in region.by_circumstance.values()) == region.all_arms.arms
    assert region.uniquely_marked.arms + region.not_uniquely_marked.arms == region.all_arms.arms


@given(st.lists(RECOVERIES, max_size=12))
@settings(max_examples=60)
def test_every_weapon_stands_in_one_cell_and_every_cell_opens_down_to_its_records(
    recoveries: list[Recovery],
) -> None:
    seen = list(observations(counted_once(recoveries)))
    returned = cells(tally(seen))
    weapons = sum(one.weapons for one in recoveries)
    assert returned.total(CounterCode.ARMS) == weapons
    assert returned.total(CounterCode.ARMS_BY_ACTION) >= weapons
    for value, total in returned.along(CounterCode.ARMS, Dimension.TRACING).items():
        opened = behind(seen, CounterCode.ARMS, {Dimension.TRACING: value})
        assert sum(one.value for one in opened) == total


@given(st.lists(RECOVERIES, max_size=8), st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_the_order_of_the_records_changes_no_figure(
    recoveries: list[Recovery], random: object
) -> None:
    shuffled = list(recoveries)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis's own
    assert tally(observations(counted_once(recoveries))) == tally(
        observations(counted_once(shuffled))
    )


@given(GRIDS)
@settings(max_examples=150)
def test_no_small_count_is_shown_or_can_be_had_by_subtraction(rows: list[list[int]]) -> None:
    grid = {str(r): {str(c): value for c, value in enumerate(row)} for r, row in enumerate(rows)}
    whole, hidden = with_sums(grid), hide_small(grid, 5)
    assert all(
        (r, c) in hidden for r, row in whole.items() for c, value in row.items() if 0 < value < 5
    )
    lines = [([(r, c) for c in grid["0"]], (r, SUM)) for r in whole]
    lines += [([(r, c) for r in grid], (SUM, c)) for c in whole[SUM]]
    for parts, total in lines:
        gone = [whole[r][c] for r, c in parts if (r, c) in hidden]
        if total in hidden:
            assert gone
        else:
            assert not gone or (len(gone) > 1 and sum(gone) >= 5)


STATES = st.dictionaries(st.sampled_from(["XA", "XB", "XC"]), ARMS, min_size=1)


@given(STATES)
@settings(max_examples=60)
def test_a_publication_passes_its_own_check_and_shows_sums(
    states: dict[str, dict[tuple[str, ...], int]],
) -> None:
    returned = {
        state: [counter(CounterCode.ARMS, keys, value) for keys, value in parts.items()]
        for state, parts in states.items()
    }
    region = cells(part for parts in returned.values() for part in parts)
    figures = published({state: cells(parts) for state, parts in returned.items()}, region, 5)
    assert all(one.value == 0 if one.hidden else not 0 < one.value < 5 for one in figures)
    assert len({(one.series, one.state, one.keys) for one in figures}) == len(figures)
    shown = percent(figures)
    if shown is not None:
        assert shown == rounded(proportion(region).percent)


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=50))
@settings(max_examples=50)
def test_half_of_all_answers_took_no_longer_than_the_median(values: list[float]) -> None:
    found = spread(values)
    assert found.median is not None
    assert found.ninetieth is not None
    within = sum(value <= found.median for value in values)
    assert Fraction(within, len(values)) >= Fraction(1, 2)
    within = sum(value <= found.ninetieth for value in values)
    assert Fraction(within, len(values)) >= Fraction(9, 10)

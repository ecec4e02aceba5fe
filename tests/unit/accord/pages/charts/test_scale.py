from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.pages.charts.scale import Scale, instants, share, ticks


def _ms(*day: int) -> int:
    return int(datetime(*day, tzinfo=UTC).timestamp() * 1000)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("high", "expected"),
    [
        (0, (0, 1)),
        (4, (0, 1, 2, 3, 4)),
        (410, (0, 100, 200, 300, 400, 500)),
        (0.5, (0, 0.1, 0.2, 0.3, 0.4, 0.5)),
    ],
)
def test_ticks_are_round(high: float, expected: tuple[float, ...]) -> None:
    assert ticks(high) == pytest.approx(expected)


@given(high=st.floats(1e-6, 1e12), most=st.integers(1, 9))
@settings(max_examples=80, deadline=None)
def test_ticks_begin_at_zero_and_reach_the_highest_value(high: float, most: int) -> None:
    made = ticks(high, most)
    assert made[0] == 0
    assert made[-1] >= high * (1 - 1e-9)
    assert len(made) <= most + 1


def test_a_scale_keeps_to_its_ends() -> None:
    scale = Scale(10, 20, 0, 100)
    assert [scale(value) for value in (0, 10, 15, 20, 99)] == [0, 0, 50, 100, 100]
    assert Scale(5, 5, 0, 100)(5) == 50
    assert (share(1, 4), share(5, 4), share(1, 0)) == (0.25, 1, 0)


def test_a_short_time_is_told_in_days_and_a_long_one_in_months() -> None:
    assert instants(_ms(2026, 3, 1), _ms(2026, 3, 5)) == [_ms(2026, 3, day) for day in range(1, 6)]
    months = instants(_ms(2026, 7, 20), _ms(2026, 12, 8))
    assert months == [_ms(2026, month, 1) for month in range(7, 13)]
    years = instants(_ms(1979, 2, 1), _ms(2024, 3, 1))
    assert len(years) <= 8
    assert all(datetime.fromtimestamp(one / 1000, UTC).month == 1 for one in years)

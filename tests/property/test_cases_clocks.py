from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from accord.cases.clocks import Calendar, Clocks, Pause
from accord.trust.policy import Deadlines, Policy

DAY = 86_400_000
moments = st.integers(0, 4_000_000_000_000)
calendars = st.builds(
    Calendar,
    weekend=st.sets(st.integers(0, 6), max_size=6).map(lambda days: tuple(sorted(days))),
    holidays=st.frozensets(st.dates().map(lambda day: day.isoformat()), max_size=20),
)


@given(moments, st.integers(1, 30), calendars)
def test_the_end_of_a_working_day_is_the_end_of_a_working_day(
    start_ms: int, count: int, calendar: Calendar
) -> None:
    due_ms = calendar.end_of_working_day(start_ms, count)
    assert due_ms - start_ms > count * DAY - DAY
    assert due_ms % DAY == 0
    last = datetime.fromtimestamp((due_ms - 1) / 1000, UTC).date()
    assert last.weekday() not in calendar.weekend
    assert last.isoformat() not in calendar.holidays


@given(moments, moments, calendars)
def test_what_arrives_later_is_never_due_earlier(a: int, b: int, calendar: Calendar) -> None:
    early, late = sorted((a, b))
    assert calendar.end_of_working_day(early, 2) <= calendar.end_of_working_day(late, 2)


@given(
    st.lists(
        st.tuples(st.integers(0, 100), st.integers(0, 100))
        .map(sorted)
        .map(lambda ends: Pause(from_ms=ends[0], until_ms=ends[1])),
        max_size=6,
    )
)
def test_pauses_add_exactly_the_time_that_they_cover(pauses: list[Pause]) -> None:
    policy = Policy(version=1, expires_ms=0, deadlines=Deadlines(respond_days=1))
    clocks = Clocks(policy=policy, calendar=Calendar())
    covered = {moment for pause in pauses for moment in range(pause.from_ms, pause.until_ms or 0)}
    due = clocks.respond(0, urgent=False, pauses=pauses, now_ms=1000).due_ms
    assert due - DAY == len(covered)

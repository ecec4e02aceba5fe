from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from accord.cases.clocks import Calendar, Clocks, Deadline, Pause
from accord.dates import PartialDate
from accord.errors import PolicyError
from accord.trust.policy import Deadlines, Policy
from accord.trust.policy_calendars import NationalCalendar
from accord.trust.policy_inquiry import InquiryPolicy

DAY = 86_400_000


def ms(text: str) -> int:
    moment = datetime.fromisoformat(text)
    return round(moment.astimezone(UTC).timestamp() * 1000)


def policy(*calendars: NationalCalendar, **numbers: object) -> Policy:
    return Policy(
        version=7,
        expires_ms=0,
        deadlines=Deadlines(**numbers),  # type: ignore[arg-type]
        calendars={one.state: one for one in calendars},
        inquiry=InquiryPolicy(answer_hours=48, answer_urgent_hours=4),
    )


def clocks(*calendars: NationalCalendar, **numbers: object) -> Clocks:
    signed = policy(*calendars, **numbers)
    return Clocks(policy=signed, calendar=Calendar.of(signed, "XA", ZoneInfo))


def test_an_acknowledgement_is_due_at_the_end_of_the_second_working_day() -> None:
    deadline = clocks().acknowledge(ms("2026-11-24T09:00+00:00"), urgent=False)
    assert deadline == Deadline(
        due_ms=ms("2026-11-27T00:00+00:00"),
        rule="acknowledge within 2 working days",
        policy_version=7,
    )


def test_weekends_do_not_count() -> None:
    friday, saturday = ms("2026-11-27T09:00+00:00"), ms("2026-11-28T09:00+00:00")
    assert clocks().acknowledge(friday, urgent=False).due_ms == ms("2026-12-02T00:00+00:00")
    assert clocks().acknowledge(saturday, urgent=False).due_ms == ms("2026-12-02T00:00+00:00")


def test_another_weekend_and_the_holidays_of_two_calendars_do_not_count() -> None:
    national = NationalCalendar(state="XA", holidays=frozenset({"2026-11-29"}))
    signed = policy(national, weekend=(4, 5), holidays=frozenset({"2026-11-25"}))
    calendar = Calendar.of(signed, "XA", ZoneInfo)
    # Tuesday; Wednesday is the region's holiday, Friday and Saturday the weekend, Sunday national.
    due = calendar.end_of_working_day(ms("2026-11-24T09:00+00:00"), 2)
    assert due == ms("2026-12-01T00:00+00:00")


def test_the_day_is_the_states_own() -> None:
    calendar = Calendar(zone=ZoneInfo("Pacific/Auckland"))
    # Tuesday evening in UTC is Wednesday in Auckland; the end of Friday there is due.
    due = calendar.end_of_working_day(ms("2026-11-24T20:00+00:00"), 2)
    assert due == ms("2026-11-28T00:00+13:00")


def test_a_change_of_clocks_moves_the_hour_and_not_the_day() -> None:
    calendar = Calendar(zone=ZoneInfo("Europe/Madrid"))
    friday = ms("2026-10-23T12:00+02:00")
    assert calendar.end_of_working_day(friday, 1) == ms("2026-10-27T00:00+01:00")


def test_a_calendar_without_working_days_is_refused() -> None:
    with pytest.raises(PolicyError, match="no working day"):
        Calendar(weekend=(0, 1, 2, 3, 4, 5, 6)).end_of_working_day(0, 1)


def test_urgent_requests_have_hours() -> None:
    rules = clocks(acknowledge_urgent_hours=4, respond_urgent_days=1)
    assert rules.acknowledge(0, urgent=True).due_ms == 4 * 3_600_000
    assert rules.respond(0, urgent=True, now_ms=0).due_ms == DAY


def test_an_answer_is_due_in_calendar_days() -> None:
    deadline = clocks(respond_days=30).respond(0, urgent=False, now_ms=5)
    assert deadline.due_ms == 30 * DAY
    assert deadline.rule == "answer within 30 days"


def test_the_clock_stands_still_while_the_requester_is_asked() -> None:
    rules = clocks(respond_days=30)
    closed = [Pause(from_ms=DAY, until_ms=4 * DAY), Pause(from_ms=6 * DAY, until_ms=7 * DAY)]
    assert rules.respond(0, urgent=False, pauses=closed, now_ms=9 * DAY).due_ms == 34 * DAY
    waiting = [Pause(from_ms=DAY)]
    for now in (2 * DAY, 50 * DAY):
        deadline = rules.respond(0, urgent=False, pauses=waiting, now_ms=now)
        assert deadline.due_ms - now == 29 * DAY
        assert not deadline.overdue(now)


def test_overlapping_pauses_count_once() -> None:
    pauses = [Pause(from_ms=0, until_ms=3 * DAY), Pause(from_ms=DAY, until_ms=2 * DAY)]
    rules = clocks(respond_days=1)
    assert rules.respond(0, urgent=False, pauses=pauses, now_ms=9 * DAY).due_ms == 4 * DAY


def test_a_question_and_a_clarification_have_clocks_of_their_own() -> None:
    rules = clocks(silence_days=60, clarify_days=15)
    assert rules.reply(DAY).due_ms == 61 * DAY
    assert rules.clarify(DAY).due_ms == 16 * DAY


def test_a_deadline_passes_after_its_last_moment() -> None:
    deadline = Deadline(due_ms=100, rule="", policy_version=1)
    assert not deadline.overdue(100)
    assert deadline.overdue(101)


def test_a_year_of_two_holidays_a_week_still_ends() -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    holidays = frozenset(
        (start + timedelta(days=days)).date().isoformat() for days in range(0, 365, 3)
    )
    calendar = Calendar(holidays=holidays)
    assert calendar.end_of_working_day(round(start.timestamp() * 1000), 100) > 0


def test_a_working_day_deadline_across_two_national_holidays_and_a_change_of_clocks() -> None:
    """Received in Madrid on Thursday 22 October 2026, before 00:00 there, which is 22:00 UTC.

    Friday 23 is a holiday of XA, Sunday 25 the end of summer time, Monday 26 the second holiday:
    the first working day is Tuesday 27 and the second, at whose end the acknowledgement is due,
    Wednesday 28, when Madrid is one hour from UTC and no longer two.
    """
    madrid = NationalCalendar(
        state="XA", holidays=frozenset({"2026-10-23", "2026-10-26"}), zone="Europe/Madrid"
    )
    received = ms("2026-10-22T21:30+00:00")
    deadline = clocks(madrid).acknowledge(received, urgent=False)
    assert deadline.due_ms == ms("2026-10-28T23:00+00:00") == ms("2026-10-29T00:00+01:00")
    assert (deadline.rule, deadline.policy_version) == ("acknowledge within 2 working days", 7)
    # Half an hour later it is Friday in Madrid, and the count is the same; in UTC it is Thursday.
    assert clocks(madrid).acknowledge(received + 3_600_000, urgent=False) == deadline
    assert clocks().acknowledge(received, urgent=False).due_ms == ms("2026-10-27T00:00+00:00")


def test_a_state_may_have_a_weekend_of_its_own_and_one_without_a_calendar_has_the_regions() -> None:
    friday_off = NationalCalendar(state="XA", weekend=(4,))
    thursday = ms("2026-11-26T09:00+00:00")
    assert clocks(friday_off).acknowledge(thursday, urgent=False).due_ms == ms(
        "2026-11-30T00:00+00:00"
    )
    of_another = NationalCalendar(state="XB", weekend=(4,))
    assert clocks(of_another).acknowledge(thursday, urgent=False).due_ms == ms(
        "2026-12-01T00:00+00:00"
    )


@pytest.mark.parametrize(
    ("known", "end"),
    [
        (PartialDate(year=2026, month=12, day=31), "2027-01-01T00:00+00:00"),
        (PartialDate(year=2026, month=12), "2027-01-01T00:00+00:00"),
        (PartialDate(year=2026, month=2), "2026-03-01T00:00+00:00"),
        (PartialDate(year=2026), "2027-01-01T00:00+00:00"),
    ],
)
def test_a_date_passes_with_the_last_day_that_it_can_mean(known: PartialDate, end: str) -> None:
    assert Calendar().end_of_day(known) == ms(end)


@pytest.mark.parametrize("year", [1, 9999])
def test_the_end_of_any_date_can_be_said(year: int) -> None:
    for zone in ("Pacific/Auckland", "America/Lima"):
        Calendar(zone=ZoneInfo(zone)).end_of_day(PartialDate(year=year, month=12, day=31))
        Calendar(zone=ZoneInfo(zone)).end_of_day(PartialDate(year=year, month=1, day=1))


def test_members_have_hours_to_say_hit_or_no_hit() -> None:
    assert clocks().inquiry(0, urgent=False).due_ms == 2 * DAY
    assert clocks().inquiry(0, urgent=True).rule == "say hit or no hit within 4 hours"


def test_reminders_follow_a_deadline_at_the_policys_intervals_and_end() -> None:
    rules = clocks(remind_after_days=1, remind_every_days=7, reminders_at_most=3)
    assert [rules.remind(0, sent) for sent in range(4)] == [DAY, 8 * DAY, 15 * DAY, None]

"""Statistics between States, as the SDG metadata and A/75/78 have them; each test is a rule."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from random import Random
from uuid import UUID

import pytest
from casework_kit import Federation, case_draft, rifle, sold_abroad, stolen_here

from accord.cases.codes import (
    NotEstablishedReason,
    Outcome,
    RecoveryCircumstance,
    WeaponDisposal,
    WhyYou,
)
from accord.cases.statistics import RegisterLine, StatisticalReturn
from accord.cases.statistics_codes import (
    Action,
    AgeGroup,
    CounterCode,
    Harm,
    Item,
    SeriesCode,
    Sex,
    TransferDirection,
)
from accord.cases.statistics_entries import (
    IncidentEntry,
    RecoveryEntry,
    RegisterEntry,
    SameWeapon,
    Victims,
)
from accord.cases.statistics_return import CompilationState, ReturnState
from accord.cases.statistics_tally import Cells, cells, tally
from accord.dates import PartialDate
from accord.errors import FormatError, PolicyError, TransitionError
from accord.testing.clock import ManualClock
from accord.testing.region import build_region
from accord.trust.trusted import DIRECTORY, TrustedRegion
from accord.weapons.codes import WeaponCategory
from accord.wire.kinds import MessageKind
from accord.wire.payload import decode_payload, encode_payload
from node.casework.drafts import OutcomeDraft
from node.exchange.messages import DeliveryStatus
from node.statistics.reading import StatisticsViews
from node.statistics.secretariat import secretariat_of, states_of
from node.statistics.views import BehindList, RegionalDetail, ReturnDetail, ReturnSummary

YEAR = 2025
DAY = PartialDate(year=YEAR, month=3, day=4)


@pytest.fixture
def region() -> Iterator[Federation]:
    made = Federation()
    yield made
    made.close()


def recovered(region: Federation, state: str, serial: str, **fields: object) -> str:
    desk = region[state]
    draft = case_draft(rifle(serial), **({"recovery_date": DAY} | fields))
    case_id = desk.write(lambda tx: desk.casework.cases.open_case(tx, draft, by="officer"))
    desk.work()
    return case_id


def closed(region: Federation, state: str, case_id: str, draft: OutcomeDraft) -> None:
    desk = region[state]
    desk.write(lambda tx: desk.casework.cases.record_outcome(tx, case_id, draft, by="officer"))


def entered(region: Federation, state: str, *entries: object) -> None:
    desk = region[state]
    for entry in entries:
        desk.write(lambda tx: desk.rooms.statistics.entries.add(tx, entry, by="officer"))  # type: ignore[arg-type]  # noqa: B023


def collected(quantity: int, outcome: Outcome | None = None, **fields: object) -> RecoveryEntry:
    values: dict[str, object] = {
        "day": DAY,
        "quantity": quantity,
        "circumstance": RecoveryCircumstance.SURRENDERED,
        "outcome": outcome,
        "source": "protocol 7",
    }
    return RecoveryEntry(**(values | fields))  # type: ignore[arg-type]  # a test's short way


def computed(region: Federation, state: str, year: int = YEAR) -> int:
    desk, room = region[state], region[state].rooms.statistics
    figures = desk.read(lambda tx: room.statistician.compute(tx, year))
    return desk.write(lambda tx: room.returns.keep(tx, figures, by="analyst"))


def returned(region: Federation, state: str, year: int = YEAR) -> int:
    desk, version = region[state], computed(region, state, year)
    approve = desk.rooms.statistics.returns.approve
    assert desk.write(lambda tx: approve(tx, year, version, by="approver"))
    region.settle()
    return version


def views(region: Federation, state: str) -> StatisticsViews:
    return region[state].rooms.statistics.views


def detail(region: Federation, state: str, version: int, year: int = YEAR) -> ReturnDetail:
    return region[state].read(lambda tx: views(region, state).detail(tx, year, version))


def summary(region: Federation, state: str, version: int) -> ReturnSummary:
    return detail(region, state, version).summary


def behind(
    region: Federation, state: str, version: int, code: CounterCode, **only: str
) -> BehindList:
    return region[state].read(lambda tx: views(region, state).behind(tx, YEAR, version, code, only))


def sdg(region: Federation, state: str, version: int) -> tuple[int, int, int, float | None]:
    first = detail(region, state, version).sdg.proportions[0]
    return (
        first.traced,
        first.established,
        first.seized_found_surrendered,
        first.percent,
    )


def test_each_node_computes_its_own_proportion_of_traced_arms(region: Federation) -> None:
    region["XC"].records.append(stolen_here(rifle("TRACED 1"), "XC"))
    recovered(region, "XC", "TRACED 1")
    other = recovered(region, "XC", "OTHER 2")
    closed(region, "XC", other, OutcomeDraft(outcome=Outcome.ESTABLISHED_OTHER_MEANS))
    recovered(region, "XC", "PENDING 3")
    recovered(region, "XC", "ADMIN 4", circumstance=RecoveryCircumstance.SEIZED_ADMINISTRATIVE)
    version = computed(region, "XC")
    assert sdg(region, "XC", version) == (1, 1, 3, 66.67)
    assert detail(region, "XC", version).sdg.excluded == 1


def test_many_legs_of_one_weapon_are_one_weapon(region: Federation) -> None:
    region["XA"].records.append(sold_abroad(rifle(), "XA", "XB"))
    case_id = recovered(region, "XC", "AR 104417", recovery_date=PartialDate(year=2026))
    desk = region["XC"]
    asked = partial(desk.casework.cases.send_leg, why=WhyYou.CONNECTED_CASE, by="officer")
    for state in ("XA", "XB"):
        desk.write(lambda tx: asked(tx, case_id, state))  # noqa: B023
    region.settle()
    figures = desk.read(lambda tx: desk.rooms.statistics.statistician.compute(tx, 2026))
    returned_cells = cells(tally(figures.observations))
    assert returned_cells.total(CounterCode.ARMS) == 1
    assert returned_cells.total(CounterCode.ARMS_BY_ACTION, action=Action.TRACE_REQUESTED) == 1
    assert returned_cells.total(CounterCode.LEGS) == 2
    holder = region["XA"].read(
        lambda tx: region["XA"].rooms.statistics.statistician.compute(tx, 2026)
    )
    received = cells(tally(holder.observations))
    assert received.total(CounterCode.REQUESTS_RECEIVED) == 1
    assert received.total(CounterCode.ACKNOWLEDGEMENTS, timeliness="ON_TIME") == 1


def test_the_way_from_the_first_owner_and_from_the_theft_is_measured_in_years(
    region: Federation,
) -> None:
    region["XC"].records.append(stolen_here(rifle("TRACED 1"), "XC", year=2013))
    recovered(region, "XC", "TRACED 1")
    times = {one.name: one for one in detail(region, "XC", computed(region, "XC")).times}
    assert round(times["time to crime"].median or 0) == 15  # registered in 2010
    assert round(times["time since diversion"].median or 0) == 12  # stolen in June 2013


def test_what_a_state_answers_late_it_has_answered_late_and_answered(region: Federation) -> None:
    region["XA"].records.append(sold_abroad(rifle(), "XA", "XB"))
    case_id = recovered(region, "XC", "AR 104417")
    desk, holder = region["XC"], region["XA"]
    ask = partial(desk.casework.cases.send_leg, why=WhyYou.COUNTRY_OF_MANUFACTURE, by="officer")
    desk.write(lambda tx: ask(tx, case_id, "XA"))
    region.settle()

    def own() -> Cells:
        compute = holder.rooms.statistics.statistician.compute
        return cells(tally(holder.read(lambda tx: compute(tx, 2026)).observations))

    assert own().total(CounterCode.RESPONSES, timeliness="NOT_DUE") == 1
    region.clock.advance(days=40)
    assert own().total(CounterCode.RESPONSES, timeliness="OVERDUE") == 1
    (request,) = holder.read(holder.casework.views.list_requests)
    approve = holder.casework.requests.approve
    holder.write(lambda tx: approve(tx, request.request_id, by="officer"))
    region.settle()
    assert own().total(CounterCode.RESPONSES, timeliness="LATE") == 1
    assert own().total(CounterCode.REQUESTS_ANSWERED) == 1
    assert own().total(CounterCode.RESPONSE_HOURS, hours="H1440") == 1  # 40 days
    figures = desk.read(lambda tx: desk.rooms.statistics.statistician.compute(tx, 2026))
    assert cells(tally(figures.observations)).total(CounterCode.LEGS, leg_end="REFERRED") == 1


def test_a_weapon_seized_and_then_surrendered_is_counted_once(region: Federation) -> None:
    first = recovered(region, "XC", "AR 104417")
    again = {"recovery_date": PartialDate(year=YEAR, month=9)}
    surrendered = RecoveryCircumstance.SURRENDERED
    second = recovered(region, "XC", "AR 104417", circumstance=surrendered, **again)
    version = computed(region, "XC")
    assert sdg(region, "XC", version)[2] == 1
    assert detail(region, "XC", version).counted_once == ((first, second),)
    anew = SameWeapon(case_id=second, distinct=True, reason="returned to its owner in May")
    entered(region, "XC", anew)
    assert sdg(region, "XC", computed(region, "XC"))[2] == 2
    assert sdg(region, "XC", version)[2] == 1  # what was computed stays as it was


def test_what_has_no_case_is_entered_and_counted(region: Federation) -> None:
    entered(
        region,
        "XC",
        collected(400, actions=(Action.DESTROYED, Action.RECORDED)),
        collected(9_000, item=Item.AMMUNITION, actions=(Action.DESTROYED,)),
        collected(20, circumstance=None, actions=(Action.DESTROYED,)),
        IncidentEntry(
            day=DAY,
            victims=(
                Victims(harm=Harm.INJURED, sex=Sex.FEMALE, age=AgeGroup.ADULT, count=2),
                Victims(harm=Harm.KILLED, sex=Sex.MALE, age=AgeGroup.CHILD, count=1),
            ),
            source="report 12",
        ),
    )
    kpis = {
        (one.indicator, one.part): one.value
        for one in detail(region, "XC", computed(region, "XC")).kpis
    }
    assert kpis["8", "arms destroyed"] == "420"
    assert kpis["8", "ammunition destroyed"] == "9000"
    assert kpis["7", "arms surrendered"] == "400"
    assert (kpis["6", "women"], kpis["6", "boys"], kpis["6", "men"]) == ("2", "1", "0")


def test_every_figure_opens_down_to_its_cases_and_only_in_the_state_that_owns_them(
    region: Federation,
) -> None:
    case_id = recovered(region, "XC", "AR 104417")
    entered(region, "XC", collected(12))
    version = returned(region, "XC")
    opened = behind(region, "XC", version, CounterCode.ARMS)
    assert opened.total == 13
    assert {one.subject for one in opened.records} == {case_id, "XC-RECOVERY-000001"}
    only = behind(region, "XC", version, CounterCode.ARMS, CIRCUMSTANCE="SEIZED_CRIMINAL")
    assert [one.subject for one in only.records] == [case_id]
    with pytest.raises(PolicyError):
        behind(region, "XA", version, CounterCode.ARMS)


def test_what_travels_holds_counters_and_nothing_of_any_case(region: Federation) -> None:
    case_id = recovered(region, "XC", "AR 104417", recovery_place="Lower Harbour Street 7")
    version = computed(region, "XC")
    desk = region["XC"]
    desk.write(lambda tx: desk.rooms.statistics.returns.approve(tx, YEAR, version, by="approver"))
    ((_, recipient, message),) = desk.posted()
    assert recipient == "XA"
    assert message.kind is MessageKind.STATISTICAL_RETURN
    for secret in (case_id, "104417", "Harbour", "Zastava", "officer", "analyst", "approver"):
        assert secret.encode() not in message.payload


def test_the_secretariat_has_the_return_and_says_so(region: Federation) -> None:
    recovered(region, "XC", "AR 104417")
    version = returned(region, "XC")
    assert summary(region, "XC", version).state is ReturnState.ACCEPTED
    regional = region["XA"].read(lambda tx: views(region, "XA").regional(tx, YEAR))
    assert [one.state for one in regional.states] == ["XC"]
    assert regional.without_data == ("XA", "XB")


def test_the_secretariat_itself_returns_its_figures_without_a_message(region: Federation) -> None:
    entered(region, "XA", collected(8))
    version = returned(region, "XA")
    assert summary(region, "XA", version).state is ReturnState.ACCEPTED
    assert region["XA"].posted() == []


def test_nothing_is_sent_that_nobody_approved(region: Federation) -> None:
    version = computed(region, "XC")
    desk, returns = region["XC"], region["XC"].rooms.statistics.returns
    with pytest.raises(TransitionError) as caught:
        desk.write(lambda tx: returns.send(tx, YEAR, version, by="analyst"))
    assert "APPROVE" in caught.value.allowed
    assert desk.posted() == []


def test_where_two_people_approve_neither_does_it_alone() -> None:
    region = Federation()
    desk = region["XC"]
    desk.signoff = {"statistical_return": "two_people"}
    desk.start()
    version = computed(region, "XC")
    approve = desk.rooms.statistics.returns.approve
    assert not desk.write(lambda tx: approve(tx, YEAR, version, by="first"))
    assert summary(region, "XC", version).waits_for_second == "first"
    with pytest.raises(PolicyError) as caught:
        desk.write(lambda tx: approve(tx, YEAR, version, by="first"))
    assert caught.value.code == "signoff.same_person"
    assert summary(region, "XC", version).state is ReturnState.COMPUTED
    assert desk.write(lambda tx: approve(tx, YEAR, version, by="second"))
    region.close()


def test_the_region_is_the_sum_of_its_returns_and_a_state_without_data_is_not_published(
    region: Federation,
) -> None:
    entered(region, "XA", collected(10, Outcome.TRACED_DOMESTIC))
    entered(region, "XC", collected(20, Outcome.ESTABLISHED_OTHER_MEANS), collected(970))
    returned(region, "XA")
    returned(region, "XC")
    room, desk = region["XA"].rooms.statistics, region["XA"]
    version = desk.write(lambda tx: room.compilations.compile(tx, YEAR, by="analyst"))
    assert region["XC"].read(lambda tx: views(region, "XC").publications(tx, YEAR)) == ()
    desk.write(lambda tx: room.compilations.publish(tx, YEAR, version, by="director"))
    region.settle()
    for state in ("XA", "XB", "XC"):
        (shown,) = region[state].read(lambda tx: views(region, state).publications(tx, YEAR))  # noqa: B023
        assert shown.percent == 3.0  # 30 of 1000, and not the mean of 100 and 2.02
        assert shown.reporting == ("XA", "XC")
        assert shown.without_data == ("XB",)
        assert {one.state for one in shown.figures} == {"", "XA", "XC"}


def test_small_counts_are_hidden_from_the_region(region: Federation) -> None:
    entered(region, "XC", collected(3, Outcome.TRACED_DOMESTIC), collected(100))
    entered(region, "XA", collected(50, Outcome.TRACED_DOMESTIC), collected(100))
    returned(region, "XA")
    returned(region, "XC")
    room, desk = region["XA"].rooms.statistics, region["XA"]
    version = desk.write(lambda tx: room.compilations.compile(tx, YEAR, by="analyst"))
    desk.write(lambda tx: room.compilations.publish(tx, YEAR, version, by="director"))
    (shown,) = desk.read(lambda tx: views(region, "XA").publications(tx, YEAR))
    traced = {one.state: one.hidden for one in shown.figures if one.series is SeriesCode.SDG_TRACED}
    assert traced["XC"]
    assert traced["XA"]  # or else the region's sum would give the small count away
    assert all(one.value == 0 for one in shown.figures if one.hidden)


def test_last_year_is_revised_and_not_overwritten(region: Federation) -> None:
    case_id = recovered(region, "XC", "AR 104417")
    entered(region, "XC", collected(9))
    first = returned(region, "XC")
    room, desk = region["XA"].rooms.statistics, region["XA"]
    desk.write(lambda tx: room.compilations.compile(tx, YEAR, by="analyst"))
    desk.write(lambda tx: room.compilations.publish(tx, YEAR, 1, by="director"))
    # Tracing is long: the origin is established in the next cycle.
    closed(region, "XC", case_id, OutcomeDraft(outcome=Outcome.ESTABLISHED_OTHER_MEANS))
    second = returned(region, "XC")
    assert sdg(region, "XC", first) == (0, 0, 10, 0.0)
    assert sdg(region, "XC", second) == (0, 1, 10, 10.0)
    assert summary(region, "XC", first).state is ReturnState.SUPERSEDED
    assert summary(region, "XC", second).state is ReturnState.ACCEPTED
    desk.write(lambda tx: room.compilations.compile(tx, YEAR, by="analyst"))
    desk.write(lambda tx: room.compilations.publish(tx, YEAR, 2, by="director"))
    regional = desk.read(lambda tx: views(region, "XA").regional(tx, YEAR))
    assert [one.version for one in regional.received] == [1, 2]
    assert regional.sdg.proportions[0].percent == 10.0
    assert [one.state for one in regional.compilations] == [
        CompilationState.PUBLISHED,
        CompilationState.SUPERSEDED,
    ]


def test_a_doubtful_return_is_queried_and_counts_once_it_is_corrected(region: Federation) -> None:
    entered(region, "XC", collected(4_000))
    version = returned(region, "XC")
    room, desk = region["XA"].rooms.statistics, region["XA"]
    doubt = "ten times as many as last year"
    desk.write(lambda tx: room.received.query(tx, "XC", YEAR, version, doubt, by="analyst"))
    region.settle()
    assert summary(region, "XC", version).state is ReturnState.QUERIED
    assert summary(region, "XC", version).query == doubt
    with pytest.raises(PolicyError):
        desk.write(lambda tx: room.compilations.compile(tx, YEAR, by="analyst"))
    entries = region["XC"].rooms.statistics.entries
    region["XC"].write(
        lambda tx: entries.correct(tx, "XC-RECOVERY-000001", collected(400), by="officer")
    )
    again = returned(region, "XC")
    assert sdg(region, "XC", again)[2] == 400
    history = region["XC"].read(lambda tx: entries.versions(tx, "XC-RECOVERY-000001"))
    assert [one.version for one in history] == [1, 2]


def test_a_state_returns_its_own_figures_only(region: Federation) -> None:
    entered(region, "XC", collected(5))
    version = computed(region, "XC")
    desk = region["XC"]
    desk.write(lambda tx: desk.rooms.statistics.returns.approve(tx, YEAR, version, by="approver"))
    ((_, _, message),) = desk.posted()
    genuine = decode_payload(message.kind, message.payload)
    assert isinstance(genuine, StatisticalReturn)
    forged = replace(genuine, state="XB")
    region["XA"].take(replace(message, payload=encode_payload(message.kind, forged)))
    assert region["XA"].failed == [(MessageKind.STATISTICAL_RETURN, "statistics.not_yours")]


def test_only_the_secretariat_takes_returns_and_publishes(region: Federation) -> None:
    entered(region, "XC", collected(5))
    version = computed(region, "XC")
    desk = region["XC"]
    desk.write(lambda tx: desk.rooms.statistics.returns.approve(tx, YEAR, version, by="approver"))
    ((_, _, message),) = desk.posted()
    region["XB"].take(message)
    assert region["XB"].failed == [(MessageKind.STATISTICAL_RETURN, "statistics.not_secretariat")]
    with pytest.raises(PolicyError):
        desk.write(lambda tx: desk.rooms.statistics.compilations.compile(tx, YEAR, by="analyst"))


def test_a_version_cannot_be_sent_again_with_other_figures(region: Federation) -> None:
    entered(region, "XC", collected(5))
    version = computed(region, "XC")
    desk = region["XC"]
    desk.write(lambda tx: desk.rooms.statistics.returns.approve(tx, YEAR, version, by="approver"))
    ((_, _, message),) = desk.posted()
    genuine = decode_payload(message.kind, message.payload)
    assert isinstance(genuine, StatisticalReturn)
    other = replace(genuine, counters=genuine.counters[:1])
    region["XA"].take(message)
    changed = replace(message, message_id=UUID(int=1), payload=encode_payload(message.kind, other))
    region["XA"].take(changed)
    assert region["XA"].failed == [(MessageKind.STATISTICAL_RETURN, "statistics.version_taken")]


def test_a_return_that_is_lost_is_sent_again(region: Federation) -> None:
    entered(region, "XC", collected(5))
    version = computed(region, "XC")
    desk, returns = region["XC"], region["XC"].rooms.statistics.returns
    desk.write(lambda tx: returns.approve(tx, YEAR, version, by="approver"))
    ((position, recipient, message),) = desk.posted()
    desk.told(message.message_id, recipient, DeliveryStatus.UNDELIVERED, "relay.expired")
    assert summary(region, "XC", version).state is ReturnState.UNDELIVERED
    region.carried["XC"] = position
    desk.write(lambda tx: returns.send(tx, YEAR, version, by="analyst"))
    region.settle()
    assert summary(region, "XC", version).state is ReturnState.ACCEPTED


def test_what_an_exporter_declares_stands_beside_what_the_importer_declares(
    region: Federation,
) -> None:
    def flow(direction: TransferDirection, partner: str, actual: int) -> RegisterEntry:
        line = RegisterLine(
            direction=direction,
            category=WeaponCategory.SA2,
            partner=partner,
            authorised=100,
            actual=actual,
        )
        return RegisterEntry(year=YEAR, line=line, source="licence list")

    entered(region, "XA", flow(TransferDirection.EXPORT, "XC", 100))
    entered(region, "XC", flow(TransferDirection.IMPORT, "XA", 98))
    returned(region, "XA")
    returned(region, "XC")
    found = region["XA"].read(lambda tx: views(region, "XA").mirror(tx, YEAR))
    (difference,) = found.differences
    assert (difference.exporter, difference.importer, difference.difference) == ("XA", "XC", 2)
    with pytest.raises(PolicyError):
        region["XC"].read(lambda tx: views(region, "XC").mirror(tx, YEAR))


@pytest.mark.parametrize(
    "bad",
    [
        collected(0),
        collected(5, source=""),
        collected(5, source="x" * 201),
        collected(5, Outcome.NOT_ESTABLISHED),
        collected(5, reason=NotEstablishedReason.NO_RECORD),
        collected(5, Outcome.TRACED_DOMESTIC, item=Item.PART),
        collected(5, circumstance=None),
        collected(5, actions=(Action.NO_ACTION, Action.MARKED)),
        collected(5, day=PartialDate(year=2030)),
        SameWeapon(case_id="XC-1", same_as="XC-1", reason="a slip"),
        SameWeapon(case_id="XC-1", reason="neither"),
    ],
)
def test_an_entry_that_contradicts_itself_is_refused(region: Federation, bad: object) -> None:
    with pytest.raises(PolicyError):
        entered(region, "XC", bad)


def test_an_entry_that_was_withdrawn_counts_no_more_and_stays(region: Federation) -> None:
    entered(region, "XC", collected(7))
    entries = region["XC"].rooms.statistics.entries
    region["XC"].write(lambda tx: entries.withdraw(tx, "XC-RECOVERY-000001", by="officer"))
    assert sdg(region, "XC", computed(region, "XC"))[2] == 0
    assert len(region["XC"].read(lambda tx: entries.versions(tx, "XC-RECOVERY-000001"))) == 2


def test_returns_are_awaited_until_the_day_that_policy_names_and_late_ones_count(
    region: Federation,
) -> None:
    def regional() -> RegionalDetail:
        return region["XA"].read(lambda tx: views(region, "XA").regional(tx, YEAR))

    assert regional().awaited_until == PartialDate(year=2026, month=3, day=31)
    assert not regional().overdue
    region.clock.advance(days=120)
    assert regional().overdue
    for state in ("XA", "XB", "XC"):
        returned(region, state)
    assert not regional().overdue


def test_the_actions_of_a_region_may_be_more_than_its_arms(region: Federation) -> None:
    entered(region, "XC", collected(10, actions=(Action.MARKED, Action.RECORDED)))
    returned(region, "XC")
    regional = region["XA"].read(lambda tx: views(region, "XA").regional(tx, YEAR))
    assert (regional.collected.collected, regional.collected.overlap) == (10, 10)


def test_a_secretariat_that_is_no_state_returns_no_figures() -> None:
    seat = trusted({"XA": ["SECRETARIAT"]})
    assert states_of(seat.directory) == ("XB", "XC")
    assert secretariat_of(seat.directory) == "XA"


def test_without_one_secretariat_nothing_is_sent(region: Federation) -> None:
    for roles in ({"XA": ["MEMBER"]}, {"XB": ["MEMBER", "SECRETARIAT"]}):
        with pytest.raises(PolicyError) as caught:
            secretariat_of(trusted(roles).directory)
        assert caught.value.code == "statistics.secretariat"


def trusted(roles: dict[str, list[str]]) -> TrustedRegion:
    """A region whose directory gives these members these roles."""
    clock = ManualClock()
    built = build_region(now_ms=clock.now_ms(), random=Random(5).randbytes, secretariat="XA")
    directory = built.document(DIRECTORY)
    for entry in directory["members"]:
        entry["roles"] = roles.get(entry["id"], entry["roles"])
    expires_ms = clock.now_ms() + 1_000_000
    return built.changed(expires_ms, directory=directory).trusted(clock.now_ms())


def test_actions_taken_on_one_weapon_all_count(region: Federation) -> None:
    case_id = recovered(region, "XC", "AR 104417")
    done = (WeaponDisposal.MARKED, WeaponDisposal.RECORDED, WeaponDisposal.DESTROYED)
    outcome = OutcomeDraft(outcome=Outcome.ESTABLISHED_OTHER_MEANS, disposal=done)
    closed(region, "XC", case_id, outcome)
    version = computed(region, "XC")
    assert behind(region, "XC", version, CounterCode.ARMS).total == 1
    assert behind(region, "XC", version, CounterCode.ARMS_BY_ACTION).total == 3
    with pytest.raises(FormatError):
        behind(region, "XC", version, CounterCode.ARMS_BY_ACTION, SEX="FEMALE")

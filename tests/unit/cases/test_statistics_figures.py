"""Times, indicators, the mirror of the UN Register and the messages that carry figures."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest

from accord.cases.codes import Ground, Outcome, UseRestriction
from accord.cases.statistics import (
    Counter,
    CounterKey,
    PublishedFigure,
    RegionalCompilation,
    RegisterLine,
    StatisticalReceipt,
    StatisticalReturn,
)
from accord.cases.statistics_codes import (
    CounterCode,
    Dimension,
    HoursBand,
    LegEnd,
    ReceiptDecision,
    ReturnStatus,
    SeriesCode,
    TransferDirection,
    YearsBand,
)
from accord.cases.statistics_indicators import MANUAL_KPIS, hours, kpis, readings
from accord.cases.statistics_mirror import MirrorLine, differences, mirror, publishable
from accord.cases.statistics_requirements import (
    check_compilation,
    check_receipt,
    check_return,
    final_year,
)
from accord.cases.statistics_tally import cells, counter
from accord.cases.statistics_times import Spread, hours_band, spread, years_band
from accord.cases.trace import Preamble
from accord.weapons.codes import WeaponCategory

PREAMBLE = Preamble(
    authority="XA-NPC",
    case_reference="XA-2025-S1",
    handling="OFFICIAL",
    use_restrictions=(UseRestriction.R0,),
    language="en",
)


def returned(
    state: str = "XA", *lines: RegisterLine, counters: tuple[Counter, ...] = ()
) -> StatisticalReturn:
    return StatisticalReturn(
        preamble=PREAMBLE,
        state=state,
        year=2025,
        version=1,
        status=ReturnStatus.FINAL,
        computed_ms=1,
        counters=counters,
        register_lines=lines,
    )


def line(direction: TransferDirection, partner: str, actual: int, **fields: object) -> RegisterLine:
    values: dict[str, object] = {
        "direction": direction,
        "category": WeaponCategory.SA2,
        "partner": partner,
        "authorised": actual,
        "actual": actual,
    }
    return RegisterLine(**(values | fields))  # type: ignore[arg-type]  # a test's short way


def reading(code: CounterCode, parts: Mapping[LegEnd, int], name: str) -> Fraction | None:
    seen = cells(counter(code, (end,), value) for end, value in parts.items())
    return next(one.value for one in readings(seen) if one.name == name)


def test_median_and_ninetieth_percentile_are_values_that_occurred() -> None:
    assert spread(range(1, 11)) == Spread(count=10, median=5, ninetieth=9)
    assert spread([7]) == Spread(count=1, median=7, ninetieth=7)
    assert spread([]) == Spread(count=0, median=None, ninetieth=None)


def test_a_region_reads_its_percentiles_off_bands_and_not_off_medians() -> None:
    fast, slow = [1] * 9, [1000]
    assert hours_band(1) is HoursBand.H1
    assert hours_band(1.01) is HoursBand.H4
    assert hours_band(10_000) is HoursBand.LONGER
    assert years_band(40.5) is YearsBand.LONGER
    parts = [counter(CounterCode.RESPONSE_HOURS, (hours_band(one),), 1) for one in fast + slow]
    region = hours(cells(parts), CounterCode.RESPONSE_HOURS)
    assert region == Spread(count=10, median=1, ninetieth=1)


def test_withdrawn_and_rejected_legs_are_not_held_against_anybody() -> None:
    parts = {
        LegEnd.FULL: 3,
        LegEnd.OPEN: 1,
        LegEnd.WITHDRAWN: 5,
        LegEnd.REJECTED: 5,
    }
    assert reading(CounterCode.LEGS, parts, "leg answer rate") == 75


def test_refusal_restriction_and_delay_are_told_apart() -> None:
    legs = {LegEnd.REFUSED: 1, LegEnd.RESTRICTED: 1, LegEnd.FULL: 2, LegEnd.DELAYED: 4}
    assert reading(CounterCode.LEGS, legs, "answers restricted") == 25
    assert reading(CounterCode.LEGS, legs, "answers delayed") == 50
    seen = cells(
        [
            *(counter(CounterCode.LEGS, (end,), value) for end, value in legs.items()),
            counter(CounterCode.LEG_GROUNDS, ("REFUSED", Ground.G2), 1),
        ]
    )
    rates = {one.name: one.value for one in readings(seen)}
    assert rates["refused on ground G2"] == 25
    assert rates["refused on ground G1"] == 0


def test_trace_success_is_told_of_closed_and_of_opened_cases() -> None:
    seen = cells(
        [
            counter(CounterCode.CASES_CLOSED, (Outcome.TRACED_INTERNATIONAL,), 2),
            counter(CounterCode.CASES_CLOSED, (Outcome.NOT_ESTABLISHED,), 2),
            counter(CounterCode.CASES_OPENED, (), 8),
            counter(CounterCode.LEGS_OF_TRACED_CASES, (), 5),
        ]
    )
    rates = {one.name: one.value for one in readings(seen)}
    assert rates["trace success of closed cases"] == 50
    assert rates["trace success of opened cases"] == 25
    assert rates["legs per traced case"] == Fraction(5, 2)
    assert rates["weapons confirmed diverted"] is None


def test_the_computable_indicators_and_those_entered_by_hand_are_the_nine_that_are_named() -> None:
    computed = kpis(cells([counter(CounterCode.VICTIMS, ("KILLED", "FEMALE", "CHILD"), 2)]))
    assert sorted([*computed, *MANUAL_KPIS]) == [str(number) for number in range(1, 10)]
    assert computed["6"]["girls"] == 2
    assert computed["6"]["boys"] == 0


def test_exports_and_imports_of_one_flow_stand_beside_each_other() -> None:
    out, into = TransferDirection.EXPORT, TransferDirection.IMPORT
    lines = mirror(
        [
            returned("XA", line(out, "XB", 100), line(out, "XC", 7), line(out, "XD", 5)),
            returned("XB", line(into, "XA", 98)),
            returned("XC", line(into, "XA", 7)),
        ]
    )
    flow = MirrorLine(
        exporter="XA", importer="XB", category=WeaponCategory.SA2, exported=100, imported=98
    )
    assert differences(lines) == (flow,)
    assert differences(lines, "XC") == ()
    silent = next(one for one in lines if one.importer == "XD")
    assert silent.imported is None
    assert silent.difference is None


def test_an_importer_that_reports_without_the_flow_declares_nought() -> None:
    lines = mirror([returned("XA", line(TransferDirection.EXPORT, "XB", 4)), returned("XB")])
    assert differences(lines)[0].difference == 4


def test_what_is_commercially_sensitive_is_not_for_publication() -> None:
    shown, kept = (
        line(TransferDirection.EXPORT, "XB", 4),
        line(TransferDirection.EXPORT, "XC", 4, withheld=True),
    )
    assert publishable([shown, kept]) == (shown,)


ARMS = counter(CounterCode.ARMS, ("FOUND", "PENDING", "UNIQUE"), 3)


def test_a_good_return_lacks_nothing() -> None:
    assert check_return(returned(counters=(ARMS,))) == ()


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        (returned(counters=(ARMS, ARMS)), "counters"),
        (returned(counters=(replace(ARMS, keys=ARMS.keys[:2]),)), "counters[0].keys"),
        (returned(counters=(replace(ARMS, keys=ARMS.keys[::-1]),)), "counters[0].keys"),
        (returned(counters=(replace(ARMS, value=0),)), "counters[0].value"),
        (
            returned(
                counters=(
                    Counter(
                        code=CounterCode.ARMS_BY_PLACE,
                        keys=(
                            CounterKey(dimension=Dimension.CIRCUMSTANCE, value="FOUND"),
                            CounterKey(dimension=Dimension.PLACE, value="the harbour at night"),
                        ),
                        value=1,
                    ),
                )
            ),
            "counters[0].keys",
        ),
        (replace(returned(), year=1), "year"),
        (replace(returned(), version=0), "version"),
        (replace(returned(), state=" "), "state"),
        (replace(returned(), preamble=Preamble()), "preamble.authority"),
        (
            replace(returned("XA", line(TransferDirection.EXPORT, "XB", 1)), nil_report=True),
            "nil_report",
        ),
        (returned("XA", line(TransferDirection.EXPORT, "", 1)), "register_lines[0].partner"),
        (returned("XA", line(TransferDirection.EXPORT, "xb", 1)), "register_lines[0].partner"),
        (returned("XA", line(TransferDirection.EXPORT, "XB", 2**60)), "register_lines[0].actual"),
        (returned(counters=(replace(ARMS, value=2**60),)), "counters[0].value"),
        (returned("XA", line(TransferDirection.EXPORT, "XB", 0)), "register_lines[0].actual"),
    ],
)
def test_a_return_that_does_not_add_up_is_refused_by_the_name_of_its_field(
    bad: StatisticalReturn, field: str
) -> None:
    assert field in {problem.field for problem in check_return(bad)}


def test_a_query_says_what_is_doubtful() -> None:
    receipt = StatisticalReceipt(
        preamble=PREAMBLE, state="XA", year=2025, version=1, decision=ReceiptDecision.QUERIED
    )
    assert [one.field for one in check_receipt(receipt)] == ["text"]
    assert check_receipt(replace(receipt, text="twice as many as last year")) == ()


def compilation(*figures: PublishedFigure) -> RegionalCompilation:
    return RegionalCompilation(
        preamble=PREAMBLE,
        region="test",
        year=2025,
        version=1,
        compiled_ms=1,
        smallest_shown=5,
        reporting=("XA",),
        without_data=("XB",),
        figures=figures,
    )


def test_a_publication_shows_no_small_count_and_no_state_without_data() -> None:
    arms = SeriesCode.SDG_ARMS
    good = compilation(
        PublishedFigure(series=arms, value=12),
        PublishedFigure(series=arms, state="XA", value=0, hidden=True),
    )
    assert check_compilation(good) == ()
    small = compilation(PublishedFigure(series=arms, state="XA", value=4))
    told = compilation(PublishedFigure(series=arms, state="XA", value=4, hidden=True))
    silent = compilation(PublishedFigure(series=arms, state="XB", value=40))
    assert all(check_compilation(one) for one in (small, told, silent))


def test_a_running_year_is_provisional() -> None:
    assert final_year(2026, 2026) is ReturnStatus.PROVISIONAL
    assert final_year(2025, 2026) is ReturnStatus.FINAL

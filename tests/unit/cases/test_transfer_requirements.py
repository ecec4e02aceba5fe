from dataclasses import replace
from typing import Any

from trace_samples import PREAMBLE
from transfer_samples import EXPORT, FILE, ID, IMPORT, day, delivered, dispatched

from accord.cases.delivery_requirements import (
    check_delivery,
    check_dispatched,
    check_resolution,
    check_transit_report,
)
from accord.cases.exemption_codes import RefusalCriterion
from accord.cases.rule import Problem
from accord.cases.transfer import (
    PsvReport,
    RetransferAnswer,
    TransferClosed,
    TransitAnswer,
    TransitLeg,
)
from accord.cases.transfer_codes import (
    AuthorisationDecision,
    DeliveryResult,
    PsvFinding,
    Resolution,
    RetransferDecision,
    SerialCheck,
    TransferOutcome,
    TransferType,
    TransitDecision,
    TransitFinding,
    TransitGround,
    TransitPoint,
    TransportMode,
)
from accord.cases.transfer_delivery import DiscrepancyResolution, TransitReport
from accord.cases.transfer_requirements import (
    check_closed,
    check_file,
    check_import,
    check_psv_report,
    check_retransfer_answer,
    check_transit_answer,
)
from accord.dates import PartialDate


def fields(problems: tuple[Problem, ...]) -> set[str]:
    return {problem.field for problem in problems}


def lacks(**changes: Any) -> set[str]:
    return fields(check_file(replace(FILE, **changes)))


def test_a_file_with_the_particulars_of_10_3_lacks_nothing() -> None:
    assert lacks() == set()


def test_a_file_names_its_parties_lines_and_papers() -> None:
    assert lacks(items=()) == {"items"}
    assert lacks(certificate_number=" ") == {"certificate_number"}
    assert lacks(end_use_text="") == {"end_use_text"}
    assert lacks(route="", means="", consignment_address="") == {
        "route",
        "means",
        "consignment_address",
    }
    assert lacks(importer=replace(FILE.importer, state="XA")) == {"importer.state"}
    assert lacks(exporter=replace(FILE.exporter, address="")) == {"exporter.address"}
    assert lacks(transfer_id="XB-T-2026-00001") == {"transfer_id"}


def test_every_line_describes_its_weapons_well_enough_for_a_notice() -> None:
    (item,) = FILE.items
    nameless = replace(item, firearm=replace(item.firearm, maker_text="", category=None))
    assert lacks(items=(nameless,)) >= {"items[0].firearm.maker_text", "items[0].firearm.category"}
    assert lacks(items=(replace(item, quantity=0),)) == {"items[0].quantity"}
    assert lacks(items=(replace(item, serial_first="1"),)) == {"items[0].serial_last"}
    assert lacks(items=(replace(item, value=9),)) == {"items[0].currency"}


def test_a_licence_begins_and_ends_on_a_day() -> None:
    licence = replace(EXPORT, issued=PartialDate(year=2026))
    assert lacks(import_authorisation=licence) == {
        "import_authorisation.issued",
    }
    assert lacks(planned_departure=PartialDate(year=2026, month=2)) == {"planned_departure"}
    assert lacks(planned_arrival=day(1, 1)) == {"planned_arrival"}


def test_no_state_is_twice_on_the_way_and_none_is_an_end_of_it() -> None:
    leg = TransitLeg(state="XB", mode=TransportMode.ROAD)
    assert lacks(transits=(leg, leg)) == {"transits"}
    assert lacks(transits=(replace(leg, state="XC"),)) == {"transits"}


def test_what_is_passed_on_names_where_it_came_from() -> None:
    assert lacks(type=TransferType.RE_EXPORT) == {"original_transfer"}


def test_an_import_is_refused_or_revoked_with_criterion_and_reason() -> None:
    assert fields(check_import(IMPORT)) == set()
    refused = replace(IMPORT, decision=AuthorisationDecision.REFUSED, licence=None, quantities=())
    assert fields(check_import(refused)) == {"criterion", "reason"}
    assert fields(check_import(replace(IMPORT, licence=None, quantities=()))) == {
        "licence",
        "quantities",
    }


def test_an_objection_has_a_ground_and_conditions_are_stated() -> None:
    answer = TransitAnswer(preamble=PREAMBLE, transfer_id=ID, decision=TransitDecision.OBJECTION)
    assert fields(check_transit_answer(answer)) == {"ground", "text"}
    told = replace(answer, ground=TransitGround.E1, text="embargo")
    assert fields(check_transit_answer(told)) == set()
    bare = replace(answer, decision=TransitDecision.CONDITIONAL)
    assert fields(check_transit_answer(bare)) == {"conditions"}


def test_a_refusal_names_one_of_the_ten_criteria() -> None:
    closed = TransferClosed(
        preamble=PREAMBLE, transfer_id=ID, outcome=TransferOutcome.REFUSED, reason="no"
    )
    assert fields(check_closed(closed)) == {"criterion"}
    assert fields(check_closed(replace(closed, criterion=RefusalCriterion.E10))) == set()
    answer = RetransferAnswer(
        preamble=PREAMBLE, transfer_id=ID, request_id="R", decision=RetransferDecision.REFUSED
    )
    assert fields(check_retransfer_answer(answer)) == {"criterion", "reason"}


def test_a_dispatch_says_when_under_which_declaration_and_with_whom() -> None:
    assert fields(check_dispatched(dispatched(1, 1, 1))) == set()
    bare = dispatched(1, 1, 1, customs_reference="", carrier="", items=())
    assert fields(check_dispatched(bare)) == {"customs_reference", "carrier", "items"}
    month = dispatched(1, 1, 1, exit_date=PartialDate(year=2026, month=2))
    assert fields(check_dispatched(month)) == {"exit_date"}


def test_a_delivery_counts_unless_nothing_came() -> None:
    assert fields(check_delivery(delivered(1, 1, 2))) == set()
    assert fields(check_delivery(delivered(1, 1, 2, items=(), date_of_entry=None))) == {
        "items",
        "date_of_entry",
    }
    nothing = delivered(1, 1, 2, items=(), date_of_entry=None, result=DeliveryResult.NOT_ARRIVED)
    assert fields(check_delivery(nothing)) == set()
    sample = delivered(1, 1, 2, serials_checked=SerialCheck.SAMPLE)
    assert fields(check_delivery(sample)) == {"sample_size"}
    unread = delivered(1, 1, 2, serials_checked=SerialCheck.NONE)
    assert fields(check_delivery(unread)) == {"items"}


def test_what_a_transit_state_finds_amiss_it_describes() -> None:
    report = TransitReport(
        preamble=PREAMBLE,
        transfer_id=ID,
        shipment=1,
        point=TransitPoint.EXIT,
        finding=TransitFinding.LOST,
        date=day(2, 2),
    )
    assert fields(check_transit_report(report)) == {"text"}


def test_an_explanation_rests_on_documents_and_a_conversion_on_notices() -> None:
    said = DiscrepancyResolution(
        preamble=PREAMBLE, transfer_id=ID, shipment=1, resolution=Resolution.EXPLAINED, text="so"
    )
    assert fields(check_resolution(said)) == {"documents"}
    assert fields(check_resolution(replace(said, documents=(" ",)))) == {"documents"}
    converted = replace(said, resolution=Resolution.CONVERTED_TO_NOTICE)
    assert fields(check_resolution(converted)) == {"notice_ids"}


def test_a_visit_saw_no_more_than_there_are() -> None:
    report = PsvReport(
        preamble=PREAMBLE,
        transfer_id=ID,
        psv_id="V",
        date=day(3, 3),
        inspected=3,
        of=2,
        serials=("1", "2", "3", "4"),
        finding=PsvFinding.RECORDS_ONLY,
    )
    assert fields(check_psv_report(report)) == {"inspected", "serials"}

from collections.abc import Callable
from pathlib import Path

from casework_kit import Federation, rifle
from retention_kit import retention, rows

from accord.cases.codes import IntendedUse
from accord.cases.inquiry_codes import InquiryOutcome
from node.casework.rules import Mode
from node.inquiries import tables
from node.inquiries.rules import InquiryRules
from node.inquiries.views import InquiryDraft

BY_RULE = InquiryRules(by_outcome=dict.fromkeys(InquiryOutcome, Mode.AUTOMATIC))
DRAFT = InquiryDraft(
    firearm=rifle(),
    intended_use=(IntendedUse.INVESTIGATION,),
    reason="no papers",
    legal_justification="Firearms Act, section 5",
)


def asked(federation: Callable[..., Federation], rules: InquiryRules) -> Federation:
    region = federation(inquiries=rules)
    asking = region["XC"].rooms.inquiries.asking
    region["XC"].write(lambda tx: asking.open_inquiry(tx, DRAFT, by="ana"))
    region.settle()
    region.clock.advance(days=21 * 366)
    return region


def test_an_inquiry_that_is_over_leaves_with_every_members_part(
    federation: Callable[..., Federation], tmp_path: Path
) -> None:
    region = asked(federation, BY_RULE)
    asker, answerer = region["XC"], region["XA"]
    assert rows(asker, tables.inquiry, tables.inquiry_asked) == [1, 2]
    assert retention(asker, tmp_path).run() == 1
    assert rows(asker, tables.inquiry, tables.inquiry_asked) == [0, 0]
    (file,) = (tmp_path / "XC").iterdir()
    text = file.read_text()
    assert text.count('"inquiry_asked"') == 2
    assert retention(answerer, tmp_path).run() == 1
    assert rows(answerer, tables.inquiry_received) == [0]


def test_an_inquiry_that_waits_for_an_answer_is_kept_however_old_it_is(
    federation: Callable[..., Federation], tmp_path: Path
) -> None:
    region = asked(federation, InquiryRules())
    for member in ("XA", "XC"):
        assert retention(region[member], tmp_path).run() == 0
    region.settle()  # the asker counts the others as timed out
    region.clock.advance(days=21 * 366)
    assert retention(region["XC"], tmp_path).run() == 1
    assert retention(region["XA"], tmp_path).run() == 0

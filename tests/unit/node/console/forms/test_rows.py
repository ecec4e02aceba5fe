from typing import Any

from form_browser import Page, rendered

from accord.weapons.firearm import Firearm
from node.api.inquiries import NotInterpretable
from node.casework.drafts import CaseDraft
from node.console.forms import messages
from node.console.forms.form import Again, Filled, Form
from node.console.forms.spec import FieldSpec, Widget
from node.transfers.drafts import DispatchDraft, VisitDraft

MARKS = {"marks": FieldSpec(rows=1, row="Mark", add="Add a mark")}
ROWS = FieldSpec(widget=Widget.ROWS)


def again(form: Form[Any], pairs: list[tuple[str, str]]) -> Page:
    outcome = form.read(pairs)
    assert isinstance(outcome, Again)
    return Page(rendered(form.again(outcome)))


def marks(page: Page) -> list[str]:
    return [value for name, value in page.pairs if name.endswith("].text")]


def test_a_row_is_added_and_one_removed_without_a_script() -> None:
    form = Form(Firearm, spec=MARKS)
    page = Page(rendered(form.new()))
    assert marks(page) == [""]
    page.pairs = page.typed(**{"marks[0]__text": "AB 1"})
    page = again(form, page.pressed("_more.marks"))
    assert marks(page) == ["AB 1", ""]
    assert "autofocus" in page.of("marks[1].kind")
    page.pairs = page.typed(**{"marks[1]__text": "CD 2"})
    page = again(form, page.pressed("_less.marks[0]"))
    assert marks(page) == ["CD 2"]
    focused = [given.get("name") for _, given in page.elements if "autofocus" in given]
    assert focused == ["_more.marks"]


def test_asking_for_a_row_checks_nothing_and_keeps_every_text() -> None:
    form = Form(CaseDraft)
    page = Page(rendered(form.new()))
    page.pairs = page.typed(offence="x", firearm__import_year="not a number")
    page = again(form, page.pressed("_more.notice_searches"))
    assert dict(page.pairs)["firearm.import_year"] == "not a number"
    assert not [given for _, given in page.elements if given.get("class") == "error-summary"]
    assert "notice_searches[0].system" in dict(page.pairs)


def test_rows_inside_of_rows_are_added_in_their_own_row() -> None:
    form = Form(DispatchDraft, spec={"items": FieldSpec(rows=2), "items[].serials": ROWS})
    page = Page(rendered(form.new()))
    page = again(form, page.pressed("_more.items[1].serials"))
    assert [name for name, _ in page.pairs if "serials" in name] == ["items[1].serials[0]"]


def test_rows_that_say_nothing_are_dropped_and_errors_keep_to_their_rows() -> None:
    form = Form(Firearm, spec={"marks": FieldSpec(rows=3)})
    page = Page(rendered(form.new()))
    outcome = form.read(page.typed(**{"marks[2]__text": "AB 1"}))
    assert isinstance(outcome, Again)
    assert outcome.errors == {
        "marks[0].kind": (messages.CHOICE_NEEDED,),
        "marks[0].condition": (messages.CHOICE_NEEDED,),
    }
    page = Page(rendered(form.again(outcome)))
    assert page.of("marks[0].text")["value"] == "AB 1"
    assert "Marks 1 – Kind: Choose one." in page.words


def test_a_long_list_of_texts_is_one_box_with_a_line_each() -> None:
    form = Form(DispatchDraft)
    page = Page(
        rendered(form.filled({"items": [{"item": 1, "quantity": 2, "serials": ["A", "B"]}]}))
    )
    assert dict(page.pairs)["items[0].serials"] == "A\r\nB"
    filled = {
        "exit_date__year": "2026",
        "customs_reference": "C",
        "carrier": "D",
        "items[0]__serials": "A 1\r\n\r\nB 2\r\n",
    }
    outcome = form.read(page.typed(**filled))
    assert isinstance(outcome, Filled)
    assert outcome.body.items[0].serials == ("A 1", "B 2")


def test_a_line_that_is_too_long_is_told_at_its_box() -> None:
    form = Form(NotInterpretable, spec={"fields": FieldSpec(widget=Widget.LINES)})
    outcome = form.read([("explanation", "x"), ("fields", "a\n" + "b" * 201)])
    assert isinstance(outcome, Again)
    assert list(outcome.errors) == ["fields[1]"]
    page = Page(rendered(form.again(outcome)))
    assert page.of("fields")["aria-invalid"] == "true"
    assert "Use at most 200 characters." in page.words


def test_dates_can_be_rows() -> None:
    form = Form(VisitDraft)
    page = Page(rendered(form.new()))
    page = again(form, page.pressed("_more.proposed_dates"))
    assert "proposed_dates[0].year" in dict(page.pairs)


def test_a_full_list_offers_no_more_rows() -> None:
    form = Form(Firearm)
    full = form.filled({"marks": [{}] * 32})
    page = Page(rendered(full))
    assert "_more.marks" not in page.buttons
    assert "_less.marks[31]" in page.buttons
    outcome = form.read([*page.pairs, ("_more.marks", "1")])
    assert isinstance(outcome, Again)
    assert len(marks(Page(rendered(form.again(outcome))))) == 32


def test_one_presses_enter_and_the_form_is_sent_not_a_row_removed() -> None:
    page = Page(rendered(Form(Firearm, spec=MARKS).new()))
    first = next(given for tag, given in page.elements if tag == "button")
    assert first.get("name") is None
    buttons = [given for tag, given in page.elements if tag == "button" and given.get("name")]
    assert all("formnovalidate" in given for given in buttons)

import pytest
from form_browser import Page, rendered

from accord.cases.codes import WhyYou
from accord.weapons.firearm import Firearm
from node.api.bodies import NewLeg, Reason, Revision
from node.console.forms.form import Form
from node.console.forms.spec import FieldSpec, humanised, under


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("import_authorisation", "Import authorisation"),
        ("SEIZE_AND_REPORT", "Seize and report"),
        ("SA1", "SA1"),
        ("confirm_by_ms", "Confirm by"),
        ("barrel_length_mm", "Barrel length (mm)"),
    ],
)
def test_a_name_of_the_source_is_made_readable(code: str, text: str) -> None:
    assert humanised(code) == text


def test_a_page_that_speaks_of_no_field_is_told_at_once() -> None:
    with pytest.raises(ValueError, match=r"no such field: reasons"):
        Form(Reason, spec={"reasons": FieldSpec()})


def test_a_page_learns_which_labels_are_missing() -> None:
    form = Form(NewLeg, spec={"state": FieldSpec(label="State asked")})
    codes = tuple(f"WhyYou.{code.name}" for code in WhyYou)
    assert form.unlabelled() == ("why", *codes, "override_reason")
    whole = Form(
        NewLeg,
        spec={
            "state": FieldSpec(label="State asked"),
            "why": FieldSpec(label="Why this State"),
            "override_reason": FieldSpec(hidden=True),
        },
        codes={WhyYou: {code: code.name.title() for code in WhyYou}},
    )
    assert whole.unlabelled() == ()


def test_the_rows_of_a_list_want_a_label_of_their_own() -> None:
    missing = Form(Firearm, spec={"marks": FieldSpec(label="Marks")}).unlabelled()
    assert "marks[]" in missing
    assert "marks" not in missing


def test_what_is_said_of_a_type_is_said_wherever_it_is() -> None:
    firearm = {"remarks": FieldSpec(label="Anything else"), "marks[].text": FieldSpec(label="Mark")}
    form = Form(Revision, spec=under("firearm", firearm))
    assert "Anything else" in Page(rendered(form.new())).words


def test_fields_stand_in_the_order_that_a_page_wants() -> None:
    form = Form(NewLeg, spec={"state": FieldSpec(order=1), "override_reason": FieldSpec(order=-1)})
    names = [name for name, _ in Page(rendered(form.new())).pairs if not name.startswith("_")]
    assert names == ["override_reason", "why", "state"]


def test_a_page_may_offer_fewer_codes() -> None:
    first, second, *_ = WhyYou
    form = Form(
        NewLeg, spec={"why": FieldSpec(only=(first, second))}, codes={WhyYou: {first: "One"}}
    )
    page = Page(rendered(form.new()))
    offered = [given["value"] for _, given in page.elements if given.get("name") == "why"]
    assert offered == [first.value, second.value]
    assert "One" in page.words


def test_labels_and_helps_are_translated_when_shown() -> None:
    spec = {"reason": FieldSpec(label="Why", help="In one sentence")}
    page = Page(rendered(Form(Reason, spec=spec).new()))
    assert page.of("reason")["aria-describedby"] == "form-reason-help"
    assert "In one sentence" in page.words

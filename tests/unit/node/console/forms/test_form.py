import hashlib
from typing import Any

import pytest
from form_browser import Page, rendered

from accord.cases.certificate import Certificate
from accord.cases.codes import Ground, NotEstablishedReason, WhyYou
from accord.cases.signatory import Signatory
from accord.dates import PartialDate
from accord.errors import PolicyError
from accord.weapons.codes import MarkCondition, MarkKind
from accord.weapons.firearm import Firearm, Mark
from node.api.bodies import Approval, NewLeg, NotPursued, OwnRecord, Reason, Refusal, Reply
from node.api.notices import Amendment
from node.casework.drafts import CaseDraft
from node.console.forms import messages
from node.console.forms.form import Again, Filled, Form
from node.console.forms.spec import FieldSpec, Occasion, Widget
from node.people.views import Activation
from node.transfers.drafts import DeliveryDraft, VisitReportDraft

CASE = Form(CaseDraft)


def read(form: Form[Any], page: Page, **typed: str) -> Any:
    outcome = form.read(page.typed(**typed))
    assert isinstance(outcome, Filled), outcome
    return outcome.body


def again(form: Form[Any], pairs: list[tuple[str, str]]) -> tuple[Again, Page]:
    outcome = form.read(pairs)
    assert isinstance(outcome, Again), outcome
    return outcome, Page(rendered(form.again(outcome)))


def test_an_empty_box_leaves_its_field_to_the_default() -> None:
    page = Page(rendered(Form(CaseDraft).new()))
    body = read(CASE, page, legal_justification="Art. 3", handling="", offence="")
    assert (body.handling, body.offence, body.recovery_date) == ("OFFICIAL", "", None)
    assert body.records_requested == CaseDraft.__dataclass_fields__["records_requested"].default
    assert body.firearm == Firearm()


def test_a_choice_of_nothing_is_said_where_the_default_is_something() -> None:
    form = Form(Amendment)
    page = Page(rendered(form.new()))
    assert page.of("draft.distribution")["value"]
    body = read(
        form,
        page,
        draft__type="LOST",
        draft__distribution="",
        reason="typing error",
    )
    assert body.draft.distribution is None


def test_what_is_needed_is_asked_for_beside_its_field_and_nothing_typed_is_lost() -> None:
    page = Page(rendered(CASE.new()))
    pairs = page.typed(offence="Robbery", recovery_date__year="2013", recovery_date__month="13")
    outcome, page = again(CASE, pairs)
    assert outcome.errors == {
        "legal_justification": (messages.NEEDED,),
        "recovery_date": (messages.NOT_A_DATE,),
    }
    kept = dict(page.pairs)
    assert (kept["offence"], kept["recovery_date.month"]) == ("Robbery", "13")
    assert page.of("legal_justification")["aria-invalid"] == "true"
    described = page.of("legal_justification")["aria-describedby"]
    assert described == "form-legal_justification-error"
    links = [given["href"] for tag, given in page.elements if tag == "a"]
    ids = {given.get("id") for _, given in page.elements}
    assert links == ["#form-legal_justification", "#form-recovery_date-year"]
    assert {str(link)[1:] for link in links} <= ids
    assert "Fill this in." in page.words


def test_every_break_of_a_line_is_one_character() -> None:
    form = Form(Reason)
    outcome = form.read([("reason", "one\r\ntwo\rthree")])
    assert isinstance(outcome, Filled)
    assert outcome.body.reason == "one\ntwo\nthree"


def test_a_text_with_breaks_is_shown_where_it_keeps_them() -> None:
    form = Form(NewLeg)
    page = Page(rendered(form.filled({"state": "a\n\nb", "override_reason": "\nlead"})))
    assert dict(page.pairs)["state"] == "a\r\n\r\nb"
    assert read(form, page, why=next(iter(WhyYou))).override_reason == "\nlead"


def test_a_tick_that_is_taken_away_is_no_and_a_question_without_default_needs_an_answer() -> None:
    form = Form(DeliveryDraft)
    page = Page(rendered(form.new()))
    outcome, _ = again(form, page.pairs)
    assert outcome.errors["end_user"] == (messages.CHOICE_NEEDED,)
    owned = Form(OwnRecord)
    assert [value for name, value in Page(rendered(owned.new())).pairs if name == "found"] == []
    assert read(owned, Page(rendered(owned.filled(OwnRecord(found=False))))).found is False
    active = Form(Activation).read([("active", "1")])
    assert isinstance(active, Filled)
    assert active.body.active


def test_nothing_ticked_is_an_empty_list_where_the_page_showed_one() -> None:
    form = Form(CaseDraft)
    page = Page(rendered(form.new()))
    pairs = [pair for pair in page.typed(legal_justification="x") if pair[1] not in {"R1", "R2"}]
    outcome = form.read(pairs)
    assert isinstance(outcome, Filled)
    assert outcome.body.use_restrictions == ()
    approval = Form(Approval)
    assert read(approval, Page(rendered(approval.new()))).use_restrictions is None
    shown = Page(rendered(approval.filled(Approval(use_restrictions=()))))
    assert read(approval, shown).use_restrictions == ()


def test_a_chosen_file_goes_in_by_its_digest_and_is_remembered() -> None:
    form = Form(Signatory)
    page = Page(rendered(form.new()))
    assert page.of("specimen_digest")["type"] == "file"
    assert page.elements[0][1]["enctype"] == "multipart/form-data"
    pairs: list[tuple[str, Any]] = [*page.pairs, ("specimen_digest", b"a scan")]
    outcome = form.read(pairs)
    assert isinstance(outcome, Again)
    assert outcome.errors == {"official": (messages.NEEDED,)}
    page = Page(rendered(form.again(outcome)))
    body = read(form, page, official="A")
    assert body.specimen_digest == hashlib.sha256(b"a scan").digest()
    taken_away = [pair for pair in page.typed(official="A") if pair[0] != "specimen_digest"]
    second = form.read(taken_away)
    assert isinstance(second, Filled)
    assert second.body.specimen_digest == b""


def test_a_file_that_the_body_cannot_hold_is_refused_at_its_field() -> None:
    form = Form(Signatory)
    outcome = form.read([("official", "A"), ("public_key", b"x" * 33)])
    assert isinstance(outcome, Again)
    assert outcome.errors == {"public_key": (messages.FILE_TOO_LARGE,)}


def test_what_the_page_knows_itself_is_neither_shown_nor_taken_from_a_post() -> None:
    form = Form(Amendment)
    occasion = Occasion(fixed={"draft.language": "fr", "reason": "because"})
    page = Page(rendered(form.new(occasion)))
    assert not {"draft.language", "reason"} & {name for name, _ in page.pairs}
    pairs = page.typed(draft__type="LOST")
    outcome = form.read(pairs, occasion)
    assert isinstance(outcome, Filled)
    assert (outcome.body.draft.language, outcome.body.reason) == ("fr", "because")


def test_what_is_hidden_is_carried_along() -> None:
    hidden = FieldSpec(hidden=True)
    form = Form(Reply, spec={"firearm": hidden})
    firearm = Firearm(
        marks=(
            Mark(kind=MarkKind.MANUFACTURER_SERIAL, condition=MarkCondition.INTACT, text="<1>"),
        ),
        import_year=1979,
    )
    page = Page(rendered(form.filled(Reply(text="x", firearm=firearm))))
    assert page.of("firearm.marks[0].text")["type"] == "hidden"
    assert read(form, page).firearm == firearm


def test_a_page_says_what_a_text_may_be_and_keeps_what_it_is_already() -> None:
    form = Form(NewLeg)
    occasion = Occasion(options={"state": {"XA": "Alpha <&>", "XB": "Beta"}})
    text = rendered(form.filled({"state": "XZ"}, occasion))
    assert "Alpha &lt;&amp;&gt;" in text
    assert dict(Page(text).pairs)["state"] == "XZ"


def test_few_choices_are_in_sight_and_many_in_a_list() -> None:
    page = Page(rendered(Form(CaseDraft).new()))
    assert page.of("circumstance")["type"] == "radio"
    assert "firearm.type" in [given.get("name") for tag, given in page.elements if tag == "select"]
    listed = Form(CaseDraft, spec={"circumstance": FieldSpec(widget=Widget.SELECT)})
    page = Page(rendered(listed.new()))
    assert "circumstance" in [given.get("name") for tag, given in page.elements if tag == "select"]


def test_a_password_is_never_shown_again() -> None:
    spec = {"reason": FieldSpec(widget=Widget.PASSWORD)}
    assert "secret" not in rendered(Form(Reason, spec=spec).filled(Reason(reason="secret")))


def test_an_optional_group_that_is_empty_is_folded_away_and_null() -> None:
    form = Form(Certificate)
    page = Page(rendered(form.filled({"number": "1", "issuing_state": "XA"})))
    folded = {given.get("id") for tag, given in page.elements if tag == "details"}
    assert {"form-exporter", "form-end_user"} <= folded
    assert read(form, page).exporter is None
    body = read(form, page, exporter__name="Works")
    assert body.exporter is not None
    page = Page(rendered(form.filled(body)))
    assert "form-exporter" not in {
        given.get("id") for tag, given in page.elements if tag == "details"
    }


def test_what_is_folded_away_opens_where_it_has_something_to_say() -> None:
    form = Form(CaseDraft, spec={"offence": FieldSpec(more=True)})
    details = {"class": "more"}
    new = Page(rendered(form.new())).elements
    assert ("details", details) in new
    filled = Page(rendered(form.filled({"offence": "x"}))).elements
    assert ("details", {**details, "open": None}) in filled


def test_a_page_may_ask_for_more_than_the_body_does() -> None:
    spec = {
        "illicit_basis": FieldSpec(required=True),
        "legal_justification": FieldSpec(required=False),
    }
    form = Form(CaseDraft, spec=spec)
    outcome, _ = again(form, Page(rendered(form.new())).pairs)
    assert outcome.errors == {"illicit_basis": (messages.SOME_NEEDED,)}


def test_a_refusal_of_the_call_stands_beside_the_fields_it_names() -> None:
    form = Form(Amendment)
    page = Page(rendered(form.new()))
    filled = form.read(page.typed(draft__type="LOST", reason="x"))
    assert isinstance(filled, Filled)
    error = PolicyError(
        "requirement.missing",
        "firearm.marks: give one; UNKNOWN is allowed; legal_basis: cite it; elsewhere: say why",
    )
    outcome = form.refused(filled, error)
    texts = {path: [one.text for one in found] for path, found in outcome.errors.items()}
    assert texts == {
        "draft.firearm.marks": ["give one; UNKNOWN is allowed"],
        "draft.legal_basis": ["cite it"],
        "": ["elsewhere: say why"],
    }
    other = form.refused(
        filled, PolicyError("notice.gone", "the notice has ended: draft a new one")
    )
    assert [one.text for one in other.errors[""]] == ["the notice has ended: draft a new one"]
    assert "the notice has ended" in Page(rendered(form.again(other))).words


def test_a_form_that_somebody_left_is_shown_as_it_was() -> None:
    form = Form(NotPursued)
    kept = [("_token", "old"), ("reason", "")]
    assert dict(Page(rendered(form.retyped(kept))).pairs)["reason"] == ""
    code = next(iter(NotEstablishedReason)).value
    assert dict(Page(rendered(form.retyped([("reason", code)]))).pairs)["reason"] == code


def test_codes_are_ticked_in_any_number() -> None:
    form = Form(Refusal)
    first, second = list(Ground)[:2]
    outcome = form.read(
        [("grounds", "0"), ("grounds", first), ("grounds", second), ("explanation", "x")]
    )
    assert isinstance(outcome, Filled)
    assert outcome.body.grounds == (first, second)


@pytest.mark.parametrize("text", ["2013", "٢٠١٣"])
def test_dates_take_the_readers_digits(text: str) -> None:
    form = Form(VisitReportDraft)
    page = Page(rendered(form.new()))
    body = read(
        form, page, date__year=text, inspected="٣", of="3", finding=form_choice(page, "finding")
    )
    assert (body.date, body.inspected) == (PartialDate(year=2013), 3)


def form_choice(page: Page, name: str) -> str:
    """The first choice that says something."""
    found = [given.get("value") for _, given in page.elements if given.get("name") == name]
    return next(str(value) for value in found if value)

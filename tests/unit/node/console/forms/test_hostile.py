from typing import Any

import pytest
from form_browser import Page, rendered

from accord.errors import FormatError
from accord.weapons.firearm import Firearm
from node.api.bodies import Comment, NewLeg, Refusal
from node.api.inquiries import NotInterpretable
from node.casework.drafts import CaseDraft
from node.console.forms import messages
from node.console.forms.form import Again, Filled, Form
from node.console.forms.gathering import MAX_FIELDS, MAX_FILES, MAX_TEXT
from node.console.forms.spec import Occasion
from node.transfers.drafts import TransferDraft

FORM = Form(Firearm)


def code_of(pairs: list[tuple[str, Any]], form: Form[Any] = FORM) -> str:
    with pytest.raises(FormatError) as caught:
        form.read(pairs)
    return caught.value.code


def test_thousands_of_fields_are_refused_before_any_is_read() -> None:
    assert code_of([("_other", "x")] * (MAX_FIELDS + 1)) == "form.too_many_fields"


def test_more_text_or_larger_files_than_any_form_are_refused() -> None:
    assert code_of([("remarks", "x" * (MAX_TEXT + 1))]) == "form.too_long"
    assert code_of([("_" + "x" * MAX_TEXT, "")]) == "form.too_long"
    assert code_of([("photographs[0].digest", bytes(MAX_FILES + 1))]) == "form.too_long"


def test_more_rows_than_a_page_can_draw_are_refused_before_they_are_drawn() -> None:
    form = Form(TransferDraft)
    marks = [f"items[{item}].firearm.marks[{mark}].text" for item in range(6) for mark in range(32)]
    pairs = [(name, "x") for name in [*marks, *(f"transits[{row}].state" for row in range(3))]]
    assert code_of(pairs, form) == "form.too_many_rows"
    outcome = form.read([*pairs[:-1], ("_more.intermediaries", "1")])
    assert isinstance(outcome, Again)
    assert outcome.errors == {"intermediaries": (messages.FULL,)}
    with pytest.raises(FormatError):
        form.filled({"items": [{"firearm": {"marks": [{}] * 32}}] * 7})


@pytest.mark.parametrize(
    "name",
    [
        "",
        "unknown",
        "marks",
        "marks[0]",
        "marks[0].unknown",
        "marks[32].text",
        "marks[00].text",
        "marks[-1].text",
        "marks[٠].text",
        "marks[0][0].text",
        "marks[0].text.more",
        "marks.text",
        "marks[99999999999].text",
        "remarks[0]",
        "year_of_manufacture",
        "Remarks",
        "remarks ",
        "remarks\n",
        ".remarks",
        "mro.__class__",
        "characteristics" + ".finish" * 40,
        "<script>",
    ],
)
def test_a_name_that_is_no_field_is_refused(name: str) -> None:
    assert code_of([(name, "x")]) == "form.field_unknown"


@pytest.mark.parametrize(
    "button",
    [
        "_more.remarks",
        "_more.marks[0]",
        "_more.nothing",
        "_less.marks",
        "_less.marks[99]",
        "_more.",
    ],
)
def test_a_button_of_no_list_is_refused(button: str) -> None:
    assert code_of([(button, "1")]) == "form.field_unknown"


def test_what_comes_twice_is_refused_not_guessed() -> None:
    assert code_of([("remarks", "a"), ("remarks", "b")]) == "form.field_repeated"
    form = Form(NewLeg)
    assert code_of([("state", "XA"), ("state", "XB")], form) == "form.field_repeated"


def test_a_list_as_lines_and_as_rows_at_once_is_refused() -> None:
    both = [("fields", "a"), ("fields[0]", "b")]
    assert code_of(both, Form(NotInterpretable)) == "form.field_repeated"
    assert code_of(both[::-1], Form(NotInterpretable)) == "form.field_repeated"


def test_a_file_where_none_is_asked_for_is_refused() -> None:
    assert code_of([("remarks", b"bytes")]) == "form.field_unknown"


def test_what_the_page_fixed_is_not_taken_from_outside() -> None:
    with pytest.raises(FormatError) as caught:
        FORM.read([("maker_id", "x")], Occasion(fixed={"maker_id": "y"}))
    assert caught.value.code == "form.field_unknown"


def test_a_code_that_nobody_offered_is_told_at_its_field() -> None:
    outcome = FORM.read([("type", "DEATH_RAY")])
    assert isinstance(outcome, Again)
    assert outcome.errors == {"type": (messages.UNKNOWN_CHOICE,)}
    ticked = Form(Refusal).read([("grounds", "0"), ("grounds", "NO_WISH"), ("explanation", "x")])
    assert isinstance(ticked, Again)
    assert ticked.errors == {"grounds": (messages.UNKNOWN_CHOICE,)}


@pytest.mark.parametrize("text", ["a\0b", "a\ud800b"], ids=["nul", "half a character"])
def test_characters_that_no_body_carries_are_told_and_shown_harmlessly(text: str) -> None:
    outcome = FORM.read([("remarks", text)])
    assert isinstance(outcome, Again)
    assert outcome.errors == {"remarks": (messages.CONTROL_CHARACTER,)}
    page = rendered(FORM.again(outcome))
    assert "a\ufffdb" in page
    page.encode()


def test_a_text_longer_than_its_message_carries_is_told_and_kept() -> None:
    form = Form(Comment)
    outcome = form.read([("text", "x" * 4_001)])
    assert isinstance(outcome, Again)
    assert outcome.errors == {"text": (messages.too_long(4_000),)}
    assert dict(Page(rendered(form.again(outcome))).pairs)["text"] == "x" * 4_001


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' autofocus onfocus='alert(1)",
    "</textarea><script>alert(1)</script>",
    "{{ 7 * 7 }}{% raw %}",
    "%(most)s %s {most}",
    "\u202egnp.exe\u202c",
    "\u0007\u001b[31m\u009f",
    "x" * 3_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_only_ever_text(text: str) -> None:
    form = Form(CaseDraft)
    given = {"legal_justification": text, "offence": text[:200], "firearm": {"remarks": text}}
    options = Occasion(options={"recovery_place": {text[:200]: text}})
    page = rendered(form.filled({**given, "recovery_place": text[:200]}, options))
    plain = Page(rendered(form.filled({"offence": "x"}, options)))
    read = Page(page)
    assert {tag for tag, _ in read.elements} <= {tag for tag, _ in plain.elements} | {"option"}
    assert not [name for _, one in read.elements for name in one if name.startswith("on")]
    assert not [1 for _, one in read.elements if "style" in one]
    outcome = form.read(read.pairs, options)
    assert isinstance(outcome, Filled)
    assert outcome.body.legal_justification == text
    assert outcome.body.firearm.remarks == text


def test_a_label_is_bound_to_each_control() -> None:
    page = Page(
        rendered(Form(CaseDraft).filled({"notice_searches": [{}], "firearm": {"marks": [{}]}}))
    )
    for tag, given in page.elements:
        if tag in {"input", "select", "textarea"} and given.get("type") != "hidden":
            assert given["id"] in page.labelled, given

import pytest

from accord import errors
from accord.errors import AccordError, FormatError, PolicyError, TransitionError
from node.api import problem


def classes(root: type[AccordError]) -> list[type[AccordError]]:
    return [root, *(below for child in root.__subclasses__() for below in classes(child))]


@pytest.mark.parametrize(
    "class_", [c for c in classes(AccordError) if c.__module__ == errors.__name__]
)
def test_every_error_has_a_status_and_a_remedy(class_: type[AccordError]) -> None:
    if class_ is TransitionError:
        error: AccordError = TransitionError("trace_leg", "REFUSED", "SEND", ["ASK"])
    else:
        error = class_("a.code", "a text")
    made = problem.of_error(error)
    assert 400 <= made.status <= 503
    assert made.status != 500 or class_ is AccordError
    assert made.code == error.code
    assert made.type == f"urn:accord:error:{error.code}"
    assert made.detail == error.text
    assert made.remedy
    assert made.title


@pytest.mark.parametrize("code", ["casework.unknown_case", "casework.unknown_request"])
def test_what_is_not_there_is_404(code: str) -> None:
    assert problem.of_error(PolicyError(code, "no such case")).status == 404


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("recovery_date: give the day", "recovery_date"),
        ("firearm.marks[0].kind: give it", "firearm.marks[0].kind"),
        ("there is no such case", ""),
        ("SEND: not allowed", ""),
    ],
)
def test_names_the_field_that_the_text_names(text: str, field: str) -> None:
    assert problem.of_error(PolicyError("a.code", text)).field == field


def test_a_malformed_thing_is_never_404() -> None:
    assert problem.of_error(FormatError("field.unknown", "no such field")).status == 400


def test_a_status_without_a_text_of_its_own_is_still_a_problem() -> None:
    assert problem.of_status(418).status == 418
    assert problem.of_status(418).remedy

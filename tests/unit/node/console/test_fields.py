import pytest

from node.api.bodies import Restriction
from node.api.route import AnyRoute
from node.api.table import ROUTES
from node.casework.drafts import CaseDraft
from node.console.forms.form import Form
from node.console.forms.spec import FieldSpec
from node.console.labels import LABELS
from node.console.labels.described import described
from node.console.labels.fields import FIELDS, HELP


@pytest.mark.parametrize(
    "route", [route for route in ROUTES if route.body is not None], ids=lambda route: route.name
)
def test_every_field_and_code_of_a_body_is_named(route: AnyRoute) -> None:
    assert route.body is not None
    form = Form(route.body, spec=described(route.body), codes=LABELS)
    assert form.unlabelled() == ()


def test_a_page_has_the_last_word_on_a_field() -> None:
    spec = described(CaseDraft, {"legal_justification": FieldSpec(label="Statute", order=3)})
    said = spec["legal_justification"]
    assert (said.label, said.order) == ("Statute", 3)
    assert said.help == HELP["legal_justification"]
    assert spec["firearm.marks[].text"].label == FIELDS["Mark.text"]
    assert spec["firearm.marks"].row == FIELDS["marks[]"]


def test_a_name_that_means_something_else_in_a_type_is_called_otherwise_there() -> None:
    assert described(Restriction)["number"].label == FIELDS["Restriction.number"]
    assert FIELDS["Restriction.number"] != FIELDS["number"]

from typing import Any

import pytest
from form_bodies import bodies
from form_browser import Page, rendered
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from node.api.table import ROUTES
from node.console.forms.form import Filled, Form
from node.console.forms.shape import shape_of

BODIES = sorted({route.body for route in ROUTES if route.body}, key=lambda body: body.__name__)


@pytest.mark.parametrize("body", BODIES, ids=lambda body: body.__name__)
def test_every_body_has_a_shape_and_a_form(body: type[Any]) -> None:
    assert shape_of(body) is shape_of(body)
    page = Page(rendered(Form(body).new()))
    ids = [given["id"] for _, given in page.elements if given.get("id")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("body", BODIES, ids=lambda body: body.__name__)
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(data=st.data())
def test_what_a_form_shows_comes_back_as_it_was(body: type[Any], data: st.DataObject) -> None:
    value = data.draw(bodies(body))
    form = Form(body)
    outcome = form.read(Page(rendered(form.filled(value))).pairs)
    assert isinstance(outcome, Filled), outcome
    assert outcome.body == value

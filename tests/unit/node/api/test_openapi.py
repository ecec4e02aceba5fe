import json
import re
from pathlib import Path
from typing import Any

import pytest
from api_fake import TOKEN, open_fake
from openapi_spec_validator import OpenAPIV31SpecValidator

from node.api import openapi
from node.api.app import build_app
from node.api.table import ROUTES

DOCS = Path(__file__).parents[4] / "docs" / "openapi.json"
DOCUMENT: dict[str, Any] = openapi.document(ROUTES)


def test_is_valid_openapi_3_1() -> None:
    OpenAPIV31SpecValidator(DOCUMENT).validate()


def test_the_copy_in_docs_is_this_document() -> None:
    assert DOCS.read_text() == openapi.text(ROUTES), "run: python -m node.api.openapi"


def test_describes_every_route_and_no_other(tmp_path: Path) -> None:
    fake = open_fake(tmp_path)
    app = build_app(fake.services, TOKEN)
    fake.services.store.close()
    served = {
        (route.method, route.resource.canonical) for route in app.router.routes() if route.resource
    }
    described = {
        (method.upper(), path) for path, item in DOCUMENT["paths"].items() for method in item
    }
    assert served == described


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_every_route_of_the_table_can_run(route: Any) -> None:
    assert (route.work is None) != (route.wait is None)
    assert re.fullmatch(r"[a-z]+([A-Z][a-z]+)*", route.name)
    assert route.summary[0].isupper()
    operation = DOCUMENT["paths"][route.path][route.method.lower()]
    assert str(route.status) in operation["responses"]
    assert "default" in operation["responses"]
    named = {p["name"] for p in operation["parameters"] if p.get("in") == "path"}
    assert named == set(re.findall(r"{(\w+)}", route.path))


def test_operation_ids_are_unique() -> None:
    names = [route.name for route in ROUTES]
    assert len(names) == len(set(names))


def test_unknown_fields_are_refused_in_the_schema_too() -> None:
    for name, schema in DOCUMENT["components"]["schemas"].items():
        if schema.get("type") == "object":
            assert schema["additionalProperties"] is False, name


def test_every_type_has_a_short_name_of_its_own() -> None:
    assert all(name.isalnum() for name in DOCUMENT["components"]["schemas"])


def test_is_the_same_every_time() -> None:
    assert json.loads(openapi.text(ROUTES)) == DOCUMENT

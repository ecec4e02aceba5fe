"""The interface does what its own document says, whatever the document lets a caller send."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
import requests
import schemathesis
from casework_kit import case_draft
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from region_api import TOKEN, RegionApi
from running_api import configured, running
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from node.api.openapi import document
from node.api.table import ROUTES

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
SCHEMA = schemathesis.openapi.from_dict(document(ROUTES))
EACH = settings(
    max_examples=2,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


class Node(NamedTuple):
    """Where it listens, and ids that it knows."""

    address: str
    ids: dict[str, str]


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    region = RegionApi()
    office = region.federation["XC"]
    case_id = office.write(lambda tx: office.casework.cases.open_case(tx, case_draft(), by="ana"))
    region.federation.settle()
    config = configured(tmp_path_factory.mktemp("XC"), TOKEN)
    with running(config, lambda: region.app("XC")):
        run = json.loads((config.parent / "data" / "run.json").read_text())
        ids = {"case_id": case_id, "year": "2025", "version": "1", "state": "XA"}
        yield Node(f"http://{run['http']}", ids)
    region.close()


def test_every_operation_answers_as_it_says_and_never_with_a_failure_of_ours(node: Node) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    with requests.Session() as session:
        for found in SCHEMA.get_all_operations():
            assert isinstance(found, Ok)
            operation = found.ok()

            @EACH
            @given(case=operation.as_strategy(), there=st.booleans())
            def answers(case: Any, there: bool) -> None:
                if there:  # random ids name nothing
                    case.path_parameters |= {
                        name: node.ids[name] for name in case.path_parameters if name in node.ids
                    }
                response = case.call(base_url=node.address, headers=headers, session=session)
                case.validate_response(response, checks=CHECKS)

            answers()

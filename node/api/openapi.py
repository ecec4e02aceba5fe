"""The OpenAPI 3.1 document, made from the table of routes and the types they name."""

import json
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter

from node.api import metrics, problem, tags
from node.api.bodies import Problem
from node.api.codec import codec
from node.api.route import AnyRoute, Query

Json = dict[str, Any]
Mode = Literal["validation", "serialization"]

_REF = "#/components/schemas/{model}"
_PROBLEM = {"$ref": "#/components/responses/Problem"}
_ERRORS = {
    400: "malformed: the problem names the field",
    401: "the token is missing, wrong or has ended",
    403: "the caller's roles do not include this; the attempt is in the audit trail",
    404: "no such case, request, leg or message",
    304: "as the tag in If-None-Match has it: nothing is sent",
    409: "not possible in this state; the problem says what is",
    412: "the resource is not as the tag in If-Match has it; nothing was done",
    413: "the body is larger than 1 MiB",
    415: "the body is not declared as JSON",
    422: "understood and not allowed; the problem says what to correct",
}
_PLAIN = (  # path, operation id, media type, summary
    ("/metrics", "metrics", metrics.MEDIA_TYPE, "Numbers for Prometheus"),
    ("/openapi.json", "openapi", "application/json", "This document"),
)
_DESCRIPTION = """\
The interface of one member's node: trace cases, requests from abroad, registers, directory.

Every call but the health checks and the sign-in carries a bearer token: of a session
(`POST /v1/sessions`), of an API client (`POST /v1/tokens`), or the machine's own, which the command
line uses. What the roles of an account allow is said with each operation.

Every failure is a problem (RFC 9457) with a stable `code`, the `field` to blame and a `remedy`.
A POST that carries an `Idempotency-Key` has one effect however often it is sent: the first reply
is given again for seven days. A single resource has an `ETag`: `If-None-Match` saves sending it
again, and a step that carries it in `If-Match` is taken only if nobody has changed it since."""


@cache
def text(routes: tuple[AnyRoute, ...]) -> str:
    """The document as it is served and kept in docs/openapi.json."""
    return json.dumps(document(routes), indent=2, ensure_ascii=False) + "\n"


def document(routes: tuple[AnyRoute, ...]) -> Json:
    """The document as JSON data."""
    schemas, references = _schemas(routes)
    paths: Json = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(
            route, tags.resource_of(route, routes), references
        )
    for path, name, media_type, summary in _PLAIN:
        paths[path] = {"get": _plain(name, media_type, summary)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Accord node",
            "version": version("accord"),
            "summary": "Trace small arms through the registers of other states",
            "description": _DESCRIPTION,
        },
        "servers": [{"url": "/"}],
        "security": [{"token": []}],
        "tags": [{"name": tag} for tag in dict.fromkeys(route.tag for route in routes)],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "parameters": _parameters(),
            "headers": {
                "ETag": {
                    "description": "Names this state of the resource",
                    "schema": {"type": "string"},
                }
            },
            "responses": {
                "Problem": {
                    "description": "What went wrong and what to do",
                    "content": {problem.MEDIA_TYPE: {"schema": references[Problem, _OUT]}},
                }
            },
            "schemas": schemas,
        },
    }


_IN: Mode = "validation"
_OUT: Mode = "serialization"


def _schemas(routes: tuple[AnyRoute, ...]) -> tuple[Json, dict[tuple[type, Mode], Json]]:
    """Every type by name, and how to refer to each."""
    wanted: dict[tuple[type, Mode], TypeAdapter[Any]] = {}
    for route in routes:
        wanted[route.answer, _OUT] = codec(route.answer).adapter
        if route.body is not None:
            wanted[route.body, _IN] = codec(route.body).adapter
    wanted[Problem, _OUT] = codec(Problem).adapter
    references, schema = TypeAdapter.json_schemas(
        [(type_, mode, adapter) for (type_, mode), adapter in wanted.items()], ref_template=_REF
    )
    return _untitled(schema["$defs"]), {key: references[key] for key in wanted}


def _untitled(schema: Any) -> Any:
    """Without pydantic's titles, which only repeat the names."""
    if isinstance(schema, list):
        return [_untitled(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        name: _untitled(value)
        for name, value in schema.items()
        if not (name == "title" and isinstance(value, str))
    }


def _operation(
    route: AnyRoute, resource: AnyRoute | None, references: dict[tuple[type, Mode], Json]
) -> Json:
    operation: Json = {
        "operationId": route.name,
        "tags": [route.tag],
        "summary": route.summary,
        "description": f"Needs the right {route.needs}." if route.guarded else "Needs no token.",
        "parameters": [
            *(_path_parameter(name) for name in route.parameters),
            *(_query_parameter(query) for query in route.query),
        ],
        "responses": _responses(route, resource, {"schema": references[route.answer, _OUT]}),
    }
    if route.writes:
        operation["parameters"] += [
            {"$ref": "#/components/parameters/IdempotencyKey"},
            {"$ref": "#/components/parameters/Officer"},
        ]
        if resource is not None:
            operation["parameters"].append({"$ref": "#/components/parameters/IfMatch"})
    if tags.is_single(route):
        operation["parameters"].append({"$ref": "#/components/parameters/IfNoneMatch"})
    if route.body is not None:
        operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": references[route.body, _IN]}},
        }
    if not route.guarded:
        operation["security"] = []
    return operation


def _responses(route: AnyRoute, resource: AnyRoute | None, answer: Json) -> Json:
    success: Json = {"description": "done", "content": {"application/json": answer}}
    if route.creates:
        success["description"] = "made"
    responses: Json = {str(route.status): success}
    if tags.is_single(route) or (resource is not None and resource.answer is route.answer):
        success["headers"] = {"ETag": {"$ref": "#/components/headers/ETag"}}
    if tags.is_single(route):
        responses["304"] = {"description": _ERRORS[304]}
    if route.writes and resource is not None:
        responses["412"] = _problem_response(_ERRORS[412])
    if route.well is not None:
        responses["503"] = success | {"description": "the same body: something is not well"}
    for status in sorted(_refusals(route)):
        responses[str(status)] = {**_problem_response(_ERRORS[status])}
    responses["default"] = _PROBLEM
    return responses


def _problem_response(description: str) -> Json:
    content = {problem.MEDIA_TYPE: {"schema": {"$ref": _REF.format(model="Problem")}}}
    return {"description": description, "content": content}


def _refusals(route: AnyRoute) -> set[int]:
    """The statuses with which this route refuses; the rest is under `default`."""
    statuses = {400}
    if route.guarded:
        statuses |= {401, 403}
    if route.parameters:
        statuses |= {404}
    if route.body is not None:
        statuses |= {413, 415, 422}
    if route.writes:
        statuses |= {409, 422}
    return statuses


def _plain(name: str, media_type: str, summary: str) -> Json:
    content: Json = {media_type.partition(";")[0]: {"schema": {}}}
    return {
        "operationId": name,
        "tags": ["health"],
        "summary": summary,
        "security": [],
        "responses": {"200": {"description": "done", "content": content}, "default": _PROBLEM},
    }


def _path_parameter(name: str) -> Json:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def _query_parameter(query: Query) -> Json:
    schema: Json = {"type": "string"}
    if query.choices:
        schema["enum"] = list(query.choices)
    if query.minimum is not None:
        schema = {"type": "integer", "minimum": query.minimum, "maximum": query.maximum}
    return {"name": query.name, "in": "query", "description": query.description, "schema": schema}


def _parameters() -> Json:
    return {
        "IdempotencyKey": {
            "name": "Idempotency-Key",
            "in": "header",
            "description": "Makes a repeated request have one effect, such as a UUID",
            "schema": {"type": "string", "minLength": 1, "maxLength": 128},
        },
        "IfMatch": {
            "name": "If-Match",
            "in": "header",
            "description": "The ETag of the resource as it was seen; 412 where it has changed",
            "schema": {"type": "string", "minLength": 1, "maxLength": 4096},
        },
        "IfNoneMatch": {
            "name": "If-None-Match",
            "in": "header",
            "description": "An ETag that is at hand; 304 where the resource is still the same",
            "schema": {"type": "string", "minLength": 1, "maxLength": 4096},
        },
        "Officer": {
            "name": "Accord-Officer",
            "in": "header",
            "description": "Who types, where the machine's own token is used; others leave it out",
            "schema": {"type": "string", "minLength": 1, "maxLength": 64, "default": "api"},
        },
    }


if __name__ == "__main__":
    from node.api.table import ROUTES

    Path("docs/openapi.json").write_text(text(ROUTES), encoding="utf-8")

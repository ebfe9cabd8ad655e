"""The description of the API (OpenAPI 3.1), and the same in the shape of a page for people."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from practica.interfaces.api.repeating import PARAMETER

SCHEME = {
    "type": "http",
    "scheme": "bearer",
    "bearerFormat": "prc_…",
    "description": "A personal token, made under “You, Tokens”. It acts with your rights, as far as its "
    "scopes reach: `read`, `write`, `import`. Without one you read what is public.",
}
JSON = "application/json"


class HouseApi(NinjaAPI):
    """Ninja's API, describing what the house adds: tokens, visitors, and keys for repeating."""

    def get_openapi_schema(self, **how: Any) -> OpenAPISchema:
        """The description, complete."""
        schema = super().get_openapi_schema(**how)
        schema["components"]["securitySchemes"] = {"token": SCHEME}
        for methods in schema["paths"].values():
            for method, operation in methods.items():
                operation["security"] = [{"token": []}, {}] if method == "get" else [{"token": []}]
                if method == "post":
                    operation["parameters"] = [*operation["parameters"], PARAMETER]
                for status, response in operation["responses"].items():
                    if status == 429:
                        response["headers"] = {
                            "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}
                        }
        return schema


@dataclass(frozen=True)
class Place:
    """One input or one field: its name, where it goes, its type in words, and what there is to say of it."""

    name: str
    type: str
    required: bool = False
    where: str = ""
    note: str = ""


@dataclass(frozen=True)
class Told:
    """One operation as the page tells it."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    scope: str
    parameters: list[Place]
    body: str
    fields: list[Place]
    answers: list[tuple[str, str, str]]
    curl: str


@dataclass(frozen=True)
class Group:
    """Operations on one subject."""

    name: str
    operations: list[Told] = field(default_factory=list)


@dataclass(frozen=True)
class Shape:
    """A schema with its fields."""

    name: str
    description: str
    fields: list[Place]


def groups_of(schema: dict[str, Any], *, site: str) -> list[Group]:
    """The operations by subject, with ``curl`` examples against ``site``."""
    groups: dict[str, Group] = {}
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            name = operation.get("tags", ["Other"])[0]
            told = _told(schema, path, method, operation, site)
            groups.setdefault(name, Group(name)).operations.append(told)
    return sorted(groups.values(), key=lambda group: group.name)


def shapes_of(schema: dict[str, Any]) -> list[Shape]:
    """Every schema, by name."""
    return [
        Shape(name, one.get("description", ""), _fields(one))
        for name, one in sorted(schema["components"]["schemas"].items())
    ]


def _told(schema: dict[str, Any], path: str, method: str, operation: dict[str, Any], site: str) -> Told:
    sent = operation.get("requestBody", {}).get("content", {}).get(JSON, {}).get("schema", {})
    body = _name(sent)
    shape = schema["components"]["schemas"].get(body, sent)
    parameters = [
        Place(one["name"], _type(one["schema"]), one["required"], one["in"], one.get("description", ""))
        for one in operation["parameters"]
    ]
    answers = [
        (str(status), answer["description"], _name(answer.get("content", {}).get(JSON, {}).get("schema", {})))
        for status, answer in operation["responses"].items()
    ]
    scope = "read" if method == "get" else "import" if path.startswith("/api/imports") else "write"
    return Told(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        description=operation.get("description", ""),
        scope=scope,
        parameters=parameters,
        body=body,
        fields=_fields(shape) if sent else [],
        answers=answers,
        curl=_curl(method, path, shape if sent else None, schema, site),
    )


def _fields(shape: dict[str, Any]) -> list[Place]:
    required = set(shape.get("required", ()))
    return [
        Place(name, _type(one), name in required, note=one.get("description", "") or _default(one))
        for name, one in shape.get("properties", {}).items()
    ]


def _default(one: dict[str, Any]) -> str:
    return f"{json.dumps(one['default'])}" if one.get("default") not in (None, "", []) else ""


def _type(one: dict[str, Any]) -> str:
    """A type in words: ``text, at most 120``; ``list of text``; ``PageOut or null``."""
    if "anyOf" in one:
        return " | ".join(_type(choice) for choice in one["anyOf"])
    if "enum" in one:
        return " | ".join(json.dumps(value) for value in one["enum"])
    if "const" in one:
        return json.dumps(one["const"])
    if name := _name(one):
        return name
    if one.get("type") == "array":
        return f"[{_type(one.get('items', {}))}]"
    words = one.get("format") or one.get("type", "any")
    low, high = (one.get(name) for name in ("minimum", "maximum"))
    if low is not None or high is not None:
        return f"{words} {'' if low is None else low}…{'' if high is None else high}"
    return f"{words} ≤ {one['maxLength']}" if "maxLength" in one else str(words)


def _name(one: dict[str, Any]) -> str:
    return str(one.get("$ref", "")).rpartition("/")[2]


def _curl(method: str, path: str, shape: dict[str, Any] | None, schema: dict[str, Any], site: str) -> str:
    lines = [f"curl -H 'Authorization: Bearer prc_…' \\\n  {site}{path}"]
    if method != "get":
        lines.insert(0, f"-X {method.upper()}")
        lines = [lines[1].replace("curl", f"curl {lines[0]}", 1)]
    if shape is not None:
        example = _example_of(shape, schema)
        text = json.dumps(example, ensure_ascii=False).replace("'", "’")
        lines.append(f"  -H 'Content-Type: application/json' \\\n  -d '{text}'")
    return " \\\n".join(lines)


def example_of(operation: dict[str, Any], schema: dict[str, Any]) -> Any:
    """A body ``operation`` takes, with what it needs and no more; None when it takes none."""
    sent = operation.get("requestBody", {}).get("content", {}).get(JSON, {}).get("schema")
    return (
        None if sent is None else _example_of(schema["components"]["schemas"].get(_name(sent), sent), schema)
    )


def _example_of(shape: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    wanted = shape.get("required") or list(shape.get("properties", {}))[:1]
    return {name: _example(shape["properties"][name], schema) for name in wanted}


def _example(one: dict[str, Any], schema: dict[str, Any]) -> Any:
    for choice in (one, *one.get("anyOf", ())):
        if "examples" in choice:
            return choice["examples"][0]
        if "enum" in choice:
            return choice["enum"][0]
    if name := _name(one):
        fields = schema["components"]["schemas"][name].get("properties", {})
        return {key: _example(value, schema) for key, value in fields.items()}
    return {"integer": 1, "number": 1.0, "boolean": True, "array": []}.get(one.get("type", ""), "…")

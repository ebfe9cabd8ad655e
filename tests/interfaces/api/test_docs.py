"""What the API says of itself."""

from typing import get_args

import pytest

from practica.interfaces.api.collect import api, operations

pytestmark = pytest.mark.django_db


def test_the_page_tells_of_every_operation(client):
    text = client.get("/api/docs").content.decode()
    described = [o for methods in api.get_openapi_schema()["paths"].values() for o in methods.values()]
    assert len(described) == len(list(operations()))
    for operation in described:
        assert f'id="{operation["operationId"]}"' in text


def test_the_page_needs_no_script_of_its_own(client):
    text = client.get("/api/docs").content.decode()
    assert "<script>" not in text and "cdn" not in text and "swagger" not in text.lower()


def test_every_answer_has_a_shape_of_its_own_name():
    shapes: dict[str, set[type]] = {}
    for _prefix, router in api._routers:
        for view in router.path_operations.values():
            for operation in view.operations:
                for model in operation.response_models.values():
                    if hasattr(model, "model_fields"):
                        answer = model.model_fields["response"].annotation
                        shape = next(iter(get_args(answer)), answer)  # of a list what is in it
                        shapes.setdefault(getattr(shape, "__name__", str(shape)), set()).add(shape)
    assert not [name for name, models in shapes.items() if len(models) > 1]


def test_tokens_are_described():
    schema = api.get_openapi_schema()
    assert schema["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    assert schema["paths"]["/api/communities"]["post"]["security"] == [{"token": []}]


def test_only_post_takes_a_key_for_repeating():
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method, operation in methods.items():
            named = {parameter["name"] for parameter in operation["parameters"]}
            assert ("Idempotency-Key" in named) == (method == "post"), path

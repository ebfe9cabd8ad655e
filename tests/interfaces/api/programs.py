"""What the tests of the API share: a client that sends a token."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client

from practica.core.people.models import Person
from practica.interfaces.api.actions import make_token


class Program:
    """Speaks JSON in the name of ``person``."""

    def __init__(self, person: Person, *scopes: str) -> None:
        scopes = scopes or ("read", "write", "import")
        _token, secret = make_token(name="program", scopes=scopes, actor=person)
        self.client = Client(headers={"authorization": f"Bearer {secret}"})

    def get(self, path: str, **query: Any) -> Any:
        """GET."""
        return self.client.get(f"/api{path}", query)

    def post(self, path: str, headers: dict[str, str] | None = None, **data: Any) -> Any:
        """POST ``data`` as JSON."""
        return self.client.post(f"/api{path}", json.dumps(data), "application/json", headers=headers or {})

    def patch(self, path: str, **data: Any) -> Any:
        """PATCH ``data`` as JSON."""
        return self.client.patch(f"/api{path}", json.dumps(data), "application/json")

    def put(self, path: str) -> Any:
        """PUT without a body."""
        return self.client.put(f"/api{path}")

    def delete(self, path: str) -> Any:
        """DELETE."""
        return self.client.delete(f"/api{path}")

"""How many queries each address asks, once warm: ``python -m benchmarks.queries EMAIL ADDRESS …`` prints
JSON."""

from __future__ import annotations

import json
import sys
from typing import Any


def main() -> None:
    """Ask every address twice and count the second time."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    from practica.core.people.models import Person

    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    client.force_login(Person.objects.get(email=sys.argv[1]))
    counted = {}
    for address in sys.argv[2:]:
        client.get(address)
        asked: list[str] = []

        def count(execute: Any, sql: str, *rest: Any, asked: list[str] = asked) -> Any:
            asked.append(sql)
            return execute(sql, *rest)

        with connection.execute_wrapper(count):
            client.get(address)
        counted[address] = len(asked)
    print(json.dumps(counted))


if __name__ == "__main__":
    main()

"""Reading the JSON of a request: what a database cannot keep is refused before anything is done."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser

from practica.kit.wellformed import is_wellformed


class CarefulParser(Parser):
    """JSON with whole characters only, and without the numbers that are none (NaN, Infinity)."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The request's JSON. Raises ValueError for anything else, of which the API makes a 400."""
        sent = json.loads(request.body, parse_constant=_refuse)
        if not is_wellformed(sent):
            raise ValueError("The body holds characters that are none (NUL, or half of one).")
        return sent


def _refuse(name: str) -> None:
    raise ValueError(name)

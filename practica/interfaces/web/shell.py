"""What the frame round every page shows: communities of the reader, what waits in her inbox."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor; asks nothing before a template does."""
    return {"shell": SimpleLazyObject(lambda: {"site_name": settings.SITE_NAME})}

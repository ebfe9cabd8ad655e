"""Names of built files: which hashed file stands behind ``app.js`` today."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.templatetags.static import static

DIST = Path(__file__).resolve().parent / "static" / "dist"


def url(name: str) -> str:
    """Address of the built file called ``name`` (``app.js``, ``app.css``, ``sprite.svg``, ``fonts/inter``).

    Raises :class:`ImproperlyConfigured` when nothing was built, :class:`KeyError` for an unknown name.
    """
    return static(f"dist/{manifest()['files'][name]}")


def first_imports() -> list[str]:
    """Addresses of the scripts ``app.js`` imports at once, to be fetched beside it."""
    return [static(f"dist/{path}") for path in manifest()["imports"]]


def manifest() -> dict[str, Any]:
    """What the last build made. Read once, or after every build while developing."""
    path = DIST / "manifest.json"
    try:
        version = path.stat().st_mtime_ns if settings.DEBUG else 0
        return _read(path, version)
    except FileNotFoundError:
        raise ImproperlyConfigured("The front end is not built: python -m practica.kit.ui.build") from None


@lru_cache(maxsize=2)
def _read(path: Path, version: int) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text())
    return loaded

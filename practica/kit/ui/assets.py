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
    return _address(name, DIST, _version())


def first_imports() -> list[str]:
    """Addresses of the scripts ``app.js`` imports at once, to be fetched beside it."""
    return _addresses_of_imports(DIST, _version())


@lru_cache(maxsize=500)
def _address(name: str, _built: Path, _version: int) -> str:
    return static(f"dist/{manifest()['files'][name]}")


@lru_cache(maxsize=2)
def _addresses_of_imports(_built: Path, _version: int) -> list[str]:
    return [static(f"dist/{path}") for path in manifest()["imports"]]


def manifest() -> dict[str, Any]:
    """What the last build made. Read once, or after every build while developing."""
    try:
        return _read(DIST / "manifest.json", _version())
    except FileNotFoundError:
        raise ImproperlyConfigured("The front end is not built: python -m practica.kit.ui.build") from None


def _version() -> int:
    return (DIST / "manifest.json").stat().st_mtime_ns if settings.DEBUG else 0


@lru_cache(maxsize=2)
def _read(path: Path, version: int) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text())
    return loaded

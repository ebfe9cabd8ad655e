"""Where the material of the sample site lies, and how it is read."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

FOLDER = Path(__file__).resolve().parents[3] / "demo"


def is_there() -> bool:
    """Whether this installation brought the material (a checkout does, a wheel does not)."""
    return (FOLDER / "people.csv").exists()


def folder(name: str) -> Path:
    """The Markdown tree called ``name``."""
    return FOLDER / name


def people_list() -> Path:
    """The CSV file of people."""
    return FOLDER / "people.csv"


def questions() -> list[dict[str, Any]]:
    """Questions with their answers."""
    return _read("questions.yml")


def discussions() -> list[dict[str, Any]]:
    """Discussions with their replies."""
    return _read("discussions.yml")


def knowledge() -> list[dict[str, Any]]:
    """Typed pages with the answers to their fields."""
    return _read("knowledge.yml")


def collections() -> list[dict[str, Any]]:
    """Collections with their types, views and rows."""
    return _read("collections.yml")


def _read(name: str) -> list[dict[str, Any]]:
    threads: list[dict[str, Any]] = yaml.safe_load((FOLDER / name).read_text("utf-8"))
    return threads


def days_ago(days: float) -> dt.datetime:
    """The moment ``days`` before now."""
    return timezone.now() - dt.timedelta(days=days)

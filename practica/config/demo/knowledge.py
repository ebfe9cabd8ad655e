"""Typed pages of the sample site: lessons, a decision, a practice, a review, by the people who know them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from practica.config.demo import material
from practica.config.demo.people import Cast
from practica.content.pages.actions import create
from practica.core.communities.models import Community
from practica.core.types.models import KnowledgeType


def write_down(people: Cast) -> None:
    """Write every typed page of the material, the oldest first."""
    for told in sorted(material.knowledge(), key=lambda page: -float(page["days"])):
        create(
            community=Community.objects.get(name=told["community"]),
            title=told["title"],
            body=told["body"],
            type=KnowledgeType.objects.get(community=None, name=told["type"]),
            values={name: answer(raw) for name, raw in told["values"].items()},
            topics=told.get("topics", ()),
            created=material.days_ago(float(told["days"])),
            actor=people[told["by"]],
        )


def answer(raw: Any) -> str:
    """What a person would type: a day that is so many days from today, or the words as they are."""
    if isinstance(raw, int):
        return (timezone.localdate() + dt.timedelta(days=raw)).isoformat()
    return str(raw)

"""Lines kept in memory: whatever a line shows is part of its key, or the next reader gets an old one."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import models
from django.template import engines
from django.test import RequestFactory

from practica.content.discussions.models import Post
from practica.content.discussions.views.rows import Row
from practica.core.entries.queries import FeedRow
from practica.kit.contracts.kinds import Badge
from practica.kit.ui import remembering
from tests.builders import a_colleague, a_community, a_page, a_question, an_answer

pytestmark = pytest.mark.django_db


def test_a_line_of_a_feed_shows_nothing_that_is_not_in_its_key():
    entry = a_page(in_=a_community(), title="Seals", body="Words of a summary.").entry
    row = FeedRow(entry, False, 0, None, False)
    others = {"badge": Badge(word="Answered", style="ok", icon="check"), "new_replies": 3}
    reader = a_colleague()

    changed = [
        *_variants(row, others),
        *_with_other(row, "entry", "community"),
        *_with_other(row, "entry", "author"),
    ]

    assert _unnoticed("entries/feed.html", row, changed, reader) == []
    assert len(changed) > 30


def test_a_post_shows_nothing_that_is_not_in_its_key():
    question = a_question()
    post = an_answer(to=question, body="Use two passes.")
    row = Row(post=post, url=f"/posts/{post.uid}", about="Fitter")
    row.comments = [Row(post=copy.copy(post), url="/posts/comment", about="")]
    reader = a_colleague()

    changed = [*_variants(row, {}), *_with_other(row, "post", "author")]
    context = {"thread": question, "entry": question.entry, "community": question.entry.community}

    assert _unnoticed("discussions/posts/rows.html", row, changed, reader, **context) == []
    assert len(changed) > 30


def _unnoticed(
    template: str, row: Any, changed: list[tuple[str, Any]], reader: Any, **context: Any
) -> list[str]:
    """What was changed so that the line looks otherwise and its key is the same."""
    plain = _shown(template, row, reader, context)
    return [
        name
        for name, other in changed
        if other.key is not None
        and other.key == row.key
        and _shown(template, other, reader, context) != plain
    ]


def _shown(template: str, row: Any, reader: Any, context: dict[str, Any]) -> str:
    remembering.memory.clear()
    request = RequestFactory().get("/")
    request.user = reader
    request._ui_csrf_field = ""  # type: ignore[attr-defined]
    return str(engines["jinja2"].get_template(template).render({"rows": [row], **context}, request))


def _variants(row: Any, values: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The row with each of its own fields, and each field of the models it holds, made another."""
    for one in dataclasses.fields(row):
        held = getattr(row, one.name)
        if isinstance(held, models.Model):
            for name, model in _other_models(held):
                yield f"{one.name}.{name}", _replaced(row, one.name, model)
        elif one.name in values or isinstance(held, bool | str):
            other = values.get(one.name, not held if isinstance(held, bool) else f"{held}x")
            yield one.name, _replaced(row, one.name, other)


def _with_other(row: Any, held: str, name: str) -> Iterator[tuple[str, Any]]:
    """The row whose ``held`` model has another ``name``: every field of that one changed in turn, or none."""
    model = getattr(row, held)
    related = [*_other_models(getattr(model, name))]
    if model._meta.get_field(name).null:
        related.append(("none", None))
    for field, other in related:
        changed = copy.copy(model)
        changed._state = copy.copy(model._state)
        changed._state.fields_cache = {**model._state.fields_cache, name: other}
        if other is None:
            changed.__dict__[f"{name}_id"] = None
        yield f"{held}.{name}.{field}", _replaced(row, held, changed)


def _replaced(row: Any, name: str, value: Any) -> Any:
    changed = copy.copy(row)
    object.__setattr__(changed, name, value)
    return changed


def _other_models(model: Any) -> Iterator[tuple[str, Any]]:
    for field in model._meta.concrete_fields:
        if field.primary_key or field.is_relation:
            continue
        changed = copy.copy(model)
        changed.__dict__[field.attname] = _another(field, getattr(model, field.attname))
        yield field.name, changed


def _another(field: Any, value: Any) -> Any:
    if field.choices:
        return next(key for key, _label in field.flatchoices if key != value)
    if isinstance(field, models.DateTimeField):
        return (value or Post._meta.get_field("created").get_default()).replace(year=2019)
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.IntegerField):
        return (value or 0) + 7
    if isinstance(field, models.JSONField):
        return value
    return f"{value or ''}x"

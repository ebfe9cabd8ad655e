"""Parts of pages kept in memory are nobody's but those who may see the same."""

from __future__ import annotations

from types import SimpleNamespace

from django.template import engines
from django.test import RequestFactory

from practica.kit.ui import remembering


def test_a_part_is_remembered_for_the_same_values_only():
    template = _template("{% remember a %}{{ a }}{{ b }}{% endremember %}")
    said = [_said(template, a=a, b=b) for a, b in [(1, "x"), (1, "y"), (2, "y"), (None, "z")]]
    assert said == ["1x", "1x", "2y", "Nonez"]


def test_two_parts_of_one_template_are_two():
    template = _template("{% remember a %}first{% endremember %}\n{% remember a %}second{% endremember %}")
    assert _said(template, a=1) == _said(template, a=1) == "first\nsecond"


def test_a_remembered_form_has_each_readers_own_token():
    template = _template("{% remember 1 %}<form>{{ csrf_field() }}</form>{% endremember %}")
    first, second = (_said(template) for _ in range(2))
    assert 'name="csrfmiddlewaretoken"' in first
    assert remembering.CSRF_FIELD not in first
    assert first != second


def test_a_form_in_a_part_in_a_part_has_each_readers_own_token():
    inner = "{% remember 2 %}{{ csrf_field() }}{% endremember %}"
    template = _template("{% remember 1 %}<form>" + inner + "</form>{% endremember %}")
    first, second = (_said(template) for _ in range(2))
    assert remembering.CSRF_FIELD not in first + second
    assert first != second


def test_a_part_known_before_brings_no_token_into_a_part_made_around_it():
    inner = "{% macro form() %}{% remember 3 %}{{ csrf_field() }}{% endremember %}{% endmacro %}"
    outer = "{% if outer %}{% remember outer %}{{ form() }}{% endremember %}{% else %}{{ form() }}{% endif %}"
    template = _template(inner + outer)
    _said(template)
    first, second = (_said(template, outer=1) for _ in range(2))
    assert 'name="csrfmiddlewaretoken"' in first
    assert first != second


def test_memory_forgets_what_was_used_longest_ago():
    memory = remembering.Memory(most_bytes=10)
    memory.keep("a", "aaaa")
    memory.keep("b", "bbbb")
    memory.get("a")
    memory.keep("c", "cccc")
    assert [memory.get(key) for key in "abc"] == ["aaaa", None, "cccc"]


def _template(text):
    return engines["jinja2"].from_string(text)


def _said(template, **values):
    request = RequestFactory().get("/")
    request.user = SimpleNamespace(pk=None, is_authenticated=False)
    # The name of a template made of a string is the same for all: each test has memory of its own.
    return template.render({**values}, request)

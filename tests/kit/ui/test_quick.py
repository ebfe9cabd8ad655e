"""Templates with shortcuts say what Django's own would say."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.template import Context, Template, engines
from django.test import RequestFactory
from django.utils.safestring import mark_safe

from practica.kit.ui import remembering
from practica.kit.ui.quick import QuickTemplate


class Person:
    """Somebody with everything a template may ask of her."""

    name = "Ann <b>"
    hue = 12
    rate = 0.5

    def shout(self):
        return "ANN"

    def wipe(self):
        raise AssertionError("called")

    wipe.alters_data = True


@pytest.mark.parametrize(
    "source",
    [
        "{{ person.name }} {{ person.hue }} {{ person.rate }} {{ person.shout }}",
        "[{{ person.wipe }}] [{{ person.nothing }}] [{{ nobody.name }}]",
        "{{ values.key }} {{ values.items|length }} {{ many.1 }} {{ safe }} {{ person.name|upper }}",
        "{% if person.name and not person.nothing %}yes{% endif %}",
        "{% if values.gone %}no{% endif %}",
        "{% for one in many %}{{ forloop.counter }}{{ one }}{% endfor %}",
        "{% with x=person.name %}{{ x }}{% endwith %}",
        "{% autoescape off %}{{ person.name }}{% endautoescape %}{{ yes }}{{ none }}",
        '{% load i18n %}{% translate "Save" as word %}{{ word }}{% translate "100%% sure" %}{{ _("Save") }}',
        '{% url "communities:show" "a-b" %}{% url "communities:show" slug="a" as x %}{{ x }}',
    ],
)
def test_the_output_is_that_of_django(source):
    values = {
        "person": Person(), "values": {"key": "<", "items": "of dict"}, "many": ["a", "b&"],
        "safe": mark_safe("<i>"), "yes": True, "none": None,
    }  # fmt: skip
    engine = engines["django"].engine
    plain = Template(source, engine=engine).render(Context(values))
    quick = QuickTemplate(source, engine=engine)
    assert quick.render(Context(values)) == plain
    assert quick.render(Context(values)) == plain


def test_a_part_is_remembered_for_the_same_values_only():
    template = QuickTemplate("{% load ui %}{% remember a %}{{ a }}{{ b }}{% endremember %}", engine=_engine())
    said = [template.render(_context(a=a, b=b)) for a, b in [(1, "x"), (1, "y"), (2, "y"), (None, "z")]]
    assert said == ["1x", "1x", "2y", "Nonez"]


def test_a_remembered_form_has_each_readers_own_token():
    template = QuickTemplate(
        "{% load ui %}{% remember 1 %}<form>{% csrf_input %}</form>{% endremember %}", engine=_engine()
    )
    first, second = (template.render(_context()) for _ in range(2))
    assert 'name="csrfmiddlewaretoken"' in first
    assert remembering.CSRF_FIELD not in first
    assert first != second


def test_memory_forgets_what_was_used_longest_ago():
    memory = remembering.Memory(most_bytes=10)
    memory.keep("a", "aaaa")
    memory.keep("b", "bbbb")
    memory.get("a")
    memory.keep("c", "cccc")
    assert [memory.get(key) for key in "abc"] == ["aaaa", None, "cccc"]


def _engine():
    return engines["django"].engine


def _context(**values):
    request = RequestFactory().get("/")
    request.user = SimpleNamespace(pk=None, is_authenticated=False)
    return Context({"request": request, **values})

"""What every template may rely on."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.template import engines
from django.utils import translation
from jinja2 import nodes


def test_what_people_wrote_is_escaped_and_what_we_say_is_not():
    assert _said('{{ name }} {{ _("Save") }}', name="<b>") == "&lt;b&gt; Save"


def test_names_in_sentences_are_escaped():
    assert _said("{% trans %}Back to {{ label }}{% endtrans %}", label="<b>") == "Back to &lt;b&gt;"


def test_a_part_sees_what_it_is_given_and_nothing_else():
    template = '{{ part("ui/components/toast.html", text="given") }}'
    assert "kept from it" not in _said(template, undo="kept from it")


@pytest.mark.parametrize(
    "text", ["{{ nobody.name }}", "{% if nobody.name.first %}x{% endif %}", "{{ thing.gone }}"]
)
def test_what_is_not_there_is_nothing(text):
    assert _said(text, thing=SimpleNamespace()) == ""


def test_what_a_part_was_not_given_is_none():
    assert (
        _said("{% if count is none %}none{% endif %}{% if other is not none %}0{% endif %}", other=0)
        == "none0"
    )


def test_words_are_said_in_the_readers_language(settings):
    settings.LANGUAGES = [("en", "English"), ("de", "German")]
    with translation.override("de"):
        german = _said('{{ _("Yes") }}')
    assert (german, _said('{{ _("Yes") }}')) == ("Ja", "Yes")


def test_runs_are_put_together_in_their_order():
    rows = [SimpleNamespace(page=page, n=n) for n, page in enumerate("aab")]
    text = '{% for page, run in rows|regroup("page") %}{{ page }}{{ run|length }}{% endfor %}'
    assert _said(text, rows=rows) == "a2b1"


def test_every_template_asks_and_filters_with_words_that_exist():
    environment = engines["jinja2"].env
    used = [
        (name, kind, found.name)
        for name in environment.list_templates(extensions=["html", "txt"])
        for kind, known in ((nodes.Test, environment.tests), (nodes.Filter, environment.filters))
        for found in environment.parse(environment.loader.get_source(environment, name)[0]).find_all(kind)
        if found.name not in known
    ]
    assert not used


def _said(text, **values):
    return engines["jinja2"].from_string(text).render(values)


def test_lines_people_wrote_become_paragraphs_and_their_signs_stay_signs():
    html = engines["jinja2"].env.from_string("{{ words|linebreaks }}").render(words="One <b>\n\nTwo")
    assert html == "<p>One &lt;b&gt;</p>\n\n<p>Two</p>"


def test_what_a_dictionary_holds_is_found_and_its_methods_stay_methods():
    held = {"label": "Pumps", "items": "a name somebody gave", "get": "another"}

    said = _said("{{ d.label }} {{ d.items()|length }} {{ d.get('get') }} {{ d.nothing }}|", d=held)

    assert said == "Pumps 3 another |"

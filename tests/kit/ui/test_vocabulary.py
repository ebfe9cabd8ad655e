"""The words templates are written with."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.test import RequestFactory
from django.utils import timezone

from practica.kit.ui import assets

pytestmark = pytest.mark.skipif(not assets.DIST.exists(), reason="the front end is not built")


def rendered(text, **context):
    """``text`` as a template, with a request and what the caller gives."""
    request = RequestFactory().get("/here")
    request.user = AnonymousUser()
    return engines["jinja2"].from_string(text).render(context, request)


def test_an_icon_is_decorative_and_comes_from_the_sprite():
    html = rendered('{{ glyph("home", "s") }}')

    assert html.startswith('<svg class="ic s" aria-hidden="true"><use href="/static/dist/sprite-')
    assert html.endswith('#i-home"/></svg>')


def test_an_avatar_shows_initials_and_escapes_them():
    person = SimpleNamespace(name="A", initials="<b>", hue=165)

    html = rendered('{{ avatar(person, "2rem") }}', person=person)

    assert html == '<span class="av" style="--hue:165;--sz:2rem" aria-hidden="true">&lt;b&gt;</span>'


def test_a_kind_is_told_by_word_icon_and_hue():
    html = rendered('{{ kind_badge("question") }}')

    assert "k-question" in html
    assert "#i-question" in html
    assert "Question" in html


def test_ago_has_the_moment_for_machines_and_words_for_people():
    html = rendered("{{ ago(moment) }}", moment=timezone.now() - timedelta(hours=2, minutes=1))

    assert 'datetime="' in html
    assert " data-relative" in html
    assert ">2 h ago</time>" in html


def test_ago_of_nothing_is_nothing():
    assert rendered("{{ ago(moment) }}", moment=None) == ""


def test_a_cover_is_drawn_from_the_name_and_escapes_nothing_of_it_into_the_page():
    community = SimpleNamespace(name="<script>", hue=62)

    html = rendered("{{ cover(community) }}", community=community)

    assert 'style="--hue:62"' in html
    assert "script" not in html
    assert len(html) < 6 * 1024


def test_a_place_that_is_not_installed_has_no_line_in_the_rail():
    assert rendered('{{ nav("no:where", "Nowhere", "home") }}').strip() == ""


def test_two_menus_of_one_name_get_two_ids():
    html = rendered('{% call menu(label="More") %}a{% endcall %}{% call menu(label="More") %}b{% endcall %}')

    assert 'id="menu-more"' in html
    assert 'id="menu-more-2"' in html
    assert html.count('popovertarget="menu-more-2"') == 1


def test_a_button_that_changes_something_is_a_form_with_a_token_even_when_isolated():
    request = RequestFactory().get("/")
    template = engines["jinja2"].from_string(
        '{{ part("ui/components/button.html", label="Save", action="/save") }}'
    )
    html = template.render({}, request)

    assert (
        '<form class="inline" action="/save" method="post"><input type="hidden" name="csrfmiddlewaretoken"'
        in html
    )


def test_menu_content_is_escaped_like_everything_else():
    html = rendered('{% call menu(label="More") %}{{ name }}{% endcall %}', name="<b>")

    assert "&lt;b&gt;" in html

"""Pages that stand on the kit alone: the style page, and the pages for errors."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory

from practica.kit.ui import assets
from practica.kit.ui.views import styleguide

pytestmark = pytest.mark.skipif(not assets.DIST.exists(), reason="the front end is not built")


@pytest.mark.django_db
def test_the_style_page_shows_every_component_without_inline_script():
    request = RequestFactory().get("/styleguide/")
    request.user = AnonymousUser()

    html = styleguide(request).content.decode()

    assert "<script>" not in html
    assert "onclick" not in html
    assert html.count("<h1") == 1
    assert html.count("<main") == 1


@pytest.mark.parametrize("page", ["400", "409", "413", "429", "500", "503", "offline"])
def test_an_error_page_needs_no_request_and_no_database(page):
    html = render_to_string(f"{page}.html")

    assert html.count("<h1") == 1
    assert "app-" in html

"""What plain Django costs on the same rows: session and person, then one page or fifty entries.

No rights, no frame around the page, nothing prepared or kept: the ORM, Django's template engine and stored
HTML, as one would write it on the first day. Its CPU tells how quick this machine is in this hour; the
pages of Practica are to be read beside it. (The design measured 2.3 ms for a page and 4.8 for a list.)
"""

from __future__ import annotations

import os
from typing import Any

PAGE = """<!doctype html><html lang="en"><head><title>{{ page.entry.title }}</title></head><body>
<p>{{ person.name }}</p><h1>{{ page.entry.title }}</h1>
<p>{{ page.entry.author.name }}, {{ page.entry.changed|date:"j F Y" }}</p>
<div>{{ page.html|safe }}</div></body></html>"""
LIST = """<!doctype html><html lang="en"><head><title>Lately</title></head><body><p>{{ person.name }}</p><ul>
{% for entry in entries %}<li><h3><a href="/e/{{ entry.uid }}">{{ entry.title }}</a></h3>
<p>{{ entry.summary }}</p><p>{{ entry.community.name }}, {{ entry.author.name }},
{{ entry.active_at|date:"j F Y" }}, {{ entry.reply_count }}</p></li>
{% endfor %}</ul></body></html>"""


def plain() -> Any:
    """A WSGI application: ``/page`` and ``/list`` for the last session in the database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "practica.config.settings")
    import django
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler
    from django.http import HttpRequest, HttpResponse
    from django.template import engines
    from django.urls import path

    django.setup()
    settings.MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
    settings.ROOT_URLCONF = "benchmarks.plain"
    from practica.content.pages.models import Page
    from practica.core.entries.models import Entry
    from practica.core.people.models import Person, Session

    page, entries = (engines["django"].from_string(text) for text in (PAGE, LIST))
    key = Session.objects.exclude(person=None).latest("expire_date").pk
    one = Page.objects.order_by("pk").values_list("pk", flat=True)[10]

    def person() -> Person:
        return Person.objects.get(pk=Session.objects.get(pk=key).person_id)

    def show_page(request: HttpRequest) -> HttpResponse:
        found = Page.objects.select_related("entry__author", "entry__community").get(pk=one)
        return HttpResponse(page.render({"page": found, "person": person()}, request))

    def show_list(request: HttpRequest) -> HttpResponse:
        found = Entry.objects.filter(state=Entry.State.PUBLISHED).select_related("community", "author")
        context = {"entries": found.order_by("-active_at", "-pk")[:50], "person": person()}
        return HttpResponse(entries.render(context, request))

    globals()["urlpatterns"] = [path("page", show_page), path("list", show_list)]
    return WSGIHandler()

"""A visitor's page is kept while nothing changes, and only for visitors."""

from __future__ import annotations

import pytest
from django.db import connection

from practica.content.pages import actions as pages
from practica.core.communities import actions as communities
from practica.core.entries.models import Entry
from practica.interfaces.web import visitors
from tests.builders import a_colleague, a_community, a_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return a_page(title="Seals", body="First words.", in_=a_community(audience="public"))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="pages are kept on SQLite alone")
def test_the_second_visitor_costs_one_query(client, page, django_assert_num_queries):
    first = client.get(page.get_absolute_url())
    with django_assert_num_queries(1):
        second = client.get(page.get_absolute_url())
    assert (second.content, dict(second.headers)) == (first.content, dict(first.headers))


def test_a_change_is_seen_at_once(client, page):
    client.get(page.get_absolute_url())
    pages.save(page, title="Seals", body="Other words.", started_from=page.version, actor=page.entry.author)
    assert "Other words." in client.get(page.get_absolute_url()).content.decode()


def test_what_is_closed_is_closed_at_once(client, page):
    address = page.get_absolute_url()
    assert client.get(address).status_code == 200
    community = page.entry.community
    communities.change(community, audience="members", actor=community.created_by)
    assert client.get(address).status_code == 404


def test_somebody_signed_in_is_neither_kept_nor_answered_from_memory(client, page):
    address = page.get_absolute_url()
    client.force_login(a_colleague(name="Noor Haddad"))
    assert "Noor Haddad" in client.get(address).content.decode()
    client.logout()
    client.cookies.clear()
    assert "Noor Haddad" not in client.get(address).content.decode()
    client.force_login(a_colleague(name="Ira Vogel"))
    assert "Ira Vogel" in client.get(address).content.decode()


def test_a_form_with_a_token_of_ones_own_is_not_kept(client):
    client.get("/accounts/login/")
    client.cookies.clear()
    client.get("/accounts/login/")
    assert not visitors.memory.things


def test_another_address_is_another_page(client, page):
    client.get("/communities")
    assert client.get("/communities?q=nothing-of-that-name").content != client.get("/communities").content


def test_an_old_page_is_made_anew(client, page, monkeypatch):
    address = page.get_absolute_url()
    client.get(address)
    Entry.objects.filter(pk=page.entry_id).update(title="Changed without a fact")
    monkeypatch.setattr(visitors, "SECONDS", 0.0)
    assert "Changed without a fact" in client.get(address).content.decode()

"""Before and while one types: topics and what was read lately, as far as one sees them."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from practica.core.communities.models import Community
from practica.core.entries.actions import mark_read
from practica.core.entries.models import Entry
from practica.reach.search import queries
from tests.builders import a_colleague, a_community, a_guest, a_member, a_page, settle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index")]


@pytest.fixture
def vault():
    """A community that only its members see, with a page that has a topic."""
    community = a_community("Vault", audience=Community.Audience.MEMBERS)
    a_page(in_=community, title="Ledger", topics=["Zanzibar trade"])
    settle()
    return community


def topics(part, person):
    return [topic.label for topic in queries.suggest(part, person=person).topics]


def test_a_topic_is_offered_to_those_who_see_something_that_has_it(vault):
    assert topics("trade", a_member(of=vault)) == ["Zanzibar trade"]
    assert [topics("zanz", one) for one in (AnonymousUser(), a_guest(), a_colleague())] == [[], [], []]


def test_what_was_read_last_is_offered_first_and_only_to_her(vault):
    ann = a_member(of=vault)
    other = a_page(in_=vault, title="Other").entry
    mark_read(Entry.objects.get(title="Ledger"), actor=ann)
    mark_read(other, actor=ann)

    assert [entry.title for entry in queries.recent(person=ann)] == ["Other", "Ledger"]
    assert queries.recent(person=a_member(of=vault)) == queries.recent(person=AnonymousUser()) == []


def test_what_was_read_and_is_hidden_now_is_not_offered(vault):
    ann = a_member(of=vault)
    mark_read(Entry.objects.get(title="Ledger"), actor=ann)
    ann.memberships.all().delete()

    assert queries.recent(person=type(ann).objects.get(pk=ann.pk)) == []

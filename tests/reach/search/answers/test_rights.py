"""What somebody may not read answers her nothing, counts for nothing and names nobody."""

from __future__ import annotations

import random

import pytest
from django.contrib.auth.models import AnonymousUser

from practica.content.pages.models import Page
from practica.core.communities.models import Community
from practica.core.entries.models import Entry
from practica.kit import markup
from practica.reach.search import index, queries
from practica.reach.search.answers.answering import answer
from practica.reach.search.answers.checking import stands_in
from tests.builders import a_colleague, a_community, a_guest, a_member, a_page, settle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index")]

QUESTION = "How do I flush the zanzibar manifold?"
SECRET = "Flush the zanzibar manifold with lukewarm vinegar for an hour."


@pytest.fixture
def vault():
    """A community that only its members see; who keeps it wrote all of it."""
    community = a_community("Vault", audience=Community.Audience.MEMBERS)
    a_page(in_=community, title="Flushing the zanzibar manifold", body=SECRET)
    yard = a_community("Yard", audience=Community.Audience.PUBLIC)
    for number in range(4):
        a_page(in_=yard, title=f"Yard {number}", body=f"Sweep the yard on day {number}.")
    settle()
    return community


def outsiders():
    return {"stranger": AnonymousUser(), "guest": a_guest(), "colleague": a_colleague()}


def test_a_member_is_answered(vault):
    assert [quote.text for quote in answer(QUESTION, person=a_member(of=vault)).quotes] == [SECRET]


@pytest.mark.parametrize("who", ["stranger", "guest", "colleague"])
def test_who_is_no_member_is_quoted_nothing_and_named_nobody(vault, who):
    person = outsiders()[who]

    got = answer(QUESTION, person=person)
    named = queries.experts(QUESTION, got.found.found, person=person)

    assert not got.quotes
    assert vault.created_by not in [one.person for one in named]
    assert got.found.found == []


@pytest.mark.parametrize("who", ["stranger", "guest", "colleague"])
def test_what_she_may_not_see_does_not_even_weigh_a_word(vault, who):
    person = outsiders()[who]
    before = answer("Why do I sweep the zanzibar manifold yard?", person=person)

    Page.objects.filter(community=vault).delete()
    index.rebuild()
    after = answer("Why do I sweep the zanzibar manifold yard?", person=person)

    assert before.evidence == after.evidence
    assert before.evidence.said > 0


def test_a_guest_is_quoted_what_her_own_community_shows_her_and_no_more(vault):
    guest = a_guest()
    a_member(of=vault, person=guest, role="guest")
    Entry.objects.filter(community=vault).update(audience=Entry.Audience.CORE)

    assert not answer(QUESTION, person=guest).quotes


VERBS = ("flush", "grease", "tighten", "replace", "inspect", "drain")
THINGS = ("manifold", "gasket", "impeller", "bearing", "coupling", "strainer")


@pytest.mark.parametrize("seed", range(6))
def test_whoever_asks_is_quoted_only_what_she_may_read(seed):
    dice = random.Random(seed)
    audiences = list(Community.Audience.values)
    communities = [a_community(f"Shop {at}", audience=dice.choice(audiences)) for at in range(4)]
    asking = [AnonymousUser(), a_guest(), a_colleague()]
    for person in asking[1:]:
        for community in dice.sample(communities, 2):
            role = "guest" if not person.is_colleague else dice.choice(["member", "core"])
            a_member(of=community, person=person, role=role)
    for at in range(24):
        verb, thing = dice.choice(VERBS), dice.choice(THINGS)
        page = a_page(
            in_=dice.choice(communities),
            title=f"{verb.title()} the {thing} {at}",
            body=f"You {verb} the {thing} on shift {at} before anything else is done.",
        )
        page.entry.audience = dice.choice(Entry.Audience.values)
        page.entry.save()
    settle()
    # What the index does not know yet counts too.
    for entry in dice.sample(list(Entry.objects.all()), 4):
        entry.audience = dice.choice(Entry.Audience.values)
        entry.save()

    quoted = 0
    for person in asking:
        seen = {entry.pk for entry in Entry.objects.visible_to(person)}
        for verb in VERBS:
            for thing in THINGS:
                got = answer(f"How do I {verb} the {thing}?", person=person)
                quoted += len(got.quotes)
                for quote in got.quotes:
                    assert quote.entry.pk in seen
                    body = Page.objects.get(entry=quote.entry).body
                    assert stands_in(quote.text, [markup.plain_text(markup.parse(body))])
                assert {one.entry.pk for one in got.found.found} <= seen
    assert quoted

"""Who would see an entry is who does see it."""

import itertools

import pytest

from practica.core.communities.models import Community
from practica.core.entries.actions import set_audience
from practica.core.entries.models import Entry
from practica.core.entries.readers import visitors_see, who_sees
from practica.core.people.models import Person
from tests.builders import a_colleague, a_community, a_guest, a_member, a_page, an_organisation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("community_audience", "audience"),
    list(itertools.product(Community.Audience.values, Entry.Audience.values)),
)
def test_who_would_see_it_is_who_sees_it(community_audience, audience):
    ann = a_colleague()
    community = a_community(led_by=ann)
    Community.objects.filter(pk=community.pk).update(audience=community_audience)
    community.refresh_from_db()
    community.organisations.add(an_organisation(standing="partner"))
    people = [a_member(of=community, role=role) for role in ("steward", "core", "member", "guest")]
    people += [a_colleague(), a_guest(), a_member(of=community, person=a_guest())]
    nobody = a_guest()
    nobody.organisation = None
    nobody.save()
    page = a_page(in_=community, by=people[2])
    named = [people[2], people[3], people[4]]
    set_audience(page.entry, audience, readers=named, actor=ann)
    entry = Entry.objects.get(pk=page.entry_id)
    condition = who_sees(
        community, audience, named=[one.pk for one in named], writers=[entry.author_id, entry.owner_id]
    )
    would = set(Person.objects.filter(condition).values_list("pk", flat=True))
    does = {
        one.pk
        for one in Person.objects.select_related("organisation")
        if Entry.objects.visible_to(one).filter(pk=entry.pk).exists()
    }
    assert would == does
    from django.contrib.auth.models import AnonymousUser

    assert visitors_see(community, audience) == Entry.objects.visible_to(AnonymousUser()).exists()

"""A question put into SQL once answers each person for herself."""

import pytest

from practica.core.communities.access import roles_of
from practica.core.communities.models import Community
from practica.core.people.models import Person
from practica.interfaces.web import queries
from practica.interfaces.web.prepared import first_row
from tests.builders import a_colleague, a_community, a_guest, a_member
from tests.interfaces.web.scenes import a_lively_place

pytestmark = pytest.mark.django_db


def seen_communities(person):
    return Person.objects.filter(pk=person.pk).values_list(
        queries._count(Community.objects.visible_to(person))
    )


def communities_by_role(person):
    return Person.objects.filter(pk=person.pk, pk__in=[person.pk] * len(roles_of(person))).values_list("pk")


def test_the_short_way_and_the_long_way_answer_the_same_for_everybody():
    gus, ann, odd = a_guest(), a_colleague(), a_colleague()
    odd.organisation = None
    odd.save()
    a_community(audience="public"), a_community(audience="everyone"), a_community(audience="members")
    partners = a_community(audience="organisations", organisations=[gus.organisation])
    a_member(of=partners, person=odd)
    for person in (gus, ann, odd, gus):
        assert first_row(seen_communities, person) == seen_communities(person).first()


def test_a_rule_that_looks_at_roles_is_asked_the_long_way():
    ann = a_colleague()
    a_community(led_by=ann)
    assert first_row(communities_by_role, ann) == (ann.pk,)


def test_the_figures_of_one_reader_are_not_those_of_another():
    ann, bob = a_colleague(), a_colleague()
    a_lively_place(ann)
    assert (queries.figures(ann).unanswered, queries.figures(bob).unanswered) == (4, 0)

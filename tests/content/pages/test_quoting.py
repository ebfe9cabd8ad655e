"""The text of a page as it stands, for those who may read it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from practica.core.communities.models import Community
from practica.kit.contracts.quoting import texts_of
from tests.builders import a_colleague, a_community, a_guest, a_member, a_page

pytestmark = pytest.mark.django_db


def the_texts(page, person):
    key = f"page:{page.entry.uid}"
    return texts_of({"page": [key], "nonsense": ["x:y"]}, person=person).get(key)


def test_each_heading_is_a_stretch_with_its_anchor():
    community = a_community(audience=Community.Audience.PUBLIC)
    page = a_page(in_=community, body="First *words*.\n\n## Two\n\n- One\n- Two\n\n## Empty")

    first, second = the_texts(page, AnonymousUser())

    assert (first.text, first.anchor) == ("First words.", "")
    assert (second.text, second.heading, second.anchor) == ("One\nTwo", "Two", "h-two")


@pytest.mark.parametrize("who", [AnonymousUser, a_guest, a_colleague])
def test_nobody_outside_is_given_what_members_keep(who):
    community = a_community(audience=Community.Audience.MEMBERS)
    page = a_page(in_=community, body="Secret.")

    assert the_texts(page, who()) is None
    assert the_texts(page, a_member(of=community))

"""The text inside a file, for those who may read it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from practica.core.communities.models import Community
from practica.core.files.models import FilePart
from practica.kit.contracts.quoting import texts_of
from tests.builders import a_colleague, a_community, a_file, a_guest, a_member

pytestmark = pytest.mark.django_db


def the_texts(file, person):
    key = f"file:{file.uid}"
    return texts_of({"file": [key]}, person=person).get(key)


@pytest.fixture
def kept():
    """A file with two pages, in a community that only its members see."""
    community = a_community(audience=Community.Audience.MEMBERS)
    file = a_file(in_=community, by=community.created_by)
    file.parts.all().delete()
    for at, text in enumerate(["Secret one.", "Secret two."], 1):
        FilePart.objects.create(file=file, position=at, locator=f"page {at}", text=text)
    return community, file


def test_each_page_says_where_it_is(kept):
    community, file = kept

    given = the_texts(file, a_member(of=community))

    assert [(one.text, one.locator) for one in given] == [
        ("Secret one.", "page 1"),
        ("Secret two.", "page 2"),
    ]


@pytest.mark.parametrize("who", [AnonymousUser, a_guest, a_colleague])
def test_nobody_outside_is_given_it(kept, who):
    assert the_texts(kept[1], who()) is None

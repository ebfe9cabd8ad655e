"""Resources are found by what they are for and by what members say of them."""

from __future__ import annotations

import pytest

from practica.content.library.actions import review
from practica.content.library.search import documents
from practica.core.entries.actions import bin_entry
from tests.builders import a_community, a_member
from tests.builders.library import a_resource

pytestmark = pytest.mark.django_db


def test_a_resource_is_found_by_its_use_its_maker_and_its_reviews_until_it_is_binned():
    yard = a_community()
    ann = a_member(of=yard)
    resource = a_resource(in_=yard, by=ann, used_for="For newcomers", made_by="Maker")
    review(resource, stars=4, sentence="Thin on causes.", actor=ann)

    (document,) = documents([resource.entry_id])

    assert [passage.text for passage in document.passages] == [
        "For newcomers. Maker. https://pumps.example/handbook",
        "Thin on causes.",
    ]
    bin_entry(resource.entry, actor=ann)
    assert list(documents([resource.entry_id])) == []

"""What search is told of an entry: who made it, what it is about, whether it is in force."""

from __future__ import annotations

import datetime as dt

import pytest

from practica.core.entries.findable import document_of
from practica.core.entries.models import Entry
from practica.kit.contracts.search import Part
from tests.builders import a_community, a_page

pytestmark = pytest.mark.django_db


def the_document(**values):
    entry = a_page(in_=a_community(), topics=["Wet soil"]).entry
    Entry.objects.filter(pk=entry.pk).update(**values)
    entry.refresh_from_db()
    return document_of(entry, key="k", passages=())


def test_its_author_and_topics_can_be_filtered_by():
    document = the_document()

    author = Entry.objects.get().author
    assert (document.author, document.author_uid) == (author.name, author.uid)
    assert document.parts == (Part(person_uid=author.uid, role="author"),)
    assert (document.topics, document.topic_slugs) == (("Wet soil",), ("wet-soil",))


@pytest.mark.parametrize(
    ("values", "state"),
    [({}, "published"), ({"state": "archived"}, "archived"), ({"confidence": "archived"}, "archived")],
)
def test_what_is_archived_is_said_to_be_and_comes_after(values, state):
    document = the_document(**values)

    assert (document.state, document.demoted) == (state, state != "published")


def test_what_was_replaced_is_said_to_be_and_comes_after():
    other = a_page(in_=a_community()).entry

    document = the_document(superseded_by=other)

    assert (document.state, document.demoted) == ("superseded", True)


def test_whether_it_was_checked_and_when_it_needs_a_look_are_told():
    day = dt.date(2026, 5, 1)

    document = the_document(confidence="validated", review_due=day)

    assert (document.is_checked, document.review_due) == (True, day)

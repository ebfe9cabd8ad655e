"""Adding, mending and reviewing resources: who may, what is refused, what is counted."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from practica.content.library import facts
from practica.content.library.actions import Description, add, edit, review, take_back
from practica.content.library.models import Resource, Review
from practica.core.entries.models import Entry
from practica.core.ledger.models import FactRow
from practica.kit.access import Invalid
from tests.builders import a_colleague, a_community, a_guest, a_member
from tests.builders.library import a_resource

pytestmark = pytest.mark.django_db


@pytest.fixture
def yard():
    return a_community("Yard")


@pytest.fixture
def ann(yard):
    return a_member(of=yard)


def test_a_resource_says_what_it_is_and_stands_in_the_feed(yard, ann):
    resource = a_resource(
        in_=yard,
        by=ann,
        form="book",
        made_by=" Ann  Author ",
        year=1998,
        used_for="Seals.",
        topics=("Pumps",),
    )

    entry = resource.entry
    assert (entry.title, entry.summary, resource.made_by) == ("Pump handbook", "Seals.", "Ann Author")
    assert [topic.label for topic in entry.topics.all()] == ["Pumps"]
    assert entry in Entry.objects.visible_to(ann).in_feed()
    assert FactRow.objects.filter(name=facts.ResourceAdded.__name__, entry_id=entry.pk).exists()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("", ""),
        ("pumps.example/a", "https://pumps.example/a"),
        (" http://a.example/x y ", "http://a.example/xy"),
    ],
)
def test_an_address_is_one_of_the_web(yard, ann, given, kept):
    assert a_resource(in_=yard, by=ann, address=given).address == kept


@pytest.mark.parametrize(
    ("field", "value"),
    [("address", "javascript:alert(1)"), ("address", "data:text/html,x"), ("address", "//pumps.example"),
     ("address", "https://a:b@pumps.example/"), ("address", "https://[::1"), ("address", "words"),
     ("address", "https://a.example/" + "x" * 2000), ("title", " "), ("title", "x" * 201),
     ("used_for", "x" * 301), ("form", "cave"), ("year", 3000), ("year", 12)],
)  # fmt: skip
def test_what_cannot_be_said_is_refused_at_its_field(yard, ann, field, value):
    with pytest.raises(Invalid) as refused:
        a_resource(in_=yard, by=ann, **{field: value})
    assert refused.value.field == field
    assert not Resource.objects.exists()


def test_members_add_and_mend_guests_and_strangers_do_not(yard, ann):
    resource = a_resource(in_=yard, by=ann)
    edit(resource, Description(title="Other"), actor=a_member(of=yard))
    for person in (a_colleague(), a_member(of=yard, role="guest", person=a_guest())):
        with pytest.raises(PermissionDenied):
            add(yard, Description(title="No"), actor=person)
        with pytest.raises(PermissionDenied):
            edit(resource, Description(title="No"), actor=person)


def test_what_only_the_core_group_sees_the_core_group_mends(yard, ann):
    core = a_member(of=yard, role="core")
    resource = a_resource(in_=yard, by=core, audience="core")

    edit(resource, Description(title="Other"), actor=core)
    with pytest.raises(PermissionDenied):
        edit(resource, Description(title="No"), actor=ann)


def test_one_person_says_one_thing_and_may_say_another_later(yard, ann):
    resource = a_resource(in_=yard, by=ann)
    gwen = a_member(of=yard, role="guest", person=a_guest())

    review(resource, stars=5, sentence="  The best\n there is. ", actor=ann)
    review(resource, stars=2, sentence="Out of date.", actor=gwen)
    review(resource, stars=4, sentence="Still good.", actor=ann)

    resource.refresh_from_db()
    assert (resource.review_count, resource.star_sum, resource.stars) == (2, 6, 3.0)
    assert Review.objects.get(person=ann).sentence == "Still good."
    assert Review.objects.get(person=ann).changed is not None


def test_a_review_can_be_taken_back(yard, ann):
    resource = a_resource(in_=yard, by=ann)
    review(resource, stars=5, sentence="Good.", actor=ann)

    take_back(resource, actor=ann)
    take_back(resource, actor=ann)

    resource.refresh_from_db()
    assert (resource.review_count, resource.stars) == (0, 0.0)


@pytest.mark.parametrize(("stars", "sentence"), [(0, "Words"), (6, "Words"), (3, "  "), (3, "x" * 501)])
def test_a_review_needs_stars_and_a_sentence(yard, ann, stars, sentence):
    with pytest.raises(Invalid):
        review(a_resource(in_=yard, by=ann), stars=stars, sentence=sentence, actor=ann)


def test_strangers_review_nothing(yard, ann):
    with pytest.raises(PermissionDenied):
        review(a_resource(in_=yard, by=ann), stars=1, sentence="Bad.", actor=a_colleague())
